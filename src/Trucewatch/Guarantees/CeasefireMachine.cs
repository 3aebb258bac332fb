using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Guarantees;

/// <summary>What the claims of the moment say: for each party of the agreement whether the truce binds it.</summary>
public sealed record CeasefireGround(ImmutableSortedDictionary<PartyId, Answer> InForce);

/// <summary>Machine A: what an act makes of a ceasefire.</summary>
/// <remarks>
/// It enters into force only where the truce surely binds every party; what is disputed moves nothing. One party's word, or a
/// third's, reaches <see cref="CeasefireState.Declared"/> at most. What is over stays over: a new truce is another ceasefire.
/// </remarks>
public static class CeasefireMachine
{
    /// <summary>The next state, or why not.</summary>
    public static Move<Ceasefire> Step(Ceasefire now, CeasefireAct act, CeasefireGround ground) =>
        act switch
        {
            CeasefireAct.Declare => now.State is CeasefireState.None or CeasefireState.Declared
                ? To(now, CeasefireState.Declared)
                : Not("GA101", "it is further than declared", "A new truce is another ceasefire."),
            CeasefireAct.Agree agree => Agree(now, agree.By, ground),
            CeasefireAct.Schedule(var start) => now.State is CeasefireState.Agreed or CeasefireState.Scheduled
                ? Made(now with { State = CeasefireState.Scheduled, Start = start })
                : Not("GA104", "only an agreed ceasefire has a start", "Every party agrees first."),
            CeasefireAct.Enter(var at) => Enter(now, at, ground),
            CeasefireAct.FindCredible => now.State == CeasefireState.InForce
                ? To(now, CeasefireState.Credible)
                : Not("GA107", "a cessation can be found credible only while in force", "It enters into force first."),
            CeasefireAct.Expire => IsRunning(now) ? To(now, CeasefireState.Expired) : NotRunning(),
            CeasefireAct.Suspend => now.Has(CeasefireNeeded.InForce) ? To(now, CeasefireState.Suspended) : NotRunning(),
            CeasefireAct.Resume => now.State == CeasefireState.Suspended
                ? Bind(now, ground)
                : Not("GA109", "it is not suspended", "Nothing is to be done."),
            CeasefireAct.Collapse => IsRunning(now) || now.Has(CeasefireNeeded.Agreed)
                ? To(now, CeasefireState.Collapsed)
                : NotRunning(),
            CeasefireAct.Supersede => IsRunning(now) || now.Has(CeasefireNeeded.Agreed)
                ? To(now, CeasefireState.Superseded)
                : NotRunning(),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };

    private static Move<Ceasefire> Agree(Ceasefire now, PartyId by, CeasefireGround ground)
    {
        if (!ground.InForce.ContainsKey(by))
            return Not("GA102", $"{by} is no party of the agreement", "Only the parties agree.");
        if (now.State is not (CeasefireState.None or CeasefireState.Declared))
            return Not("GA103", "it is agreed already, or over", "A new truce is another ceasefire.");
        var agreed = now.AgreedBy.Add(by).Distinct().Order().ToImmutableArray();
        return Made(
            agreed.Length == ground.InForce.Count
                ? now with
                {
                    State = CeasefireState.Agreed,
                    AgreedBy = [],
                }
                : now with
                {
                    State = CeasefireState.Declared,
                    AgreedBy = agreed,
                }
        );
    }

    private static Move<Ceasefire> Enter(Ceasefire now, Instant at, CeasefireGround ground)
    {
        if (now.State is not (CeasefireState.Agreed or CeasefireState.Scheduled))
            return Not("GA105", "only an agreed ceasefire enters into force", "Every party agrees first.");
        return at < now.Start
            ? Not("GA105", $"it starts at {now.Start}", "Wait for its start, or fix another.")
            : Bind(now, ground);
    }

    private static Move<Ceasefire> Bind(Ceasefire now, CeasefireGround ground)
    {
        var open = ground.InForce.Where(p => p.Value != Answer.Yes).Select(p => p.Key).ToList();
        return ground.InForce.IsEmpty || open.Count > 0
            ? Not(
                "GA106",
                $"the truce does not surely bind {string.Join(", ", open)}",
                "Each party declares or accepts it in a row of claims.csv of its own; what others say of it is disputed."
            )
            : To(now, CeasefireState.InForce);
    }

    private static bool IsRunning(Ceasefire now) =>
        now.State is CeasefireState.InForce or CeasefireState.Credible or CeasefireState.Suspended;

    private static Move<Ceasefire> NotRunning() =>
        Not("GA108", "it is not in force", "It ends, or is suspended, only while it holds.");

    private static Move<Ceasefire> To(Ceasefire now, CeasefireState state) => Made(now with { State = state });

    private static Move<Ceasefire> Made(Ceasefire state) => new Move<Ceasefire>.Made(state);

    private static Move<Ceasefire> Not(string rule, string why, string cure) =>
        new Move<Ceasefire>.Refused(rule, why, cure);
}
