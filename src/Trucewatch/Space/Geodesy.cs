using NetTopologySuite.Geometries;

namespace Trucewatch.Space;

/// <summary>Distances over the WGS 84 ellipsoid.</summary>
public static class Geodesy
{
    private const double A = 6378137.0;
    private const double F = 1 / 298.257223563;
    private const double B = A * (1 - F);
    private const double Radian = Math.PI / 180;

    /// <summary>The length of the shortest way between two places.</summary>
    /// <remarks>
    /// T. Vincenty, Survey Review 23 (1975) 88–93, within 0.5 mm; where its iteration does not settle (nearly
    /// antipodal places) the great circle on the mean sphere is given, within 0.6 %.
    /// </remarks>
    public static Distance Between(GeoPoint from, GeoPoint to)
    {
        if (from == to)
            return default;
        var l = Wrap(to.Longitude - from.Longitude) * Radian;
        var (sinU1, cosU1) = Reduced(from.Latitude);
        var (sinU2, cosU2) = Reduced(to.Latitude);
        var lambda = l;
        for (var i = 0; i < 100; i++)
        {
            var (sinL, cosL) = (Arithmetic.Sin(lambda), Arithmetic.Cos(lambda));
            var p = cosU2 * sinL;
            var q = (cosU1 * sinU2) - (sinU1 * cosU2 * cosL);
            var sinSigma = Math.Sqrt((p * p) + (q * q));
            if (sinSigma == 0)
                return default;
            var cosSigma = (sinU1 * sinU2) + (cosU1 * cosU2 * cosL);
            var sigma = Arithmetic.Atan2(sinSigma, cosSigma);
            var sinAlpha = cosU1 * cosU2 * sinL / sinSigma;
            var cos2Alpha = 1 - (sinAlpha * sinAlpha);
            var cos2M = cos2Alpha == 0 ? 0 : cosSigma - (2 * sinU1 * sinU2 / cos2Alpha);
            var c = F / 16 * cos2Alpha * (4 + (F * (4 - (3 * cos2Alpha))));
            var was = lambda;
            lambda =
                l
                + (
                    (1 - c)
                    * F
                    * sinAlpha
                    * (sigma + (c * sinSigma * (cos2M + (c * cosSigma * ((2 * cos2M * cos2M) - 1)))))
                );
            if (Math.Abs(lambda - was) < 1e-12)
                return Distance.FromMeters(Length(cos2Alpha, sigma, sinSigma, cosSigma, cos2M));
        }
        return GreatCircle(from, to);
    }

    /// <summary>East and north of <paramref name="origin"/> in metres, on the plane that touches the ellipsoid there.</summary>
    /// <remarks>By the ellipsoid's two radii at the origin's latitude: within 1 m up to 50 km, 0.5 % up to 500 km.</remarks>
    public static (double East, double North) Local(GeoPoint origin, GeoPoint place)
    {
        var (m, n) = MetersPerDegree(origin.Latitude);
        return (Wrap(place.Longitude - origin.Longitude) * n, (place.Latitude - origin.Latitude) * m);
    }

    /// <summary>The place that lies east and north of the origin by so many metres: the inverse of <see cref="Local"/>.</summary>
    public static GeoPoint FromLocal(GeoPoint origin, double east, double north)
    {
        var (m, n) = MetersPerDegree(origin.Latitude);
        return GeoPoint.FromLonLat(
            Wrap(origin.Longitude + (n == 0 ? 0 : east / n)),
            Math.Clamp(origin.Latitude + (north / m), -90, 90)
        );
    }

    /// <summary>The place at a bearing (degrees clockwise from true north) and range from an observer; within 1 m up to 50 km.</summary>
    public static GeoPoint Ahead(GeoPoint observer, double bearing, Distance range) =>
        FromLocal(
            observer,
            range.Meters * Arithmetic.Sin(bearing * Radian),
            range.Meters * Arithmetic.Cos(bearing * Radian)
        );

    /// <summary>How far a place is from a shape's nearest edge or point, in metres; the sign says on which side.</summary>
    /// <returns>Negative: inside an area, that far from its edge. Zero or more: outside, or a line or points.</returns>
    public static double SignedDistance(GeoPoint place, Geometry shape)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            switch (shape.GetGeometryN(i))
            {
                case Polygon polygon:
                    nearest = Math.Min(nearest, ToLine(place, polygon.ExteriorRing));
                    foreach (var hole in polygon.InteriorRings)
                        nearest = Math.Min(nearest, ToLine(place, hole));
                    break;
                case LineString line:
                    nearest = Math.Min(nearest, ToLine(place, line));
                    break;
                case Point point:
                    var (e, n) = Local(place, GeoPoint.FromLonLat(point.X, point.Y));
                    nearest = Math.Min(nearest, Math.Sqrt((e * e) + (n * n)));
                    break;
            }
        }
        return Contains(shape, place) ? -nearest : nearest;
    }

    /// <summary>True if the place lies in one of the shape's areas (edges counted by the half-open rule).</summary>
    public static bool Contains(Geometry shape, GeoPoint place)
    {
        for (var i = 0; i < shape.NumGeometries; i++)
        {
            if (
                shape.GetGeometryN(i) is Polygon polygon
                && polygon.EnvelopeInternal.Contains(place.Longitude, place.Latitude)
                && InRing(place, polygon.ExteriorRing)
                && !polygon.InteriorRings.Any(hole => InRing(place, hole))
            )
                return true;
        }
        return false;
    }

    private static bool InRing(GeoPoint place, LineString ring)
    {
        var inside = false;
        var line = ring.CoordinateSequence;
        for (int i = 0, j = line.Count - 1; i < line.Count; j = i++)
        {
            var (yi, yj) = (line.GetY(i), line.GetY(j));
            if (yi > place.Latitude != yj > place.Latitude)
            {
                var x = line.GetX(i) + ((place.Latitude - yi) / (yj - yi) * (line.GetX(j) - line.GetX(i)));
                inside ^= place.Longitude < x;
            }
        }
        return inside;
    }

    private static double ToLine(GeoPoint place, LineString line)
    {
        var (m, n) = MetersPerDegree(place.Latitude);
        var points = line.CoordinateSequence;
        var least = double.PositiveInfinity;
        for (var i = 1; i < points.Count; i++)
        {
            var (ax, ay) = ((points.GetX(i - 1) - place.Longitude) * n, (points.GetY(i - 1) - place.Latitude) * m);
            var (bx, by) = ((points.GetX(i) - place.Longitude) * n, (points.GetY(i) - place.Latitude) * m);
            var (dx, dy) = (bx - ax, by - ay);
            var square = (dx * dx) + (dy * dy);
            var t = square == 0 ? 0 : Math.Clamp(-((ax * dx) + (ay * dy)) / square, 0, 1);
            var (x, y) = (ax + (t * dx), ay + (t * dy));
            least = Math.Min(least, (x * x) + (y * y));
        }
        return Math.Sqrt(least);
    }

    private static double Length(double cos2Alpha, double sigma, double sinSigma, double cosSigma, double cos2M)
    {
        var u2 = cos2Alpha * ((A * A) - (B * B)) / (B * B);
        var ka = 1 + (u2 / 16384 * (4096 + (u2 * (-768 + (u2 * (320 - (175 * u2)))))));
        var kb = u2 / 1024 * (256 + (u2 * (-128 + (u2 * (74 - (47 * u2))))));
        var inner =
            (cosSigma * ((2 * cos2M * cos2M) - 1))
            - (kb / 6 * cos2M * ((4 * sinSigma * sinSigma) - 3) * ((4 * cos2M * cos2M) - 3));
        return B * ka * (sigma - (kb * sinSigma * (cos2M + (kb / 4 * inner))));
    }

    private static Distance GreatCircle(GeoPoint from, GeoPoint to)
    {
        var (sin1, cos1) = (Arithmetic.Sin(from.Latitude * Radian), Arithmetic.Cos(from.Latitude * Radian));
        var (sin2, cos2) = (Arithmetic.Sin(to.Latitude * Radian), Arithmetic.Cos(to.Latitude * Radian));
        var l = (to.Longitude - from.Longitude) * Radian;
        var (sinL, cosL) = (Arithmetic.Sin(l), Arithmetic.Cos(l));
        var p = cos2 * sinL;
        var q = (cos1 * sin2) - (sin1 * cos2 * cosL);
        var angle = Arithmetic.Atan2(Math.Sqrt((p * p) + (q * q)), (sin1 * sin2) + (cos1 * cos2 * cosL));
        return Distance.FromMeters(6371008.8 * angle);
    }

    private static (double Sin, double Cos) Reduced(double latitude)
    {
        var phi = latitude * Radian;
        var (y, x) = ((1 - F) * Arithmetic.Sin(phi), Arithmetic.Cos(phi));
        var r = Math.Sqrt((x * x) + (y * y));
        return (y / r, x / r);
    }

    private static (double North, double East) MetersPerDegree(double latitude)
    {
        var sin = Arithmetic.Sin(latitude * Radian);
        const double e2 = F * (2 - F);
        var w = Math.Sqrt(1 - (e2 * sin * sin));
        return (A * (1 - e2) / (w * w * w) * Radian, A / w * Arithmetic.Cos(latitude * Radian) * Radian);
    }

    private static double Wrap(double degrees) =>
        degrees > 180 ? degrees - 360
        : degrees < -180 ? degrees + 360
        : degrees;
}
