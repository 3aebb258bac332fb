using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Space;
using Trucewatch.Time;
using Trucewatch.Values;

namespace Trucewatch.Observations;

/// <summary>An observation's id: UUIDv8 from its source and reference, or from its content where the source gives none.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct ObservationId(string Text) : IComparable<ObservationId>
{
    /// <inheritdoc />
    public int CompareTo(ObservationId other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private sealed class AsText() : ValueCodec.Text<ObservationId>(i => i.Text, t => new ObservationId(t));
}

/// <summary>How an observation came about. In falling order of weight.</summary>
public enum Standing
{
    /// <summary>By the mechanism's own or independent means.</summary>
    Seen = 1,

    /// <summary>Second hand.</summary>
    Reported = 2,

    /// <summary>By a party about another.</summary>
    Alleged = 3,
}

/// <summary>What a report says of the kind of act: ln P(this report | code), in nats, relative to its best code.</summary>
/// <remarks>Codes that are not named have <see cref="Elsewhere"/>. An empty table says nothing about the kind.</remarks>
public sealed record TypeEvidence(ImmutableSortedDictionary<Code, double> Nats)
{
    /// <summary>The weight of a code that the report does not name: 6 nats below its best (our default).</summary>
    public const double Elsewhere = -6;

    /// <summary>Nothing is known of the kind.</summary>
    public static readonly TypeEvidence None = new(ImmutableSortedDictionary<Code, double>.Empty);

    /// <summary>One of these codes, each equally.</summary>
    public static TypeEvidence OneOf(params IEnumerable<Code> codes) =>
        new(codes.ToImmutableSortedDictionary(c => c, _ => 0.0));

    /// <summary>ln P(this report | code), nats.</summary>
    public double Of(Code code) =>
        Nats.IsEmpty ? 0
        : Nats.TryGetValue(code, out var nats) ? nats
        : Elsewhere;
}

/// <summary>A further field of an observation, in the source's words, with its own marking.</summary>
public sealed record Detail(string Value, Marking Marking);

/// <summary>One act of perceiving, never changed: a correction is a new one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Who perceived.</param>
/// <param name="Reference">The source's own reference, or null where it gives none.</param>
/// <param name="Group">All that may stem from one act of perceiving.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Received">When it reached us, as stated: kept, and used only to order a replay.</param>
/// <param name="Place">Where it came down or was seen. Where it was fired from is no field.</param>
/// <param name="PlaceName">The place in the source's words.</param>
/// <param name="Type">What it says of the kind of act.</param>
/// <param name="Accused">Whose act the source says it was: an allegation where the source is the other party's.</param>
/// <param name="Standing">How it came about.</param>
/// <param name="Count">How many; null: not said.</param>
/// <param name="Unit">Of what; null where there is no count.</param>
/// <param name="Repeats">How many further exact copies of it were read.</param>
/// <param name="Label">Who may see it.</param>
/// <param name="Details">Further fields by name.</param>
public sealed record Observation(
    ObservationId Id,
    SourceId Source,
    string? Reference,
    string Group,
    Occurred Occurred,
    Instant Received,
    Place Place,
    string PlaceName,
    TypeEvidence Type,
    PartyId? Accused,
    Standing Standing,
    double? Count,
    string? Unit,
    int Repeats,
    Label Label,
    ImmutableSortedDictionary<string, Detail> Details
);

/// <summary>How exact a stated count is.</summary>
public enum Qualifier
{
    /// <summary>The number itself.</summary>
    Exact = 1,

    /// <summary>More than the number.</summary>
    MoreThan = 2,

    /// <summary>The number or more.</summary>
    AtLeast = 3,

    /// <summary>A little less.</summary>
    Nearly = 4,

    /// <summary>Some, without a number.</summary>
    Some = 5,
}

/// <summary>A party's own count of another's acts: kept and shown as a count, it makes no incidents and is never added up.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">The source it was read from.</param>
/// <param name="Claimant">Who counts, in the source's words, such as <c>RU MoD</c>.</param>
/// <param name="By">The party that counts.</param>
/// <param name="Accused">The party whose acts are counted.</param>
/// <param name="Category">What is counted, in the counter's words: its unit.</param>
/// <param name="Count">How many; null: not said.</param>
/// <param name="Qualifier">How exact.</param>
/// <param name="From">From when; null: not said.</param>
/// <param name="Until">Until when; null: not said.</param>
/// <param name="Area">Where, in the counter's words.</param>
/// <param name="Note">What else is said.</param>
/// <param name="Address">Where it can be read.</param>
/// <param name="Received">When it became known.</param>
public sealed record AllegedCount(
    ObservationId Id,
    SourceId Source,
    string Claimant,
    PartyId By,
    PartyId Accused,
    string Category,
    double? Count,
    Qualifier Qualifier,
    Instant? From,
    Instant? Until,
    string Area,
    string Note,
    string Address,
    Instant Received
);

/// <summary>What a source could have delivered on one day, and whether it did: a day without a delivery is no zero.</summary>
/// <param name="Source">The source.</param>
/// <param name="Day">The day, mission's zone.</param>
/// <param name="Hours">Which hours of that day (0–23, mission's zone) were looked at; empty: none.</param>
/// <param name="Why">Why hours are missing, in the source's words; empty where none are.</param>
/// <param name="Received">When this became known.</param>
public sealed record Looked(SourceId Source, LocalDate Day, ImmutableArray<int> Hours, string Why, Instant Received);

/// <summary>One reason why a row could not be read.</summary>
/// <param name="Field">The column or field.</param>
/// <param name="Problem">What is wrong: a code; hosts find the words.</param>
/// <param name="Found">What was found, shortened to 200 characters.</param>
public sealed record Reason(string Field, string Problem, string Found);

/// <summary>A row that could not be read: kept with all its reasons.</summary>
/// <param name="Source">The source.</param>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line where the row begins, from 1; 0: the file as a whole.</param>
/// <param name="Original">Up to 4 KiB of what stood there.</param>
/// <param name="Length">Its whole length in bytes.</param>
/// <param name="Sha256">Its SHA-256, hexadecimal.</param>
/// <param name="Reasons">All that is wrong with it.</param>
/// <param name="Received">When it was read, by the replay's clock.</param>
public sealed record Rejection(
    SourceId Source,
    string File,
    long Line,
    string Original,
    long Length,
    string Sha256,
    ImmutableArray<Reason> Reasons,
    Instant Received
);
