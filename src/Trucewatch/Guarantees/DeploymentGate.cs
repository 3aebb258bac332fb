using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Guarantees;

/// <summary>The five predicates of a deployment. None follows from another.</summary>
public enum GatePredicate
{
    /// <summary>The parties agreed on the ceasefire.</summary>
    Agreed = 1,

    /// <summary>The ceasefire is in force.</summary>
    InForce = 2,

    /// <summary>The cessation of hostilities is credible.</summary>
    CredibleCessation = 3,

    /// <summary>The host asks.</summary>
    HostRequest = 4,

    /// <summary>The sending state's own law lets it.</summary>
    NationalAuthorisation = 5,
}

/// <summary>One predicate with its own evidence.</summary>
/// <param name="Predicate">Which.</param>
/// <param name="Answer">Yes or no; unclear: more than one thing is said of it.</param>
/// <param name="DecidedBy">Who decides it, by id; empty: an open point.</param>
/// <param name="Since">Since when; null: it does not hold.</param>
/// <param name="Evidence">The ids of claims or findings.</param>
public sealed record GateLight(
    GatePredicate Predicate,
    Answer Answer,
    string DecidedBy,
    Instant? Since,
    ImmutableArray<string> Evidence
);

/// <summary>The gate before a deployment: five answers beside one another. There is no sixth that sums them up.</summary>
public static class DeploymentGate
{
    /// <summary>The five, in their order.</summary>
    /// <param name="register">The register.</param>
    /// <param name="truce">The ceasefire, by its truce's id.</param>
    /// <param name="host">The state that has to ask: a party's id.</param>
    /// <param name="guarantor">The sending state.</param>
    /// <param name="at">When.</param>
    /// <param name="known">What became known later is left out.</param>
    public static ImmutableArray<GateLight> At(
        GuaranteeRegister register,
        string truce,
        PartyId host,
        string guarantor,
        Instant at,
        Instant known
    )
    {
        var history = CeasefireHistory.Of(truce, register.Parties, register.Claims, register.Findings, known);
        var parties = string.Join(", ", register.Parties.Select(p => p.Code));
        var found = register.Findings.Where(f => f.Known <= known && f.When.SurelyBy(at)).ToList();
        return
        [
            OfCeasefire(GatePredicate.Agreed, CeasefireNeeded.Agreed, parties),
            OfCeasefire(GatePredicate.InForce, CeasefireNeeded.InForce, ""),
            OfCeasefire(GatePredicate.CredibleCessation, CeasefireNeeded.Credible, ""),
            OfFinding(GatePredicate.HostRequest, FindingKind.HostRequest, truce, host.Code),
            OfFinding(GatePredicate.NationalAuthorisation, FindingKind.NationalAuthorisation, guarantor, guarantor),
        ];

        GateLight OfCeasefire(GatePredicate predicate, CeasefireNeeded needed, string by)
        {
            var holds = history.At(at).Has(needed);
            var turn = holds ? SinceHaving(history, needed, at) : null;
            var finder = turn is null ? null : found.Find(f => turn.Because.Contains(f.Id))?.By;
            return new(predicate, Answers.From(holds), finder ?? by, turn?.At, turn?.Because ?? []);
        }

        GateLight OfFinding(GatePredicate predicate, FindingKind kind, string about, string by)
        {
            var own = found.FindAll(f => f.Kind == kind && f.About == about && f.By == by);
            return new(
                predicate,
                Answers.From(own.Count > 0),
                by,
                own.Count > 0 ? own.Min(f => f.When.End) : null,
                [.. own.Select(f => f.Id)]
            );
        }
    }

    private static CeasefireTurn? SinceHaving(CeasefireHistory history, CeasefireNeeded needed, Instant at)
    {
        var turns = history.Turns.Where(t => t.At <= at).ToList();
        var last = turns.FindLastIndex(t => !t.Ceasefire.Has(needed));
        return turns.ElementAtOrDefault(last + 1);
    }
}
