using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Duties: each trigger makes one obligation, which is discharged in time, overdue, or let off.</summary>
internal sealed class Required
{
    private readonly ClauseVersion version;
    private readonly Matter matter;
    private readonly Asking asking;
    private readonly Exceptions exceptions;

    /// <summary>The duties of one clause version.</summary>
    public Required(ClauseVersion version, Matter matter)
    {
        (this.version, this.matter) = (version, matter);
        asking = new(matter, version.Provision.Needs);
        exceptions = new(matter, asking);
    }

    /// <summary>The judgements of all obligations of a duty, and of those that their breach starts.</summary>
    /// <remarks>
    /// Obligations that run when the clause is amended run on under the old text, end, or are judged by the new one from the
    /// same trigger, as the amendment says.
    /// </remarks>
    public IEnumerable<Judgement> Judge(Norm.Require require)
    {
        var underway = version.Then == Underway.Keep ? [] : AtAmendment(require);
        foreach (var (bound, trigger) in Triggered(require))
        {
            var (anchor, key) = Named(version, bound, trigger);
            if (!underway.Contains(key))
                foreach (var judgement in Judge(require, bound, trigger, anchor, key, remedyOf: null))
                    yield return judgement;
            else if (version.Then == Underway.Cancel || NewText is null)
                yield return new Owed(key, anchor, require.OwedTo, null, trigger.Asked.Binding).Runs(
                    ObligationState.Cancelled,
                    null,
                    []
                );
        }
        foreach (var judgement in Converted(require))
            yield return judgement;
    }

    private IEnumerable<(Bound, Trigger)> Triggered(Norm.Require require)
    {
        var triggers = new Triggers(new(version, matter), asking, matter);
        return from bound in Bound.By(require.By, matter)
            from trigger in triggers.Of(require, bound)
            select (bound, trigger);
    }

    private static (Anchor Anchor, JudgementKey Key) Named(ClauseVersion version, Bound bound, Trigger trigger)
    {
        var anchor = new Anchor(trigger.Asked.Fact?.Id, trigger.At.From, trigger.At.Until);
        return (anchor, Keys.Of(version, bound, anchor, trigger.Asked.Binding));
    }

    /// <summary>The obligations that ran when the clause was amended; none where that has not come.</summary>
    private ImmutableHashSet<JudgementKey> AtAmendment(Norm.Require require) =>
        matter.Until < version.Valid.Until
            ? []
            :
            [
                .. new Required(version with { Then = Underway.Keep }, matter with { Until = version.Valid.Until - 1 })
                    .Judge(require)
                    .Where(j =>
                        j.Obligation is { Remedy: null, State: ObligationState.Due or ObligationState.Suspended }
                    )
                    .Select(j => j.Key),
            ];

    // The version that took this one's place, if it is a duty too.
    private ClauseVersion? NewText =>
        matter.Clauses.FirstOrDefault(c =>
            c.Provision.Clause == version.Provision.Clause
            && c.Valid.From == version.Valid.Until
            && c.Provision.Norm is Norm.Require
        );

    // Those that ran under the text before this one, from their own triggers.
    private IEnumerable<Judgement> Converted(Norm.Require require)
    {
        var before = matter.Clauses.FirstOrDefault(c =>
            c.Provision.Clause == version.Provision.Clause
            && c.Valid.Until == version.Valid.From
            && c.Then == Underway.Convert
        );
        if (before?.Provision.Norm is not Norm.Require old)
            yield break;
        var then = new Required(before, matter);
        var underway = then.AtAmendment(old);
        foreach (var (bound, trigger) in then.Triggered(old))
            if (underway.Contains(Named(before, bound, trigger).Key))
            {
                var (anchor, key) = Named(version, bound, trigger);
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
        var owed = new Owed(key, anchor, require.OwedTo, remedyOf, trigger.Asked.Binding);
        if (
            LimitOf(require, trigger, trigger.At.From) is not { } from
            || LimitOf(require, trigger, trigger.At.Until - 1) is not { } to
        )
        {
            yield return owed.Runs(ObligationState.Due, null, []);
            yield break;
        }
        var isBefore = require.Limit is Limit.Before;
        var (early, late) = isBefore
            ? (new(from, false, false, []), new(to, false, false, []))
            : (Power(from, bound, trigger), Power(to, bound, trigger));
        var term = new Term(require, trigger, new(early.Limit, late.Limit + 1), asking, matter.Until);
        var judgement = Judge(term, owed, early, late, bound, out var breached);
        yield return judgement;
        if (require.IfBreached is Norm.Require remedy && breached != Answer.No)
            foreach (var started in Remedy(remedy, trigger, breached, term.Limits, key))
                yield return started;
    }

    private Judgement Judge(Term term, Owed owed, PowerEffect early, PowerEffect late, Bound bound, out Answer breached)
    {
        breached = Answer.No;
        var open = term.IsOpen;
        if (open == Answer.No)
            return owed.Judged(ObligationState.Discharged, new Verdict.Complied(0), late, term.Discharged);
        if (early.IsWaived)
            return owed.Runs(ObligationState.Waived, late.Limit, late.By);
        if (term.HasPassed == Answer.No)
            return owed.Runs(early.IsSuspended ? ObligationState.Suspended : ObligationState.Due, late.Limit, late.By);
        var lifts = exceptions.Of(version.Provision, bound, term.Breaks);
        breached = Answers.And(term.Trigger.Answer, term.HasPassed, term.Unlifted(lifts));
        var because = breached == Answer.No ? term.Because(lifts) : [];
        var state = term.IsBefore || term.Discharged is null ? ObligationState.Overdue : ObligationState.DischargedLate;
        Verdict verdict = breached switch
        {
            Answer.Yes => new Verdict.Breached([term.Trigger.Asked.Fact?.Id ?? owed.Key.AsObligation]),
            Answer.No => new Verdict.Complied(0),
            _ => term.Undetermined(),
        };
        return owed.Judged(state, verdict, late, term.Discharged) with { Because = because };
    }

    private long? LimitOf(Norm.Require require, Trigger trigger, long at) =>
        Limits.Of(require.Limit, at, trigger.Asked.Fact, matter.Calendar, matter.World.Facts);

    private PowerEffect Power(long limit, Bound bound, Trigger trigger) =>
        matter.Powers.Over(
            version.Provision.Clause,
            bound.Id,
            trigger.Asked.Fact?.Id,
            trigger.At.From,
            limit,
            matter.Until
        );

    /// <summary>What an overdue obligation starts: an obligation whose trigger is the breach.</summary>
    private IEnumerable<Judgement> Remedy(
        Norm.Require remedy,
        Trigger trigger,
        Answer breached,
        Stretch limits,
        JudgementKey of
    ) =>
        from bound in Bound.By(remedy.By, matter)
        where IsHis(bound, trigger)
        let at = new Stretch(limits.From + 1, limits.Until + 1)
        let binding = trigger.Asked.Binding.SetItems(bound.Binding)
        let asked = new Asked(null, null, at, binding) { Open = trigger.Asked.Open }
        let breach = new Trigger(asked, Anchored.Always, breached)
        let anchor = new Anchor(of.AsObligation, at.From, at.Until)
        let key = of with
        {
            Bearer = bound.Id,
            Anchor = of.Anchor + " overdue",
        }
        from judgement in Judge(remedy, bound, breach, anchor, key, of)
        select judgement;

    // "The guarantor" of a remedy is the one whose obligation is overdue.
    private static bool IsHis(Bound bound, Trigger trigger) =>
        bound.Binding.All(b =>
            b.Key is not ("party" or "guarantor")
            || !trigger.Asked.Binding.TryGetValue(b.Key, out var his)
            || his.Equals(b.Value)
        );

    /// <summary>What stays the same of an obligation whatever becomes of it.</summary>
    private sealed record Owed(
        JudgementKey Key,
        Anchor Anchor,
        string? To,
        JudgementKey? RemedyOf,
        ImmutableSortedDictionary<string, Value> Binding
    )
    {
        public Judgement Runs(ObligationState state, long? limit, ImmutableArray<FactId> by) =>
            new(Key, Anchor, Binding, null, new(state, To, limit, null, by, RemedyOf), []);

        public Judgement Judged(ObligationState state, Verdict verdict, PowerEffect effect, long? discharged) =>
            new(Key, Anchor, Binding, verdict, new(state, To, effect.Limit, discharged, effect.By, RemedyOf), []);
    }
}
