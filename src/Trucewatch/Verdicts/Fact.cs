using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Rulebook;
using Trucewatch.Values;

namespace Trucewatch.Verdicts;

/// <summary>What a verdict may rest on: an incident, an act or an obligation, by its id with the kind before it (<c>act:…</c>).</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct FactId(string Text) : IComparable<FactId>
{
    private const string IncidentPrefix = "incident:";

    /// <summary>The id of an incident as a fact.</summary>
    public static FactId Of(IncidentId incident) => new(IncidentPrefix + incident.Text);

    private const string ActPrefix = "act:";

    /// <summary>The id of an act on the register as a fact.</summary>
    public static FactId OfAct(string act) => new(ActPrefix + act);

    /// <summary>The act that it is, by its id; null: it is none.</summary>
    public string? Act => Text.StartsWith(ActPrefix, StringComparison.Ordinal) ? Text[ActPrefix.Length..] : null;

    /// <summary>The incident that it is; null: it is none.</summary>
    public IncidentId? Incident =>
        Text.StartsWith(IncidentPrefix, StringComparison.Ordinal) ? new(Text[IncidentPrefix.Length..]) : null;

    /// <inheritdoc />
    public int CompareTo(FactId other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc />
    public override string ToString() => Text;

    private sealed class AsText() : ValueCodec.Text<FactId>(f => f.Text, t => new FactId(t));
}

/// <summary>A fact as provisions see it: a happening at some instant of a span, of a kind, with fields.</summary>
/// <param name="Id">Which.</param>
/// <param name="Kind">A noun of the terms. One incident is a fact of each noun whose codes it may have.</param>
/// <param name="Start">The earliest instant at which it may have happened, in microseconds since 1970, included.</param>
/// <param name="End">The end of those, excluded; <c>Start + 1</c>: it is known to the microsecond.</param>
/// <param name="Likely">The chance of each code; none: it has no code (an act).</param>
/// <param name="Fields">Its fields by name (<c>by</c>, <c>to</c>, <c>about</c>, <c>sector</c>, <c>weapon</c> …); one that is missing may be anything.</param>
/// <param name="Proof">How surely it is known.</param>
public sealed record Fact(
    FactId Id,
    string Kind,
    long Start,
    long End,
    ImmutableSortedDictionary<Code, double> Likely,
    ImmutableSortedDictionary<string, Field> Fields,
    FactProof Proof
);

/// <summary>The values that a field may have: one – it is known; several – it is one of them; none – it may be anything.</summary>
public sealed record Field(ImmutableArray<Value> Possible)
{
    /// <summary>A field whose value is known.</summary>
    public static Field Of(Value value) => new([value]);

    /// <inheritdoc />
    public bool Equals(Field? other) => other is not null && Possible.SequenceEqual(other.Possible);

    /// <inheritdoc />
    public override int GetHashCode() => Possible.Aggregate(Possible.Length, HashCode.Combine);
}

/// <summary>How surely a fact is known; a provision's <c>needs</c> says whether that is enough.</summary>
/// <param name="IsRegistered">The mechanism keeps the register itself: nothing more is needed.</param>
/// <param name="Groups">How many groups of sources that do not copy from one another.</param>
/// <param name="Verified">True: a body verified it; null: open. Refuted ones are no facts.</param>
/// <param name="Attributed">The standard by which <c>by</c> was decided; null: it was not.</param>
public sealed record FactProof(bool IsRegistered, int Groups, bool? Verified, Standard? Attributed)
{
    /// <summary>An act on the register.</summary>
    public static readonly FactProof Registered = new(true, 0, null, null);

    /// <summary>Whether it surely happened, by what a provision needs. Whose act it was is another question.</summary>
    public bool Suffices(ProofNeeded needs) => IsRegistered || Verified == true || Groups >= needs.IndependentSources;

    /// <summary>Whether <c>by</c> is sure, by what a provision needs.</summary>
    public bool Attributes(ProofNeeded needs) => IsRegistered || Attributed >= needs.Standard;
}
