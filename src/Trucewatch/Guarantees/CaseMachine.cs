using Trucewatch.Acts;

namespace Trucewatch.Guarantees;

/// <summary>Machine C: what an act makes of a breach case.</summary>
public static class CaseMachine
{
    /// <summary>The next state, or why not.</summary>
    public static Move<BreachCase> Step(BreachCase now, CaseAct act) =>
        act switch
        {
            CaseAct.Corroborate => After(now, CaseState.Corroborated, CaseState.Alleged),
            CaseAct.Verify => After(now, CaseState.Verified, CaseState.Corroborated),
            CaseAct.Classify => After(now, CaseState.Classified, CaseState.Verified, CaseState.Classified),
            CaseAct.Attribute attribute => Attribute(now, attribute),
            CaseAct.Plead => IsBeforeAdjudication(now.State)
                ? Made(now with { Plea = now.Plea == PleaState.None ? PleaState.Open : now.Plea })
                : Not("GA305", "it is adjudicated or set aside", "A new entry opens the case again first."),
            CaseAct.Examine examine => now.Plea == PleaState.Open
                ? Made(now with { Plea = examine.Holds ? PleaState.Upheld : PleaState.Failed })
                : Not("GA306", "no plea is open", "A party pleads first."),
            CaseAct.Adjudicate adjudicate => Adjudicate(now, adjudicate.Outcome),
            CaseAct.SetRemedy => now is { State: CaseState.Adjudicated, Outcome: CaseOutcome.Breach }
                ? Made(now with { State = CaseState.RemedySet })
                : Not("GA308", "a remedy follows a breach", "The commission adjudicates it as a breach first."),
            CaseAct.VerifyRemedy verify => After(
                now,
                ToState(verify.Found),
                CaseState.RemedySet,
                CaseState.Partly,
                CaseState.NotCorrected
            ),
            CaseAct.Close => End(now, CaseState.Closed, MayClose(now)),
            CaseAct.Refer => End(now, CaseState.Referred, MayRefer(now)),
            CaseAct.SetAside aside => SetAside(now, aside),
            CaseAct.Reopen reopen => now.Before is not { } before
                ? Not("GA311", "it is neither set aside nor ended", "Nothing is to be done.")
            : string.IsNullOrWhiteSpace(reopen.Reason) ? NoReason()
            : Made(now with { State = before, Before = null }),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };

    /// <summary>True from the allegation to the attribution.</summary>
    public static bool IsBeforeAdjudication(CaseState state) => state < CaseState.Adjudicated;

    private static Move<BreachCase> Attribute(BreachCase now, CaseAct.Attribute act)
    {
        if (now.State is < CaseState.Classified or > CaseState.NotCorrected)
            return Not(
                "GA303",
                $"{now.State} comes before classification, or after the end",
                "Verify and classify it first, or open it again."
            );
        if (now.Plea == PleaState.Open)
            return Not("GA304", "a plea of self-defence is not examined", "A body examines the plea first.");
        // Decided anew: what followed from the attribution before is to be decided again.
        var state = act.Party is null ? CaseState.NotAttributable : CaseState.Attributed;
        return Made(now with { State = state, Whose = act.Party, Outcome = null });
    }

    private static Move<BreachCase> Adjudicate(BreachCase now, CaseOutcome outcome)
    {
        if (now.State is not (CaseState.Attributed or CaseState.NotAttributable))
            return Not("GA307", "whose act it was is not decided", "The commission attributes it first, or cannot.");
        return outcome == CaseOutcome.Breach && now.Plea == PleaState.Upheld
            ? Not("GA307", "it was self-defence", "Adjudicate it as excused, or as no breach.")
            : Made(now with { State = CaseState.Adjudicated, Outcome = outcome });
    }

    private static Move<BreachCase> SetAside(BreachCase now, CaseAct.SetAside act)
    {
        if (!IsBeforeAdjudication(now.State))
            return Not("GA310", "it is adjudicated, ended or set aside", "It is open only before it is adjudicated.");
        return string.IsNullOrWhiteSpace(act.Reason)
            ? NoReason()
            : Made(now with { State = ToState(act.As), Before = now.State });
    }

    private static bool MayClose(BreachCase now) =>
        now.State is CaseState.NotAttributable or CaseState.Corrected or CaseState.Partly or CaseState.NotCorrected
        || now is { State: CaseState.Adjudicated, Outcome: CaseOutcome.NoBreach or CaseOutcome.Excused };

    private static bool MayRefer(BreachCase now) =>
        now.State is CaseState.Corrected or CaseState.Partly or CaseState.NotCorrected
        || now is { State: CaseState.Adjudicated, Outcome: CaseOutcome.Breach };

    private static Move<BreachCase> End(BreachCase now, CaseState end, bool may) =>
        may
            ? Made(now with { State = end, Before = now.State })
            : Not("GA309", $"{end} does not follow {now.State}", "Adjudicate it, and see to its remedy, first.");

    private static Move<BreachCase> After(BreachCase now, CaseState next, params ReadOnlySpan<CaseState> from) =>
        from.Contains(now.State)
            ? Made(now with { State = next })
            : Not("GA301", $"{next} does not follow {now.State}", "Take the steps in their order.");

    private static CaseState ToState(RemedyFound found) =>
        found switch
        {
            RemedyFound.Corrected => CaseState.Corrected,
            RemedyFound.Partly => CaseState.Partly,
            RemedyFound.NotCorrected => CaseState.NotCorrected,
            _ => throw new ArgumentOutOfRangeException(nameof(found)),
        };

    private static CaseState ToState(SetAsideAs aside) =>
        aside switch
        {
            SetAsideAs.Refuted => CaseState.Refuted,
            SetAsideAs.Unverifiable => CaseState.Unverifiable,
            SetAsideAs.OutOfScope => CaseState.OutOfScope,
            SetAsideAs.Duplicate => CaseState.Duplicate,
            SetAsideAs.Withdrawn => CaseState.Withdrawn,
            _ => throw new ArgumentOutOfRangeException(nameof(aside)),
        };

    private static Move<BreachCase> Made(BreachCase state) => new Move<BreachCase>.Made(state);

    private static Move<BreachCase> NoReason() => Not("GA302", "no reason is given", "Say why.");

    private static Move<BreachCase> Not(string rule, string why, string cure) =>
        new Move<BreachCase>.Refused(rule, why, cure);
}
