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
    public Formula Of(Mfotl formula) => Of(formula, Names.Own);

    private Formula Of(Mfotl formula, Names names) =>
        formula switch
        {
            Mfotl.Event e => new Formula.Fact(
                e.Name,
                CodeSet.All,
                [.. e.Arguments.Select((a, i) => new Argument(Field(i), names.Of(a)))]
            ),
            Mfotl.Compared c => new Formula.Compare(names.Of(c.Left), c.Op, names.Of(c.Right)),
            Mfotl.Not not => new Formula.Not(Of(not.Of, names)),
            Mfotl.And and => new Formula.All([.. and.Of.Select(f => Of(f, names))]),
            Mfotl.Or or => new Formula.Any([.. or.Of.Select(f => Of(f, names))]),
            Mfotl.Exists exists => new Formula.Some(exists.Variable, Of(exists.Of, names.Without(exists.Variable))),
            Mfotl.Reach { Ahead: false } reach => new Formula.Past(Within(reach.Within), At(reach.Of, names)),
            Mfotl.Reach reach => new Formula.Next(Within(reach.Within), At(reach.Of, names)),
            Mfotl.Kept { Ahead: false } kept => new Formula.Since(
                Kept(kept.Keeping, names),
                Within(kept.Within),
                At(kept.End, names)
            ),
            Mfotl.Kept kept => new Formula.Until(Kept(kept.Keeping, names), Within(kept.Within), At(kept.End, names)),
            Mfotl.Step { Ahead: false } step => new Formula.Past(
                new(1, 1),
                new Formula.Since(between, Before(step.Within), At(step.Of, names))
            ),
            Mfotl.Step step => new Formula.Next(
                new(1, 1),
                new Formula.Until(between, Before(step.Within), At(step.Of, names))
            ),
            Mfotl.Aggregate a => Aggregate(a, names),
            _ => throw new InvalidOperationException(formula.GetType().Name),
        };

    // What an aggregation does not count apart is its own: our language would take the same name for the same thing.
    private Formula.Tally Aggregate(Mfotl.Aggregate a, Names names)
    {
        var inside = names.Inside(MfotlSafety.Free(a.Over).Except(a.Per));
        return new(
            names.Of(a.Result),
            a.Kind,
            inside.Of(a.Of),
            [.. a.Per.Select(names.Of)],
            new(0, 0),
            Of(a.Over, inside)
        );
    }

    private Formula.All At(Mfotl formula, Names names) => new([here, Of(formula, names)]);

    private Formula.Any Kept(Mfotl formula, Names names) => new([between, Of(formula, names)]);

    /// <summary>What variables are called: those that belong to an aggregation get a mark for each that they lie in.</summary>
    private sealed record Names(ImmutableDictionary<string, string> Called, string Mark)
    {
        public static readonly Names Own = new(ImmutableDictionary<string, string>.Empty, "'");

        public string Of(string variable) => Called.GetValueOrDefault(variable, variable);

        public Operand Of(Operand term) => term is Operand.Variable v ? new Operand.Variable(Of(v.Name)) : term;

        public Names Without(string variable) => this with { Called = Called.Remove(variable) };

        public Names Inside(IEnumerable<string> own) =>
            new(Called.SetItems(own.Select(v => KeyValuePair.Create(v, v + Mark))), Mark + "'");
    }

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
