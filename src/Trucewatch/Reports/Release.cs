using System.Collections.Immutable;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Reports;

/// <summary>What may leave for an audience, and how coarse.</summary>
public static class Release
{
    /// <summary>The members that this audience may see.</summary>
    public static ImmutableArray<Observation> Members(Viewer viewer, Incident incident, Known known) =>
        [.. incident.Members.Select(m => known.Observations[m]).Where(o => viewer.May(o.Label, known.At))];

    /// <summary>The incidents as this audience may know them: as if only the observations that it may see were there.</summary>
    /// <remarks>
    /// Of which it may see none is left out; of which it may see all comes as it is. The others keep their id, for their
    /// issued number stays, and speak of no neighbour. A neighbour that is left out or cut is named by nobody: its weight
    /// would tell of what is hidden.
    /// </remarks>
    public static ImmutableArray<Incident> Shown(Viewer viewer, IEnumerable<Incident> incidents, Known known)
    {
        var all = incidents.Select(i => (Incident: i, Seen: Members(viewer, i, known))).ToList();
        var whole = all.Where(i => i.Seen.Length == i.Incident.Members.Length).Select(i => i.Incident.Id).ToHashSet();
        return
        [
            .. all.Where(i => !i.Seen.IsEmpty)
                .Select(i =>
                    !whole.Contains(i.Incident.Id) ? Fusion.Together(i.Seen, known.Rules) with { Id = i.Incident.Id }
                    : i.Incident.Against.All(a => whole.Contains(a.Other)) ? i.Incident
                    : i.Incident with { Against = [.. i.Incident.Against.Where(a => whole.Contains(a.Other))] }
                ),
        ];
    }

    /// <summary>
    /// The place for an audience: as it is for the mechanism; for all others the middle of a square of the rulebook's size,
    /// with a circle that holds the square, and no direction or range of anybody's hearing.
    /// </summary>
    public static Place Where(Viewer viewer, Place place, Rules rules)
    {
        if (viewer.Audience == Audience.Mission)
            return place;
        return place switch
        {
            Place.Point point => Coarse(
                point.At,
                Math.Max(point.Sigma.Meters, rules.PublicGrid.Meters / 2),
                rules.PublicGrid
            ),
            Place.Sector => new Place.Unknown(),
            _ => place,
        };
    }

    /// <summary>A count for an audience: 1 to 4 that include an item that is not public read "&lt; 5" below the mechanism.</summary>
    public static string Count(Viewer viewer, int count, bool includesHidden) =>
        viewer.Audience != Audience.Mission && includesHidden && count is >= 1 and <= 4 ? "< 5" : count.ToString();

    private static Place.Point Coarse(GeoPoint at, double sigma, Distance grid)
    {
        var north = grid.Meters / 111_200;
        var row = Math.Floor(at.Latitude / north);
        var latitude = (row + 0.5) * north;
        var east = north / Math.Max(0.05, Arithmetic.Cos(latitude * Math.PI / 180));
        var longitude = (Math.Floor(at.Longitude / east) + 0.5) * east;
        return new(
            GeoPoint.FromLonLat(Round(Math.Clamp(longitude, -180, 180)), Round(Math.Clamp(latitude, -90, 90))),
            Distance.FromMeters(Math.Ceiling(sigma))
        );
    }

    private static double Round(double degrees) => Math.Round(degrees, 4, MidpointRounding.AwayFromZero);
}
