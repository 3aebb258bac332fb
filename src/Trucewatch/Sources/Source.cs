using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Values;

namespace Trucewatch.Sources;

/// <summary>A source's short code in its mission.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct SourceId(string Code) : IComparable<SourceId>
{
    /// <inheritdoc />
    public int CompareTo(SourceId other) => string.CompareOrdinal(Code, other.Code);

    /// <inheritdoc />
    public override string ToString() => Code;

    private sealed class AsText() : ValueCodec.Text<SourceId>(s => s.Code, t => new SourceId(t));
}

/// <summary>How a source perceives.</summary>
public enum SourceKind
{
    /// <summary>News reports: second hand.</summary>
    Media = 1,

    /// <summary>A party's bulletins about the other side's acts: allegations.</summary>
    Bulletin = 2,

    /// <summary>A party's totals of the other side's violations: allegations, kept as counts.</summary>
    Counts = 3,

    /// <summary>Detections from orbit.</summary>
    Satellite = 4,

    /// <summary>A camera.</summary>
    Camera = 5,

    /// <summary>An array of microphones.</summary>
    Acoustic = 6,

    /// <summary>The mechanism's own people.</summary>
    Patrol = 7,

    /// <summary>A map, a list of sites, a table of truces: context, no observations.</summary>
    Reference = 8,
}

/// <summary>What a source could see, where, when, of whom, and with what chance.</summary>
/// <param name="Zones">The sectors it looks at.</param>
/// <param name="Codes">The codes it can see.</param>
/// <param name="Chance">The chance of seeing one that happens in such an hour, 0 to 1.</param>
/// <param name="Of">Whose acts it can see; empty: anybody's.</param>
/// <param name="From">From that time of day, mission's zone; null: midnight.</param>
/// <param name="Until">Until that time of day, excluded; null: midnight. Before <c>From</c>: over midnight.</param>
/// <param name="During">Only in this span; null: always.</param>
public sealed record Sight(
    ImmutableArray<string> Zones,
    CodeSet Codes,
    double Chance,
    ImmutableArray<PartyId> Of,
    LocalTime? From,
    LocalTime? Until,
    Interval? During
);

/// <summary>A span in which a source was down, and why.</summary>
public sealed record Outage(Interval During, string Why);

/// <summary>Who perceives: a sensor, a patrol, a newspaper, a staff.</summary>
/// <param name="Id">Its short code.</param>
/// <param name="Name">Its name by language.</param>
/// <param name="Kind">How it perceives.</param>
/// <param name="Owner">The party it belongs to; null: neither party.</param>
/// <param name="Group">All that may stem from one act of perceiving: copies count once.</param>
/// <param name="Grade">Reliability and credibility by default, such as <c>F5</c>.</param>
/// <param name="Label">Who may see its rows by default.</param>
/// <param name="FieldLabels">Fields with a marking of their own.</param>
/// <param name="Sees">What it could see.</param>
/// <param name="Outages">When it was down.</param>
/// <param name="PlaceSigma">The default error of its places, one standard deviation per axis.</param>
/// <param name="Attribution">Where its data are published, and under what terms, for the public.</param>
public sealed record Source(
    SourceId Id,
    ImmutableSortedDictionary<string, string> Name,
    SourceKind Kind,
    PartyId? Owner,
    string Group,
    string Grade,
    Label Label,
    ImmutableSortedDictionary<string, Marking> FieldLabels,
    ImmutableArray<Sight> Sees,
    ImmutableArray<Outage> Outages,
    Distance PlaceSigma,
    string Attribution
)
{
    /// <summary>True for means of the mechanism's own or of no party that perceive by themselves.</summary>
    public bool IsOwnMeans =>
        Owner is null && Kind is SourceKind.Satellite or SourceKind.Camera or SourceKind.Acoustic or SourceKind.Patrol;
}
