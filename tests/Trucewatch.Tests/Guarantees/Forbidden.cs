using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Rulebook;
using static Trucewatch.Tests.Guarantees.TwoByTwo;

namespace Trucewatch.Tests.Guarantees;

/// <summary>What no act may ever bring about, written from the list of invariants and not from the machines.</summary>
internal static class Forbidden
{
    /// <summary>The invariants that a counted act broke; empty: none.</summary>
    public static IEnumerable<string> In(Coupled was, CoupledAct act, Coupled now) =>
        [
            .. Separate(was, act, now),
            .. OfCeasefire(was, act, now),
            .. Cells().SelectMany(c => OfStanding(was, act, now, c)),
            .. OfCase(was, now),
            .. Instruments.Keys.SelectMany(i => OfResponse(was, act, now, i)),
        ];

    private static IEnumerable<string> Separate(Coupled was, CoupledAct act, Coupled now)
    {
        if (act is not CoupledAct.OnCeasefire && was.Ceasefire != now.Ceasefire)
            yield return "another machine moved the ceasefire";
        if (act is not CoupledAct.OnCase && was.Case != now.Case)
            yield return "another machine moved the case: a case survives the end of the truce";
        foreach (var (instrument, response) in now.Responses)
            if (act is not CoupledAct.OnResponse on || on.Instrument != instrument)
                if (!response.Equals(was.Responses[instrument]))
                    yield return "an answer under one instrument moved without an act of its own";
        if (act is CoupledAct.OnCase or CoupledAct.OnResponse && !was.Standings.SequenceEqual(now.Standings))
            yield return "a case or an answer changed a guarantee";
    }

    private static IEnumerable<string> OfCeasefire(Coupled was, CoupledAct act, Coupled now)
    {
        var entered = now.Ceasefire.Has(CeasefireNeeded.InForce) && !was.Ceasefire.Has(CeasefireNeeded.InForce);
        var ground = (act as CoupledAct.OnCeasefire)?.Ground;
        if (entered && (ground is null || ground.InForce.Values.Any(a => a != Answer.Yes)))
            yield return "0: in force while not every party is surely bound";
        if (entered && !was.Ceasefire.Has(CeasefireNeeded.Agreed) && was.Ceasefire.State != CeasefireState.Suspended)
            yield return "0: in force without an agreement";
        if (now.Ceasefire.State == CeasefireState.Agreed && was.Ceasefire.State != CeasefireState.Agreed)
            if (was.Ceasefire.AgreedBy.Length != 1)
                yield return "0: one party's word agreed for both";
        if (was.Ceasefire.State is >= CeasefireState.Expired and not CeasefireState.Suspended)
            if (was.Ceasefire != now.Ceasefire)
                yield return "what is over came back";
    }

    private static IEnumerable<string> OfStanding(Coupled was, CoupledAct act, Coupled now, CellKey cell)
    {
        var (before, after) = (was.Standings[cell], now.Standings[cell]);
        var instrument = Instruments[cell.Instrument];
        var own = act is CoupledAct.OnInstrument on && on.Cell == cell ? on.Act : (InstrumentAct?)null;
        if (before != after && own is null && act is not CoupledAct.OnCeasefire)
            yield return "3: another guarantor's step, or another instrument's, moved a standing";
        if (after.State == InstrumentState.InForce && before.State != InstrumentState.InForce)
        {
            var goesOn = own == InstrumentAct.Resume && before.Before == InstrumentState.InForce;
            if (!goesOn && !now.Ceasefire.Has(instrument.Trigger))
                yield return "2: activated without its trigger";
            if (before.State != InstrumentState.Dormant && own is not (InstrumentAct.Complete or InstrumentAct.Resume))
                yield return "3: activated before its own way was complete";
        }
        if (before.State == InstrumentState.InForce && after.State != InstrumentState.InForce && own is null)
            if (!(instrument.EndsWithCeasefire && now.Ceasefire.State == CeasefireState.Expired))
                yield return "2: the latch opened without an act of the guarantor";
        if (after.State == InstrumentState.Dormant && now.Ceasefire.Has(instrument.Trigger))
            yield return "2: waits although its trigger is there";
        if (before.State is InstrumentState.Terminated or InstrumentState.Void && before != after)
            yield return "what is ended or void came back";
    }

    private static IEnumerable<string> OfCase(Coupled was, Coupled now)
    {
        var decided = now.Case.State is CaseState.Attributed or CaseState.NotAttributable;
        if (decided && was.Case != now.Case && was.Case.Plea == PleaState.Open && now.Case.Plea == PleaState.Open)
            if (was.Case.State is not (CaseState.Attributed or CaseState.NotAttributable) && was.Case.Before is null)
                yield return "5: attributed while a plea is open";
        if (now.Case.State == CaseState.Attributed && now.Case.Whose is null)
            yield return "attributed to nobody";
        if (now.Case.State < CaseState.Adjudicated && now.Case.Outcome is not null)
            yield return "an outcome before the adjudication";
        if (now.Case.State is CaseState.RemedySet && now.Case.Outcome != CaseOutcome.Breach)
            yield return "a remedy without a breach";
    }

    private static IEnumerable<string> OfResponse(Coupled was, CoupledAct act, Coupled now, string instrument)
    {
        var on = (act as CoupledAct.OnResponse)?.Act;
        foreach (var (g, answer) in now.Responses[instrument].Capitals)
        {
            var before = was.Responses[instrument].Capitals.GetValueOrDefault(g);
            if (Word(answer) == (before is null ? "" : Word(before)))
                continue;
            var by = answer switch
            {
                CapitalAnswer.Determined d => d.By,
                CapitalAnswer.Decided d => d.By,
                _ => null,
            };
            if (by is null)
                yield return "1: a determination or a decision of nobody";
            if (answer is CapitalAnswer.Determined determined)
            {
                if (on is not ResponseAct.Determine own || own.Guarantor != g)
                    yield return "1: determined by something else than the capital's own act";
                if (determined.Determination == Determination.ArmedAttack && !Runs(was, instrument, g))
                    yield return "3: an armed attack under an instrument that does not bind this guarantor";
                if (
                    determined.Determination == Determination.ArmedAttack
                    && !((ResponseAct.Determine)on!)
                        .Tests.Select(t => t.Test)
                        .SequenceEqual(Instruments[instrument].Response.Tests)
                )
                    yield return "6: an armed attack by another instrument's tests";
            }
            if (answer is CapitalAnswer.Decided { Stage: ResponseState.ResponseDecided } decided)
            {
                if (on is not ResponseAct.DecideResponse own || own.Guarantor != g)
                    yield return "1: decided by something else than the capital's own act";
                if (decided.Rests.Determination is Determination.NoBreach or Determination.Undecided)
                    yield return "1: an answer to nothing";
                if (!Runs(was, instrument, g))
                    yield return "3: an answer under an instrument that does not bind this guarantor";
            }
            if (was.Responses[instrument].Common < ResponseState.Consulting)
                yield return "a capital moved before the consultation";
        }
    }

    private static bool Runs(Coupled state, string instrument, string guarantor) =>
        WhatBinds.Runs(state.Standings[new(instrument, guarantor)], Instruments[instrument].Runs);
}
