using System.Collections.Immutable;

namespace Trucewatch.Parties;

/// <summary>A party to the agreement, by the short code that the mission gives it, such as <c>A</c>.</summary>
public readonly record struct PartyId(string Code) : IComparable<PartyId>
{
    /// <inheritdoc />
    public int CompareTo(PartyId other) => string.CompareOrdinal(Code, other.Code);

    /// <inheritdoc />
    public override string ToString() => Code;
}

/// <summary>Which of the two parties it is to the mechanism. Neither comes first in anything but the alphabet.</summary>
public enum Side
{
    /// <summary>Party A, audience group PTA.</summary>
    A = 1,

    /// <summary>Party B, audience group PTB.</summary>
    B = 2,
}

/// <summary>A party as the mission describes it.</summary>
/// <param name="Id">Its short code.</param>
/// <param name="Side">Whether it is party A or party B.</param>
/// <param name="Name">Its name by language (en, fr, uk, de, ru), every language present.</param>
/// <param name="Aliases">How sources call it: <c>RU MoD</c>, <c>Russia</c>. Compared without regard to case.</param>
public sealed record Party(
    PartyId Id,
    Side Side,
    ImmutableSortedDictionary<string, string> Name,
    ImmutableArray<string> Aliases
)
{
    /// <summary>True if a source means this party by that name: its code, a name or an alias, without regard to case.</summary>
    public bool IsCalled(string name) =>
        string.Equals(Id.Code, name, StringComparison.OrdinalIgnoreCase)
        || Name.Values.Concat(Aliases).Any(a => string.Equals(a, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A body of the mechanism that may decide, such as the Special Commission.</summary>
/// <param name="Id">Its short code, such as <c>commission</c>.</param>
/// <param name="Name">Its name by language, every language present.</param>
/// <param name="May">What it may decide: <c>attribute</c>, <c>verify</c>, <c>waive</c> …</param>
public sealed record Body(string Id, ImmutableSortedDictionary<string, string> Name, ImmutableArray<string> May);
