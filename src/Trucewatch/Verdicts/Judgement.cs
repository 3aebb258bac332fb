using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>What makes a judgement one: the same key at two entries is the same question, asked again.</summary>
/// <param name="Clause">The clause's address.</param>
/// <param name="Version">The version of the clause: the digest of its provision.</param>
/// <param name="Bearer">Whose conduct: a party, guarantor or body, by id.</param>
/// <param name="Anchor">What set it off, as text, see <see cref="Verdicts.Anchor.Text"/>; the binding stands behind it where no fact fixes it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JudgementKey(string Clause, string Version, string Bearer, string Anchor)
    : IComparable<JudgementKey>
{
    /// <summary>By clause, bearer, anchor and version; ordinal.</summary>
    public int CompareTo(JudgementKey other) =>
        First(
            string.CompareOrdinal(Clause, other.Clause),
            string.CompareOrdinal(Bearer, other.Bearer),
            string.CompareOrdinal(Anchor, other.Anchor),
            string.CompareOrdinal(Version, other.Version)
        );

    /// <summary>The obligation of this key as a fact, on which another verdict may rest.</summary>
    public FactId AsObligation => new($"obligation:{Clause}|{Bearer}|{Anchor}");

    /// <inheritdoc />
    public override string ToString() => $"{Clause} {Bearer} {Anchor}";

    private static int First(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
            if (order != 0)
                return order;
        return 0;
    }
}

/// <summary>What set a judgement off.</summary>
/// <param name="Fact">The act or the trigger; null: a state began or ended, or the agreement entered into force.</param>
/// <param name="Start">The first instant at which it may have been, microseconds since 1970.</param>
/// <param name="End">The end of those, excluded. Of a failing interval: where it ends, or until where it was judged.</param>
public sealed record Anchor(FactId? Fact, long Start, long End)
{
    /// <summary>The fact's id, or the instant at which it began.</summary>
    /// <remarks>A fact whose time is corrected stays the same anchor; a state that begins at another time is another one.</remarks>
    public string Text => Fact?.Text ?? Instants.Text(Start);
}

/// <summary>One verdict on one provision, for one bearer, at one anchor, as known at one entry.</summary>
/// <param name="Key">Which question it answers.</param>
/// <param name="Anchor">What set it off.</param>
/// <param name="Binding">The values of the provision's variables, as far as the anchor fixes them.</param>
/// <param name="Verdict">The answer; null: the time has not come, the obligation still runs, was let off or cancelled.</param>
/// <param name="Obligation">For a <see cref="Norm.Require"/>: where the obligation stands; null for all others.</param>
/// <param name="Because">What lifted it: the clause of an exception, or the words <c>unless</c>, <c>self-defence</c>; empty: nothing.</param>
public sealed record Judgement(
    JudgementKey Key,
    Anchor Anchor,
    ImmutableSortedDictionary<string, Value> Binding,
    Verdict? Verdict,
    Obligation? Obligation,
    ImmutableArray<string> Because
)
{
    /// <inheritdoc />
    public bool Equals(Judgement? other) =>
        other is not null
        && (Key, Anchor, Verdict, Obligation) == (other.Key, other.Anchor, other.Verdict, other.Obligation)
        && Because.SequenceEqual(other.Because, StringComparer.Ordinal)
        && Binding.SequenceEqual(other.Binding);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Key, Anchor, Verdict, Obligation);
}

/// <summary>Where an obligation stands.</summary>
public enum ObligationState
{
    /// <summary>Its limit has not passed, and it was not yet discharged.</summary>
    Due = 1,

    /// <summary>It was discharged within its limit.</summary>
    Discharged = 2,

    /// <summary>Its limit has passed and it was not discharged: from the limit + 1 µs on.</summary>
    Overdue = 3,

    /// <summary>It was discharged after its limit: breached all the same.</summary>
    DischargedLate = 4,

    /// <summary>What triggered it was withdrawn or turned out to be another's, or an amendment ended it.</summary>
    Cancelled = 5,

    /// <summary>A body that has the power let it off.</summary>
    Waived = 6,

    /// <summary>A body that has the power stopped it for a time, and that time runs.</summary>
    Suspended = 7,
}

/// <summary>What one owes under a provision after one trigger.</summary>
/// <param name="State">Where it stands, read as far as what is sure; the verdict says whether that is settled.</param>
/// <param name="OwedTo">To whom; null: not said.</param>
/// <param name="Limit">The last instant at which it can be discharged in time, with what extends it; null: it has none yet (the limit counts from something that has not come).</param>
/// <param name="Discharged">When it was surely discharged first; null: it was not, or it is not sure when.</param>
/// <param name="By">The acts of power that moved it: extensions, suspensions, a waiver. In order of their ids.</param>
/// <param name="Remedy">For what an overdue obligation started: the key of that obligation; null: it stands in the text itself.</param>
public sealed record Obligation(
    ObligationState State,
    string? OwedTo,
    long? Limit,
    long? Discharged,
    ImmutableArray<FactId> By,
    JudgementKey? Remedy
)
{
    /// <inheritdoc />
    public bool Equals(Obligation? other) =>
        other is not null
        && (State, OwedTo, Limit, Discharged, Remedy)
            == (other.State, other.OwedTo, other.Limit, other.Discharged, other.Remedy)
        && By.SequenceEqual(other.By);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(State, OwedTo, Limit, Discharged);
}
