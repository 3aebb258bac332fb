using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What set an obligation off.</summary>
/// <param name="Fact">The fact; null: a state began, or the agreement entered into force.</param>
/// <param name="At">The instants at which it may have been.</param>
/// <param name="Binding">The variables, as far as it fixes them.</param>
/// <param name="Answer">Yes: surely, and the agreement bound then; unclear: it may be.</param>
internal sealed record Trigger(
    Fact? Fact,
    Stretch At,
    ImmutableSortedDictionary<string, Value> Binding,
    Answer Answer
);

/// <summary>The triggers of duties.</summary>
internal static class Triggers
{
    /// <summary>All triggers of a duty for one who is bound, up to the instant up to which it is judged.</summary>
    public static IEnumerable<Trigger> Of(Norm.Require require, Bound bound, Running running, Asking asking, Matter matter)
    {
        if (Anchored.IsAlways(require.Trigger))
            return Entry(bound, running, matter);
        var ways = Anchored.Ways(require.Trigger).ToList();
        return ways.Any(w => w.Fact is null)
            ? Begins(require.Trigger, bound, running, asking)
            : ways.SelectMany(w => Facts(w, bound, running, asking, matter)).DistinctBy(t => t.Fact!.Id);
    }

    private static IEnumerable<Trigger> Entry(Bound bound, Running running, Matter matter)
    {
        if (matter.Calendar.EntryIntoForce is not { } entry || running.Runs is not { } runs)
            yield break;
        var at = Stretch.At(Math.Max(entry.ToMicros(), runs.From));
        var answer = running.During(bound.Id, at, Nowhere);
        if (answer != Answer.No && at.From <= matter.Until)
            yield return new(null, at, bound.Binding, answer);
    }

    private static IEnumerable<Trigger> Facts(
        Anchored way,
        Bound bound,
        Running running,
        Asking asking,
        Matter matter
    ) =>
        from met in asking.Meet(way.Fact!, bound.Binding)
        where met.Fact.Start <= matter.Until
        let answer = Answers.And(
            met.IsSure ? Answer.Yes : Answer.Unclear,
            Doubt.All(met.Bindings, b => asking.Of(way.Rest, b).During(met.At)),
            running.During(bound.Id, met.At, Nowhere)
        )
        where answer != Answer.No
        select new Trigger(met.Fact, met.At, met.Bindings[0], answer);

    // Each begin while the agreement binds; a state that has held for ever has none.
    private static IEnumerable<Trigger> Begins(Formula state, Bound bound, Running running, Asking asking) =>
        from each in asking.Each(state, bound.Binding)
        from held in States.Of(each.Binding, running.Cut(bound.Id, each.Held))
        where held.At.From > long.MinValue
        select new Trigger(null, held.At, each.Binding, held.Answer);

    /// <summary>A duty has no place: it binds where the text binds at all.</summary>
    public static readonly Field Nowhere = Field.Of(new Value.Name(Force.Everywhere));
}

/// <summary>Duties: each trigger makes one obligation, which is discharged in time, overdue, or let off.</summary>
internal sealed class Required
{
    private readonly ClauseVersion version;
    private readonly Matter matter;
    private readonly Provision provision;
    private readonly Asking asking;
    private readonly Exceptions exceptions;

    /// <summary>The duties of one clause version.</summary>
    public Required(ClauseVersion version, Matter matter)
    {
        (this.version, this.matter, provision) = (version, matter, version.Provision);
        (asking, exceptions) = (new(matter, provision.Needs), new(matter));
    }

    /// <summary>The judgements of all obligations of a duty, and of those that their breach starts.</summary>
    public IEnumerable<Judgement> Judge(Norm.Require require)
    {
        var running = new Running(version, matter);
        foreach (var bound in Bound.By(require.By, matter))
        foreach (var trigger in Triggers.Of(require, bound, running, asking, matter))
        {
            var anchor = new Anchor(trigger.Fact?.Id, trigger.At.From, trigger.At.Until);
            var key = Keys.Of(version, bound, anchor, trigger.Binding);
            foreach (var judgement in Judge(require, bound, trigger, anchor, key, remedyOf: null))
                yield return judgement;
        }
    }

    private IEnumerable<Judgement> Judge(
        Norm.Require require,
        Bound bound,
        Trigger trigger,
        Anchor anchor,
        JudgementKey key,
        JudgementKey? remedyOf
    )
    {
        var first = Limits.Of(require.Limit, trigger.At.From, trigger.Fact, matter.Calendar, matter.World.Facts);
        var last = Limits.Of(require.Limit, trigger.At.Until - 1, trigger.Fact, matter.Calendar, matter.World.Facts);
        if (first is not { } from || last is not { } to)
        {
            var open = new Obligation(ObligationState.Due, require.OwedTo, null, null, [], remedyOf);
            yield return new(key, anchor, trigger.Binding, null, open, []);
            yield break;
        }
        var isBefore = require.Limit is Limit.Before;
        var early = isBefore ? new(from, false, false, []) : Power(from, bound, trigger);
        var late = isBefore ? early with { Limit = to } : Power(to, bound, trigger);
        var term = new Term(require, bound, trigger, early, late, this);
        var (judgement, breached) = term.Judge(key, anchor, remedyOf);
        yield return judgement;
        if (require.IfBreached is { } remedy && breached != Answer.No)
            foreach (var started in Remedy(remedy, trigger, breached, early.Limit, late.Limit, key))
                yield return started;
    }

    private PowerEffect Power(long limit, Bound bound, Trigger trigger) =>
        matter.Powers.Over(provision.Clause, bound.Id, trigger.Fact?.Id, trigger.At.From, limit, matter.Until);

    /// <summary>What an overdue obligation starts: an obligation whose trigger is the breach.</summary>
    private IEnumerable<Judgement> Remedy(
        Norm remedy,
        Trigger trigger,
        Answer breached,
        long first,
        long last,
        JudgementKey of
    )
    {
        if (remedy is not Norm.Require require)
            yield break;
        var breach = trigger with { At = new(first + 1, last + 2), Answer = breached };
        foreach (var bound in Bound.By(require.By, matter).Where(b => IsHis(b, trigger)))
        {
            var anchor = new Anchor(of.AsObligation, breach.At.From, breach.At.Until);
            var key = of with { Bearer = bound.Id, Anchor = of.Anchor + " overdue" };
            var own = breach with { Binding = trigger.Binding.SetItems(bound.Binding) };
            foreach (var judgement in Judge(require, bound, own, anchor, key, of))
                yield return judgement;
        }
    }

    // "The guarantor" of a remedy is the one whose obligation is overdue.
    private static bool IsHis(Bound bound, Trigger trigger) =>
        bound.Binding.All(b =>
            b.Key is not ("party" or "guarantor") || !trigger.Binding.TryGetValue(b.Key, out var his) || his == b.Value
        );

    /// <summary>One obligation with its limit: where it stands, and what that says.</summary>
    private sealed class Term(
        Norm.Require require,
        Bound bound,
        Trigger trigger,
        PowerEffect early,
        PowerEffect late,
        Required duty
    )
    {
        private readonly Matter matter = duty.matter;
        private readonly Asking asking = duty.asking;

        private bool IsBefore => require.Limit is Limit.Before;

        /// <summary>The judgement, and whether it is breached.</summary>
        public (Judgement Judgement, Answer Breached) Judge(JudgementKey key, Anchor anchor, JudgementKey? remedyOf)
        {
            var discharged = IsBefore ? Beforehand() : InTime();
            var passed =
                IsBefore || late.Limit < matter.Until ? Answer.Yes
                : early.Limit < matter.Until ? Answer.Unclear
                : Answer.No;
            var when = discharged == Answer.No || IsBefore ? null : FirstAct();
            if (discharged == Answer.Yes)
                return (Make(ObligationState.Discharged, new Verdict.Complied(0), when, []), Answer.No);
            if (early.IsWaived)
                return (Make(ObligationState.Waived, null, null, []), Answer.No);
            if (passed == Answer.No)
                return (
                    Make(early.IsSuspended ? ObligationState.Suspended : ObligationState.Due, null, null, []),
                    Answer.No
                );
            var lifted = duty.exceptions.Of(
                duty.provision,
                asking,
                bound,
                trigger.Binding,
                IsBefore ? trigger.Fact : null,
                IsBefore ? trigger.At : new(early.Limit + 1, late.Limit + 2)
            );
            var breached = Answers.And(trigger.Answer, Doubt.Not(discharged), passed, Doubt.Not(lifted.Answer));
            when ??= FirstAct();
            var state = when is null || IsBefore ? ObligationState.Overdue : ObligationState.DischargedLate;
            return (Make(state, Verdict(breached, key), when, lifted.Because), breached);

            Judgement Make(ObligationState state, Verdict? verdict, long? at, ImmutableArray<string> because) =>
                new(
                    key,
                    anchor,
                    trigger.Binding,
                    verdict,
                    new(state, require.OwedTo, late.Limit, at, late.By, remedyOf),
                    because
                );
        }

        private Verdict Verdict(Answer breached, JudgementKey key)
        {
            if (breached == Answer.No)
                return new Verdict.Complied(0);
            if (breached == Answer.Yes)
                return new Verdict.Breached([trigger.Fact?.Id ?? key.AsObligation]);
            var window = IsBefore ? Behind : new Stretch(trigger.At.From, late.Limit + 1);
            var doubtful = asking
                .Possible(require.Act, trigger.Binding, window)
                .Concat(trigger is { Answer: Answer.Unclear, Fact: { } fact } ? [fact.Id] : [])
                .Distinct()
                .Order()
                .ToImmutableArray();
            return new Verdict.Undetermined(doubtful, doubtful.IsEmpty ? [window.ToInterval()] : []);
        }

        // In [t, limit] for every instant t of the trigger, or for some.
        private Answer InTime()
        {
            var (first, last) = (trigger.At.From, trigger.At.Until - 1);
            var sureEnd = Math.Min(early.Limit, matter.Until);
            var mayEnd = Math.Min(late.Limit, matter.Until);
            if (mayEnd < first)
                return Answer.No;
            if (sureEnd >= last && Ahead(last, sureEnd).During(Stretch.At(last)) == Answer.Yes)
                return Answer.Yes;
            var none = asking.Of(new Formula.Not(Next(first, mayEnd)), trigger.Binding);
            return none.During(Stretch.At(first)) == Answer.Yes ? Answer.No : Answer.Unclear;
        }

        private Answer Beforehand()
        {
            var past = new Formula.Past(BeforeWindow, require.Act);
            if (asking.Of(past, trigger.Binding).During(trigger.At) == Answer.Yes)
                return Answer.Yes;
            var none = asking.Of(new Formula.Not(past), trigger.Binding);
            return none.During(trigger.At) == Answer.Yes ? Answer.No : Answer.Unclear;
        }

        private Window BeforeWindow =>
            require.Limit is Limit.Before before
                ? new(before.AtLeast ?? 0, before.AtMost)
                : throw new InvalidOperationException("the limit lies ahead");

        private Stretch Behind =>
            new(
                BeforeWindow.To is { } to ? trigger.At.From - to : long.MinValue,
                trigger.At.Until - BeforeWindow.From
            );

        private Held Ahead(long from, long to) => asking.Of(Next(from, to), trigger.Binding);

        private Formula.Next Next(long from, long to) => new(new(0, to - from), require.Act);

        private long? FirstAct() =>
            asking.Of(require.Act, trigger.Binding).FirstSure(trigger.At.Until - 1) is { } at && at <= matter.Until
                ? at
                : null;
    }
}
