using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>How a truce came about.</summary>
public enum TruceKind
{
    /// <summary>U: declared by one side alone; binds its claimant only.</summary>
    Unilateral = 1,

    /// <summary>R: declared in answer to the other's.</summary>
    Reciprocal = 2,

    /// <summary>M: mediated or announced by a third.</summary>
    Mediated = 3,

    /// <summary>S: signed.</summary>
    Signed = 4,
}

/// <summary>What a claimant does with a truce.</summary>
public enum ClaimAct
{
    /// <summary>Says that it holds.</summary>
    Declares = 1,

    /// <summary>Says that it holds itself bound by it.</summary>
    Accepts = 2,

    /// <summary>Says that it no longer holds itself bound, from <c>Start</c> on.</summary>
    Ends = 3,

    /// <summary>Says that it is not bound.</summary>
    Denies = 4,
}

/// <summary>What somebody declares of a truce: who, from when to when, where, against what, known when.</summary>
/// <param name="Id">The claim's id in the mission.</param>
/// <param name="Truce">Which truce it speaks of.</param>
/// <param name="Claimant">Who says it: a party's code, or a third's name.</param>
/// <param name="Act">What is said.</param>
/// <param name="Kind">U, R, M or S.</param>
/// <param name="Binds">Whom it says to be bound. A unilateral claim binds its claimant only, whatever it says.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when, excluded; null: open.</param>
/// <param name="Area">A zone's id, or <c>all</c>.</param>
/// <param name="Targets">Against what: the codes it forbids.</param>
/// <param name="Declared">The words as declared, local.</param>
/// <param name="Zone">The IANA zone of those words.</param>
/// <param name="Known">When it became known.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record TruceClaim(
    string Id,
    string Truce,
    string Claimant,
    ClaimAct Act,
    TruceKind Kind,
    ImmutableArray<PartyId> Binds,
    Instant Start,
    Instant? End,
    string Area,
    CodeSet Targets,
    string Declared,
    string Zone,
    Instant Known,
    string Source
);
