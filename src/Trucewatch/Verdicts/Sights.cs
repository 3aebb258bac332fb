using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>When it was watched, by the ledger of a mission: for every code asked for, in every sector that the zones touch, of every party.</summary>
/// <remarks>Asked hour by hour from the first day whose data are read up to the instant of judging; before and after, nobody watched.</remarks>
internal sealed class Sights(Facts facts)
{
    private readonly Dictionary<string, Signal> known = new(StringComparer.Ordinal);

    /// <summary>When it was watched.</summary>
    public Signal Of(Sight sight)
    {
        var key = $"{string.Join(';', sight.Codes)}|{string.Join(';', sight.Zones)}|{sight.Party}";
        if (!known.TryGetValue(key, out var signal))
            known[key] = signal = Signal.Of(Hours(sight));
        return signal;
    }

    private IEnumerable<(long From, long Until)> Hours(Sight sight)
    {
        var codes = facts.Rules.Codes.Keys.Where(c => c.Family != 'N' && sight.Codes.Any(s => s.Has(c))).ToList();
        var sectors = Sectors(sight.Zones).ToList();
        var parties = sight.Party is { } party
            ? [new PartyId(party)]
            : facts.Charter.Parties.Select(p => p.Id).ToList();
        var end = Instant.Min(facts.Until, facts.Charter.SpanOf(facts.Charter.LastDay).End);
        for (var at = facts.Charter.SpanOf(facts.Charter.FirstDay).Start; at < end; at += Duration.FromHours(1))
            if (
                codes.Count > 0
                && sectors.Count > 0
                && sectors.TrueForAll(s => parties.TrueForAll(p => Sees(s, p, at)))
            )
                yield return (at.ToMicros(), Instant.Min(at + Duration.FromHours(1), end).ToMicros());

        bool Sees(string sector, PartyId party, Instant at) =>
            codes.TrueForAll(c => facts.Coverage.Chance(sector, party, c, at) >= facts.Rules.WatchedAt);
    }

    private IEnumerable<string> Sectors(ImmutableArray<string> zones) =>
        zones.IsEmpty
            ? facts.Sectors
            : facts
                .Zones.Where(s => s.Kind == ZoneKind.Sector && zones.Any(z => Touches(s, z)))
                .Select(s => s.Id)
                .Distinct(StringComparer.Ordinal);

    private bool Touches(Zone sector, string zone) =>
        sector.Id == zone || facts.Zones.Any(z => z.Id == zone && z.Shape.Intersects(sector.Shape));
}
