using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>What becomes of obligations that run when a clause is amended.</summary>
public enum Underway
{
    /// <summary>They run on under the old text. Our default.</summary>
    Keep = 1,

    /// <summary>They are judged by the new text, from the same trigger.</summary>
    Convert = 2,

    /// <summary>They end.</summary>
    Cancel = 3,
}

/// <summary>A clause is given another text, is added or struck.</summary>
/// <param name="Clause">The clause's address.</param>
/// <param name="Provision">What of it runs from then on; null: it is struck.</param>
/// <param name="WithEffectFrom">From when, in the time in which things happen.</param>
/// <param name="Then">What becomes of its obligations that run then.</param>
/// <param name="AdoptedBy">The body that adopted it, by id; null: the parties themselves, as the mission entered it.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record Amendment(
    string Clause,
    Provision? Provision,
    Instant WithEffectFrom,
    Underway Then,
    string? AdoptedBy,
    string Source
);
