using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;

namespace Trucewatch.Space;

/// <summary>A place on the earth: WGS 84, decimal degrees.</summary>
/// <remarks>
/// Longitude comes first, as in GeoJSON (RFC 7946 §3.1.1) and PostGIS. GML, EXIF and most field forms put latitude
/// first; their readers turn it round at the border, and no other code does.
/// A class, so that a forgotten point is null and not a place in the Gulf of Guinea.
/// </remarks>
public sealed record GeoPoint
{
    private GeoPoint(double longitude, double latitude) => (Longitude, Latitude) = (longitude, latitude);

    /// <summary>East of Greenwich, −180 to 180, degrees.</summary>
    public double Longitude { get; }

    /// <summary>North of the equator, −90 to 90, degrees.</summary>
    public double Latitude { get; }

    /// <summary>A place from longitude and latitude, in that order, in decimal degrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range, infinite or not a number.</exception>
    public static GeoPoint FromLonLat(double longitude, double latitude)
    {
        if (!(longitude is >= -180 and <= 180))
            throw new ArgumentOutOfRangeException(
                nameof(longitude),
                longitude,
                "longitude must be −180 to 180 degrees"
            );
        if (!(latitude is >= -90 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "latitude must be −90 to 90 degrees");
        return new(longitude, latitude);
    }

    /// <summary>The same place as a coordinate of the geometry library (x = longitude, y = latitude).</summary>
    public Coordinate ToCoordinate() => new(Longitude, Latitude);
}

/// <summary>A length over the ground in metres. Never negative; the default is zero.</summary>
public readonly record struct Distance : IComparable<Distance>
{
    private Distance(double meters) => Meters = meters;

    /// <summary>Metres.</summary>
    public double Meters { get; }

    /// <summary>A distance in metres.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, infinite or not a number.</exception>
    public static Distance FromMeters(double meters) =>
        meters >= 0 && double.IsFinite(meters)
            ? new(meters)
            : throw new ArgumentOutOfRangeException(nameof(meters), meters, "a distance is 0 m or more");

    /// <summary>A distance in kilometres.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, infinite or not a number.</exception>
    public static Distance FromKilometers(double kilometers) => FromMeters(kilometers * 1000);

    /// <inheritdoc />
    public int CompareTo(Distance other) => Meters.CompareTo(other.Meters);

    /// <summary>Shorter.</summary>
    public static bool operator <(Distance left, Distance right) => left.Meters < right.Meters;

    /// <summary>Longer.</summary>
    public static bool operator >(Distance left, Distance right) => left.Meters > right.Meters;

    /// <summary>Shorter or equal.</summary>
    public static bool operator <=(Distance left, Distance right) => left.Meters <= right.Meters;

    /// <summary>Longer or equal.</summary>
    public static bool operator >=(Distance left, Distance right) => left.Meters >= right.Meters;
}

/// <summary>Where something happened, as far as anybody can say.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Place.Point), "point")]
[JsonDerivedType(typeof(Place.Sector), "sector")]
[JsonDerivedType(typeof(Place.Areas), "areas")]
[JsonDerivedType(typeof(Place.Unknown), "unknown")]
public abstract record Place
{
    private Place() { }

    /// <summary>A point with an error, one standard deviation along each axis.</summary>
    public sealed record Point(GeoPoint At, Distance Sigma) : Place
    {
        /// <summary>The radius inside which it lies with 95 %: 2.448 σ, the 95th percentile of a Rayleigh distribution.</summary>
        public Distance Uncertainty => Distance.FromMeters(2.4477468306808166 * Sigma.Meters);
    }

    /// <summary>A direction from an observer: somewhere in the wedge.</summary>
    /// <param name="Observer">Where the observer stood.</param>
    /// <param name="Bearing">Degrees clockwise from true north, 0 to 360.</param>
    /// <param name="BearingSigma">One standard deviation of the bearing, degrees.</param>
    /// <param name="Nearest">The near end.</param>
    /// <param name="Farthest">The far end.</param>
    public sealed record Sector(
        GeoPoint Observer,
        double Bearing,
        double BearingSigma,
        Distance Nearest,
        Distance Farthest
    ) : Place;

    /// <summary>Somewhere in one of these named areas, such as a district or an oblast.</summary>
    /// <param name="Zones">The ids of the zones whose union it is.</param>
    public sealed record Areas(System.Collections.Immutable.ImmutableArray<string> Zones) : Place;

    /// <summary>Nobody said where.</summary>
    public sealed record Unknown : Place;
}
