using System.Collections.Immutable;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>A condition as the words say it: what <see cref="Formulas"/> makes a formula of.</summary>
/// <remarks>A phrase of the terms is kept in this form, for its meaning depends on where it is used.</remarks>
internal abstract record Condition
{
    private Condition() { }

    public sealed record And(ImmutableArray<Condition> Of) : Condition;

    public sealed record Or(ImmutableArray<Condition> Of) : Condition;

    public sealed record Not(Condition Of) : Condition;

    public sealed record Ceasefire(CeasefireState State) : Condition;

    /// <summary>A defined term, or its begin or end.</summary>
    public sealed record Term(string Name, Turn Turn) : Condition;

    /// <summary>A fact of the terms: one, none, or many of them.</summary>
    public sealed record Fact(FactSaid Of, Tails Tails) : Condition;

    /// <summary>What a phrase means, its holes filled, and what is said of it besides.</summary>
    public sealed record Phrased(Condition Of, Tails Tails) : Condition;
}

/// <summary>Whether a state is meant, its begin or its end.</summary>
internal enum Turn
{
    Holds,
    Begins,
    Ends,
}

/// <summary>A fact as said: <c>[no | 3 or more different] notices of demining by the party with …</c>.</summary>
/// <param name="No">True: none of them.</param>
/// <param name="AtLeast">So many or more; null: one.</param>
/// <param name="Different">True: counted apart by the one thing that is left free with <c>any</c>.</param>
internal sealed record FactSaid(
    FactKind Kind,
    bool No,
    int? AtLeast,
    bool Different,
    CodeSet? Codes,
    Who? By,
    Who? To,
    string? About,
    ImmutableArray<FieldSaid> Fields,
    Turn Turn
);

/// <summary>Whose fact, or towards whom.</summary>
internal abstract record Who
{
    private Who() { }

    /// <summary>A variable: <c>party</c>, <c>other party</c>, <c>guarantor</c>.</summary>
    public sealed record Bound(string Variable) : Who;

    /// <summary>A party, guarantor or body by its id.</summary>
    public sealed record Named(string Id) : Who;

    /// <summary>Anybody of that role.</summary>
    public sealed record Anybody(string Role) : Who;

    /// <summary>Every one of that role, each with a fact of its own.</summary>
    public sealed record Each(string Role) : Who;
}

/// <summary>What a field must be: <c>with calibre at least 100 mm</c>.</summary>
internal sealed record FieldSaid(string Field, Comparison Op, ValueSaid Value);

/// <summary>A value as said.</summary>
internal abstract record ValueSaid
{
    private ValueSaid() { }

    public sealed record Number(double Of) : ValueSaid;

    public sealed record Name(string Id) : ValueSaid;

    /// <summary><c>the weapon</c>: what the field of that name is in this provision.</summary>
    public sealed record Same(string Field) : ValueSaid;

    /// <summary><c>any weapon</c>: it is left free.</summary>
    public sealed record Any(string Field) : ValueSaid;

    /// <summary>A hole of the phrase that is being declared.</summary>
    public sealed record Hole(string Field) : ValueSaid;
}

/// <summary>A place as said.</summary>
internal sealed record WhereSaid(string Zone, Distance Bound, bool Outside);

/// <summary>What is said behind a fact or phrase: windows, places, since and until. Times in microseconds.</summary>
internal sealed record Tails
{
    public static readonly Tails None = new();

    public long? Last { get; init; }
    public long? Next { get; init; }
    public long? AtLeastBefore { get; init; }
    public long? AtMostBefore { get; init; }
    public long? For { get; init; }
    public Condition? Since { get; init; }
    public Condition? Until { get; init; }
    public Turn Turn { get; init; }
    public bool SameParty { get; init; }
    public bool SameSector { get; init; }
    public bool Watched { get; init; }
    public ImmutableArray<WhereSaid> Where { get; init; } = [];

    /// <summary>True if a time behind is named.</summary>
    public bool IsBehind => Last is not null || AtLeastBefore is not null || AtMostBefore is not null;

    /// <summary>True if anything but a place or a same party or sector is said.</summary>
    public bool HasTime =>
        IsBehind || Next is not null || For is not null || Since is not null || Until is not null || Watched;

    /// <summary>The time behind; nothing said: all of it.</summary>
    public Window Behind => new(AtLeastBefore ?? 0, AtMostBefore ?? Last);
}
