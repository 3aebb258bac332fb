using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What a formula means over a world: for each binding, when it surely and when it possibly holds.</summary>
/// <remarks>
/// A pure function that starts from nothing, written from the definition (AGREEMENT-ENGINE section 4) and not for speed. For any
/// exact choice of what is doubtful, the two-valued truth lies between sure and possible; it is not always as tight as it could be.
/// A variable that nothing outside binds means "some". A missing value may be anything: it matches, and never surely.
/// </remarks>
public sealed class Meaning
{
    private readonly World world;
    private readonly ProofNeeded needs;
    private readonly Unseen unseen;
    private readonly ImmutableHashSet<string> open;

    /// <summary>The meaning of formulas under what a provision needs.</summary>
    public Meaning(World world, ProofNeeded needs)
        : this(world, needs, ImmutableHashSet.Create<string>(StringComparer.Ordinal)) { }

    private Meaning(World world, ProofNeeded needs, ImmutableHashSet<string> open) =>
        (this.world, this.needs, this.open, unseen) = (world, needs, open, new(world));

    /// <summary>When it holds under a binding; variables that the binding leaves open mean "some".</summary>
    public Signals Of(Formula formula, ImmutableSortedDictionary<string, Value> binding) => Of(formula, binding, []);

    /// <summary>The same, where some variables are bound to a value that nobody knows.</summary>
    internal Signals Of(
        Formula formula,
        ImmutableSortedDictionary<string, Value> binding,
        ImmutableArray<string> unknown
    ) =>
        Closed(
            formula,
            Open(binding).AddRange(unknown.Select(v => KeyValuePair.Create(v, (Value?)null))),
            isDenied: false
        );

    /// <summary>When it holds, for each binding of its variables that the facts give; rows of one binding are put together.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="binding">What is bound already; it is part of every row.</param>
    /// <remarks>A variable that may be anything is left out of the binding. In the order of the bindings' text.</remarks>
    public ImmutableArray<(ImmutableSortedDictionary<string, Value> Binding, Signals Signals)> Each(
        Formula formula,
        ImmutableSortedDictionary<string, Value> binding
    ) => [.. Bindings(formula, binding).Select(r => (Known(r.Bound), r.Signals))];

    /// <summary>The same; a variable that may be anything is bound to null.</summary>
    internal ImmutableArray<(ImmutableSortedDictionary<string, Value?> Bound, Signals Signals)> Bindings(
        Formula formula,
        ImmutableSortedDictionary<string, Value> binding
    ) =>
        [
            .. Rows(formula, Open(binding))
                .GroupBy(r => Text(r.Bound), StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.First().Bound, Union(g)))
                .Where(r => !r.Item2.Possible.IsNever),
        ];

    /// <summary>How a fact stands to an atom: whether it matches (its time left aside), and what it binds the variables to.</summary>
    /// <returns>Empty: it surely does not. Several: a field may have several values.</returns>
    public ImmutableArray<(ImmutableSortedDictionary<string, Value> Binding, bool IsSure)> Match(
        Fact fact,
        Formula.Fact atom,
        ImmutableSortedDictionary<string, Value> binding
    ) => [.. new Matching(world, needs).Of(fact, atom, Open(binding)).Select(m => (Known(m.Bound), m.IsSure))];

    private static ImmutableSortedDictionary<string, Value?> Open(ImmutableSortedDictionary<string, Value> binding) =>
        binding.ToImmutableSortedDictionary(b => b.Key, b => (Value?)b.Value, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, Value> Known(ImmutableSortedDictionary<string, Value?> bound) =>
        bound
            .Where(b => b.Value is not null)
            .ToImmutableSortedDictionary(b => b.Key, b => b.Value!, StringComparer.Ordinal);

    private static string Text(ImmutableSortedDictionary<string, Value?> bound) =>
        string.Join('\u001f', bound.Select(b => $"{b.Key}={b.Value}"));

    private static Signals Union(IEnumerable<Row> rows)
    {
        var all = rows.ToList();
        return new(
            Signal.Of(all.SelectMany(r => r.Signals.Sure.Stretches)),
            Signal.Of(all.SelectMany(r => r.Signals.Possible.Stretches))
        );
    }

    /// <summary>When it holds for some binding of what is open. Denied: it stands under a "not", so that what nobody could see may be.</summary>
    private Signals Closed(Formula formula, ImmutableSortedDictionary<string, Value?> bound, bool isDenied) =>
        formula switch
        {
            Formula.Not not => Closed(not.Of, bound, !isDenied).Not(),
            Formula.Any any => any
                .Of.Select(f => Closed(f, bound, isDenied))
                .Aggregate(Signals.Never, (all, one) => all.Or(one)),
            Formula.Some some when isDenied => Closed(some.Of, bound.Remove(some.Over), isDenied),
            Formula.Past past when isDenied => Seen(past.Of, past, bound),
            Formula.Defined defined when isDenied => Closed(Term(defined), bound, isDenied: true),
            _ when isDenied => new(
                Union(Rows(formula, bound)).Sure,
                Union(Rows(formula, bound)).Possible.Or(unseen.At(formula, bound))
            ),
            _ => Union(Rows(formula, bound)),
        };

    // Something may have been there that nobody saw: where the window behind was not watched enough.
    private Signals Seen(Formula of, Formula.Past past, ImmutableSortedDictionary<string, Value?> bound)
    {
        var rows = Union(Rows(past, bound));
        return rows with { Possible = rows.Possible.Or(unseen.Behind(of, past.Within, bound)) };
    }

    private Formula Term(Formula.Defined defined) =>
        world.Terms.TryGetValue(defined.Term, out var means) && !open.Contains(defined.Term)
            ? means
            : throw new InvalidOperationException($"the term \"{defined.Term}\" means nothing, or itself");

    private IEnumerable<Row> Rows(Formula formula, ImmutableSortedDictionary<string, Value?> bound) =>
        formula switch
        {
            Formula.Fact atom => Facts(atom, bound),
            Formula.All all => Conjunction(all, bound),
            Formula.Any any => any.Of.SelectMany(f => Rows(f, bound)),
            Formula.Some some => Rows(some.Of, bound.Remove(some.Over)).Select(r => r.Without(some.Over, bound)),
            Formula.Past past => Rows(past.Of, bound).Select(r => r.Past(past.Within)),
            Formula.Next next => Rows(next.Of, bound).Select(r => r.Next(next.Within)),
            Formula.Since since => Rows(since.Start, bound)
                .Select(r => r.Since(Closed(since.Keeping, r.Bound, isDenied: false), since.Within)),
            Formula.Until until => Rows(until.End, bound)
                .Select(r => r.Until(Closed(until.Keeping, r.Bound, isDenied: false), until.Within)),
            Formula.Tally tally => Numbers(tally, [], bound),
            Formula.Defined defined => new Meaning(world, needs, open.Add(defined.Term)).Rows(Term(defined), bound),
            Formula.Begins begins => Joined(begins.Of, bound, s => s.Begins()),
            Formula.Ends ends => Joined(ends.Of, bound, s => s.Ends()),
            Formula.Compare compare => Compared(compare, bound),
            _ => [Row.Always(bound).At(Always(formula, bound))],
        };

    private Signals Always(Formula formula, ImmutableSortedDictionary<string, Value?> bound) =>
        formula switch
        {
            Formula.Not not => Closed(not, bound, isDenied: false),
            Formula.Near near => Signals.From(Near(near, bound)),
            Formula.Truce truce => world.Truce(truce.State),
            Formula.Watched watched => unseen.Watched(watched, bound),
            _ => throw new InvalidOperationException($"no meaning of {formula.GetType().Name}"),
        };

    private IEnumerable<Row> Facts(Formula.Fact atom, ImmutableSortedDictionary<string, Value?> bound)
    {
        var matching = new Matching(world, needs);
        var key = atom.Arguments.FirstOrDefault(a => matching.Asked(a, bound) is not null && a.Field != World.Place);
        foreach (var fact in world.Of(atom.Kind, key?.Field, key is null ? null : matching.Asked(key, bound)))
        foreach (var (binding, isSure) in matching.Of(fact, atom, bound))
            yield return Row.Of(fact, binding, isSure);
    }

    // What gives bindings comes first, then what only asks.
    private IEnumerable<Row> Conjunction(Formula.All all, ImmutableSortedDictionary<string, Value?> bound)
    {
        IEnumerable<Row> rows = [Row.Always(bound)];
        var parts = Parts(all).OrderBy(Rank).ToList();
        foreach (var part in parts)
            rows = rows.Where(r => !r.Signals.Possible.IsNever)
                .SelectMany(r =>
                    (part is Formula.Tally t ? Numbers(t, parts, r.Bound) : Rows(part, r.Bound)).Select(r.And)
                )
                .ToList();
        return rows.Where(r => !r.Signals.Possible.IsNever);
    }

    private IEnumerable<Row> Numbers(
        Formula.Tally tally,
        IEnumerable<Formula> beside,
        ImmutableSortedDictionary<string, Value?> bound
    ) => new Tallying(tally, bound, Bounding(tally, beside)).Of(Rows(tally.Over, bound));

    // The comparisons of its number with a fixed one.
    private static ImmutableArray<Formula.Compare> Bounding(Formula.Tally tally, IEnumerable<Formula> beside) =>
        [
            .. beside
                .OfType<Formula.Compare>()
                .Where(c => c.Left is Operand.Variable v && v.Name == tally.Result && c.Right is Operand.Constant),
        ];

    private static IEnumerable<Formula> Parts(Formula formula) =>
        formula is Formula.All all ? all.Of.SelectMany(Parts) : [formula];

    private static int Rank(Formula part) =>
        part switch
        {
            Formula.Not => 4,
            Formula.Near or Formula.Truce or Formula.Watched => 3,
            Formula.Compare { Op: Comparison.Is } => 2,
            Formula.Compare => 3,
            Formula.Tally or Formula.Begins or Formula.Ends => 1,
            _ => 0,
        };

    private IEnumerable<Row> Joined(
        Formula of,
        ImmutableSortedDictionary<string, Value?> bound,
        Func<Signals, Signals> edge
    ) =>
        Rows(of, bound)
            .Select(r => Atoms.Numbers(of, world.Terms).Aggregate(r, (row, number) => row.Without(number, bound)))
            .GroupBy(r => Text(r.Bound), StringComparer.Ordinal)
            .Select(g => (Row: g.First(), Signals: Union(g)))
            .ToList()
            .MayBeOne(r => r.Row.Bound, r => r.Signals)
            .Select(r => r.Of.Row.At(edge(r.Signals)));

    private static IEnumerable<Row> Compared(Formula.Compare compare, ImmutableSortedDictionary<string, Value?> bound)
    {
        var (left, right) = (Matching.Value(compare.Left, bound), Matching.Value(compare.Right, bound));
        if (
            compare is { Op: Comparison.Is, Left: Operand.Variable name }
            && !bound.ContainsKey(name.Name)
            && right is not null
        )
            return [Row.Always(bound).With(name.Name, right)];
        if (
            compare is { Op: Comparison.Is, Right: Operand.Variable other }
            && !bound.ContainsKey(other.Name)
            && left is not null
        )
            return [Row.Always(bound).With(other.Name, left)];
        return [Row.Always(bound).At(Signals.From(Comparing.Of(left, compare.Op, right)))];
    }

    private Answer Near(Formula.Near near, ImmutableSortedDictionary<string, Value?> bound)
    {
        if (bound.GetValueOrDefault(near.Of) is not Value.Name fact)
            return Answer.Unclear;
        var lies = world.Near(new FactId(fact.Of), near.Zone, near.Bound);
        return near.Outside ? (Answer)(Answer.Yes - lies) : lies;
    }
}
