using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Incidents;

/// <summary>Many reports, few incidents: which observations speak of one happening.</summary>
public static class Fusion
{
    /// <summary>The incidents that these observations, and no others, support, by start and id.</summary>
    /// <remarks>
    /// A function of the set: any order gives the same incidents, ids and sums. Observations whose likeliest code is out
    /// of scope (N-6) make none. Two clusters are joined while the weight of evidence for one happening is above zero,
    /// greatest first. Allegations attach to what was seen or reported, move nothing, and alone make alleged incidents.
    /// What has no point or sector as its place stands alone. Cost: O(n log n) and O(m³) in a component of m.
    /// </remarks>
    public static ImmutableArray<Incident> Fuse(IReadOnlyCollection<Observation> known, Rules rules)
    {
        var codes = new CodeTable(rules);
        var ordered = known.Where(IsInScope).Order(Canonical.Order).ToList();
        var firm = Solve(ordered.Where(o => o.Standing != Standing.Alleged), rules, codes);
        var alleged = ordered.Where(o => o.Standing == Standing.Alleged).ToList();
        var attached = Attach(firm, alleged, rules, codes);
        var left = alleged.Where(o => !attached.Values.Any(a => a.Contains(o)));
        var all = firm.Concat(Solve(left, rules, codes)).ToList();
        return [.. Describe(all, attached, rules, codes).OrderBy(i => i.Occurred.Start).ThenBy(i => i.Id)];
    }

    /// <summary>The incident that these observations would be, taken together whatever speaks against it.</summary>
    /// <remarks>For showing part of an incident: what else lies near is not asked. At least one observation.</remarks>
    public static Incident Together(IReadOnlyCollection<Observation> members, Rules rules)
    {
        var codes = new CodeTable(rules);
        var ordered = members.Order(Canonical.Order).ToList();
        var firm = ordered.Where(o => o.Standing != Standing.Alleged).ToImmutableArray();
        var (core, extra) = firm.IsEmpty ? ([.. ordered], []) : (firm, ordered.Except(firm).ToList());
        Cluster? whole = null;
        foreach (var member in core)
            if (Cluster.Of(member, whole?.Origin ?? AnyOrigin(member), codes) is { } one)
                whole = whole?.With(one) ?? one;
        var group = new Group(core, whole, IsDense: false);
        return Describe([group], new() { [group] = extra }, rules, codes).Single();
    }

    /// <summary>The id of the incident whose anchor this is.</summary>
    public static IncidentId IdOf(ObservationId anchor) =>
        new(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("incident\n" + anchor.Text)).AsSpan(0, 16))
        );

    private static readonly Code OutOfScope = new("N-6");

    private static bool IsInScope(Observation o) => o.Type.Nats.Count != 1 || o.Type.Nats.Keys.First() != OutOfScope;

    private sealed record Group(ImmutableArray<Observation> Members, Cluster? Cluster, bool IsDense);

    private static List<Group> Solve(IEnumerable<Observation> ordered, Rules rules, CodeTable codes)
    {
        var groups = new List<Group>();
        var placed = new List<Observation>();
        foreach (var observation in ordered)
        {
            if (Spread.Of(observation.Place, AnyOrigin(observation)) is null)
                groups.Add(new([observation], null, IsDense: false));
            else
                placed.Add(observation);
        }
        foreach (var component in Components(placed, rules.Fusion, codes))
            groups.AddRange(Part(component, rules.Fusion, codes, IsDense: false));
        return groups;
    }

    private static GeoPoint AnyOrigin(Observation observation) =>
        observation.Place switch
        {
            Place.Point p => p.At,
            Place.Sector s => s.Observer,
            _ => GeoPoint.FromLonLat(0, 0),
        };

    /// <summary>A component above the limit is cut again with ln ρ raised by 0.5 until every part fits.</summary>
    private static IEnumerable<Group> Part(
        List<Observation> component,
        FusionRules rules,
        CodeTable codes,
        bool IsDense
    )
    {
        if (component.Count <= rules.MostInComponent)
            return Merge(component, rules, codes).Select(c => new Group(c.Members, c, IsDense));
        var sharper = rules with { LnDensity = rules.LnDensity + 0.5 };
        return Components(component, sharper, codes).SelectMany(part => Part(part, sharper, codes, IsDense: true));
    }

    /// <summary>Observations connected by pairs of positive weight. Input and parts are in canonical order.</summary>
    private static List<List<Observation>> Components(List<Observation> ordered, FusionRules rules, CodeTable codes)
    {
        var root = Enumerable.Range(0, ordered.Count).ToArray();
        var reach = ordered.Select(Spread.Reach).ToArray();
        for (var i = 0; i < ordered.Count; i++)
        {
            var origin = AnyOrigin(ordered[i]);
            var one = Cluster.Of(ordered[i], origin, codes)!;
            for (var j = i + 1; j < ordered.Count && ordered[j].Occurred.Start < ordered[i].Occurred.End; j++)
            {
                if (
                    Find(i) != Find(j)
                    && IsNear(ordered[i], ordered[j], reach[i] + reach[j])
                    && Cluster.Weigh(one, Cluster.Of(ordered[j], origin, codes)!, rules, codes) is { Total: > 0 }
                )
                    Join(i, j);
            }
        }
        return [.. Enumerable.Range(0, ordered.Count).GroupBy(Find).Select(g => g.Select(i => ordered[i]).ToList())];

        int Find(int i)
        {
            while (root[i] != i)
                i = root[i] = root[root[i]];
            return i;
        }

        void Join(int i, int j)
        {
            var (a, b) = (Find(i), Find(j));
            root[Math.Max(a, b)] = Math.Min(a, b);
        }
    }

    /// <summary>A cheap look before weighing: farther apart than both reaches together is never one happening.</summary>
    private static bool IsNear(Observation a, Observation b, double kilometers)
    {
        var (p, q) = (AnyOrigin(a), AnyOrigin(b));
        if (Math.Abs(p.Latitude - q.Latitude) * 110.5 > kilometers)
            return false;
        var (east, north) = Geodesy.Local(p, q);
        return (east * east) + (north * north) <= kilometers * kilometers * 1e6;
    }

    /// <summary>Merge the two clusters of greatest positive weight until there are none; ties: the smaller index.</summary>
    private static List<Cluster> Merge(List<Observation> component, FusionRules rules, CodeTable codes)
    {
        var origin = AnyOrigin(component[0]);
        var clusters = component.Select(o => Cluster.Of(o, origin, codes)).ToList();
        var weights = new Dictionary<(int, int), double>();
        for (var i = 0; i < clusters.Count; i++)
        for (var j = i + 1; j < clusters.Count; j++)
            Weigh(i, j);
        while (weights.Count > 0)
        {
            var ((i, j), _) = weights.MinBy(w => (-w.Value, w.Key.Item1, w.Key.Item2));
            clusters[i] = clusters[i]!.With(clusters[j]!);
            clusters[j] = null;
            foreach (
                var pair in weights
                    .Keys.Where(k => k.Item1 == j || k.Item2 == j || k.Item1 == i || k.Item2 == i)
                    .ToList()
            )
                weights.Remove(pair);
            for (var k = 0; k < clusters.Count; k++)
                if (k != i && clusters[k] is not null)
                    Weigh(Math.Min(i, k), Math.Max(i, k));
        }
        return [.. clusters.OfType<Cluster>()];

        void Weigh(int i, int j)
        {
            if (Cluster.Weigh(clusters[i]!, clusters[j]!, rules, codes) is { Total: > 0 } weight)
                weights[(i, j)] = weight.Total;
        }
    }

    /// <summary>Which allegations speak of which incident: the one of greatest positive weight.</summary>
    private static Dictionary<Group, List<Observation>> Attach(
        List<Group> firm,
        List<Observation> alleged,
        Rules rules,
        CodeTable codes
    )
    {
        var attached = new Dictionary<Group, List<Observation>>(ReferenceEqualityComparer.Instance);
        foreach (var observation in alleged)
        {
            Group? best = null;
            var most = 0.0;
            foreach (var group in firm)
            {
                if (
                    group.Cluster is { } cluster
                    && IsNear(group.Members[0], observation, Spread.Reach(group.Members[0]) + Spread.Reach(observation))
                    && Cluster.Of(observation, cluster.Origin, codes) is { } one
                    && Cluster.Weigh(cluster, one, rules.Fusion, codes) is { } weight
                    && weight.Total > most
                )
                    (best, most) = (group, weight.Total);
            }
            if (best is null)
                continue;
            if (!attached.TryGetValue(best, out var list))
                attached[best] = list = [];
            list.Add(observation);
        }
        return attached;
    }

    private static IEnumerable<Incident> Describe(
        List<Group> groups,
        Dictionary<Group, List<Observation>> attached,
        Rules rules,
        CodeTable codes
    )
    {
        var against = Neighbours.KeptApart(
            [.. groups.Where(g => g.Cluster is not null).Select(g => g.Cluster!)],
            rules.Fusion,
            codes
        );
        foreach (var group in groups)
        {
            var extra = attached.GetValueOrDefault(group) ?? [];
            var members = group.Members.Concat(extra).Order(Canonical.Order).ToImmutableArray();
            var anchor = group.Members[0];
            var likely = group.Cluster?.Likely(codes) ?? codes.Posterior(codes.Row(anchor.Type));
            yield return new Incident(
                IdOf(anchor.Id),
                [.. members.Select(m => m.Id)],
                [.. members.Select(m => m.Source).Distinct().Order()],
                group.Members.Where(m => m.Standing != Standing.Alleged).Select(m => m.Group).Distinct().Count(),
                group.Members.Min(m => m.Standing),
                likely.MaxBy(c => c.Value).Key,
                likely,
                Span(group),
                Where(group),
                anchor.PlaceName,
                [.. Reasons(group, extra, rules.Fusion, codes)],
                group.Cluster is { } c && against.TryGetValue(c, out var near) ? [.. near] : [],
                group.IsDense
            );
        }
    }

    private static Occurred Span(Group group)
    {
        var anchor = group.Members[0].Occurred;
        if (group.Cluster is not { } cluster || group.Members.Length == 1)
            return anchor;
        var precision = group.Members.Min(m => m.Occurred.Precision);
        return Occurred.Between(cluster.Span.Start, cluster.Span.End, precision);
    }

    private static Place Where(Group group)
    {
        if (group.Cluster is not { } cluster || group.Members.Length == 1)
            return group.Members[0].Place;
        var (xx, _, yy) = cluster.Covariance;
        var at = Geodesy.FromLocal(cluster.Origin, cluster.Mean.X * 1000, cluster.Mean.Y * 1000);
        return new Place.Point(at, Distance.FromMeters(1000 * Math.Sqrt(Math.Max(xx, yy))));
    }

    private static IEnumerable<Because> Reasons(
        Group group,
        List<Observation> extra,
        FusionRules rules,
        CodeTable codes
    )
    {
        if (group.Cluster is not { } whole)
            yield break;
        foreach (var member in group.Members)
        {
            Cluster? rest = null;
            foreach (var other in group.Members.Where(o => o.Id != member.Id))
            {
                var one = Cluster.Of(other, whole.Origin, codes)!;
                rest = rest?.With(one) ?? one;
            }
            if (
                rest is not null
                && Cluster.Weigh(Cluster.Of(member, whole.Origin, codes)!, rest, rules, codes) is { } weight
            )
                yield return new(member.Id, weight);
        }
        foreach (var member in extra)
            if (Cluster.Weigh(Cluster.Of(member, whole.Origin, codes)!, whole, rules, codes) is { } weight)
                yield return new(member.Id, weight);
    }
}
