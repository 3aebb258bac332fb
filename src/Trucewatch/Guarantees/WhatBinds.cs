using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Time;

namespace Trucewatch.Guarantees;

/// <summary>Something that is still missing before a guarantee binds.</summary>
public abstract record Need
{
    private Need() { }

    /// <summary>A step of the guarantor's own way.</summary>
    /// <param name="Act">The step.</param>
    /// <param name="Planned">When somebody means to take it; null: no plan is on file.</param>
    public sealed record OwnStep(InstrumentAct Act, Dated? Planned) : Need;

    /// <summary>A ceasefire, as far as the instrument names it.</summary>
    public sealed record OfCeasefire(CeasefireNeeded Needed, string? Truce, CeasefireState Stands) : Need;

    /// <summary>It is over or void: a new instrument.</summary>
    public sealed record NewInstrument : Need;

    /// <summary>It is suspended: the guarantor resumes it.</summary>
    public sealed record Resumption : Need;

    /// <summary>Its time has not begun.</summary>
    public sealed record Beginning(Dated From) : Need;
}

/// <summary>One guarantor's part in one instrument, at an instant, as known at another.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Commitment">The guarantor's part.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Since">Since when, and what made it so; null: nothing ever did.</param>
/// <param name="IsInForce">True: the guarantee binds.</param>
/// <param name="Consults">True: its promise to consult runs, whether or not the guarantee is in force.</param>
/// <param name="InParliament">True: it lies before the guarantor's parliament.</param>
/// <param name="IsOver">True: its time ran out.</param>
/// <param name="Ceasefire">How the ceasefire that it names stands; null: it names none.</param>
/// <param name="Needs">What it would take; empty: nothing, it is in force.</param>
/// <param name="Refused">Steps on file that did not count.</param>
public sealed record MatrixCell(
    Instrument Instrument,
    Commitment Commitment,
    InstrumentStanding Standing,
    StandingTurn? Since,
    bool IsInForce,
    bool Consults,
    bool InParliament,
    bool IsOver,
    CeasefireState? Ceasefire,
    ImmutableArray<Need> Needs,
    ImmutableArray<RefusedAct> Refused
);

/// <summary>What binds at an instant, and what it would take.</summary>
public static class WhatBinds
{
    /// <summary>Every cell of the matrix, by instrument and guarantor, in the order of the register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="at">The instant, past or planned.</param>
    /// <param name="known">What became known later is left out.</param>
    /// <param name="withPlans">True: as it would stand if each plan on file were kept; a plan itself binds nobody.</param>
    public static ImmutableArray<MatrixCell> At(
        GuaranteeRegister register,
        Instant at,
        Instant known,
        bool withPlans = false
    )
    {
        var instruments = register.Instruments.ToDictionary(i => i.Id, StringComparer.Ordinal);
        var ceasefires = register
            .Instruments.Select(i => i.Truce)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(
                t => t,
                t => CeasefireHistory.Of(t, register.Parties, register.Claims, register.Findings, known),
                StringComparer.Ordinal
            );
        var steps = CellHistory
            .InOrder(register.Steps.Where(s => s.Known <= known))
            .ToLookup(s => (s.Instrument, s.Guarantor));
        return
        [
            .. register.Commitments.Select(c =>
                Of(
                    instruments[c.Instrument],
                    c,
                    [.. steps[(c.Instrument, c.Guarantor)]],
                    instruments[c.Instrument].Truce is { } truce ? ceasefires[truce] : null,
                    at,
                    withPlans
                )
            ),
        ];
    }

    private static MatrixCell Of(
        Instrument instrument,
        Commitment commitment,
        ImmutableArray<LegalStep> steps,
        CeasefireHistory? ceasefire,
        Instant at,
        bool withPlans
    )
    {
        var history = CellHistory.Of(instrument, commitment, steps.Where(s => withPlans || !s.IsPlanned), ceasefire);
        var standing = history.At(at);
        var truce = instrument.Truce is null ? null : ceasefire?.At(at).State;
        var isOver = commitment.Until?.SurelyBy(at) ?? false;
        var hasBegun = commitment.From?.SurelyBy(at) ?? true;
        var runs = !isOver && hasBegun && instrument.Protects != Protects.Members;
        var inForce = runs && standing.State == InstrumentState.InForce;
        return new(
            instrument,
            commitment,
            standing,
            history.Since(at),
            inForce,
            runs && instrument.Consultation is { } promise && Runs(standing, promise.From),
            history.InParliament <= at && standing.State is InstrumentState.AgreedText or InstrumentState.Signed,
            isOver,
            truce,
            inForce ? [] : Needs(instrument, commitment, standing, isOver, hasBegun, steps, truce),
            [.. history.Refused.Where(r => r.At <= at)]
        );
    }

    /// <summary>True if what an instrument promises from there on runs while it stands so.</summary>
    public static bool Runs(InstrumentStanding standing, RunsFrom from) =>
        from == RunsFrom.Signature ? standing.IsSigned : standing.State == InstrumentState.InForce;

    private static ImmutableArray<Need> Needs(
        Instrument instrument,
        Commitment commitment,
        InstrumentStanding standing,
        bool isOver,
        bool hasBegun,
        ImmutableArray<LegalStep> steps,
        CeasefireState? truce
    )
    {
        if (isOver || standing.State is InstrumentState.Terminated or InstrumentState.Void)
            return [new Need.NewInstrument()];
        if (standing.State == InstrumentState.Suspended)
            return [new Need.Resumption()];
        var needs = ImmutableArray.CreateBuilder<Need>();
        foreach (var step in Way(commitment).Where(s => (int)standing.State < Reached(s)))
            needs.Add(
                new Need.OwnStep(
                    step,
                    steps.Where(s => s.IsPlanned && s.Act == step).Select(s => s.When).FirstOrDefault()
                )
            );
        if (instrument.Trigger != CeasefireNeeded.None && standing.State != InstrumentState.InForce)
            needs.Add(new Need.OfCeasefire(instrument.Trigger, instrument.Truce, truce ?? CeasefireState.None));
        if (instrument.Protects == Protects.Members)
            needs.Add(new Need.NewInstrument());
        if (!hasBegun && commitment.From is { } from)
            needs.Add(new Need.Beginning(from));
        return needs.ToImmutable();
    }

    private static IEnumerable<InstrumentAct> Way(Commitment commitment) =>
        commitment.Authorisation == Authorisation.None
            ? [InstrumentAct.AgreeText, InstrumentAct.Sign, InstrumentAct.Complete]
            : [InstrumentAct.AgreeText, InstrumentAct.Sign, InstrumentAct.Authorise, InstrumentAct.Complete];

    private static int Reached(InstrumentAct step) =>
        (int)(
            step switch
            {
                InstrumentAct.AgreeText => InstrumentState.AgreedText,
                InstrumentAct.Sign => InstrumentState.Signed,
                InstrumentAct.Authorise => InstrumentState.Authorised,
                _ => InstrumentState.Dormant,
            }
        );
}
