using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

public sealed partial class VerdictCheck
{
    /// <summary>The bearer's variable, and of two parties the other one's.</summary>
    private Bound BearerBound()
    {
        var bearer = Verdict.Bearer;
        var variable = BearerOf(provision.Norm) switch
        {
            Bearer.EachParty or Bearer.Named => "party",
            Bearer.EachGuarantor => "guarantor",
            _ => "body",
        };
        var fields = Bound.Nothing.Fields.Add(variable, ProofActs.Name(bearer));
        var parties = record.Last<Charter>(Verdict.Entry)?.Value.Parties.Select(p => p.Id.Code).ToList() ?? [];
        if (variable == "party" && !parties.Contains(bearer))
            found.Fail("bearer", $"{bearer} is no party");
        if (BearerOf(provision.Norm) is Bearer.Named named && named.Party.Code != bearer)
            found.Fail("bearer", $"the clause binds {named.Party}");
        if (variable == "party" && parties.Where(p => p != bearer).ToList() is [var other])
            fields = fields.Add("other party", ProofActs.Name(other));
        return Bound.Nothing with { Fields = fields };
    }

    private static Bearer? BearerOf(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => forbid.By,
            Norm.Require require => require.By,
            Norm.Keep keep => keep.By,
            Norm.Permit permit => permit.By,
            _ => null,
        };

    private void Value(Answer runs, Answer? binds, ImmutableArray<ProofStep> rest)
    {
        var force = Answers.And(runs, binds ?? Answer.Yes);
        var isOpen = binds is not null; // else whether the truce bound is closed, and nothing is said of it
        switch (Verdict.Value)
        {
            case ProofValue.NotInForce:
                if ((isOpen && force != Answer.No) || rest.Length > 0)
                    found.Fail("value", "the clause and the truce may have bound then");
                break;
            case ProofValue.Breached:
                Needs(
                    !isOpen || force == Answer.Yes,
                    "value",
                    "it is not sure that the clause and the truce bound then"
                );
                Breach(Shows.Surely, rest);
                break;
            case ProofValue.Undetermined:
                Needs(force != Answer.No, "value", "the clause or the truce did not bind then");
                Breach(Shows.Possibly, rest);
                break;
            case ProofValue.NotBreached:
                Needs(force != Answer.No, "value", "the clause or the truce did not bind then");
                NotBreached(rest);
                break;
            case ProofValue.Due or ProofValue.Discharged:
                Needs(force != Answer.No, "value", "the clause or the truce did not bind then");
                Duty(rest);
                break;
            default:
                Day(rest, force);
                break;
        }
    }

    private void Needs(bool so, string where, string why)
    {
        if (!so)
            found.Fail(where, why);
    }

    // What the norm asks, then each exception; for what is open, last of all the doubt.
    private void Breach(Shows shows, ImmutableArray<ProofStep> rest)
    {
        var doubt = shows == Shows.Possibly ? rest.LastOrDefault() : null;
        var parts = doubt is null ? rest : rest[..^1];
        if (parts.IsEmpty)
        {
            found.Fail("steps", "nothing is shown");
            return;
        }
        Contrary(shows, parts[0], "norm");
        Exceptions(shows == Shows.Surely ? Shows.SurelyNot : Shows.PossiblyNot, [.. parts.Skip(1)]);
        if (doubt is ProofStep.Doubt { What: var of, Of: var step })
            Doubt(of, step);
        else if (doubt is ProofStep.Closed)
            found.Close("the doubt");
        else if (shows == Shows.Possibly)
            found.Fail("doubt", "it does not say what is in doubt");
    }

    /// <summary>That what the clause forbids happened, the state failed, or the duty was not done in time.</summary>
    private void Contrary(Shows shows, ProofStep step, string where)
    {
        switch (provision.Norm)
        {
            case Norm.Forbid forbid:
                Anchored(Act(forbid), shows, step, where);
                break;
            case Norm.Keep keep:
                Needs(Verdict.Anchor.Length == 0, "anchor", "a state has no fact as its anchor");
                steps.Check(keep.State, ProofMatch.Flip(shows), ProofSpan.At(Verdict.At.From), bound, step, where);
                break;
            case Norm.Require require when step is ProofStep.Limit limit:
                var (at, after) = Trigger(require, shows, limit, where);
                var window = Window(require.Limit, at, limit.Last, where);
                if (require.Limit is not Limit.Before)
                    Needs(Micros(limit.Last) < Micros(Verdict.Until), where, "the limit has not passed");
                steps.Check(window(require.Act), ProofMatch.Flip(shows), at, after, limit.Act, $"{where}/act");
                break;
            default:
                found.Fail(where, "no norm of this kind is breached so");
                break;
        }
    }

    // In a sector, the act must also lie there.
    private Formula Act(Norm.Forbid forbid) => Verdict.Sector is { } sector ? InSector(forbid.Act, sector) : forbid.Act;

    private Bound Anchored(Formula formula, Shows shows, ProofStep step, string where)
    {
        var cites =
            Verdict.Anchor.Length == 0
            || ProofSize.HasClosed(step)
            || proof.Premises.Any(p => p.IsClosed("label"))
            || ProofSize.Cited(step).Contains(Verdict.Anchor, StringComparer.Ordinal);
        Needs(cites, "anchor", "the proof is of another fact");
        return steps.Check(formula, shows, Verdict.At, bound, step, where);
    }

    private (ProofSpan At, Bound After) Trigger(Norm.Require require, Shows shows, ProofStep.Limit limit, string where)
    {
        var always = require.Trigger is Formula.All { Of.IsEmpty: true };
        var after = Anchored(require.Trigger, shows, limit.Trigger, $"{where}/trigger");
        if (always)
            Needs(
                Calendar?.EntryIntoForce is { } entry
                    && Verdict.At == ProofSpan.At(Math.Max(Micros(entry), Runs?.From ?? Micros(entry))),
                "at",
                "entry into force was at another time"
            );
        if (LastOf(require.Limit, Verdict.At, where) is { } last)
            Needs(Micros(limit.Last) == Moved(last, limit, where), where, "the limit ends at another time");
        return (Verdict.At, after);
    }

    private Func<Formula, Formula> Window(Limit limit, ProofSpan at, NodaTime.Instant last, string where)
    {
        if (limit is Limit.Before before)
            return act => new Formula.Past(new(before.AtLeast ?? 0, before.AtMost), act);
        var length = Math.Min(Micros(last), Micros(Verdict.Until)) - at.From;
        Needs(length >= 0, where, "the limit ends before its trigger");
        return act => new Formula.Next(new(0, Math.Max(0, length)), act);
    }

    /// <summary>An obligation that is due, or was discharged in time.</summary>
    private void Duty(ImmutableArray<ProofStep> rest)
    {
        if (provision.Norm is not Norm.Require require || rest is not [ProofStep.Limit limit])
        {
            if (rest is [ProofStep.Closed])
                found.Close("the obligation");
            else
                found.Fail("steps", "no obligation is shown");
            return;
        }
        var (at, after) = Trigger(require, Shows.Possibly, limit, "norm");
        var done = Verdict.Value == ProofValue.Discharged;
        var act = Window(require.Limit, at, limit.Last, "norm")(require.Act);
        Needs(done || Micros(limit.Last) >= Micros(Verdict.Until), "norm", "the limit has passed");
        steps.Check(act, done ? Shows.Surely : Shows.PossiblyNot, at, after, limit.Act, "norm/act");
    }

    // A condition of the norm surely fails for the anchor, or an exception surely holds.
    private void NotBreached(ImmutableArray<ProofStep> rest)
    {
        if (rest is [ProofStep.Exception exception])
            ExceptionIs(exception, Shows.Surely, "exception");
        else if (rest is [ProofStep.Limit limit, ProofStep.Exception lifts] && provision.Norm is Norm.Require)
        {
            Contrary(Shows.Possibly, limit, "norm");
            ExceptionIs(lifts, Shows.Surely, "exception");
        }
        else if (rest is [ProofStep.Closed])
            found.Close("what speaks against a breach");
        else if (rest is [var step] && provision.Norm is Norm.Forbid forbid)
            steps.IsNot(Verdict.Anchor, Act(forbid), Shows.SurelyNot, Verdict.At, bound, step, "norm");
        else
            found.Fail("steps", "nothing speaks against a breach");
    }

    private void Doubt(DoubtOf of, ProofStep step)
    {
        if (step is ProofStep.Closed)
        {
            found.Close("the doubt");
            return;
        }
        switch (of)
        {
            case DoubtOf.InForce:
                Needs(
                    step is ProofStep.InForce { Answer: Answer.Unclear } || step is ProofStep.Version,
                    "doubt",
                    "the truce is not in doubt"
                );
                if (step is ProofStep.InForce truce)
                    InForceNow(truce);
                else if (step is ProofStep.Version version)
                    Needs(IsVersion(version) == Answer.Unclear, "doubt", "the clause ran all that time");
                break;
            case DoubtOf.Norm:
                if (provision.Norm is Norm.Forbid forbid)
                    steps.IsNot(Verdict.Anchor, Act(forbid), Shows.PossiblyNot, Verdict.At, bound, step, "doubt");
                else if (provision.Norm is Norm.Keep keep)
                    steps.Check(keep.State, Shows.Possibly, ProofSpan.At(Verdict.At.From), bound, step, "doubt");
                else
                    DutyDoubt(step);
                break;
            case DoubtOf.Exception when step is ProofStep.Exception exception:
                ExceptionIs(exception, Shows.Possibly, "doubt");
                break;
            case DoubtOf.SelfDefence:
                Needs(
                    step is ProofStep.Plea { Examined: null } plea && premises.IsPlea(Verdict.Anchor, plea),
                    "doubt",
                    "nobody pleaded self-defence, or it was examined"
                );
                break;
            default:
                found.Fail("doubt", "that is no doubt");
                break;
        }
    }

    // The trigger may not be one, or the act may have been done in time.
    private void DutyDoubt(ProofStep step)
    {
        if (provision.Norm is not Norm.Require require)
            found.Fail("doubt", "no duty is in doubt");
        else if (step is ProofStep.Limit limit)
        {
            var (at, after) = Trigger(require, Shows.Possibly, limit, "doubt");
            steps.Check(
                Window(require.Limit, at, limit.Last, "doubt")(require.Act),
                Shows.Possibly,
                at,
                after,
                limit.Act,
                "doubt/act"
            );
        }
        else
            steps.IsNot(Verdict.Anchor, require.Trigger, Shows.PossiblyNot, Verdict.At, bound, step, "doubt");
    }
}
