using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;

namespace Trucewatch.Guarantees;

/// <summary>Where an instrument stands for a guarantor from an instant on, and what made it so.</summary>
/// <param name="At">From when.</param>
/// <param name="Standing">As it stands then.</param>
/// <param name="Because">The step's id, or the claims or finding that moved the ceasefire.</param>
public sealed record StandingTurn(Instant At, InstrumentStanding Standing, ImmutableArray<string> Because);

/// <summary>What became of one cell of the matrix: one instrument, one guarantor.</summary>
/// <param name="Turns">In order; empty: it is a draft still.</param>
/// <param name="InParliament">From when on it lies before the guarantor's parliament; null: not on file.</param>
/// <param name="Refused">Steps that did not count.</param>
public sealed record CellHistory(
    ImmutableArray<StandingTurn> Turns,
    Instant? InParliament,
    ImmutableArray<RefusedAct> Refused
)
{
    /// <summary>As it stands at an instant.</summary>
    public InstrumentStanding At(Instant t) => Turns.LastOrDefault(x => x.At <= t)?.Standing ?? default;

    /// <summary>Since when it stands as it does at an instant; null: since ever.</summary>
    public StandingTurn? Since(Instant t) => Turns.LastOrDefault(x => x.At <= t);

    /// <summary>Steps in the order in which they count: by the end of their date, those of one day in the order of their kinds.</summary>
    public static IEnumerable<LegalStep> InOrder(IEnumerable<LegalStep> steps) =>
        steps.OrderBy(s => s.When.End).ThenBy(s => s.Act).ThenBy(s => s.Id, StringComparer.Ordinal);

    /// <summary>One guarantor's own steps and the ceasefire's turns, put through the machine in the order of time.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="commitment">The guarantor's part.</param>
    /// <param name="steps">This guarantor's steps under this instrument, as far as they are to count, in the order of <see cref="InOrder(IEnumerable{LegalStep})"/>.</param>
    /// <param name="ceasefire">The ceasefire that the instrument names; null: it names none.</param>
    /// <remarks>At one instant the ceasefire moves first: a step of the evening meets what became of it during the day.</remarks>
    public static CellHistory Of(
        Instrument instrument,
        Commitment commitment,
        IEnumerable<LegalStep> steps,
        CeasefireHistory? ceasefire
    )
    {
        var turns = ImmutableArray.CreateBuilder<StandingTurn>();
        var refused = ImmutableArray.CreateBuilder<RefusedAct>();
        Instant? parliament = null;
        var (now, truce) = (default(InstrumentStanding), Ceasefire.None);
        foreach (var (at, moved, step) in InOrder(steps, ceasefire))
        {
            truce = moved?.Ceasefire ?? truce;
            var ground = Ground(instrument, commitment, truce);
            var next = InstrumentMachine.Settle(now, ground);
            if (next != now && moved is not null)
                turns.Add(new(at, next, moved.Because));
            now = next;
            if (step is null)
                continue;
            switch (InstrumentMachine.Step(now, step.Act, ground))
            {
                case Move<InstrumentStanding>.Refused no:
                    refused.Add(new(at, [step.Id], no.Rule, no.Why, no.Cure));
                    break;
                case Move<InstrumentStanding>.Made(var made):
                    if (step.Act == InstrumentAct.EnterParliament)
                        parliament = at;
                    if (made != now)
                        turns.Add(new(at, made, [step.Id]));
                    now = made;
                    break;
            }
        }
        return new(turns.ToImmutable(), parliament, refused.ToImmutable());
    }

    private static InstrumentGround Ground(Instrument instrument, Commitment commitment, Ceasefire ceasefire) =>
        new(
            instrument.Trigger,
            ceasefire,
            commitment.Authorisation != Authorisation.None,
            instrument.EndsWithCeasefire ?? false
        );

    private static IEnumerable<(Instant At, CeasefireTurn? Moved, LegalStep? Step)> InOrder(
        IEnumerable<LegalStep> steps,
        CeasefireHistory? ceasefire
    )
    {
        var (turns, next) = (ceasefire?.Turns ?? [], 0);
        foreach (var step in steps)
        {
            for (; next < turns.Length && turns[next].At <= step.When.End; next++)
                yield return (turns[next].At, turns[next], null);
            yield return (step.When.End, null, step);
        }
        for (; next < turns.Length; next++)
            yield return (turns[next].At, turns[next], null);
    }
}
