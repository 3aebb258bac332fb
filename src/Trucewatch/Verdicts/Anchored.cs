using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>A formula cut into the fact that anchors it and what else must hold then.</summary>
/// <param name="Fact">The fact; null: no single fact does, it is a state.</param>
/// <param name="Rest">All else; nothing else: always.</param>
internal sealed record Anchored(Formula.Fact? Fact, Formula Rest)
{
    /// <summary>Holds always: no condition at all.</summary>
    public static readonly Formula Always = new Formula.All([]);

    /// <summary>Cuts a formula: the first fact that stands bare among its conjuncts is the anchor.</summary>
    public static Anchored Cut(Formula formula)
    {
        var parts = Conjuncts(formula).ToList();
        return parts.OfType<Formula.Fact>().FirstOrDefault() is { } fact
            ? new(fact, new Formula.All([.. parts.Where(p => !ReferenceEquals(p, fact))]))
            : new(null, formula);
    }

    /// <summary>The alternatives of a formula, each with an anchor of its own.</summary>
    public static IEnumerable<Anchored> Ways(Formula formula) =>
        formula is Formula.Any any ? any.Of.SelectMany(Ways) : [Cut(formula)];

    /// <summary>True if it holds always.</summary>
    public static bool IsAlways(Formula formula) => formula is Formula.All { Of.IsEmpty: true };

    private static IEnumerable<Formula> Conjuncts(Formula formula) =>
        formula is Formula.All all ? all.Of.SelectMany(Conjuncts) : [formula];
}

/// <summary>Finds the atoms of a formula.</summary>
internal static class Atoms
{
    /// <summary>All of them, wherever they stand.</summary>
    public static IEnumerable<Formula.Fact> Of(Formula formula, ImmutableDictionary<string, Formula> terms) =>
        formula switch
        {
            Formula.Fact fact => [fact],
            Formula.All all => all.Of.SelectMany(f => Of(f, terms)),
            Formula.Any any => any.Of.SelectMany(f => Of(f, terms)),
            Formula.Not not => Of(not.Of, terms),
            Formula.Some some => Of(some.Of, terms),
            Formula.Past past => Of(past.Of, terms),
            Formula.Next next => Of(next.Of, terms),
            Formula.Since since => Of(since.Keeping, terms).Concat(Of(since.Start, terms)),
            Formula.Until until => Of(until.Keeping, terms).Concat(Of(until.End, terms)),
            Formula.Tally tally => Of(tally.Over, terms),
            Formula.Begins begins => Of(begins.Of, terms),
            Formula.Ends ends => Of(ends.Of, terms),
            Formula.Watched watched => Of(watched.Of, terms),
            Formula.Defined defined when terms.TryGetValue(defined.Term, out var means) => Of(
                means,
                terms.Remove(defined.Term)
            ),
            _ => [],
        };

    /// <summary>The numbers that are counted in it: they tell no two bindings apart, for another number is no other thing.</summary>
    public static IEnumerable<string> Numbers(Formula formula, ImmutableDictionary<string, Formula> terms) =>
        formula switch
        {
            Formula.Tally tally => [tally.Result],
            Formula.All all => all.Of.SelectMany(f => Numbers(f, terms)),
            Formula.Any any => any.Of.SelectMany(f => Numbers(f, terms)),
            Formula.Some some => Numbers(some.Of, terms),
            Formula.Past past => Numbers(past.Of, terms),
            Formula.Next next => Numbers(next.Of, terms),
            Formula.Since since => Numbers(since.Start, terms),
            Formula.Until until => Numbers(until.End, terms),
            Formula.Begins begins => Numbers(begins.Of, terms),
            Formula.Ends ends => Numbers(ends.Of, terms),
            Formula.Defined defined when terms.TryGetValue(defined.Term, out var means) => Numbers(
                means,
                terms.Remove(defined.Term)
            ),
            _ => [],
        };

    /// <summary>How far behind and ahead of an instant a formula looks, microseconds; <see cref="long.MaxValue"/>: without bound.</summary>
    public static (long Behind, long Ahead) Reach(Formula formula, ImmutableDictionary<string, Formula> terms) =>
        formula switch
        {
            Formula.All all => Widest(all.Of, terms),
            Formula.Any any => Widest(any.Of, terms),
            Formula.Not not => Reach(not.Of, terms),
            Formula.Some some => Reach(some.Of, terms),
            Formula.Past past => Behind(past.Within, Reach(past.Of, terms)),
            Formula.Next next => Ahead(next.Within, Reach(next.Of, terms)),
            Formula.Since since => Behind(since.Within, Widest([since.Keeping, since.Start], terms)),
            Formula.Until until => Ahead(until.Within, Widest([until.Keeping, until.End], terms)),
            Formula.Tally tally => Behind(tally.Within, Reach(tally.Over, terms)),
            Formula.Begins begins => Reach(begins.Of, terms),
            Formula.Ends ends => Reach(ends.Of, terms),
            Formula.Watched watched => Behind(new(0, watched.Behind), Reach(watched.Of, terms)),
            Formula.Defined defined when terms.TryGetValue(defined.Term, out var means) => Reach(
                means,
                terms.Remove(defined.Term)
            ),
            _ => (0, 0),
        };

    private static (long, long) Widest(IEnumerable<Formula> all, ImmutableDictionary<string, Formula> terms) =>
        all.Select(f => Reach(f, terms))
            .Aggregate((0L, 0L), (a, b) => (Math.Max(a.Item1, b.Behind), Math.Max(a.Item2, b.Ahead)));

    private static (long, long) Behind(Window within, (long Behind, long Ahead) inner) =>
        (Sum(within.To ?? long.MaxValue, inner.Behind), inner.Ahead);

    private static (long, long) Ahead(Window within, (long Behind, long Ahead) inner) =>
        (inner.Behind, Sum(within.To ?? long.MaxValue, inner.Ahead));

    private static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;
}
