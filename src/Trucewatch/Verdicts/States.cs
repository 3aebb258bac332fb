using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A stretch over which a state may hold.</summary>
/// <param name="Binding">For which binding.</param>
/// <param name="Whole">The stretch over which it may hold, without a break.</param>
/// <param name="At">The instants at which it may have begun, as long as it is sure that it did; else the whole stretch.</param>
/// <param name="Answer">Yes: at some instant of the stretch it surely holds.</param>
internal sealed record StateHeld(
    ImmutableSortedDictionary<string, Value> Binding,
    Stretch Whole,
    Stretch At,
    Answer Answer
);

/// <summary>States as anchors: each stretch over which one may hold is one anchor, its begin.</summary>
internal static class States
{
    /// <summary>The stretches of a formula for each binding, up to an instant, included.</summary>
    public static IEnumerable<StateHeld> Of(
        Formula formula,
        ImmutableSortedDictionary<string, Value> binding,
        Asking asking,
        long until
    )
    {
        foreach (var (bound, held) in asking.Each(formula, binding))
        foreach (var state in Of(bound, held.Within(new(long.MinValue, until + 1))))
            yield return state;
    }

    /// <summary>The stretches of one signal.</summary>
    public static IEnumerable<StateHeld> Of(ImmutableSortedDictionary<string, Value> binding, Held held) =>
        held.Possible.Select(possible =>
        {
            var sure = held.Sure.Select(s => s.And(possible)).OfType<Stretch>().ToList();
            return sure.Count == 0
                ? new StateHeld(binding, possible, possible, Answer.Unclear)
                : new StateHeld(binding, possible, new(possible.From, sure[0].From + 1), Answer.Yes);
        });
}
