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
        from asked in way.Fact is { } atom
            ? asking.Facts(atom, bound.Binding)
            : States(way.Rest, bound, asking, matter.Until)
        let happened = asking.Holds(asked, way.Rest)
        where happened != Answer.No
        select Lifted(provision, way.Rest, bound, asked, happened, asking, matter);

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
        var sure = asking.Holds(asked, Unlifted(lifts), fields) == Answer.Yes;
        var possible = sure || asking.Holds(asked, Unlifted(lifts.Where(l => l.IsSure)), fields) != Answer.No;
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

        Formula.All Unlifted(IEnumerable<Lift> by) => new([rest, .. by.Select(l => new Formula.Not(l.Lifts))]);
    }

    // A state that is forbidden: each stretch of it is one act, and begins it.
    private static IEnumerable<Asked> States(Formula state, Bound bound, Asking asking, long until) =>
        from each in asking.States(state, bound.Binding)
        from stretch in each.Signals.Until(until)
        select new Asked(
            null,
            null,
            stretch.Answer == Answer.Yes ? Stretch.At(stretch.Begin.Until - 1) : stretch.Whole,
            each.Binding
        );
}
