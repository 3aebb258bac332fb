using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A state to keep: each stretch over which it fails while the agreement binds is an anchor, its begin.</summary>
internal static class Kept
{
    /// <summary>The judgements of a state to keep.</summary>
    /// <remarks>While an exception holds, the state need not be kept: the failing begins where the exception ends.</remarks>
    public static IEnumerable<Judgement> Of(ClauseVersion version, Norm.Keep keep, Matter matter)
    {
        var asking = new Asking(matter, version.Provision.Needs);
        var running = new Running(version, matter);
        var exceptions = new Exceptions(matter, asking);
        foreach (var bound in Bound.By(keep.By, matter))
        {
            var lifts = exceptions.Of(version.Provision, bound, running.Runs ?? Stretch.Always);
            var sure = asking.Of(Failing(keep, lifts), bound.Binding).Sure;
            var possible = asking.Of(Failing(keep, lifts.Where(l => l.IsSure)), bound.Binding).Possible;
            foreach (var fails in running.Cut(bound.Id, new(sure, possible)).Until(matter.Until))
                yield return Judged(version, keep, bound, fails, asking);
        }
    }

    private static Formula.All Failing(Norm.Keep keep, IEnumerable<Lift> lifts) =>
        new([new Formula.Not(keep.State), .. lifts.Select(l => new Formula.Not(l.Lifts))]);

    private static Judgement Judged(ClauseVersion version, Norm.Keep keep, Bound bound, Begun fails, Asking asking)
    {
        var begin = fails.Answer == Answer.Yes ? fails.Begin.Until - 1 : fails.Whole.From;
        var anchor = new Anchor(null, begin, fails.Whole.Until);
        var key = Keys.Of(version, bound, anchor, bound.Binding);
        if (fails.Answer == Answer.Yes)
            return new(key, anchor, bound.Binding, new Verdict.Breached([key.AsObligation]), null, []);
        var doubtful = asking.Open(keep.State, bound.Binding, fails.Whole);
        return new(
            key,
            anchor,
            bound.Binding,
            new Verdict.Undetermined(doubtful, doubtful.IsEmpty ? [fails.Whole.ToInterval()] : []),
            null,
            []
        );
    }
}
