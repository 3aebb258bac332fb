using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Guarantees;

/// <summary>When what an instrument promises runs for a guarantor, as claims for the record: the word of one who binds nobody but itself.</summary>
/// <remarks>
/// A clause of the agreement binds by claims about the truce; a clause of an instrument by these, whose <c>Truce</c> is the
/// instrument's id, or the address of its promise to consult where that runs from another moment. So verdicts, proofs and
/// their check ask one question of both. A later turn that ends it is a claim of its own, known when the turn became known.
/// </remarks>
public static class InstrumentClaims
{
    /// <summary>The claims of all guarantors under some instruments, in the order of the register.</summary>
    /// <param name="register">The register; what is planned binds nobody.</param>
    /// <param name="instruments">The instruments, by id: those that have provisions.</param>
    public static ImmutableArray<TruceClaim> Of(GuaranteeRegister register, IReadOnlySet<string> instruments) =>
        [
            .. from commitment in register.Commitments
            where instruments.Contains(commitment.Instrument)
            let instrument = register.Instruments.First(i => i.Id == commitment.Instrument)
            where instrument.Protects != Protects.Members
            let history = History(register, instrument, commitment)
            from promise in Promises(instrument)
            from claim in Of(register, commitment, history, promise)
            select claim,
        ];

    private static IEnumerable<(string Of, RunsFrom From)> Promises(Instrument instrument)
    {
        yield return (instrument.Id, instrument.Runs);
        if (instrument.Consultation is { Clause: { } clause, From: var from } && from != instrument.Runs)
            yield return (InstrumentClause.Address(instrument.Id, clause), from);
    }

    private static CellHistory History(GuaranteeRegister register, Instrument instrument, Commitment commitment) =>
        CellHistory.Of(
            instrument,
            commitment,
            CellHistory.InOrder(
                register.Steps.Where(s =>
                    !s.IsPlanned && s.Instrument == commitment.Instrument && s.Guarantor == commitment.Guarantor
                )
            ),
            instrument.Truce is { } truce
                ? CeasefireHistory.Of(truce, register.Parties, register.Claims, register.Findings, Instant.MaxValue)
                : null
        );

    private static IEnumerable<TruceClaim> Of(
        GuaranteeRegister register,
        Commitment commitment,
        CellHistory history,
        (string Of, RunsFrom From) promise
    )
    {
        var runs = false;
        foreach (var turn in history.Turns)
        {
            if (WhatBinds.Runs(turn.Standing, promise.From) == runs)
                continue;
            runs = !runs;
            yield return Claim(register, commitment, turn, promise.Of, runs);
        }
    }

    private static TruceClaim Claim(
        GuaranteeRegister register,
        Commitment commitment,
        StandingTurn turn,
        string of,
        bool runs
    )
    {
        var guarantor = new PartyId(commitment.Guarantor);
        var start = runs && commitment.From?.End is { } from && from > turn.At ? from : turn.At;
        return new(
            $"{of}|{guarantor}|{string.Join('+', turn.Because)}",
            of,
            guarantor.Code,
            runs ? ClaimAct.Declares : ClaimAct.Ends,
            TruceKind.Unilateral,
            [guarantor],
            start,
            runs ? commitment.Until?.End : null,
            "all",
            CodeSet.All,
            string.Join(", ", turn.Because),
            register.Zone.Id,
            Known(register, turn),
            commitment.Source
        );
    }

    // When the last of what made it so became known.
    private static Instant Known(GuaranteeRegister register, StandingTurn turn) =>
        register
            .Steps.Where(s => turn.Because.Contains(s.Id))
            .Select(s => s.Known)
            .Concat(register.Claims.Where(c => turn.Because.Contains(c.Id)).Select(c => c.Known))
            .Concat(register.Findings.Where(f => turn.Because.Contains(f.Id)).Select(f => f.Known))
            .DefaultIfEmpty(turn.At)
            .Max();
}
