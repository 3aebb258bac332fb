using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;

namespace Trucewatch.Coverage;

/// <summary>How much can be watched as planned: sources as they are meant to look, with no day on which they did not.</summary>
public static class PlannedCoverage
{
    /// <summary>The share of a window's cell-hours, asked when needed.</summary>
    /// <param name="sources">The mission's sources.</param>
    /// <param name="zones">Its zones: a zone counts as the sectors that it touches; without such, as all.</param>
    /// <param name="parties">The parties: of all means of the one that is watched least.</param>
    /// <param name="window">The planned time, with a start and an end.</param>
    /// <param name="rules">The thresholds.</param>
    /// <param name="zone">In whose clock hours are cut.</param>
    public static PlannedShare Of(
        IEnumerable<Source> sources,
        ImmutableArray<Zone> zones,
        ImmutableArray<PartyId> parties,
        Interval window,
        Rules rules,
        DateTimeZone zone
    )
    {
        var ledger = new CoverageLedger(sources, [], rules, zone);
        return (codes, where, party) =>
        {
            var sectors = Sectors(zones, where);
            var asked = rules.Codes.Keys.Where(codes.Has).ToList();
            return (party is null ? parties : [new PartyId(party)])
                .Select(p => Share(sectors.Select(s => ledger.Of(s, p, asked, [window])).ToList()))
                .DefaultIfEmpty(0)
                .Min();
        };
    }

    private static double Share(List<Watching> watching)
    {
        var (hours, watched) = (0.0, 0.0);
        foreach (var one in watching)
            (hours, watched) = (hours + one.Hours, watched + one.Watched);
        return hours == 0 ? 0 : watched / hours;
    }

    private static ImmutableArray<string> Sectors(ImmutableArray<Zone> zones, string? where)
    {
        var sectors = zones.Where(z => z.Kind == ZoneKind.Sector).ToList();
        var named = zones.Where(z => z.Id == where).ToList();
        var touched = sectors.Where(s => named.Exists(n => n.Id == s.Id || n.Shape.Intersects(s.Shape))).ToList();
        return [.. (touched.Count > 0 ? touched : sectors).Select(s => s.Id).Distinct().Order(StringComparer.Ordinal)];
    }
}
