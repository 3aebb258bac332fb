using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A stretch over which a state may hold, without a break.</summary>
/// <param name="Whole">The stretch.</param>
/// <param name="Begin">The instants at which it may have begun: as long as it is sure that it did, up to the first sure one; else all of it.</param>
/// <param name="Answer">Yes: at some instant of the stretch it surely holds.</param>
internal sealed record Begun(Stretch Whole, Stretch Begin, Answer Answer);

/// <summary>Signals as anchors: each stretch over which a state may hold is one, its begin.</summary>
internal static class Stretches
{
    /// <summary>The stretches that begin at or before an instant, cut behind it.</summary>
    public static IEnumerable<Begun> Until(this Signals signals, long until)
    {
        foreach (var (from, end) in signals.Possible.And(Signal.Of(long.MinValue, until + 1)).Stretches)
        {
            var sure = signals.Sure.And(Signal.Of(from, end));
            yield return sure.IsNever
                ? new(new(from, end), new(from, end), Answer.Unclear)
                : new(new(from, end), new(from, Signal.Plus(sure.Stretches.First().From, 1)), Answer.Yes);
        }
    }
}
