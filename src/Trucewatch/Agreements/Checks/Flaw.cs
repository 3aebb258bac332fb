using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>How much a flaw matters.</summary>
public enum FlawWeight
{
    /// <summary>Worth knowing; nothing need be changed.</summary>
    Note = 1,

    /// <summary>It runs, and says less or other than one may think.</summary>
    Warning = 2,

    /// <summary>It cannot mean what it says.</summary>
    Error = 3,
}

/// <summary>Something that a check found in an agreement that reads well: which check, where, what, how to cure it.</summary>
/// <param name="Check">The check, <c>AG101</c> to <c>AG113</c>.</param>
/// <param name="Clause">The provision's address; empty: the flaw is one of the terms.</param>
/// <param name="Where">File, line and column.</param>
/// <param name="Weight">How much it matters.</param>
/// <param name="Wrong">What is wrong, in plain words.</param>
/// <param name="Cure">What to do about it.</param>
/// <param name="Example">A fact or a small history that shows the trouble, in order of time; none: it shows in the text alone.</param>
public sealed record Flaw(
    string Check,
    string Clause,
    TextSpan Where,
    FlawWeight Weight,
    string Wrong,
    string Cure,
    ImmutableArray<ExampleFact> Example
)
{
    /// <inheritdoc />
    public bool Equals(Flaw? other) =>
        other is not null
        && (Check, Clause, Where, Weight, Wrong, Cure)
            == (other.Check, other.Clause, other.Where, other.Weight, other.Wrong, other.Cure)
        && Example.SequenceEqual(other.Example);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Check, Clause, Where, Wrong);

    /// <summary>One line, and one more for each fact of the example.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            Example
                .Select(e => $"    {e}")
                .Prepend(
                    $"{Where.File}:{Where.Line}:{Where.Column}  {Check}  {Clause}: {Wrong}. {Cure}".Replace(
                        "  : ",
                        "  ",
                        StringComparison.Ordinal
                    )
                )
        );
}

/// <summary>A fact that shows a flaw, written as a clause test writes it.</summary>
/// <param name="At">When it happens; null: the time does not matter.</param>
/// <param name="Words">Label, noun, who and values: <c>F1  sighting by A, W-1, calibre 152 mm</c>.</param>
/// <param name="Says">What is to be seen in it; empty: nothing more.</param>
public sealed record ExampleFact(LocalDateTime? At, string Words, string Says)
{
    /// <inheritdoc />
    public override string ToString() =>
        (At is { } at ? $"{TestMoments.Print(at)}  " : "") + Words + (Says.Length > 0 ? $"   ({Says})" : "");
}

/// <summary>What the checks must know besides the agreement.</summary>
/// <param name="Zones">The mission's zones; one that is not among them has no outline, so nothing is concluded from it.</param>
/// <param name="Parties">The parties' codes.</param>
/// <param name="Bodies">The ids of the bodies that may act.</param>
/// <param name="Guarantors">Guarantors by id; null: the mission does not say who they are.</param>
/// <param name="Codes">The rulebook's codes; empty: those of the default rules.</param>
/// <param name="TimeZone">The agreement's time zone.</param>
/// <param name="EntryIntoForce">T0 as planned or as it came; null: open, so that only times counted from the same thing are compared.</param>
/// <param name="End">When the agreement ends, excluded; null: open.</param>
/// <param name="Removed">The clauses that amendments took out.</param>
/// <param name="WatchedShare">The share of cell-hours that "watched" asks for, 0 to 1.</param>
/// <param name="PlannedShare">
/// The share that can be watched as planned of a noun's codes in a zone (null: everywhere) of one party (null: of all), 0 to 1;
/// null: nobody planned yet, and nothing counts as watched.
/// </param>
public sealed record CheckContext(
    ImmutableArray<Zone> Zones,
    ImmutableArray<string> Parties,
    ImmutableArray<string> Bodies,
    ImmutableArray<string>? Guarantors,
    ImmutableSortedSet<Code> Codes,
    DateTimeZone TimeZone,
    Instant? EntryIntoForce,
    Instant? End,
    ImmutableSortedSet<string> Removed,
    double WatchedShare,
    PlannedShare? PlannedShare
);

/// <summary>How much of a noun's codes can be watched as planned, 0 to 1.</summary>
/// <param name="codes">The codes to be seen.</param>
/// <param name="zone">Where; null: everywhere.</param>
/// <param name="party">Of whom; null: of all.</param>
public delegate double PlannedShare(CodeSet codes, string? zone, string? party);
