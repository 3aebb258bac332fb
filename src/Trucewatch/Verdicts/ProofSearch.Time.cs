using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

internal sealed partial class ProofSearch
{
    /// <summary>The window seen from every instant of a span: what lies in some of them, and what lies in each.</summary>
    internal static (ProofSpan Hull, ProofSpan Inner) Behind(Window window, ProofSpan at) =>
        window.To is { } far
            ? (new(at.From - far, at.Until - window.From), new(at.Until - 1 - far, at.From - window.From + 1))
            : (new(ProofSpan.Ever, at.Until - window.From), new(ProofSpan.Ever, at.From - window.From + 1));

    private static (ProofSpan Hull, ProofSpan Inner) Ahead(Window window, ProofSpan at)
    {
        var to = window.To ?? 0;
        return (new(at.From + window.From, at.Until + to), new(at.Until - 1 + window.From, at.From + to + 1));
    }

    private ProofStep? Witness(
        Formula of,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    ) => Witnesses(of, shows, window, binding).Select(w => w.Step).MinBy(ProofSize.Facts);

    // Instants worth asking: where facts of the noun lie; for what is about no noun, the pieces between its changes.
    private IEnumerable<(ProofSpan At, ProofStep Step)> Witnesses(
        Formula of,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    )
    {
        var (hull, inner) = window;
        var spans = Pivot(of) is var (fact, _)
            ? world.Of(fact.Kind, hull).Select(f => new ProofSpan(f.Start, f.End))
            : Pieces(of, hull);
        foreach (var span in spans)
        {
            var at = shows == Shows.Surely ? Surely(of, span, inner) : span.And(hull);
            var fits = shows == Shows.Surely ? at.IsIn(inner) : at.From < inner.Until && at.Until > inner.From;
            if (!at.IsEmpty && fits && Find(of, shows, at, binding) is { } step)
                yield return (at, new ProofStep.Found(hull, at, step.Step));
        }
    }

    // A fact's span is one doubtful instant and is never cut; a piece of a signal may be.
    private static ProofSpan Surely(Formula of, ProofSpan span, ProofSpan inner) =>
        Pivot(of) is null ? span.And(inner) : span;

    private ProofStep? Since(
        Formula keeping,
        Formula start,
        Shows shows,
        ProofSpan at,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    )
    {
        var steps = new List<ProofStep>();
        foreach (var (when, step) in Witnesses(start, shows, window, binding))
        {
            var behind = window.Hull.Until <= at.Until;
            var began = shows == Shows.Possibly ? ProofSpan.At(behind ? when.Until - 1 : when.From) : when;
            var of = ((ProofStep.Found)step).Of;
            if (began != when && Find(start, shows, began, binding) is not { Step: var again })
                continue;
            else if (began != when)
                of = Find(start, shows, began, binding)!.Step;
            var between = behind ? new ProofSpan(began.From + 1, at.Until) : new(at.From, began.Until - 1);
            var kept = between.IsEmpty ? new ProofStep.All([]) : Throughout(keeping, shows, between, binding);
            if (kept is not null)
                steps.Add(new ProofStep.Since(window.Hull, began, of, kept));
        }
        return Least(steps);
    }

    private ProofStep.Broken? Broken(
        Formula keeping,
        Formula start,
        Shows shows,
        ProofSpan at,
        (ProofSpan Hull, ProofSpan Inner) window,
        bool behind,
        ProofBinding binding
    )
    {
        if (Nowhere(start, shows, window, binding) is { } never)
            return new ProofStep.Broken(window.Hull, null, null, never);
        var reach = behind ? new ProofSpan(window.Hull.From, at.From + 1) : new(at.Until - 1, window.Hull.Until);
        var pieces = Pieces(keeping, Finite(reach, keeping)).ToList();
        foreach (var piece in behind ? Enumerable.Reverse(pieces) : pieces)
        {
            var broken = ProofSpan.At(behind ? piece.Until - 1 : piece.From);
            if (Find(keeping, shows, broken, binding) is not { } because)
                continue;
            var rest = behind
                ? new ProofSpan(broken.Until - 1, ProofSpan.Forever)
                : new(ProofSpan.Ever, broken.From + 1);
            var (hull, inner) = (window.Hull.And(rest), window.Inner.And(rest));
            var none = hull.IsEmpty ? new ProofStep.All([]) : Nowhere(start, shows, (hull, inner), binding);
            return none is null ? null : new ProofStep.Broken(window.Hull, broken, because.Step, none);
        }
        return null;
    }

    private ProofStep? Nowhere(
        Formula of,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    ) =>
        window.Hull.IsEmpty ? null
        : Pivot(of) is not null ? None(of, shows, window, binding)
        : Throughout(of, shows, window.Hull, binding);

    private ProofStep.Edge? Edge(Formula of, Shows now, Shows before, ProofSpan at, ProofBinding binding) =>
        Find(of, now, at, binding) is { } here && Find(of, before, Before(at), binding) is { } there
            ? new ProofStep.Edge(here.Step, there.Step)
            : null;

    private ProofStep.One? NoEdge(Formula of, Shows now, Shows before, ProofSpan at, ProofBinding binding) =>
        Find(of, now, at, binding) is { } here ? new ProofStep.One(0, here.Step)
        : Find(of, before, Before(at), binding) is { } there ? new ProofStep.One(1, there.Step)
        : null;

    private static ProofSpan Before(ProofSpan at) => new(at.From - 1, at.Until - 1);

    /// <summary>A span cut where the condition may change.</summary>
    private IEnumerable<ProofSpan> Pieces(Formula of, ProofSpan span)
    {
        var cuts = Cuts(of, Finite(span, of));
        for (var i = 0; i + 1 < cuts.Count; i++)
            yield return new(cuts[i], cuts[i + 1]);
    }

    private List<long> Cuts(Formula formula, ProofSpan span) =>
        [
            .. Changes(formula, span)
                .SelectMany(c => new[] { c, c + 1 })
                .Where(c => span.From < c && c < span.Until)
                .Append(span.From)
                .Append(span.Until)
                .Distinct()
                .Order(),
        ];

    // A window without end is looked at from the first fact on.
    private ProofSpan Finite(ProofSpan span, Formula formula)
    {
        if (span.From != ProofSpan.Ever)
            return span;
        var first = Changes(formula, span).DefaultIfEmpty(span.Until - 1).Min();
        return new(Math.Min(first, span.Until) - 1, span.Until);
    }

    /// <summary>The instants at which a condition may begin or cease to hold.</summary>
    private IEnumerable<long> Changes(Formula formula, ProofSpan span) =>
        formula switch
        {
            Formula.Fact fact => world.Edges(fact.Kind, span),
            Formula.Not not => Changes(not.Of, span),
            Formula.All all => all.Of.SelectMany(f => Changes(f, span)),
            Formula.Any any => any.Of.SelectMany(f => Changes(f, span)),
            Formula.Some some => Changes(some.Of, span),
            Formula.Past past => Shifted(past.Of, past.Within, span, 1),
            Formula.Next next => Shifted(next.Of, next.Within, span, -1),
            Formula.Since since => Shifted(since.Start, since.Within, span, 1).Concat(Changes(since.Keeping, span)),
            Formula.Until until => Shifted(until.End, until.Within, span, -1).Concat(Changes(until.Keeping, span)),
            Formula.Tally tally => Shifted(tally.Over, tally.Within, span, 1),
            Formula.Begins begins => Changes(begins.Of, Wider(span)),
            Formula.Ends ends => Changes(ends.Of, Wider(span)),
            Formula.Defined defined => world.Term(defined.Term) is var (means, _) ? Changes(means, span) : [],
            _ => [],
        };

    private IEnumerable<long> Shifted(Formula of, Window within, ProofSpan span, int sign)
    {
        var (hull, _) = sign > 0 ? Behind(within, span) : Ahead(within, span);
        foreach (var change in Changes(of, Wider(hull)))
        {
            yield return change + (sign * within.From);
            if (within.To is { } far)
                yield return change + (sign * far);
        }
    }

    private static ProofSpan Wider(ProofSpan span) =>
        new(span.From == ProofSpan.Ever ? span.From : span.From - 2, span.Until + 2);
}
