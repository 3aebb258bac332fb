using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Time;

namespace Trucewatch.Guarantees;

/// <summary>A public position of a state or an organisation, as reported.</summary>
/// <param name="Who">The state or organisation, by its guarantor's id.</param>
/// <param name="IsState">False: an organisation.</param>
/// <param name="Level">0 none or refused, 1 considering, 2 political pledge, 3 declared intent, 4 offered against a line, 5 authorised, 6 funded, 7 committed, 8 deployed, 9 transferred; null: unknown. Our reading of the reports.</param>
/// <param name="Text">The position, in own words.</param>
/// <param name="From">When it was first reported.</param>
/// <param name="Until">When it was last reported; null: once.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record Position(
    string Who,
    bool IsState,
    int? Level,
    string Text,
    Dated From,
    Dated? Until,
    string Source
);

/// <summary>A total that somebody declared: a claim, kept with its date and never spread over names.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Claimant">Who says it.</param>
/// <param name="Number">The number.</param>
/// <param name="StatesOnly">True: it counts states; false: organisations too.</param>
/// <param name="LeastLevel">The least level of a position that it speaks of.</param>
/// <param name="Text">What is counted, in own words.</param>
/// <param name="When">Of when.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record ClaimedTotal(
    string Id,
    string Claimant,
    int Number,
    bool StatesOnly,
    int LeastLevel,
    string Text,
    Dated When,
    string Source
);

/// <summary>A claimed total beside the names that are held for its date.</summary>
/// <param name="Total">The claim.</param>
/// <param name="Named">The names held for that date, by id.</param>
public sealed record NamedBeside(ClaimedTotal Total, ImmutableArray<string> Named)
{
    /// <summary>How many are not named. Nobody is invented for them; negative: more names are held than were claimed.</summary>
    public int Unnamed => Total.Number - Named.Length;
}

/// <summary>Positions and totals side by side.</summary>
public static class Positions
{
    /// <summary>Each total with the names held for its date: positions that may have been reported by its end.</summary>
    public static ImmutableArray<NamedBeside> Beside(GuaranteeRegister register) =>
        [
            .. register.Totals.Select(t => new NamedBeside(
                t,
                [
                    .. register
                        .Positions.Where(p =>
                            p.From.PerhapsBy(t.When.End) && (p.IsState || !t.StatesOnly) && p.Level >= t.LeastLevel
                        )
                        .Select(p => p.Who)
                        .Distinct()
                        .Order(StringComparer.Ordinal),
                ]
            )),
        ];

    /// <summary>The newest position of each by an instant, by id.</summary>
    public static ImmutableArray<Position> At(GuaranteeRegister register, Instant t) =>
        [
            .. register
                .Positions.Where(p => p.From.PerhapsBy(t))
                .GroupBy(p => p.Who, StringComparer.Ordinal)
                .Select(g => g.MaxBy(p => p.From.First)!)
                .OrderBy(p => p.Who, StringComparer.Ordinal),
        ];
}
