using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What set an obligation off.</summary>
/// <param name="Asked">The fact, or when the state began.</param>
/// <param name="Rest">For a fact: what else must hold then.</param>
/// <param name="Answer">Yes: surely, and the agreement bound then; unclear: it may be.</param>
internal sealed record Trigger(Asked Asked, Formula Rest, Answer Answer)
{
    /// <summary>The instants at which it may have been.</summary>
    public Stretch At => Asked.At;
}

/// <summary>The triggers of duties.</summary>
internal sealed class Triggers(Running running, Asking asking, Matter matter)
{
    /// <summary>All triggers of a duty for one who is bound, up to the instant up to which it is judged.</summary>
    public IEnumerable<Trigger> Of(Norm.Require require, Bound bound)
    {
        if (Anchored.IsAlways(require.Trigger))
            return Entry(bound);
        var ways = Anchored.Ways(require.Trigger).ToList();
        return ways.Exists(w => w.Fact is null)
            ? Begins(require.Trigger, bound)
            : ways.SelectMany(w => Facts(w, bound)).DistinctBy(t => t.Asked.Fact!.Id);
    }

    // Once: when the agreement enters into force, or when the provision begins to run if that is later.
    private IEnumerable<Trigger> Entry(Bound bound)
    {
        if (matter.Calendar.EntryIntoForce is not { } entry || running.Runs is not { } runs)
            yield break;
        var at = Stretch.At(Math.Max(entry.ToMicros(), runs.From));
        var answer = running.During(bound.Id, at, Running.Nowhere);
        if (answer != Answer.No && at.From <= matter.Until)
            yield return new(new(null, null, at, bound.Binding), Anchored.Always, answer);
    }

    private IEnumerable<Trigger> Facts(Anchored way, Bound bound) =>
        from asked in asking.Facts(way.Fact!, bound.Binding)
        let answer = Answers.And(asking.Holds(asked, way.Rest), running.During(bound.Id, asked.At, Running.Nowhere))
        where answer != Answer.No
        select new Trigger(asked, way.Rest, answer);

    // Each begin while the agreement binds; a state that has held for ever has none.
    private IEnumerable<Trigger> Begins(Formula state, Bound bound) =>
        from each in asking.States(state, bound.Binding)
        from begun in running.Cut(bound.Id, each.Signals).Until(matter.Until)
        where begun.Begin.From > long.MinValue
        select new Trigger(each.Asked with { At = begun.Begin }, Anchored.Always, begun.Answer);
}
