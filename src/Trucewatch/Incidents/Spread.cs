using Trucewatch.Observations;
using Trucewatch.Space;

namespace Trucewatch.Incidents;

/// <summary>A place as a normal distribution on a plane.</summary>
/// <param name="X">East of the origin, km.</param>
/// <param name="Y">North of the origin, km.</param>
/// <param name="Covariance">km².</param>
internal sealed record Spread(double X, double Y, (double Xx, double Xy, double Yy) Covariance)
{
    /// <summary>No place is surer than this, one standard deviation per axis, km.</summary>
    private const double Least = 0.01;

    /// <summary>The spread of a place seen from an origin; null: areas and unknown places have none.</summary>
    public static Spread? Of(Place place, GeoPoint origin)
    {
        switch (place)
        {
            case Place.Point point:
            {
                var (east, north) = Geodesy.Local(origin, point.At);
                var sigma = Math.Max(point.Sigma.Meters / 1000, Least);
                return new(east / 1000, north / 1000, (sigma * sigma, 0, sigma * sigma));
            }
            case Place.Sector sector:
                return Of(sector, origin);
            default:
                return null;
        }
    }

    /// <summary>How far from its origin (a point itself, a wedge's observer) it can matter: eight standard deviations, km.</summary>
    public static double Reach(Observation observation) =>
        observation.Place switch
        {
            Place.Point point => 8 * Math.Max(point.Sigma.Meters / 1000, Least),
            Place.Sector sector => sector.Farthest.Meters / 1000 * 2,
            _ => 0,
        };

    /// <summary>A wedge: along it (far − near)/√12, across it the middle range times the error of the bearing.</summary>
    private static Spread Of(Place.Sector sector, GeoPoint origin)
    {
        const double radian = Math.PI / 180;
        var middle = (sector.Nearest.Meters + sector.Farthest.Meters) / 2;
        var at = Geodesy.Ahead(sector.Observer, sector.Bearing, Distance.FromMeters(middle));
        var (east, north) = Geodesy.Local(origin, at);
        var along = Math.Max((sector.Farthest.Meters - sector.Nearest.Meters) / 1000 / Math.Sqrt(12), Least);
        var across = Math.Max(middle / 1000 * sector.BearingSigma * radian, Least);
        var (sin, cos) = (Arithmetic.Sin(sector.Bearing * radian), Arithmetic.Cos(sector.Bearing * radian));
        var (a2, c2) = (along * along, across * across);
        return new(
            east / 1000,
            north / 1000,
            ((a2 * sin * sin) + (c2 * cos * cos), (a2 - c2) * sin * cos, (a2 * cos * cos) + (c2 * sin * sin))
        );
    }
}
