using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.Monitoring;

/// <summary>A formula over the positions of a log as one over time: positions become facts of their own.</summary>
/// <remarks>
/// The language knows no positions: an unrelated event never changes a verdict. The files of cases do, so each position is a fact
/// <see cref="Position"/>, and what they say of positions is said of those. Positions of one time are put a microsecond apart; a unit
/// of the log's time is <c>2 × most</c> microseconds, where <c>most</c> is the number of positions that share a time at most, so
/// that no window takes in a neighbour.
/// </remarks>
/// <param name="Most">How many positions share a time at most, 1 or more.</param>
internal sealed record MfotlFormula(int Most)
{
    /// <summary>The noun of the fact that stands at each position.</summary>
    public const string Position = "\u00b7";

    private static readonly Formula here = new Formula.Fact(Position, CodeSet.All, []);
    private static readonly Formula between = new Formula.Not(here);

    /// <summary>The instant of a position: its time, and its place among those of the same time, from 0.</summary>
    public long Instant(long time, int place) => (time * 2 * Most) + place;

    /// <summary>The field of an argument, from 0.</summary>
    public static string Field(int number) => $"{number + 1}";

    /// <summary>The formula, meant at the instants of positions.</summary>
    public Formula Of(Mfotl formula) =>
        formula switch
        {
            Mfotl.Event e => new Formula.Fact(
                e.Name,
                CodeSet.All,
                [.. e.Arguments.Select((a, i) => new Argument(Field(i), a))]
            ),
            Mfotl.Compared c => new Formula.Compare(c.Left, c.Op, c.Right),
            Mfotl.Not not => new Formula.Not(Of(not.Of)),
            Mfotl.And and => new Formula.All([.. and.Of.Select(Of)]),
            Mfotl.Or or => new Formula.Any([.. or.Of.Select(Of)]),
            Mfotl.Exists exists => new Formula.Some(exists.Variable, Of(exists.Of)),
            Mfotl.Reach { Ahead: false } reach => new Formula.Past(Within(reach.Within), At(reach.Of)),
            Mfotl.Reach reach => new Formula.Next(Within(reach.Within), At(reach.Of)),
            Mfotl.Kept { Ahead: false } kept => new Formula.Since(
                Kept(kept.Keeping),
                Within(kept.Within),
                At(kept.End)
            ),
            Mfotl.Kept kept => new Formula.Until(Kept(kept.Keeping), Within(kept.Within), At(kept.End)),
            Mfotl.Step { Ahead: false } step => new Formula.Past(
                new(1, 1),
                new Formula.Since(between, Before(step.Within), At(step.Of))
            ),
            Mfotl.Step step => new Formula.Next(
                new(1, 1),
                new Formula.Until(between, Before(step.Within), At(step.Of))
            ),
            Mfotl.Aggregate a => new Formula.Tally(a.Result, a.Kind, a.Of, a.Per, new(0, 0), Of(a.Over)),
            _ => throw new InvalidOperationException(formula.GetType().Name),
        };

    private Formula.All At(Mfotl formula) => new([here, Of(formula)]);

    private Formula.Any Kept(Mfotl formula) => new([between, Of(formula)]);

    private Window Within(Span span) =>
        new(
            span.From == 0 ? 0 : (span.From * 2 * Most) - (Most - 1),
            span.To is { } to ? (to * 2 * Most) + (Most - 1) : null
        );

    // From one microsecond beside the position.
    private Window Before(Span span)
    {
        var within = Within(span);
        return new(Math.Max(0, within.From - 1), within.To is { } to ? Math.Max(0, to - 1) : null);
    }
}
