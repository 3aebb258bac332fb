using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

internal sealed partial class StepCheck
{
    /// <summary>None: the record is looked through for facts of that noun, and each that may lie there is not what is asked for.</summary>
    private void IsNone(
        Formula formula,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        Bound bound,
        ProofStep.None none,
        string where
    )
    {
        if (Pivot(formula) is not var (fact, parts))
        {
            found.Fail(where, "none of what: it is not about one noun");
            return;
        }
        if (none.Window != window.Hull || none.Noun != fact.Kind)
            found.Fail(where, "it looks in another window, or for something else");
        if (shows == Shows.SurelyNot && !AbsenceCounts && none is { Registered: false })
            found.Fail(where, "absence of what is only observed is none, unless it was watched");
        foreach (var one in none.Considered)
            IsNot(one, fact, parts, shows, window, bound, $"{where}/{one.Premise}");
        premises.IsComplete(fact, none.Window, none.Registered, [.. none.Considered.Select(c => c.Premise)], where);
    }

    /// <summary>Whether the absence of what is only observed counts: what could be seen is told beside.</summary>
    public bool AbsenceCounts { get; set; }

    /// <summary>Who checks that an exception lifts a fact; null: none is asked for here.</summary>
    public Action<Premise, ProofStep.Exception, string>? Lifted { get; set; }

    /// <summary>That one fact is not what a condition asks for, at a span.</summary>
    public void IsNot(
        string label,
        Formula formula,
        Shows shows,
        ProofSpan at,
        Bound bound,
        ProofStep step,
        string where
    )
    {
        var flat = Flat(formula);
        if (flat is Formula.Any any && step is ProofStep.All parts && parts.Of.Length == any.Of.Length)
            for (var i = 0; i < parts.Of.Length; i++)
                IsNot(label, any.Of[i], shows, at, bound, parts.Of[i], $"{where}/{i}");
        else if (label.Length > 0 && Pivot(flat) is var (fact, beside))
            IsNot(new(label, step), fact, beside, shows, (at, at), bound, where);
        else
            Check(flat, shows, at, bound, step, where);
    }

    /// <summary>The facts that a condition speaks of.</summary>
    public static IEnumerable<Formula.Fact> Facts(Formula formula) =>
        formula switch
        {
            Formula.Fact fact => [fact],
            Formula.All all => all.Of.SelectMany(Facts),
            Formula.Any any => any.Of.SelectMany(Facts),
            Formula.Some some => Facts(some.Of),
            _ => [],
        };

    // Conjunctions in conjunctions are one: a fact that anchors stands among all that must hold then. A number and what it
    // is compared with stay together.
    private static Formula Flat(Formula formula)
    {
        if (formula is not Formula.All all)
            return formula;
        var parts = Parts(all).ToList();
        if (parts.Count <= 2)
            return new Formula.All([.. parts]);
        for (var i = 0; i + 1 < parts.Count; i++)
            if (
                parts[i] is Formula.Tally tally
                && parts[i + 1] is Formula.Compare { Left: Operand.Variable v }
                && v.Name == tally.Result
            )
            {
                parts[i] = new Formula.All([parts[i], parts[i + 1]]);
                parts.RemoveAt(i + 1);
            }
        return new Formula.All([.. parts]);
    }

    private static IEnumerable<Formula> Parts(Formula.All all) =>
        all.Of.SelectMany(f => f is Formula.All inner ? Parts(inner) : [f]);

    private void IsNot(
        Considered one,
        Formula.Fact fact,
        IReadOnlyList<Formula> parts,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        Bound bound,
        string where
    )
    {
        if (premises.Of(one.Premise, where) is not { } premise)
            return;
        if (one.Because is ProofStep.Differs { Field: "kind" })
        {
            if (premise.IsClosed("kind"))
                found.Close($"{where}: kind of {premise.Label}");
            else if (premise.Kind == fact.Kind)
                found.Fail(where, $"it is a {fact.Kind}");
        }
        else if (one.Because is ProofStep.Closed)
            found.Close(where);
        else if (premise.IsClosed("kind"))
            found.Close($"{where}: kind of {premise.Label}");
        else if (premise.Kind != fact.Kind)
            found.Fail(where, $"it is no {fact.Kind}");
        else if (one.Because is ProofStep.Exception exception && Lifted is { } lifted)
            lifted(premise, exception, where);
        else if (one.Because is ProofStep.Differs differs)
        {
            var answer =
                differs.Field == "occurred"
                    ? Time(premise, window)
                    : premises.Differs(premise, fact, differs, bound, where);
            if (answer is { } given && !ProofMatch.Shown(given, shows))
                found.Fail(where, $"its {differs.Field} does not speak against it");
        }
        else if (one.Because is ProofStep.One && premise.Span is null)
            found.Close($"{where}: when it happened");
        else if (one.Because is ProofStep.One part && part.Part >= 0 && part.Part < parts.Count)
        {
            var at = premise.Span is { } span && span.Overlaps(window.Hull) ? span.And(window.Hull) : window.Hull;
            Check(parts[part.Part], shows, at, premises.Fixing(premise, fact, bound), part.Of, $"{where}/{part.Part}");
        }
        else
            found.Fail(where, "nothing is said against it");
    }

    private Answer? Time(Premise premise, (ProofSpan Hull, ProofSpan Inner) window)
    {
        if (premise.Span is { } span)
            return span.IsIn(window.Inner) ? Answer.Yes
                : span.Overlaps(window.Hull) ? Answer.Unclear
                : Answer.No;
        found.Close($"when {premise.Label} happened");
        return null;
    }

    /// <summary>A number over facts: its members count, and from above all others of the window do not.</summary>
    private Bound Counts(
        Formula.Tally tally,
        Shows shows,
        ProofSpan at,
        Bound bound,
        ProofStep.Tally step,
        string where
    )
    {
        var window = Behind(tally.Within, at);
        var atLeast = shows is Shows.Surely or Shows.Possibly;
        if (step.Window != window.Hull || step.AtLeast != atLeast || Pivot(tally.Over) is not var (fact, parts))
        {
            found.Fail(where, "it counts in another window, or from the other side");
            return bound;
        }
        if (step.Members.Select(m => m.Premise).Distinct(StringComparer.Ordinal).Count() != step.Members.Length)
            found.Fail(where, "it counts a fact twice");
        foreach (var member in step.Members.Where(_ => atLeast))
            IsMember(tally, member, shows, window, bound, $"{where}/{member.Premise}");
        foreach (var one in step.Considered)
            IsNot(one, fact, parts, shows, window, bound, $"{where}/{one.Premise}");
        if (!atLeast)
            premises.IsComplete(
                fact,
                step.Window,
                null,
                [.. step.Members.Concat(step.Considered).Select(c => c.Premise)],
                where
            );
        if (premises.Number(tally, step.Members.Select(m => m.Premise), where) is { } number && number != step.Value)
            found.Fail(where, $"its members give {number}");
        var name = tally.Result;
        return bound with
        {
            Fields = bound.Fields.SetItem(name, Field.Of(new Value.Number(step.Value))),
            Floors = atLeast ? bound.Floors.Add(name) : bound.Floors,
            Ceilings = atLeast ? bound.Ceilings : bound.Ceilings.Add(name),
        };
    }

    private void IsMember(
        Formula.Tally tally,
        Considered member,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        Bound bound,
        string where
    )
    {
        if (premises.Of(member.Premise, where) is not { Span: { } span })
            return;
        if (shows == Shows.Surely ? !span.IsIn(window.Inner) : !span.Overlaps(window.Hull))
            found.Fail(where, "it lies outside the window");
        if (!Cites(member.Because, member.Premise))
            found.Fail(where, "another fact stands in its place");
        Check(tally.Over, shows, span, bound, member.Because, where);
    }

    private static bool Cites(ProofStep step, string premise) =>
        step switch
        {
            ProofStep.Fact fact => fact.Premise == premise,
            ProofStep.All all => all.Of.Any(s => Cites(s, premise)),
            ProofStep.Closed => true,
            _ => false,
        };

    /// <summary>The noun that a condition is about, and the parts that must hold beside it.</summary>
    private static (Formula.Fact Fact, IReadOnlyList<Formula> Parts)? Pivot(Formula formula) =>
        Flat(formula) switch
        {
            Formula.Fact fact => (fact, []),
            Formula.Some some => Pivot(some.Of),
            Formula.All all when all.Of.OfType<Formula.Fact>().FirstOrDefault() is { } fact => (fact, all.Of),
            _ => null,
        };
}
