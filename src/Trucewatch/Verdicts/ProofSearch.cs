using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Searches the steps that show something of a condition: top-down, the smallest witness first.</summary>
/// <remarks>
/// The smallest: the fewest facts, then the earliest. It finds what is so and nothing else: a step that cannot be shown is
/// null. Its rules are those of the check, and it is trusted in nothing.
/// </remarks>
/// <param name="world">What is known.</param>
/// <param name="needs">What the provision needs before something is sure.</param>
internal sealed partial class ProofSearch(ProofWorld world, ProofNeeded needs)
{
    private const int MostPieces = 400;

    /// <summary>Whether the absence of what is only observed counts here: what could be seen is told beside.</summary>
    public bool AbsenceCounts { get; init; }

    /// <summary>The exception that surely lifts a fact; null: none is asked for.</summary>
    public Func<Fact, ProofStep.Exception?>? Lifts { get; init; }

    /// <summary>The same search with other rules for absence.</summary>
    public ProofSearch With(bool absenceCounts, Func<Fact, ProofStep.Exception?> lifts) =>
        new(world, needs) { AbsenceCounts = absenceCounts, Lifts = lifts };

    /// <summary>A step, and what its facts fix for the parts that follow.</summary>
    internal sealed record Found(ProofStep Step, ProofBinding After);

    /// <summary>The step that shows it at every instant of a span; null: it is not so.</summary>
    public Found? Find(Formula written, Shows shows, ProofSpan at, ProofBinding binding)
    {
        var formula = Flat(written);
        if (at.IsEmpty)
            return null;
        if (formula is Formula.Not not)
            return Find(not.Of, Flip(shows), at, binding) is { } other ? other with { After = binding } : null;
        return shows is Shows.Surely or Shows.Possibly
            ? Holds(formula, shows, at, binding)
            : Plain(Fails(formula, shows, at, binding), binding);
    }

    /// <summary>As <see cref="Find"/>, in pieces where no one step covers the span.</summary>
    public ProofStep? Throughout(Formula formula, Shows shows, ProofSpan at, ProofBinding binding)
    {
        if (Find(formula, shows, at, binding) is { } whole)
            return whole.Step;
        if (at.Until == ProofSpan.Forever || at.From == ProofSpan.Ever)
            return null;
        var pieces = ImmutableArray.CreateBuilder<ProofPiece>();
        var cuts = Cuts(formula, at);
        for (var i = 0; i + 1 < cuts.Count; )
        {
            if (Longest(formula, shows, cuts, i, binding) is not var (j, step) || pieces.Count == MostPieces)
                return null;
            pieces.Add(new(new(cuts[i], cuts[j]), step));
            i = j;
        }
        return new ProofStep.Throughout(at, pieces.ToImmutable());
    }

    // Pieces are made as long as one step covers, by doubling: few attempts, and few pieces.
    private (int Next, ProofStep Step)? Longest(
        Formula formula,
        Shows shows,
        List<long> cuts,
        int from,
        ProofBinding binding
    )
    {
        (int, ProofStep)? best = null;
        for (var length = 1; ; length *= 2)
        {
            var to = Math.Min(from + length, cuts.Count - 1);
            if (Find(formula, shows, new(cuts[from], cuts[to]), binding) is not { } found)
                return best;
            best = (to, found.Step);
            if (to == cuts.Count - 1)
                return best;
        }
    }

    private Found? Holds(Formula formula, Shows shows, ProofSpan at, ProofBinding binding) =>
        formula switch
        {
            Formula.Fact fact => Best(Candidates(fact, shows, at, binding)),
            Formula.All all => Best(Together(all.Of, 0, shows, at, binding, [])),
            Formula.Any any => Best(Either(any, shows, at, binding)),
            Formula.Some some => Plain(Find(some.Of, shows, at, binding)?.Step, binding),
            Formula.Past past => Plain(Witness(past.Of, shows, Behind(past.Within, at), binding), binding),
            Formula.Next next => Plain(Witness(next.Of, shows, Ahead(next.Within, at), binding), binding),
            Formula.Since since => Plain(
                Since(since.Keeping, since.Start, shows, at, Behind(since.Within, at), binding),
                binding
            ),
            Formula.Until until => Plain(
                Since(until.Keeping, until.End, shows, at, Ahead(until.Within, at), binding),
                binding
            ),
            Formula.Begins begins => Plain(Edge(begins.Of, shows, Flip(shows), at, binding), binding),
            Formula.Ends ends => Plain(Edge(ends.Of, Flip(shows), shows, at, binding), binding),
            Formula.Defined defined => Plain(Term(defined, shows, at, binding), binding),
            Formula.Tally tally => AtLeast(tally, shows, at, null, binding),
            _ => Plain(Atom(formula, shows, binding), binding),
        };

    private ProofStep? Fails(Formula formula, Shows shows, ProofSpan at, ProofBinding binding) =>
        formula switch
        {
            Formula.Fact => None(formula, shows, (at, at), binding),
            Formula.All { Of: [Formula.Tally tally, Formula.Compare than] } => AtMost(tally, than, shows, at, binding),
            Formula.All all => Least(OnePart(all, shows, at, binding).Append(None(all, shows, (at, at), binding))),
            Formula.Any any => EachPart(any, shows, at, binding),
            Formula.Some some => Find(some.Of, shows, at, binding)?.Step,
            Formula.Past past => Nowhere(past.Of, shows, Behind(past.Within, at), binding),
            Formula.Next next => Nowhere(next.Of, shows, Ahead(next.Within, at), binding),
            Formula.Since since => Broken(
                since.Keeping,
                since.Start,
                shows,
                at,
                Behind(since.Within, at),
                true,
                binding
            ),
            Formula.Until until => Broken(until.Keeping, until.End, shows, at, Ahead(until.Within, at), false, binding),
            Formula.Begins begins => NoEdge(begins.Of, shows, Flip(shows), at, binding),
            Formula.Ends ends => NoEdge(ends.Of, Flip(shows), shows, at, binding),
            Formula.Defined defined => Term(defined, shows, at, binding),
            _ => Atom(formula, shows, binding),
        };

    private IEnumerable<Found> Candidates(Formula.Fact atom, Shows shows, ProofSpan at, ProofBinding binding)
    {
        foreach (var fact in world.Of(atom.Kind, at))
        {
            var span = new ProofSpan(fact.Start, fact.End);
            if (!(shows == Shows.Surely ? span == at : at.IsIn(span)))
                continue;
            var match = ProofMatching.Of(fact, atom, needs, binding, world.Rules);
            if (Shown(match.Answer, shows))
                yield return new(new ProofStep.Fact(fact.Id.Text), match.After);
        }
    }

    // Parts in their order: each fact that a part may be fixes what the parts behind it ask.
    private IEnumerable<Found> Together(
        ImmutableArray<Formula> parts,
        int next,
        Shows shows,
        ProofSpan at,
        ProofBinding binding,
        ImmutableList<ProofStep> steps
    )
    {
        if (next == parts.Length)
            return [new(new ProofStep.All([.. steps]), binding)];
        var here = parts[next] switch
        {
            Formula.Fact fact => Candidates(fact, shows, at, binding),
            Formula.Tally tally when next + 1 < parts.Length => One(
                AtLeast(tally, shows, at, parts[next + 1] as Formula.Compare, binding)
            ),
            var other => One(Find(other, shows, at, binding)),
        };
        return here.SelectMany(f => Together(parts, next + 1, shows, at, f.After, steps.Add(f.Step)));
    }

    private IEnumerable<Found> Either(Formula.Any any, Shows shows, ProofSpan at, ProofBinding binding)
    {
        for (var i = 0; i < any.Of.Length; i++)
            if (Find(any.Of[i], shows, at, binding) is { } part)
                yield return new(new ProofStep.One(i, part.Step), part.After);
    }

    private ProofStep.All? EachPart(Formula.Any any, Shows shows, ProofSpan at, ProofBinding binding)
    {
        var steps = any.Of.Select(f => Throughout(f, shows, at, binding)).ToList();
        return steps.Contains(null) ? null : new ProofStep.All([.. steps.OfType<ProofStep>()]);
    }

    private IEnumerable<ProofStep?> OnePart(Formula.All all, Shows shows, ProofSpan at, ProofBinding binding)
    {
        var isOpen = all.Of.Any(p => p is Formula.Fact);
        for (var i = 0; i < all.Of.Length; i++)
            if ((!isOpen || !HasNot(all.Of[i])) && Find(all.Of[i], shows, at, binding) is { } part)
                yield return new ProofStep.One(i, part.Step);
    }

    private ProofStep.Term? Term(Formula.Defined defined, Shows shows, ProofSpan at, ProofBinding binding) =>
        world.Term(defined.Term) is var (means, entry) && Find(means, shows, at, binding) is { } of
            ? new ProofStep.Term(defined.Term, entry, of.Step)
            : null;

    private ProofStep? Atom(Formula formula, Shows shows, ProofBinding binding)
    {
        switch (formula)
        {
            case Formula.Compare compare:
                var (left, right) = (binding.Of(compare.Left), binding.Of(compare.Right));
                return left is not null && right is not null && Shown(Compared(left, compare.Op, right), shows)
                    ? new ProofStep.Compare(left, compare.Op, right)
                    : null;
            case Formula.Near near when binding.Places.TryGetValue(near.Of, out var fact):
                var (error, by) = world.Measure(fact, near.Zone);
                return Shown(IsNear(near, fact, error, by), shows)
                    ? new ProofStep.Near(fact.Id.Text, near.Zone, near.Bound.Meters, error, by)
                    : null;
            default:
                return null;
        }
    }

    private static Found? Plain(ProofStep? step, ProofBinding binding) => step is null ? null : new(step, binding);

    private static IEnumerable<Found> One(Found? found) => found is null ? [] : [found];

    private static Found? Best(IEnumerable<Found> found) => found.MinBy(f => ProofSize.Facts(f.Step));

    private static ProofStep? Least(IEnumerable<ProofStep?> steps) => steps.OfType<ProofStep>().MinBy(ProofSize.Facts);

    private static bool HasNot(Formula formula) =>
        formula switch
        {
            Formula.Not or Formula.Tally or Formula.Begins or Formula.Ends or Formula.Defined => true,
            Formula.All all => all.Of.Any(HasNot),
            Formula.Any any => any.Of.Any(HasNot),
            Formula.Some some => HasNot(some.Of),
            Formula.Past past => HasNot(past.Of),
            Formula.Next next => HasNot(next.Of),
            Formula.Since since => HasNot(since.Keeping) || HasNot(since.Start),
            Formula.Until until => HasNot(until.Keeping) || HasNot(until.End),
            _ => false,
        };
}
