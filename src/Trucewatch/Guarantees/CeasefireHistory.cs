using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Guarantees;

/// <summary>A ceasefire from an instant on, and what made it so.</summary>
/// <param name="At">From when.</param>
/// <param name="Ceasefire">As it stands then.</param>
/// <param name="Because">The ids of the claims or of the finding.</param>
public sealed record CeasefireTurn(Instant At, Ceasefire Ceasefire, ImmutableArray<string> Because);

/// <summary>An act that did not count, with the rule.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Because">The ids of the claims or of the finding or of the step.</param>
/// <param name="Rule">The rule's code.</param>
/// <param name="Why">The rule in words.</param>
/// <param name="Cure">What would let it count.</param>
public sealed record RefusedAct(Instant At, ImmutableArray<string> Because, string Rule, string Why, string Cure);

/// <summary>What became of one ceasefire, as far as known.</summary>
/// <param name="Truce">The truce's id.</param>
/// <param name="Turns">In order; empty: nobody said a word.</param>
/// <param name="Refused">Acts that did not count.</param>
public sealed record CeasefireHistory(
    string Truce,
    ImmutableArray<CeasefireTurn> Turns,
    ImmutableArray<RefusedAct> Refused
)
{
    /// <summary>As it stands at an instant.</summary>
    public Ceasefire At(Instant t) => Turns.LastOrDefault(x => x.At <= t)?.Ceasefire ?? Ceasefire.None;

    /// <summary>What is claimed and found of a truce, put through the machine in the order of time.</summary>
    /// <param name="truce">The truce's id; other truces are other ceasefires.</param>
    /// <param name="parties">The parties of the agreement.</param>
    /// <param name="claims">All claims.</param>
    /// <param name="findings">All findings.</param>
    /// <param name="known">What became known later is left out.</param>
    /// <remarks>
    /// Agreed: each party has a claim of its own that is not unilateral, and the truce surely binds each at the start. It enters
    /// into force at the start if that still holds by what was known at the start, or became known later: so a party's later
    /// denial does not undo what came of it, and a late-known acceptance counts. It leaves force by its agreed end or by a
    /// body's finding, and by nothing else: that a party says it is free is that party's statement.
    /// </remarks>
    public static CeasefireHistory Of(
        string truce,
        ImmutableArray<PartyId> parties,
        IEnumerable<TruceClaim> claims,
        IEnumerable<GroundFinding> findings,
        Instant known
    )
    {
        var own = claims.Where(c => c.Truce == truce && c.Known <= known).OrderBy(c => c.Known).ToList();
        var acts =
            new List<(
                Instant At,
                int Rank,
                CeasefireAct Act,
                CeasefireGround Ground,
                ImmutableArray<string> Because
            )>();
        var nobody = Ground(parties, _ => Answer.No);
        foreach (var claim in own.Where(c => c.Act == ClaimAct.Declares).Take(1))
            acts.Add((claim.Known, 0, new CeasefireAct.Declare(claim.Claimant), nobody, [claim.Id]));
        if (AgreedTruce.Of(own, parties) is { } agreed)
        {
            var at = Instant.Min(agreed.Known, agreed.Start);
            foreach (var party in parties)
                acts.Add((at, 1, new CeasefireAct.Agree(party), agreed.Ground, agreed.Claims));
            acts.Add((at, 2, new CeasefireAct.Schedule(agreed.Start), agreed.Ground, agreed.Claims));
            var ground = AgreedTruce.Binding(own, parties, agreed.Start);
            acts.Add((agreed.Start, 3, new CeasefireAct.Enter(agreed.Start), ground, agreed.Claims));
            if (agreed.End is { } end)
                acts.Add((end, 5, new CeasefireAct.Expire(), ground, agreed.Claims));
        }
        foreach (var finding in findings.Where(f => f.About == truce && f.Known <= known))
            if (Act(finding) is { } act)
                acts.Add((finding.When.End, 4, act, AgreedTruce.Binding(own, parties, finding.When.End), [finding.Id]));
        return Fold(truce, acts);
    }

    private static CeasefireHistory Fold(
        string truce,
        List<(Instant At, int Rank, CeasefireAct Act, CeasefireGround Ground, ImmutableArray<string> Because)> acts
    )
    {
        var (turns, refused) = (new List<CeasefireTurn>(), new List<RefusedAct>());
        var now = Ceasefire.None;
        foreach (var (at, _, act, ground, because) in acts.OrderBy(a => a.At).ThenBy(a => a.Rank))
            switch (CeasefireMachine.Step(now, act, ground))
            {
                case Move<Ceasefire>.Made(var next):
                    if (next.State != now.State || next.Start != now.Start)
                        turns.Add(new(at, next, because));
                    now = next;
                    break;
                case Move<Ceasefire>.Refused no:
                    refused.Add(new(at, because, no.Rule, no.Why, no.Cure));
                    break;
            }
        return new(truce, [.. turns], [.. refused]);
    }

    private static CeasefireAct? Act(GroundFinding finding) =>
        finding.Kind switch
        {
            FindingKind.CredibleCessation => new CeasefireAct.FindCredible(finding.By),
            FindingKind.Suspended => new CeasefireAct.Suspend(finding.By),
            FindingKind.Resumed => new CeasefireAct.Resume(finding.By),
            FindingKind.Collapsed => new CeasefireAct.Collapse(finding.By),
            FindingKind.Superseded => new CeasefireAct.Supersede(finding.By),
            _ => null,
        };

    internal static CeasefireGround Ground(ImmutableArray<PartyId> parties, Func<PartyId, Answer> binds) =>
        new(parties.ToImmutableSortedDictionary(p => p, binds));
}
