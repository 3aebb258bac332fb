using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts;

/// <summary>A zone with the entry that brought it.</summary>
public sealed record CitedZone(Zone Zone, long Entry);

/// <summary>What proofs are searched in: facts by noun and time, places, zones and terms, as known at one entry.</summary>
public sealed class ProofWorld
{
    private readonly ILookup<string, Fact> byKind;
    private readonly Dictionary<FactId, Fact> byId;
    private readonly ILookup<string, CitedZone> zones;
    private readonly ImmutableDictionary<FactId, Place> places;
    private readonly ImmutableHashSet<string> registered;
    private readonly ImmutableDictionary<string, (Formula Is, long Entry)> terms;
    private readonly Dictionary<(FactId, string), (double? Error, ImmutableArray<MeasuredZone> By)> measured = [];

    /// <summary>A world.</summary>
    /// <param name="facts">All facts.</param>
    /// <param name="places">Where they were; one that is missing may be anywhere.</param>
    /// <param name="zones">All zones.</param>
    /// <param name="registered">The nouns whose register the mechanism keeps itself.</param>
    /// <param name="terms">What defined terms mean, and the entry that says so.</param>
    /// <param name="rules">The rulebook.</param>
    public ProofWorld(
        IEnumerable<Fact> facts,
        ImmutableDictionary<FactId, Place> places,
        IEnumerable<CitedZone> zones,
        ImmutableHashSet<string> registered,
        ImmutableDictionary<string, (Formula Is, long Entry)> terms,
        Rules rules
    )
    {
        var ordered = facts.OrderBy(f => f.Start).ThenBy(f => f.Id).ToList();
        byKind = ordered.ToLookup(f => f.Kind, StringComparer.Ordinal);
        Facts = [.. ordered];
        byId = [];
        foreach (var fact in ordered)
            byId.TryAdd(fact.Id, fact);
        this.zones = zones.ToLookup(z => z.Zone.Id, StringComparer.Ordinal);
        (this.places, this.registered, this.terms, Rules) = (places, registered, terms, rules);
    }

    /// <summary>The same world with other facts.</summary>
    public ProofWorld With(IEnumerable<Fact> facts) =>
        new(facts, places, zones.SelectMany(z => z), registered, terms, Rules);

    /// <summary>All facts, by their start.</summary>
    public ImmutableArray<Fact> Facts { get; }

    /// <summary>The sectors, by id.</summary>
    public IEnumerable<string> Sectors =>
        zones.Where(z => z.Any(c => c.Zone.Kind == ZoneKind.Sector)).Select(z => z.Key).Order(StringComparer.Ordinal);

    /// <summary>The rulebook.</summary>
    public Rules Rules { get; }

    /// <summary>The facts of a noun that may lie in a span, by their start.</summary>
    public IEnumerable<Fact> Of(string kind, ProofSpan span) =>
        byKind[kind].Where(f => f.Start < span.Until && span.From < f.End);

    /// <summary>The fact of an id and noun; null: there is none.</summary>
    public Fact? Find(FactId id, string? kind = null) =>
        kind is null ? byId.GetValueOrDefault(id) : byKind[kind].FirstOrDefault(f => f.Id == id);

    /// <summary>Whether the mechanism keeps that register itself.</summary>
    public bool IsRegistered(string kind) => registered.Contains(kind);

    /// <summary>What a term means; null: nothing says so.</summary>
    public (Formula Is, long Entry)? Term(string name) => terms.TryGetValue(name, out var is_) ? is_ : null;

    /// <summary>Where a fact was; null: nobody said.</summary>
    public Place? PlaceOf(FactId fact) => places.GetValueOrDefault(fact);

    /// <summary>Every instant at which a fact of a noun begins or ends, within a span.</summary>
    public IEnumerable<long> Edges(string kind, ProofSpan span) =>
        Of(kind, span).SelectMany(f => new[] { f.Start, f.End });

    /// <summary>How far a fact lies from each drawer's outline of a zone.</summary>
    public (double? Error, ImmutableArray<MeasuredZone> By) Measure(Fact fact, string zone)
    {
        if (measured.TryGetValue((fact.Id, zone), out var known))
            return known;
        var circle = PlaceOf(fact.Id) is { } place ? Placing.Circle(place) : null;
        var by = circle is not var (center, _)
            ? []
            : zones[zone]
                .Where(z => z.Zone.Kind == ZoneKind.Sector || Overlaps(z.Zone, fact))
                .Select(z => new MeasuredZone(z.Entry, z.Zone.Drawer, Geodesy.SignedDistance(center, z.Zone.Shape)))
                .ToImmutableArray();
        return measured[(fact.Id, zone)] = (circle?.Radius, by);
    }

    /// <summary>Whether a zone's id is that of a sector.</summary>
    public bool IsSector(string zone) => zones[zone].Any(z => z.Zone.Kind == ZoneKind.Sector);

    private static bool Overlaps(Zone zone, Fact fact) =>
        zone.Valid.Start.ToUnixTimeTicks() / 10 < fact.End
        && (!zone.Valid.HasEnd || fact.Start < zone.Valid.End.ToUnixTimeTicks() / 10);
}
