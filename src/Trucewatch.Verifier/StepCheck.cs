using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>Checks the steps of a proof against the conditions of a provision: the rules of the proof system.</summary>
/// <remarks>
/// A step shows something of a condition at every instant of a span. What is true of values, places, times and entries is
/// asked of the <see cref="PremiseCheck"/>; nothing here computes a signal.
/// </remarks>
/// <param name="premises">The facts that were cited, as far as they stand in the record.</param>
/// <param name="found">Where faults and closed values go.</param>
internal sealed partial class StepCheck(PremiseCheck premises, Findings found)
{
    /// <summary>Checks one step; what its facts fix is fixed for the parts that follow.</summary>
    public Bound Check(Formula written, Shows shows, ProofSpan at, Bound bound, ProofStep step, string where)
    {
        var formula = Flat(written);
        if (step is ProofStep.Closed)
        {
            found.Close(where);
            return bound with { IsPartlyClosed = true };
        }
        if (at.IsEmpty)
            found.Fail(where, "it speaks of no instant");
        else if (step is ProofStep.Throughout pieces)
            CheckPieces(formula, shows, at, bound, pieces, where);
        else if (formula is Formula.Not not)
            Check(not.Of, ProofMatch.Flip(shows), at, bound, step, where);
        else
            return shows is Shows.Surely or Shows.Possibly
                ? Holds(formula, shows, at, bound, step, where)
                : Fails(formula, shows, at, bound, step, where);
        return bound;
    }

    private Bound Holds(Formula formula, Shows shows, ProofSpan at, Bound bound, ProofStep step, string where)
    {
        switch (formula, step)
        {
            case (Formula.Fact fact, ProofStep.Fact cited):
                return IsFact(fact, shows, at, bound, cited.Premise, where);
            case (Formula.All all, ProofStep.All parts) when all.Of.Length == parts.Of.Length:
                for (var i = 0; i < parts.Of.Length; i++)
                    bound = Check(all.Of[i], shows, at, bound, parts.Of[i], $"{where}/{i}");
                return bound;
            case (Formula.Any any, ProofStep.One one) when one.Part >= 0 && one.Part < any.Of.Length:
                return Check(any.Of[one.Part], shows, at, bound, one.Of, $"{where}/{one.Part}");
            case (Formula.Some some, _):
                return Check(some.Of, shows, at, bound, step, where);
            case (Formula.Past past, ProofStep.Found one):
                IsInWindow(Behind(past.Within, at), one.Window, one.At, shows, where);
                Check(past.Of, shows, one.At, bound, one.Of, $"{where}/found");
                return bound;
            case (Formula.Next next, ProofStep.Found one):
                IsInWindow(Ahead(next.Within, at), one.Window, one.At, shows, where);
                Check(next.Of, shows, one.At, bound, one.Of, $"{where}/found");
                return bound;
            case (Formula.Since since, ProofStep.Since one):
                IsInWindow(Behind(since.Within, at), one.Window, one.At, shows, where);
                Check(since.Start, shows, one.At, bound, one.Start, $"{where}/start");
                Keeps(since.Keeping, shows, new(one.At.From + 1, at.Until), bound, one.Keeping, where);
                return bound;
            case (Formula.Until until, ProofStep.Since one):
                IsInWindow(Ahead(until.Within, at), one.Window, one.At, shows, where);
                Check(until.End, shows, one.At, bound, one.Start, $"{where}/end");
                Keeps(until.Keeping, shows, new(at.From, one.At.Until - 1), bound, one.Keeping, where);
                return bound;
            case (Formula.Begins begins, ProofStep.Edge edge):
                Check(begins.Of, shows, at, bound, edge.Now, $"{where}/now");
                Check(begins.Of, ProofMatch.Flip(shows), Before(at), bound, edge.Before, $"{where}/before");
                return bound;
            case (Formula.Ends ends, ProofStep.Edge edge):
                Check(ends.Of, ProofMatch.Flip(shows), at, bound, edge.Now, $"{where}/now");
                Check(ends.Of, shows, Before(at), bound, edge.Before, $"{where}/before");
                return bound;
            case (Formula.Defined defined, ProofStep.Term term):
                if (Means(defined, term, where) is { } means)
                    Check(means, shows, at, bound, term.Of, $"{where}/{term.Name}");
                return bound;
            case (Formula.Tally tally, ProofStep.Tally counted):
                return Counts(tally, shows, at, bound, counted, where);
            default:
                Atom(formula, shows, bound, step, where);
                return bound;
        }
    }

    private Bound Fails(Formula formula, Shows shows, ProofSpan at, Bound bound, ProofStep step, string where)
    {
        switch (formula, step)
        {
            case (Formula.Fact or Formula.All, ProofStep.None none):
                IsNone(formula, shows, (at, at), bound, none, where);
                return bound;
            case (
                Formula.All { Of: [Formula.Tally tally, var compared] },
                ProofStep.All { Of: [var counted, var than] }
            ):
                return Check(
                    compared,
                    shows,
                    at,
                    Check(tally, shows, at, bound, counted, $"{where}/0"),
                    than,
                    $"{where}/1"
                );
            case (Formula.All all, ProofStep.One one)
                when one.Part >= 0 && one.Part < all.Of.Length && IsSound(all, one.Part):
                return Check(all.Of[one.Part], shows, at, bound, one.Of, $"{where}/{one.Part}");
            case (Formula.Any any, ProofStep.All parts) when any.Of.Length == parts.Of.Length:
                for (var i = 0; i < parts.Of.Length; i++)
                    Check(any.Of[i], shows, at, bound, parts.Of[i], $"{where}/{i}");
                return bound;
            case (Formula.Some some, _):
                return Check(some.Of, shows, at, bound, step, where);
            case (Formula.Past past, _):
                Nowhere(past.Of, shows, Behind(past.Within, at), bound, step, where);
                return bound;
            case (Formula.Next next, _):
                Nowhere(next.Of, shows, Ahead(next.Within, at), bound, step, where);
                return bound;
            case (Formula.Since since, ProofStep.Broken broken):
                IsBroken(since.Keeping, since.Start, shows, at, Behind(since.Within, at), bound, broken, where);
                return bound;
            case (Formula.Until until, ProofStep.Broken broken):
                IsBroken(until.Keeping, until.End, shows, at, Ahead(until.Within, at), bound, broken, where);
                return bound;
            case (Formula.Begins begins, ProofStep.One one):
                Edge(begins.Of, one.Part == 0 ? shows : ProofMatch.Flip(shows), at, bound, one, where);
                return bound;
            case (Formula.Ends ends, ProofStep.One one):
                Edge(ends.Of, one.Part == 0 ? ProofMatch.Flip(shows) : shows, at, bound, one, where);
                return bound;
            case (Formula.Defined defined, ProofStep.Term term):
                if (Means(defined, term, where) is { } means)
                    Check(means, shows, at, bound, term.Of, $"{where}/{term.Name}");
                return bound;
            case (Formula.Tally tally, ProofStep.Tally counted):
                return Counts(tally, shows, at, bound, counted, where);
            default:
                Atom(formula, shows, bound, step, where);
                return bound;
        }
    }

    // A part that fails by what a fact beside it fixes must not be turned round: "none" of something free is not enough.
    private static bool IsSound(Formula.All all, int part) =>
        !all.Of.Any(f => f is Formula.Fact) || !HasNot(all.Of[part]);

    private static bool HasNot(Formula formula) =>
        formula switch
        {
            Formula.Fact or Formula.Compare or Formula.Near => false,
            Formula.All all => all.Of.Any(HasNot),
            Formula.Any any => any.Of.Any(HasNot),
            Formula.Some some => HasNot(some.Of),
            Formula.Past past => HasNot(past.Of),
            Formula.Next next => HasNot(next.Of),
            Formula.Since since => HasNot(since.Keeping) || HasNot(since.Start),
            Formula.Until until => HasNot(until.Keeping) || HasNot(until.End),
            _ => true,
        };

    private void Atom(Formula formula, Shows shows, Bound bound, ProofStep step, string where)
    {
        if (formula is Formula.Compare compare && step is ProofStep.Compare values)
            Compares(compare, shows, bound, values, where);
        else if (formula is Formula.Near near && step is ProofStep.Near measured)
            premises.IsNear(near, shows, bound, measured, where);
        else
            found.Fail(
                where,
                $"no rule shows {formula.GetType().Name.ToLowerInvariant()} by {step.GetType().Name.ToLowerInvariant()}"
            );
    }

    private Bound IsFact(Formula.Fact fact, Shows shows, ProofSpan at, Bound bound, string label, string where)
    {
        if (premises.Of(label, where) is not { } premise)
            return bound with { IsPartlyClosed = true };
        var answer = premises.Matches(premise, fact, bound, where);
        if (answer is { } given && !ProofMatch.Shown(given, shows))
            found.Fail(where, $"{label} is not shown to be such a {fact.Kind}");
        if (premise.Span is { } span && !(shows == Shows.Surely ? span == at : at.IsIn(span)))
            found.Fail(where, $"{label} happened at another time");
        return premises.Fixing(premise, fact, bound);
    }

    private void Compares(Formula.Compare compare, Shows shows, Bound bound, ProofStep.Compare values, string where)
    {
        var (left, right) = (bound.Of(compare.Left), bound.Of(compare.Right));
        if ((left is null || right is null) && bound.IsPartlyClosed)
        {
            found.Close(where);
            return;
        }
        if (
            left is null
            || right is null
            || values.Op != compare.Op
            || !left.Equals(values.Left)
            || !right.Equals(values.Right)
        )
            found.Fail(where, "it compares other values");
        else if (
            !ProofMatch.Shown(ProofMatch.Compare(left, compare.Op, right), shows) || !IsOneWay(compare, shows, bound)
        )
            found.Fail(where, "the values do not compare so");
    }

    // A number that is known from one side only shows what does not change on the other.
    private static bool IsOneWay(Formula.Compare compare, Shows shows, Bound bound)
    {
        if (compare.Left is not Operand.Variable variable)
            return true;
        var up = compare.Op is Comparison.AtLeast or Comparison.MoreThan == shows is Shows.Surely or Shows.Possibly;
        return (!bound.Floors.Contains(variable.Name) || up) && (!bound.Ceilings.Contains(variable.Name) || !up);
    }

    private void CheckPieces(
        Formula formula,
        Shows shows,
        ProofSpan at,
        Bound bound,
        ProofStep.Throughout step,
        string where
    )
    {
        var next = at.From;
        foreach (var (piece, i) in step.Pieces.Select((p, i) => (p, i)))
        {
            if (piece.Span.From != next || piece.Span.Until > at.Until)
                found.Fail(where, "its pieces leave a gap");
            next = piece.Span.Until;
            Check(formula, shows, piece.Span, bound, piece.Of, $"{where}/{i}");
        }
        if (next != at.Until || step.Window != at)
            found.Fail(where, "its pieces do not cover the span");
    }

    private void Keeps(Formula keeping, Shows shows, ProofSpan between, Bound bound, ProofStep step, string where)
    {
        if (!between.IsEmpty)
            Check(keeping, shows, between, bound, step, $"{where}/keeping");
    }

    private void Edge(Formula of, Shows shows, ProofSpan at, Bound bound, ProofStep.One one, string where)
    {
        if (one.Part is not (0 or 1))
            found.Fail(where, "an edge has two sides");
        Check(of, shows, one.Part == 0 ? at : Before(at), bound, one.Of, $"{where}/{one.Part}");
    }

    private void IsBroken(
        Formula keeping,
        Formula start,
        Shows shows,
        ProofSpan at,
        (ProofSpan Hull, ProofSpan Inner) window,
        Bound bound,
        ProofStep.Broken step,
        string where
    )
    {
        if (step.Window != window.Hull)
            found.Fail(where, "it looks in another window");
        var (hull, inner) = window;
        if (step is { At: { } broken, Break: { } because })
        {
            Check(keeping, shows, broken, bound, because, $"{where}/break");
            var behind = hull.Until <= at.Until;
            if (behind ? broken.Until > at.From + 1 : broken.From < at.Until - 1)
                found.Fail(where, "it was broken on the other side");
            var rest = behind
                ? new ProofSpan(broken.Until - 1, ProofSpan.Forever)
                : new(ProofSpan.Ever, broken.From + 1);
            (hull, inner) = (hull.And(rest), inner.And(rest));
        }
        if (!hull.IsEmpty)
            Nowhere(start, shows, (hull, inner), bound, step.NoStart, $"{where}/start");
    }

    private void Nowhere(
        Formula of,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        Bound bound,
        ProofStep step,
        string where
    )
    {
        if (step is ProofStep.None none)
            IsNone(of, shows, window, bound, none, where);
        else
            Check(of, shows, window.Hull, bound, step, where);
    }

    private Formula? Means(Formula.Defined defined, ProofStep.Term term, string where)
    {
        if (term.Name == defined.Term && premises.Record.Term(term.Name, term.Entry, premises.Entry) is { } means)
            return means;
        found.Fail(where, $"entry {term.Entry} does not say what \"{defined.Term}\" means");
        return null;
    }

    private void IsInWindow(
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofSpan said,
        ProofSpan at,
        Shows shows,
        string where
    )
    {
        if (said != window.Hull)
            found.Fail(where, "it looks in another window");
        // Surely: in the window of every instant. Possibly: it reaches into the window of every instant.
        var fits =
            shows == Shows.Surely
                ? at.IsIn(window.Inner)
                : at.From < window.Inner.Until && at.Until > window.Inner.From;
        if (!fits)
            found.Fail(where, "what was found lies outside the window");
    }

    private static ProofSpan Before(ProofSpan at) => new(at.From - 1, at.Until - 1);

    // The window seen from every instant of a span: all that lies in some of them, and what lies in each.
    private static (ProofSpan Hull, ProofSpan Inner) Behind(Window window, ProofSpan at)
    {
        var far = window.To is { } to ? to : (long?)null;
        return (
            new(far is { } f ? at.From - f : ProofSpan.Ever, at.Until - window.From),
            new(far is { } g ? at.Until - 1 - g : ProofSpan.Ever, at.From - window.From + 1)
        );
    }

    private static (ProofSpan Hull, ProofSpan Inner) Ahead(Window window, ProofSpan at)
    {
        var to = window.To ?? throw new InvalidDataException("a window ahead has an end");
        return (new(at.From + window.From, at.Until + to), new(at.Until - 1 + window.From, at.From + to + 1));
    }
}
