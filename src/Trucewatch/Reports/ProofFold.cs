using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>Makes of a picture, and of what its entries are, all that proofs are made of.</summary>
/// <remarks>
/// Incidents stand under the numbers that products give them, never under derived ids. For "none" also those are kept that are
/// no facts – refuted, or hardly of that kind – since a proof must say why each is none.
/// </remarks>
public static class ProofFold
{
    /// <summary>The matter of proofs.</summary>
    /// <param name="picture">What is known.</param>
    /// <param name="citations">Which entry brought what.</param>
    /// <param name="numbers">The numbers of incidents.</param>
    /// <param name="release">This program.</param>
    public static ProofMatter Of(
        Picture picture,
        Citations citations,
        IReadOnlyDictionary<IncidentId, int> numbers,
        string release
    )
    {
        var known = picture.Known;
        var kinds = known.Kinds.IsEmpty ? FactFold.Implied(known.Clauses.Select(c => c.Provision)) : known.Kinds;
        var standing = ActRegister.Standing(known.Acts, known.Charter);
        var facts = new ProofFacts(picture, citations, numbers, kinds, standing);
        var claims = ActRegister
            .WithAcceptances(known.Claims, standing)
            .Select(c => new CitedClaim(c, citations.Of(c)))
            .ToImmutableArray();
        var areas = new ClaimAreas(known.Zones, [.. claims.Select(c => c.Claim)]);
        var world = new ProofWorld(
            facts.All,
            facts.Places,
            known.Zones.Select(z => new CitedZone(z, citations.Of(z))),
            [.. kinds.Where(k => k.Register == Register.Registered).Select(k => k.Noun)],
            known
                .Clauses.Where(c => c.Provision.Norm is Norm.Means)
                .ToImmutableDictionary(
                    c => ((Norm.Means)c.Provision.Norm).Term,
                    c => (((Norm.Means)c.Provision.Norm).Is, c.Adopted),
                    StringComparer.Ordinal
                ),
            known.Rules
        );
        return new(
            known.Clauses,
            world,
            facts.Premises,
            claims,
            areas.In,
            facts.Pleas,
            [
                .. standing
                    .OfType<RegisteredAct.Exercise>()
                    .Where(e => e.Power == Power.Extend)
                    .Select(e => (e, citations.Of(e))),
            ],
            known.Charter,
            EntryIntoForce(known, areas),
            picture.Coverage,
            [.. known.Sources.Values.Where(s => s.IsOwnMeans && !s.Sees.IsEmpty).Select(citations.Of).Order()],
            known.AsOf.Value,
            known.At,
            release,
            Known.FoldVersion
        );
    }

    // The first instant since which each party is bound; null: not all of them are.
    private static Instant? EntryIntoForce(Known known, ClaimAreas areas)
    {
        var all = new Interval(Instant.MinValue, Instant.MaxValue);
        var first = known
            .Charter.Parties.Select(p =>
                InForce
                    .Periods(p.Id, all, ProofMatter.Everywhere, CodeSet.All, areas.In(ProofMatter.Everywhere))
                    .Where(s => s.Binding.Answer == Answer.Yes)
                    .Select(s => (Instant?)s.Span.Start)
                    .FirstOrDefault()
            )
            .ToList();
        return first.Count > 0 && first.TrueForAll(f => f > Instant.MinValue) ? first.Max() : null;
    }
}

/// <summary>Claims as they count in an area: those that hold everywhere, in it, or in an area that holds its middle.</summary>
internal sealed class ClaimAreas(ImmutableArray<Zone> zones, ImmutableArray<TruceClaim> claims)
{
    private readonly ILookup<string, Zone> byId = zones.ToLookup(z => z.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyCollection<TruceClaim>> known = new(StringComparer.Ordinal);

    /// <summary>The claims for a sector, or for the area <c>all</c>.</summary>
    public IReadOnlyCollection<TruceClaim> In(string area)
    {
        lock (known)
        {
            if (!known.TryGetValue(area, out var found))
                known[area] = found = [.. claims.Select(c => Holds(c.Area, area) ? c with { Area = area } : c)];
            return found;
        }
    }

    private bool Holds(string area, string sector) =>
        area == sector
        || (
            area != ProofMatter.Everywhere
            && byId[sector]
                .Select(s => s.Shape.InteriorPoint)
                .Any(p => byId[area].Any(z => Geodesy.Contains(z.Shape, GeoPoint.FromLonLat(p.X, p.Y))))
        );
}
