using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts;

/// <summary>Where incidents lie against zones: surely, possibly or not at all. Answers are kept, for they are asked often.</summary>
/// <remarks>
/// A place lies surely within a bound if its whole 95 % circle does; possibly, if some of the circle does. Where a zone has
/// several drawers: surely inside = inside all, possibly inside = inside any.
/// </remarks>
public sealed class Placing(Facts facts)
{
    private readonly ILookup<string, Zone> zones = facts.Zones.ToLookup(z => z.Id, StringComparer.Ordinal);
    private readonly Dictionary<(IncidentId, string, double), Answer> known = [];
    private ImmutableArray<TruceClaim> all = facts.Claims;
    private readonly Dictionary<string, ImmutableArray<TruceClaim>> claims = new(StringComparer.Ordinal);

    /// <summary>The claims that cover a sector: those that hold everywhere, in it, or in an area that holds its middle.</summary>
    /// <remarks>For <see cref="Force.Everywhere"/>: all claims, whatever place each covers.</remarks>
    public ImmutableArray<TruceClaim> ClaimsFor(string sector)
    {
        if (!claims.TryGetValue(sector, out var found))
            claims[sector] = found = [
                .. all.Select(c => sector == Force.Everywhere || Holds(c.Area, sector) ? c with { Area = sector } : c),
            ];
        return found;
    }

    private bool Holds(string area, string sector)
    {
        if (area == "all" || area == sector)
            return area == sector;
        return zones[sector]
            .Select(s => s.Shape.InteriorPoint)
            .Any(middle => zones[area].Any(z => Geodesy.Contains(z.Shape, GeoPoint.FromLonLat(middle.X, middle.Y))));
    }

    /// <summary>Claims that the text itself makes; to be added before any is asked for.</summary>
    internal void Add(ImmutableArray<TruceClaim> own)
    {
        all = all.AddRange(own);
        claims.Clear();
    }

    /// <summary>The sectors in which it surely or possibly lies; null: nobody knows.</summary>
    public Field? SectorsOf(Incident incident)
    {
        if (incident.Place is Place.Unknown)
            return null;
        var lies = facts.Sectors.Select(s => (Sector: s, Answer: InSector(incident, s))).ToList();
        var sure = lies.Where(l => l.Answer == Answer.Yes).Select(l => l.Sector).ToList();
        IEnumerable<string> possible =
            sure.Count > 0 ? sure : lies.Where(l => l.Answer == Answer.Unclear).Select(l => l.Sector).Append(Elsewhere);
        return new([.. possible.Select(s => new Value.Name(s))]);
    }

    /// <summary>The sector of what may lie in none of them.</summary>
    private const string Elsewhere = FactFold.Elsewhere;

    /// <summary>Does the incident lie in the sector?</summary>
    public Answer InSector(Incident incident, string sector) => Near(incident, sector, default);

    /// <summary>Does the incident lie in the zone, or within a distance of it?</summary>
    public Answer Near(Incident incident, string zone, Distance bound)
    {
        var key = (incident.Id, zone, bound.Meters);
        if (!known.TryGetValue(key, out var answer))
            known[key] = answer = Ask(incident, zone, bound);
        return answer;
    }

    private Answer Ask(Incident incident, string zone, Distance bound)
    {
        if (incident.Place is Place.Areas areas)
            return areas.Zones is [var only] && only == zone && bound == default ? Answer.Yes
                : areas.Zones.Contains(zone) || !IsSector(zone) ? Answer.Unclear
                : Answer.No;
        var at = Circle(incident.Place);
        if (at is not var (center, radius))
            return Answer.Unclear;
        var answers = zones[zone]
            .Where(z => incident.Occurred.Overlaps(z.Valid) || z.Kind == ZoneKind.Sector)
            .Select(z => One(center, radius, z, bound))
            .ToImmutableArray();
        return answers.IsEmpty ? Answer.Unclear
            : answers.Min() == Answer.Yes ? Answer.Yes
            : answers.Max() == Answer.No ? Answer.No
            : Answer.Unclear;
    }

    private bool IsSector(string zone) => zones[zone].Any(z => z.Kind is ZoneKind.Sector);

    private static Answer One(GeoPoint center, double radius, Zone zone, Distance bound)
    {
        if (IsFar(center, radius + bound.Meters, zone.Shape.EnvelopeInternal))
            return Answer.No;
        var distance = Geodesy.SignedDistance(center, zone.Shape) - bound.Meters;
        return distance + radius <= 0 ? Answer.Yes
            : distance - radius > 0 ? Answer.No
            : Answer.Unclear;
    }

    /// <summary>A cheap look before measuring: is the box surely farther away than that many metres?</summary>
    /// <remarks>
    /// A degree of latitude is never less than 110 km, one of longitude never less than 110 km × the cosine of the latitude:
    /// the one of the box's or the place's edge nearest a pole. Near a pole nothing is far.
    /// </remarks>
    private static bool IsFar(GeoPoint center, double meters, Envelope box)
    {
        var north = meters / 110_000;
        if (center.Latitude < box.MinY - north || center.Latitude > box.MaxY + north)
            return true;
        var pole = Math.Max(Math.Abs(center.Latitude), Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY))) + north;
        if (pole >= 89)
            return false;
        var east = north / Arithmetic.Cos(pole * Math.PI / 180);
        return center.Longitude < box.MinX - east || center.Longitude > box.MaxX + east;
    }

    /// <summary>The circle that holds the place with 95 %; for a wedge one that holds all of it. Metres.</summary>
    internal static (GeoPoint Center, double Radius)? Circle(Place place)
    {
        switch (place)
        {
            case Place.Point point:
                return (point.At, point.Uncertainty.Meters);
            case Place.Sector sector:
                var half = (sector.Farthest.Meters - sector.Nearest.Meters) / 2;
                var middle = sector.Nearest.Meters + half;
                var across = middle * 2 * sector.BearingSigma * (Math.PI / 180);
                return (
                    Geodesy.Ahead(sector.Observer, sector.Bearing, Distance.FromMeters(middle)),
                    Math.Sqrt((half * half) + (across * across))
                );
            default:
                return null;
        }
    }
}
