using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What speaks for a breach at one anchor, before it is asked whether the agreement binds there and then.</summary>
/// <param name="Fact">The act; null: a state.</param>
/// <param name="At">When.</param>
/// <param name="Bound">Whose.</param>
/// <param name="Binding">The variables, as far as the anchor fixes them.</param>
/// <param name="Answer">Yes: surely contrary; unclear: it may be.</param>
/// <param name="Lifted">What lifts it.</param>
internal sealed record Contrary(
    Fact? Fact,
    Stretch At,
    Bound Bound,
    ImmutableSortedDictionary<string, Value> Binding,
    Answer Answer,
    Lifted Lifted
)
{
    /// <summary>With what lifts it taken into account.</summary>
    public Answer Breaches => Answers.And(Answer, Doubt.Not(Lifted.Answer));

    /// <summary>What it rests on.</summary>
    public ImmutableArray<FactId> By(JudgementKey key) => [Fact?.Id ?? key.AsObligation];
}

/// <summary>Forbidden acts: each act that may be contrary to the provision is an anchor.</summary>
internal static class Forbidden
{
    /// <summary>All that may be contrary to it, up to the instant up to which it is judged; in the order of bearers and facts.</summary>
    public static IEnumerable<Contrary> Of(Provision provision, Norm.Forbid forbid, Matter matter)
    {
        var asking = new Asking(matter, provision.Needs);
        foreach (var bound in Bound.By(forbid.By, matter))
        {
            var met = new HashSet<FactId>();
            foreach (var way in Anchored.Ways(forbid.Act))
            foreach (var contrary in Way(provision, way, bound, asking, matter))
                if (contrary.Fact is null || met.Add(contrary.Fact.Id))
                    yield return contrary;
        }
    }

    private static IEnumerable<Contrary> Way(
        Provision provision,
        Anchored way,
        Bound bound,
        Asking asking,
        Matter matter
    )
    {
        var exceptions = new Exceptions(matter);
        if (way.Fact is not { } atom)
        {
            foreach (var state in States.Of(way.Rest, bound.Binding, asking, matter.Until))
                yield return new(
                    null,
                    state.At,
                    bound,
                    state.Binding,
                    state.Answer,
                    exceptions.Of(provision, asking, bound, state.Binding, null, state.At)
                );
            yield break;
        }
        foreach (var met in asking.Meet(atom, bound.Binding).Where(m => m.Fact.Start <= matter.Until))
        {
            var rest = Doubt.All(met.Bindings, b => asking.Of(way.Rest, b).During(met.At));
            var answer = Answers.And(rest, met.IsSure ? Answer.Yes : Answer.Unclear);
            if (answer == Answer.No)
                continue;
            var lifted = met
                .Bindings.Select(b => exceptions.Of(provision, asking, bound, b, met.Fact, met.At))
                .ToList();
            yield return new(met.Fact, met.At, bound, met.Bindings[0], answer, Least(lifted));
        }
    }

    // Where a field may have several values, only what lifts it for each of them lifts it surely.
    private static Lifted Least(List<Lifted> each) =>
        each.All(l => l.Answer == each[0].Answer) ? each[0] : new(Answer.Unclear, []);
}
