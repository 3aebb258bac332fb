using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts.Tests;

/// <summary>What formulas mean by section 4 of the design, two-valued and naive: over explicit instants, one by one.</summary>
/// <remarks>
/// The axis is a row of points with their times. Where they are all instants of a stretch, one microsecond apart, this is the
/// meaning over continuous time; where they are the positions of a log, it is the point-wise one of the outside vectors.
/// Nothing of <c>Verdicts</c> is used here, and nothing is fast: the engine, the verdicts from nothing and
/// <see cref="Engine.Naive"/> (which alone knows, three-valued, what the engine says while time still runs) are held to it.
/// What it does not know it refuses: the state of the ceasefire is no matter of section 4. Everything counts as watched.
/// </remarks>
/// <param name="times">The axis: the time of each point, not falling.</param>
/// <param name="facts">What happened.</param>
/// <param name="terms">What defined terms mean.</param>
/// <param name="near">Whether a place lies within a distance of a zone.</param>
internal sealed class Reference(
    ImmutableArray<long> times,
    IEnumerable<Exact> facts,
    IReadOnlyDictionary<string, Formula>? terms = null,
    Func<string, string, Distance, bool>? near = null
)
{
    private readonly ILookup<(string, int), Exact> facts = facts.ToLookup(f => (f.Noun, f.Point));

    /// <summary>An axis of all instants of a stretch, both ends included.</summary>
    public static ImmutableArray<long> Instants(long from, long to) =>
        [.. Range(0, (int)(to - from)).Select(i => from + i)];

    /// <summary>The facts of a noun at a point.</summary>
    public IEnumerable<Exact> Facts(string noun, int at) => facts[(noun, at)];

    /// <summary>Whether it holds at a point; what is not named means "some".</summary>
    public bool Holds(Formula formula, Naming names, int at) => Rows(formula, names, at).Any();

    /// <summary>The names under which it holds at a point.</summary>
    public IEnumerable<Naming> Rows(Formula formula, Naming names, int at) =>
        formula switch
        {
            Formula.Fact atom => facts[(atom.Kind, at)].SelectMany(f => Match(atom, f, names)),
            Formula.Compare compare => Compared(compare, names),
            Formula.Near place => If(Lies(place, names) != place.Outside, names),
            Formula.Not not => If(!Holds(not.Of, names, at), names),
            Formula.All all => Parts(all)
                .OrderBy(Order)
                .Aggregate(If(true, names), (rows, part) => rows.SelectMany(r => Rows(part, r, at))),
            Formula.Any any => any.Of.SelectMany(f => Rows(f, names, at)),
            Formula.Some some => Rows(some.Of, names.With(some.Over, null), at)
                .Select(r => r.With(some.Over, names[some.Over])),
            Formula.Past past => Behind(past.Within, at).SelectMany(t => Rows(past.Of, names, t)),
            Formula.Next next => Ahead(next.Within, at).SelectMany(t => Rows(next.Of, names, t)),
            Formula.Since since => Behind(since.Within, at)
                .SelectMany(t =>
                    Rows(since.Start, names, t)
                        .Where(r => Range(t + 1, at).All(between => Holds(since.Keeping, r, between)))
                ),
            Formula.Until until => Ahead(until.Within, at)
                .SelectMany(t =>
                    Rows(until.End, names, t)
                        .Where(r => Range(at, t - 1).All(between => Holds(until.Keeping, r, between)))
                ),
            Formula.Tally tally => Numbers(tally, names, at),
            Formula.Defined defined => Rows(terms![defined.Term], names, at),
            Formula.Begins begins => at == 0 ? [] : Edges(begins.Of, names, at, at - 1),
            Formula.Ends ends => at == 0 ? [] : Edges(ends.Of, names, at - 1, at),
            Formula.Watched => If(true, names),
            _ => throw new NotSupportedException($"no meaning of {formula.GetType().Name} here"),
        };

    /// <summary>The names under which it holds at one point and not at another. That another number is counted makes no edge.</summary>
    public IEnumerable<Naming> Edges(Formula of, Naming names, int holds, int? not) =>
        Rows(of, names, holds)
            .Select(r => Results(of).Aggregate(r, (open, result) => open.With(result, null)))
            .Where(r => not is not { } then || !Holds(of, r, then))
            .DistinctBy(r => r.Since(names, facts: false), StringComparer.Ordinal);

    private static IEnumerable<string> Results(Formula formula) =>
        formula switch
        {
            Formula.Tally tally => [tally.Result],
            Formula.All all => all.Of.SelectMany(Results),
            Formula.Any any => any.Of.SelectMany(Results),
            _ => [],
        };

    // Both bounds are included; of points that share a time, those in front are behind.
    private IEnumerable<int> Behind(Window within, int at) =>
        Range(0, at)
            .Select(back => at - back)
            .TakeWhile(t => times[at] - times[t] <= (within.To ?? long.MaxValue))
            .Where(t => times[at] - times[t] >= within.From);

    private IEnumerable<int> Ahead(Window within, int at) =>
        Range(at, times.Length - 1)
            .TakeWhile(t => times[t] - times[at] <= (within.To ?? long.MaxValue))
            .Where(t => times[t] - times[at] >= within.From);

    public static IEnumerable<int> Range(int from, int to) => Enumerable.Range(from, Math.Max(0, to - from + 1));

    private static IEnumerable<Naming> If(bool holds, Naming names) => holds ? [names] : [];

    public static IEnumerable<Formula> Parts(Formula formula) =>
        formula is Formula.All all ? all.Of.SelectMany(Parts) : [formula];

    // What gives names stands before what only asks.
    private static int Order(Formula part) =>
        part switch
        {
            Formula.Not or Formula.Near => 4,
            Formula.Compare { Op: not Comparison.Is } => 3,
            Formula.Compare => 2,
            Formula.Tally => 1,
            _ => 0,
        };

    public static IEnumerable<Naming> Match(Formula.Fact atom, Exact fact, Naming names)
    {
        if (fact.Code is { } code && !atom.Codes.Has(code))
            return [];
        var bound = names.With("#" + fact.Id, null);
        foreach (var argument in atom.Arguments)
            if (fact.Of(argument.Field) is not { } value)
                return [];
            else if (Value(argument.Is, bound) is not { } asked)
                bound = bound.With(((Operand.Variable)argument.Is).Name, value);
            else if (!asked.Equals(value))
                return [];
        return [bound];
    }

    private static Value? Value(Operand operand, Naming names) =>
        operand is Operand.Constant constant ? constant.Value : names[((Operand.Variable)operand).Name];

    private bool Lies(Formula.Near place, Naming names) =>
        near!(((Value.Name)names[place.Of]!).Of, place.Zone, place.Bound);

    private static IEnumerable<Naming> Compared(Formula.Compare compare, Naming names)
    {
        var (left, right) = (Value(compare.Left, names), Value(compare.Right, names));
        if (left is null && right is null)
            throw new NotSupportedException("two open variables are compared");
        if (left is not null && right is not null)
            return If(Holds(left, compare.Op, right), names);
        var open = (Operand.Variable)(left is null ? compare.Left : compare.Right);
        return compare.Op == Comparison.Is
            ? [names.With(open.Name, left ?? right)]
            : throw new NotSupportedException($"{open.Name} is open where it is compared");
    }

    private static bool Holds(Value left, Comparison op, Value right)
    {
        var order = (left, right) is (Value.Number a, Value.Number b)
            ? a.Of.CompareTo(b.Of)
            : string.CompareOrdinal(left.ToString(), right.ToString());
        return op switch
        {
            Comparison.Is => order == 0,
            Comparison.IsNot => order != 0,
            Comparison.AtLeast => order >= 0,
            Comparison.AtMost => order <= 0,
            Comparison.MoreThan => order > 0,
            _ => order < 0,
        };
    }

    // One number for each group. Nothing at all is a number too where nothing is counted apart.
    private IEnumerable<Naming> Numbers(Formula.Tally tally, Naming names, int at)
    {
        var groups = Behind(tally.Within, at)
            .SelectMany(t => Rows(tally.Over, names, t))
            .GroupBy(r => string.Join(' ', tally.Per.Select(p => r[p])), StringComparer.Ordinal)
            .ToList();
        if (groups.Count == 0 && tally.Per.IsEmpty && tally.Kind is TallyKind.Count or TallyKind.Distinct)
            return Named(names, 0);
        return groups.SelectMany(g =>
            Named(tally.Per.Aggregate(names, (bound, per) => bound.With(per, g.First()[per])), Number(tally, names, g))
        );

        IEnumerable<Naming> Named(Naming bound, double number) =>
            names[tally.Result] is { } asked
                ? If(asked.Equals(new Value.Number(number)), bound)
                : [bound.With(tally.Result, new Value.Number(number))];
    }

    // Facts are counted where it is not said of what; else bindings are, and of distinct ones the values.
    private static double Number(Formula.Tally tally, Naming outer, IEnumerable<Naming> rows)
    {
        if (tally.Of is not { } of)
            return rows.DistinctBy(r => r.Since(outer, facts: true), StringComparer.Ordinal).Count();
        var values = rows.DistinctBy(r => r.Since(outer, facts: false), StringComparer.Ordinal)
            .Select(r => r[of]!)
            .ToList();
        var numbers = values.OfType<Value.Number>().Select(n => n.Of);
        return tally.Kind switch
        {
            TallyKind.Count => values.Count,
            TallyKind.Distinct => values.Distinct().Count(),
            TallyKind.Sum => numbers.Sum(),
            TallyKind.Min => numbers.Min(),
            _ => numbers.Max(),
        };
    }
}
