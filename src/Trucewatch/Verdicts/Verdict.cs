using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Coverage;
using Trucewatch.Incidents;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What is known at one entry of the record says this about one provision, one party, one sector, one day.</summary>
/// <remarks>Computed, never edited. Silence is not compliance: what nobody watched is <see cref="Undetermined"/>.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Verdict.Breached), "breached")]
[JsonDerivedType(typeof(Verdict.Complied), "complied")]
[JsonDerivedType(typeof(Verdict.Undetermined), "undetermined")]
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>These facts surely breach it: incidents and acts, or the obligation that was not discharged.</summary>
    public sealed record Breached(ImmutableArray<FactId> By) : Verdict
    {
        /// <inheritdoc />
        public bool Equals(Breached? other) => other is not null && By.SequenceEqual(other.By);

        /// <inheritdoc />
        public override int GetHashCode() => By.Aggregate(By.Length, HashCode.Combine);
    }

    /// <summary>Nothing speaks against it, and it was watched; <c>Missed</c> is the chance that one happened unseen.</summary>
    public sealed record Complied(double Missed) : Verdict;

    /// <summary>These facts may breach it and are not settled, or it was not watched in these spans.</summary>
    public sealed record Undetermined(ImmutableArray<FactId> Doubtful, ImmutableArray<Interval> Unwatched) : Verdict
    {
        /// <inheritdoc />
        public bool Equals(Undetermined? other) =>
            other is not null && Doubtful.SequenceEqual(other.Doubtful) && Unwatched.SequenceEqual(other.Unwatched);

        /// <inheritdoc />
        public override int GetHashCode() => Doubtful.Aggregate(~Doubtful.Length, HashCode.Combine);
    }

    /// <summary>The facts that it rests on: those that breach, or those that may.</summary>
    public ImmutableArray<FactId> RestsOn =>
        this switch
        {
            Breached breached => breached.By,
            Undetermined undetermined => undetermined.Doubtful,
            _ => [],
        };

    /// <summary>The value that the board shows.</summary>
    public BoardValue Value =>
        this switch
        {
            Breached => BoardValue.Breached,
            Complied => BoardValue.Complied,
            Undetermined { Doubtful.IsEmpty: false } => BoardValue.Disputed,
            _ => BoardValue.NotObserved,
        };
}

/// <summary>The four values of a board.</summary>
public enum BoardValue
{
    /// <summary>Watched, and nothing speaks against it.</summary>
    Complied = 1,

    /// <summary>Surely breached.</summary>
    Breached = 2,

    /// <summary>Nobody could see enough to say.</summary>
    NotObserved = 3,

    /// <summary>Something that counts speaks for a breach and is not settled.</summary>
    Disputed = 4,
}

/// <summary>One cell of the board.</summary>
/// <param name="Clause">The provision's address.</param>
/// <param name="Party">Whose conduct.</param>
/// <param name="Sector">Where: a sector's id.</param>
/// <param name="Day">The calendar day in the mission's zone.</param>
/// <param name="Verdict">What is known.</param>
/// <param name="InForce">Yes, or unclear where it is disputed whether the truce binds.</param>
/// <param name="Claims">The claims that it rests on, by id.</param>
/// <param name="Watching">How much of the hours in force was watched.</param>
/// <param name="Allegations">Alleged incidents that would fall here: shown beside, they make no verdict.</param>
public sealed record BoardCell(
    string Clause,
    PartyId Party,
    string Sector,
    LocalDate Day,
    Verdict Verdict,
    Answer InForce,
    ImmutableArray<string> Claims,
    Watching Watching,
    int Allegations
)
{
    /// <summary>The incidents that the verdict rests on: those that breach, or those that may.</summary>
    public ImmutableArray<IncidentId> RestsOn => [.. Verdict.RestsOn.Select(f => f.Incident).OfType<IncidentId>()];

    /// <summary>The value for several cells together: a breach outweighs a dispute, a dispute what nobody saw, and that what was kept.</summary>
    public static BoardValue Worst(IEnumerable<BoardCell> cells) => cells.Select(c => c.Verdict.Value).MinBy(Rank);

    /// <summary>The order of weight; 0 weighs most.</summary>
    internal static int Rank(BoardValue value) =>
        value switch
        {
            BoardValue.Breached => 0,
            BoardValue.Disputed => 1,
            BoardValue.NotObserved => 2,
            _ => 3,
        };
}

/// <summary>How much could have been seen of one party.</summary>
public sealed record CouldSee(PartyId Party, double CellHours, double WatchedHours)
{
    /// <summary>The share, 0 to 1.</summary>
    public double Share => CellHours == 0 ? 0 : WatchedHours / CellHours;
}

/// <summary>The compliance board.</summary>
/// <param name="Cells">By clause, party, sector and day; where no truce is in force there is no cell.</param>
/// <param name="Parties">Per party, how much could have been seen of it.</param>
public sealed record Board(ImmutableArray<BoardCell> Cells, ImmutableArray<CouldSee> Parties);
