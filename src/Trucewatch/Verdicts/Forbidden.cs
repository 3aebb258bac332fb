using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What speaks for a breach at one anchor, before it is asked whether the agreement binds there and then.</summary>
/// <param name="Fact">The act; null: a state.</param>
/// <param name="At">When.</param>
/// <param name="Bound">Whose.</param>
/// <param name="Binding">The variables, as far as the anchor fixes them.</param>
/// <param name="Answer">Yes: surely a breach; unclear: it may be one; no: it would be, but something surely lifts it.</param>
/// <param name="Because">What surely lifts it; empty: nothing does.</param>
internal sealed record Contrary(
    Fact? Fact,
    Stretch At,
    Bound Bound,
    ImmutableSortedDictionary<string, Value> Binding,
    Answer Answer,
    ImmutableArray<string> Because
)
{
    /// <summary>What it rests on.</summary>
    public ImmutableArray<FactId> By(JudgementKey key) => [Fact?.Id ?? key.AsObligation];
}

/// <summary>Forbidden acts: each act that may be contrary to the provision is an anchor.</summary>
internal static class Forbidden
{
    /// <summary>All that may be contrary to it, up to the instant up to which it is judged; by bearers, then by time.</summary>
    public static IEnumerable<Contrary> Of(Provision provision, Norm.Forbid forbid, Matter matter)
    {
        var asking = new Asking(matter, provision.Needs);
        foreach (var bound in Bound.By(forbid.By, matter))
        {
            var acts = Anchored.Ways(forbid.Act).SelectMany(w => Way(provision, w, bound, asking, matter)).ToList();
            foreach (var act in acts.Where(a => a.Fact is null))
                yield return act;
            foreach (var same in acts.Where(a => a.Fact is not null).GroupBy(a => a.Fact!.Id))
                yield return same.MaxBy(a => a.Answer)!; // an act that two alternatives forbid is one breach
        }
    }

    private static IEnumerable<Contrary> Way(
        Provision provision,
        Anchored way,
        Bound bound,
        Asking asking,
        Matter matter
    ) =>
        way.Fact is { } atom
            ? from asked in asking.Facts(atom, bound.Binding)
            let happened = asking.Holds(asked, way.Rest)
            where happened != Answer.No
            select Lifted(provision, way.Rest, bound, asked, happened, asking, matter)
            : States(provision, way.Rest, bound, asking, matter);

    private static Contrary Lifted(
        Provision provision,
        Formula rest,
        Bound bound,
        Asked asked,
        Answer happened,
        Asking asking,
        Matter matter
    )
    {
        var lifts = new Exceptions(matter, asking).Of(provision, bound, asked);
        if (lifts.IsEmpty)
            return new(asked.Fact, asked.At, bound, asked.Binding, happened, []);
        var fields = lifts.SelectMany(l => l.Fields).Distinct().ToList();
        var rests = asked.Fact is null ? Anchored.Always : rest; // that a state began is known, but not when
        var sure = happened == Answer.Yes && asking.Holds(asked, Unlifted(rests, lifts), fields) == Answer.Yes;
        var possible = sure || asking.Holds(asked, Unlifted(rest, lifts.Where(l => l.IsSure)), fields) != Answer.No;
        return new(
            asked.Fact,
            asked.At,
            bound,
            asked.Binding,
            sure ? Answer.Yes
                : possible ? Answer.Unclear
                : Answer.No,
            possible
                ? []
                :
                [
                    .. lifts
                        .Where(l => l.IsSure && asking.Holds(asked, new Formula.Not(l.Lifts), l.Fields) == Answer.No)
                        .Select(l => l.Because)
                        .Distinct()
                        .Order(StringComparer.Ordinal),
                ]
        );

        static Formula.All Unlifted(Formula holds, IEnumerable<Lift> by) =>
            new([holds, .. by.Select(l => new Formula.Not(l.Lifts))]);
    }

    // A state that is forbidden: each stretch of it is one act, and begins it. Where it is not known when it began, it stands at
    // the last instant at which it may have, and is lifted surely only if it is wherever it began.
    private static IEnumerable<Contrary> States(
        Provision provision,
        Formula state,
        Bound bound,
        Asking asking,
        Matter matter
    ) =>
        from each in asking.States(state, bound.Binding)
        from stretch in each.Signals.Until(matter.Until)
        let begun = each.Asked with
        {
            At = stretch.Begin,
        }
        let contrary = Lifted(provision, state, bound, begun, stretch.Answer, asking, matter)
        select stretch.Answer != Answer.Yes ? contrary
        : (contrary with { At = Stretch.At(stretch.Begin.Until - 1) }) is var sure
        && sure.Answer == Answer.No
        && Again(each.Signals, stretch)
            .Any(again =>
                Lifted(provision, state, bound, begun with { At = again }, Answer.Unclear, asking, matter).Answer
                != Answer.No
            )
            ? sure with
            {
                Answer = Answer.Unclear,
                Because = [],
            }
        : sure;

    // Where the state may have ended, it may begin again: that is the same act, and may be lifted no more.
    private static IEnumerable<Stretch> Again(Signals state, Begun stretch) =>
        state
            .Sure.Not()
            .And(Signal.Of(stretch.Begin.Until, Math.Max(stretch.Begin.Until, stretch.Whole.Until - 1)))
            .Past(1, 1)
            .Stretches.Select(s => new Stretch(s.From, s.Until));
}
