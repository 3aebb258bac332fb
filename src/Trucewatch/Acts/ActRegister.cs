using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Parties;

namespace Trucewatch.Acts;

/// <summary>The register of acts as it stands: what was withdrawn or corrected is no longer among them.</summary>
public static class ActRegister
{
    /// <summary>What a body's <c>may</c> says of one that may withdraw and correct what others filed.</summary>
    public const string MayCorrect = "correct";

    /// <summary>The acts that stand.</summary>
    /// <param name="filed">All acts, in the order in which they became known.</param>
    /// <param name="charter">Who may correct.</param>
    /// <remarks>
    /// A withdrawal or correction counts if the act's own maker made it, or a body that may correct the register; any other, and
    /// one of an act that does not stand, changes nothing. What a correction puts in its place stands under its own id.
    /// </remarks>
    public static ImmutableArray<RegisteredAct> Standing(IEnumerable<RegisteredAct> filed, Charter charter)
    {
        var stand = new List<RegisteredAct>();
        foreach (var act in filed)
        {
            if (act is RegisteredAct.Withdrawal withdrawal)
                TakeBack(stand, withdrawal.Of, withdrawal.By, charter);
            else if (act is not RegisteredAct.Correction correction)
                stand.Add(act);
            else if (TakeBack(stand, correction.Of, correction.By, charter))
                stand.Add(correction.Instead);
        }
        return [.. stand];
    }

    /// <summary>May this body or party take that act back?</summary>
    public static bool MayTakeBack(string by, RegisteredAct act, Charter charter) =>
        by == act.Maker || charter.Bodies.Any(b => b.Id == by && b.May.Contains(MayCorrect));

    /// <summary>The claims with what the acceptances on the register add to them.</summary>
    public static ImmutableArray<TruceClaim> WithAcceptances(
        ImmutableArray<TruceClaim> claims,
        IEnumerable<RegisteredAct> standing
    ) =>
        [
            .. claims,
            .. from act in standing.OfType<RegisteredAct.Acceptance>()
            let claim = claims.FirstOrDefault(c => c.Id == act.Claim)
            where claim is not null
            select claim with
            {
                Id = act.Id,
                Claimant = act.By.Code,
                Act = ClaimAct.Accepts,
                Start = act.From,
                Known = act.Known,
                Declared = act.Text,
                Source = act.Source,
            },
        ];

    private static bool TakeBack(List<RegisteredAct> stand, string id, string by, Charter charter)
    {
        var at = stand.FindIndex(a => a.Id == id);
        if (at < 0 || !MayTakeBack(by, stand[at], charter))
            return false;
        stand.RemoveAt(at);
        return true;
    }
}
