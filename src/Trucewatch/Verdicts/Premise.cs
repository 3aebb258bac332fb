using System.Collections.Immutable;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts;

/// <summary>A fact as a proof states it, with the entries of the record that it is made of.</summary>
/// <remarks>
/// What the viewer may not see is closed: the member is null and its name stands in <see cref="Closed"/>; the record keeps
/// its digest. An incident is what its member observations say together; which observations are one happening is fusion,
/// which <c>recompute</c> checks and a proof does not.
/// </remarks>
/// <param name="Label">Its name in this proof.</param>
/// <param name="Kind">The noun of the terms.</param>
/// <param name="Span">The instants at which it may have happened.</param>
/// <param name="Likely">The chance of each code; none: an act.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Place">Where; null: it has no place, or it is closed.</param>
/// <param name="Proof">How surely it is known.</param>
/// <param name="Entries">The entries that it is made of.</param>
/// <param name="Closed">The members that are closed to the viewer.</param>
public sealed record Premise(
    string Label,
    string Kind,
    ProofSpan? Span,
    ImmutableSortedDictionary<Code, double>? Likely,
    ImmutableSortedDictionary<string, Field>? Fields,
    Place? Place,
    FactProof? Proof,
    ImmutableArray<CitedEntry>? Entries,
    ImmutableArray<string> Closed
)
{
    /// <summary>Whether a member is closed to the viewer.</summary>
    public bool IsClosed(string member) => Closed.Contains(member, StringComparer.Ordinal);
}

/// <summary>An entry that a premise is made of.</summary>
/// <param name="Role">What it gives.</param>
/// <param name="Entry">Its number.</param>
/// <param name="Reading">Which reading of a batch, by its observation's id; null: the entry is the whole of it.</param>
public sealed record CitedEntry(CitedRole Role, long Entry, string? Reading);

/// <summary>What an entry gives to a premise.</summary>
public enum CitedRole
{
    /// <summary>An observation of the incident.</summary>
    Member = 1,

    /// <summary>The act itself.</summary>
    Act = 2,

    /// <summary>Whose act it was.</summary>
    Attribution = 3,

    /// <summary>That it happened.</summary>
    Verification = 4,

    /// <summary>What was decided of a plea of self-defence, or the plea.</summary>
    Plea = 5,
}

/// <summary>How far a place lies from one drawer's zone.</summary>
/// <param name="Entry">The entry that brought the zone.</param>
/// <param name="Drawer">Who drew it.</param>
/// <param name="Meters">The distance, below zero inside.</param>
public sealed record MeasuredZone(long Entry, string Drawer, double Meters);

/// <summary>A fact that was looked at and is not what is asked for.</summary>
/// <param name="Premise">Its label.</param>
/// <param name="Because">What stands against it.</param>
public sealed record Considered(string Premise, ProofStep Because);

/// <summary>A part of a span, and what shows it there.</summary>
public sealed record ProofPiece(ProofSpan Span, ProofStep Of);
