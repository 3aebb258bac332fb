using Trucewatch.Rulebook;
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

    /// <summary>Whether a circle lies within a bound, by how far its middle lies beyond it.</summary>
    public static Answer Within(double beyond, double radius) =>
        beyond + radius <= 0 ? Answer.Yes
        : beyond - radius > 0 ? Answer.No
        : Answer.Unclear;

    /// <summary>Two places that came by different orders of adding.</summary>
    public static bool IsSame(Place a, Place b) =>
        a is Place.Point p && b is Place.Point q
            ? Geodesy.Between(p.At, q.At).Meters <= Slack(p.Sigma.Meters)
                && Math.Abs(p.Sigma.Meters - q.Sigma.Meters) <= Slack(p.Sigma.Meters)
        : a is Place.Areas x && b is Place.Areas y ? x.Zones.SequenceEqual(y.Zones, StringComparer.Ordinal)
        : a == b;

    /// <summary>Two chances that came by different orders of adding.</summary>
    public static bool IsChance(double a, double b) => Math.Abs(a - b) <= 1e-9;

    // The plane on which places are added may touch the earth at another member: a thousandth of the error, and a metre.
    private static double Slack(double sigma) => 1 + (sigma / 1000);

    /// <summary>Two lengths that came by different orders of adding: equal to one part in a million, or a millimetre.</summary>
    public static bool IsSame(double a, double b) => Math.Abs(a - b) <= Math.Max(1e-3, 1e-6 * Math.Abs(a));
}
