using Trucewatch.Space;

namespace Trucewatch.Verifier;

/// <summary>Places as circles, and when two measured numbers are the same.</summary>
internal static class ProofPlaces
{
    /// <summary>The circle that holds a place with 95 %; for a wedge one that holds all of it; null: it has none. Metres.</summary>
    public static (GeoPoint Center, double Radius)? Circle(Place place)
    {
        if (place is Place.Point point)
            return (point.At, point.Uncertainty.Meters);
        if (place is not Place.Sector wedge)
            return null;
        var half = (wedge.Farthest.Meters - wedge.Nearest.Meters) / 2;
        var middle = wedge.Nearest.Meters + half;
        var across = middle * 2 * wedge.BearingSigma * Math.PI / 180;
        return (
            Geodesy.Ahead(wedge.Observer, wedge.Bearing, Distance.FromMeters(middle)),
            Math.Sqrt((half * half) + (across * across))
        );
    }

    /// <summary>Two lengths, or chances, that came by different orders of adding: equal to one part in a million, or a millimetre.</summary>
    public static bool IsSame(double a, double b) => Math.Abs(a - b) <= Math.Max(1e-3, 1e-6 * Math.Abs(a));
}
