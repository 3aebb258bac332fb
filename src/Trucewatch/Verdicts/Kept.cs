using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A state to keep: each stretch over which it fails while the agreement binds is an anchor, its begin.</summary>
internal static class Kept
{
    /// <summary>When a bearer may fail to keep it, cut to when it is to be kept.</summary>
    public static IEnumerable<Contrary> Of(ClauseVersion version, Norm.Keep keep, Matter matter)
    {
        var provision = version.Provision;
        var asking = new Asking(matter, provision.Needs);
        var running = new Running(version, matter);
        var exceptions = new Exceptions(matter);
        foreach (var bound in Bound.By(keep.By, matter))
        foreach (var (binding, fails) in asking.Each(new Formula.Not(keep.State), bound.Binding))
        foreach (var state in States.Of(binding, Lift(provision, binding, asking, running.Cut(bound.Id, fails))))
            yield return new(
                null,
                state.Whole with
                {
                    From = state.At.Until - 1 > state.Whole.From && state.Answer == Answer.Yes
                        ? state.At.Until - 1
                        : state.Whole.From,
                },
                bound,
                binding,
                state.Answer,
                exceptions.Of(
                    provision with
                    {
                        Unless = [],
                    },
                    asking,
                    bound,
                    binding,
                    null,
                    state.Whole
                )
            );
    }

    // While an exception holds, the state need not be kept: the failing begins where the exception ends.
    private static Held Lift(
        Provision provision,
        ImmutableSortedDictionary<string, Value> binding,
        Asking asking,
        Held fails
    )
    {
        foreach (var unless in provision.Unless)
        {
            var not = asking.Of(new Formula.Not(unless.When), binding);
            fails = new(Meet(fails.Sure, not.Sure), Meet(fails.Possible, not.Possible));
        }
        return fails;
    }

    private static ImmutableArray<Stretch> Meet(ImmutableArray<Stretch> a, ImmutableArray<Stretch> b) =>
        [.. (from x in a from y in b let both = x.And(y) where both is not null select both!.Value).OrderBy(s => s.From)];
}
