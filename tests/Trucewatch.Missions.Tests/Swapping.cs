using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Tests;

/// <summary>All that is known with the two parties in each other's place.</summary>
internal static class Swapping
{
    private static readonly PartyId A = new("A");
    private static readonly PartyId B = new("B");

    public static PartyId Of(PartyId party) =>
        party == A ? B
        : party == B ? A
        : party;

    public static Known Of(Known known) =>
        known with
        {
            Charter = known.Charter with { Parties = [.. known.Charter.Parties.Select(p => p with { Id = Of(p.Id) })] },
            Claims =
            [
                .. known.Claims.Select(c => c with { Claimant = Of(c.Claimant), Binds = [.. c.Binds.Select(Of)] }),
            ],
            Clauses = [.. known.Clauses.Select(c => c with { Provision = Of(c.Provision) })],
            Acts = [.. known.Acts.Select(Of)],
            Counts = [.. known.Counts.Select(c => c with { By = Of(c.By), Accused = Of(c.Accused) })],
            Observations = known.Observations.ToImmutableSortedDictionary(
                o => o.Key,
                o => o.Value with { Accused = Of(o.Value.Accused) }
            ),
            Sources = known.Sources.ToImmutableSortedDictionary(
                s => s.Key,
                s =>
                    s.Value with
                    {
                        Owner = Of(s.Value.Owner),
                        Sees = [.. s.Value.Sees.Select(e => e with { Of = [.. e.Of.Select(Of)] })],
                    }
            ),
        };

    private static PartyId? Of(PartyId? party) => party is { } given ? Of(given) : null;

    private static string Of(string claimant) => Of(new PartyId(claimant)).Code;

    private static Provision Of(Provision provision) =>
        provision.Norm is Norm.Forbid { By: Bearer.Named named } forbid
            ? provision with
            {
                Norm = forbid with { By = new Bearer.Named(Of(named.Party)) },
            }
            : provision;

    private static RegisteredAct Of(RegisteredAct act) =>
        act switch
        {
            RegisteredAct.Attribution attribution => attribution with { Party = Of(attribution.Party) },
            RegisteredAct.StatementOfPause pause => pause with { By = Of(pause.By), About = Of(pause.About) },
            RegisteredAct.Notice notice => notice with { By = Of(notice.By) },
            _ => act,
        };
}
