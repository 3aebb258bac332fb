using System.Collections.Immutable;
using Trucewatch.Acts;

namespace Trucewatch.Guarantees;

/// <summary>One cell's instrument, guarantor and standing within the coupled machines.</summary>
public readonly record struct CellKey(string Instrument, string Guarantor) : IComparable<CellKey>
{
    /// <inheritdoc />
    public int CompareTo(CellKey other) =>
        string.CompareOrdinal(Instrument, other.Instrument) is var order and not 0
            ? order
            : string.CompareOrdinal(Guarantor, other.Guarantor);
}

/// <summary>What the coupled machines need to know of an instrument.</summary>
/// <param name="Trigger">What of the ceasefire it names.</param>
/// <param name="Runs">From when on what it promises runs.</param>
/// <param name="EndsWithCeasefire">Whether it ends with the ceasefire's agreed time.</param>
/// <param name="Unauthorised">The guarantors whose own law asks for no more than a signature.</param>
/// <param name="Response">Who may do what under it; <c>Runs</c> is filled in from the standings.</param>
public sealed record CoupledInstrument(
    CeasefireNeeded Trigger,
    RunsFrom Runs,
    bool EndsWithCeasefire,
    ImmutableArray<string> Unauthorised,
    ResponseGround Response
);

/// <summary>An act on one of the four machines.</summary>
public abstract record CoupledAct
{
    private CoupledAct() { }

    /// <summary>On the ceasefire.</summary>
    public sealed record OnCeasefire(CeasefireAct Act, CeasefireGround Ground) : CoupledAct;

    /// <summary>On one guarantor's standing.</summary>
    public sealed record OnInstrument(CellKey Cell, InstrumentAct Act) : CoupledAct;

    /// <summary>On the breach case.</summary>
    public sealed record OnCase(CaseAct Act) : CoupledAct;

    /// <summary>On the answer under one instrument.</summary>
    public sealed record OnResponse(string Instrument, ResponseAct Act) : CoupledAct;
}

/// <summary>The four machines together: one ceasefire, each guarantor's standing under each instrument, one case, one answer per instrument.</summary>
/// <remarks>
/// What one machine does to another is all here: a turn of the ceasefire may activate what waits for it, and the standings say
/// whose promises run. The case moves none of the others: it is read by people, who decide.
/// </remarks>
public sealed record Coupled(
    Ceasefire Ceasefire,
    ImmutableSortedDictionary<CellKey, InstrumentStanding> Standings,
    BreachCase Case,
    ImmutableSortedDictionary<string, Response> Responses
)
{
    /// <summary>The next state of all four, or why the act does not count.</summary>
    public Move<Coupled> Step(CoupledAct act, ImmutableSortedDictionary<string, CoupledInstrument> instruments) =>
        One(act, instruments) switch
        {
            Move<Coupled>.Made(var next) => new Move<Coupled>.Made(next.Settled(instruments)),
            var refused => refused,
        };

    private Move<Coupled> One(CoupledAct act, ImmutableSortedDictionary<string, CoupledInstrument> instruments) =>
        act switch
        {
            CoupledAct.OnCeasefire(var on, var ground) => Next(
                CeasefireMachine.Step(Ceasefire, on, ground),
                c => this with { Ceasefire = c }
            ),
            CoupledAct.OnInstrument(var cell, var on) => Next(
                InstrumentMachine.Step(Standings[cell], on, Ground(cell, Ceasefire, instruments)),
                s => this with { Standings = Standings.SetItem(cell, s) }
            ),
            CoupledAct.OnCase(var on) => Next(CaseMachine.Step(Case, on), c => this with { Case = c }),
            CoupledAct.OnResponse(var instrument, var on) => Next(
                ResponseMachine.Step(
                    Responses[instrument],
                    on,
                    instruments[instrument].Response with
                    {
                        Runs = RunsFor(instrument, instruments[instrument].Runs),
                    }
                ),
                r => this with { Responses = Responses.SetItem(instrument, r) }
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };

    private static Move<Coupled> Next<T>(Move<T> move, Func<T, Coupled> set) =>
        move switch
        {
            Move<T>.Made(var state) => new Move<Coupled>.Made(set(state)),
            Move<T>.Refused(var rule, var why, var cure) => new Move<Coupled>.Refused(rule, why, cure),
            _ => throw new InvalidOperationException(),
        };

    private Coupled Settled(ImmutableSortedDictionary<string, CoupledInstrument> instruments)
    {
        var standings = Standings;
        foreach (var (cell, standing) in Standings)
            standings = standings.SetItem(
                cell,
                InstrumentMachine.Settle(standing, Ground(cell, Ceasefire, instruments))
            );
        return this with { Standings = standings };
    }

    private ImmutableArray<string> RunsFor(string instrument, RunsFrom from) =>
        [
            .. Standings
                .Where(s => s.Key.Instrument == instrument && WhatBinds.Runs(s.Value, from))
                .Select(s => s.Key.Guarantor),
        ];

    private static InstrumentGround Ground(
        CellKey cell,
        Ceasefire ceasefire,
        ImmutableSortedDictionary<string, CoupledInstrument> instruments
    )
    {
        var instrument = instruments[cell.Instrument];
        return new(
            instrument.Trigger,
            ceasefire,
            !instrument.Unauthorised.Contains(cell.Guarantor),
            instrument.EndsWithCeasefire
        );
    }
}
