using System.Collections.Immutable;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Incidents;

/// <summary>Near neighbours that were kept apart, so that "why not the same?" is as answerable as "why the same?".</summary>
internal static class Neighbours
{
    /// <summary>At most this many are kept per incident, the nearest to being one first.</summary>
    private const int Most = 5;

    public static Dictionary<Cluster, List<Against>> KeptApart(
        List<Cluster> clusters,
        FusionRules rules,
        CodeTable codes
    )
    {
        var found = new Dictionary<Cluster, List<Against>>(ReferenceEqualityComparer.Instance);
        var byStart = clusters.OrderBy(c => c.Span.Start).ThenBy(c => c.Members[0].Id).ToList();
        for (var i = 0; i < byStart.Count; i++)
        {
            for (var j = i + 1; j < byStart.Count && byStart[j].Span.Start < byStart[i].Span.End; j++)
            {
                var (a, b) = (byStart[i], byStart[j]);
                if (
                    Math.Abs(a.Origin.Latitude - b.Origin.Latitude) > 2.7
                    || Math.Abs(a.Origin.Longitude - b.Origin.Longitude) > 6
                )
                    continue;
                var there = Move(b, a.Origin, codes);
                if (Cluster.Weigh(a, there, rules, codes) is not { } weight || weight.Total <= rules.KeepAgainst)
                    continue;
                var kilometers = Cluster.Kilometers(a, there);
                Keep(a, new(Fusion.IdOf(b.Members[0].Id), kilometers, 0, weight, Worst(weight)));
                Keep(b, new(Fusion.IdOf(a.Members[0].Id), kilometers, 0, weight, Worst(weight)));
            }
        }
        foreach (var list in found.Values)
        {
            list.Sort(
                (x, y) =>
                    x.Weight.Total != y.Weight.Total
                        ? y.Weight.Total.CompareTo(x.Weight.Total)
                        : x.Other.CompareTo(y.Other)
            );
            if (list.Count > Most)
                list.RemoveRange(Most, list.Count - Most);
        }
        return found;

        void Keep(Cluster cluster, Against against)
        {
            if (!found.TryGetValue(cluster, out var list))
                found[cluster] = list = [];
            list.Add(against);
        }
    }

    private static Cluster Move(Cluster cluster, GeoPoint origin, CodeTable codes)
    {
        Cluster? moved = null;
        foreach (var member in cluster.Members)
        {
            var one = Cluster.Of(member, origin, codes)!;
            moved = moved?.With(one) ?? one;
        }
        return moved!;
    }

    private static string Worst(Weight weight) =>
        weight.Place <= weight.Time && weight.Place <= weight.Type ? "place"
        : weight.Time <= weight.Type ? "time"
        : "type";
}
