using System.Diagnostics;
using System.Globalization;
using NetTopologySuite.Geometries;
using Trucewatch.Space;

namespace Trucewatch.Tests.Space;

public sealed class GeodesyTests
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Meridian and equator of WGS 84 (NGA.STND.0036): a quarter meridian is 10 001 965.729 m.</summary>
    [Theory]
    [InlineData(0, 0, 0, 90, 10_001_965.729)]
    [InlineData(0, 0, 1, 0, 111_319.491)]
    [InlineData(0, 0, 0, 1, 110_574.389)]
    [InlineData(0, -90, 0, 0, 10_001_965.729)]
    [InlineData(179.5, 0, -179.5, 0, 111_319.491)]
    public void Known_distances_come_out(double fromLon, double fromLat, double toLon, double toLat, double meters) =>
        Assert.Equal(meters, Geodesy.Between(At(fromLon, fromLat), At(toLon, toLat)).Meters, 0.001);

    /// <summary>Vincenty's own example: Flinders Peak to Buninyong on WGS 84/GRS 80 (Geoscience Australia).</summary>
    [Fact]
    public void Flinders_Peak_to_Buninyong_is_as_published() =>
        Assert.Equal(
            54_972.271,
            Geodesy.Between(At(144.424_867_89, -37.951_033_417), At(143.926_495_528, -37.652_821_139)).Meters,
            0.001
        );

    [Fact]
    public void A_place_has_no_distance_from_itself() => Assert.Equal(default, Geodesy.Between(At(24, 50), At(24, 50)));

    [Fact]
    public void There_and_back_is_the_same_to_a_micrometre()
    {
        foreach (var (a, b) in Pairs(500))
            Assert.Equal(Geodesy.Between(a, b).Meters, Geodesy.Between(b, a).Meters, 1e-6);
    }

    [Fact]
    public void The_ellipsoid_lies_within_the_bounds_of_two_spheres()
    {
        // Radii of curvature of WGS 84 run from 6335.4 km (meridian at the equator) to 6399.6 km (at the pole).
        foreach (var (a, b) in Pairs(500))
        {
            var angle = Angle(a, b);
            Assert.InRange(Geodesy.Between(a, b).Meters, angle * 6_335_000, angle * 6_400_000);
        }
    }

    [Fact]
    public void Nearly_antipodal_places_have_a_distance_too() =>
        Assert.InRange(Geodesy.Between(At(0, 0.2), At(179.8, -0.1)).Meters, 19_800_000, 20_100_000);

    [Fact]
    public void Two_hundred_pairs_agree_with_GeographicLib_to_a_millimetre()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "GeodSolve"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "GeodSolve is not on the PATH: install geographiclib-tools.");

        // The iteration of Vincenty gives no answer near the antipode: those pairs are told apart in the contract.
        var pairs = Pairs(400).Where(p => Angle(p.From, p.To) < 3).Take(200).ToList();
        var theirs = Solve(program!, pairs);
        for (var i = 0; i < pairs.Count; i++)
            Assert.Equal(theirs[i], Geodesy.Between(pairs[i].From, pairs[i].To).Meters, 0.001);
    }

    [Fact]
    public void Local_metres_and_back_is_the_same_place()
    {
        var random = new Random(3);
        foreach (var (origin, _) in Pairs(200).Where(p => Math.Abs(p.From.Latitude) < 80))
        {
            var (east, north) = (random.NextDouble() * 40_000, random.NextDouble() * 40_000);
            var (backEast, backNorth) = Geodesy.Local(origin, Geodesy.FromLocal(origin, east, north));
            Assert.Equal(east, backEast, 1e-4);
            Assert.Equal(north, backNorth, 1e-4);
        }
    }

    [Theory]
    [InlineData(0, 48)]
    [InlineData(90, 48)]
    [InlineData(225, 48)]
    [InlineData(310, 65)]
    public void Local_metres_are_those_of_the_ellipsoid_near_by(double bearing, double latitude)
    {
        var origin = At(37, latitude);
        var ahead = Geodesy.Ahead(origin, bearing, Distance.FromKilometers(5));
        Assert.Equal(5000, Geodesy.Between(origin, ahead).Meters, 5.0);
    }

    [Fact]
    public void North_is_up_and_east_is_right()
    {
        var origin = At(37, 48);
        Assert.True(Geodesy.Ahead(origin, 0, Distance.FromKilometers(1)).Latitude > 48);
        Assert.True(Geodesy.Ahead(origin, 90, Distance.FromKilometers(1)).Longitude > 37);
        Assert.Equal(48, Geodesy.Ahead(origin, 90, Distance.FromKilometers(1)).Latitude, 1e-9);
    }

    [Fact]
    public void Inside_is_negative_and_outside_is_positive()
    {
        var square = Square(37, 48, 0.1);
        Assert.Equal(-5559, Geodesy.SignedDistance(At(37, 48.05), square), 10.0);
        Assert.Equal(11_119, Geodesy.SignedDistance(At(37, 48.2), square), 10.0);
        Assert.True(Geodesy.Contains(square, At(37, 48)));
        Assert.False(Geodesy.Contains(square, At(37, 48.2)));
    }

    [Fact]
    public void A_hole_is_outside()
    {
        var (outer, inner) = (Square(37, 48, 0.2), Square(37, 48, 0.1));
        var ring = new Polygon((LinearRing)outer.ExteriorRing, [(LinearRing)inner.ExteriorRing]);
        Assert.False(Geodesy.Contains(ring, At(37, 48)));
        Assert.True(Geodesy.SignedDistance(At(37, 48), ring) > 0);
        Assert.True(Geodesy.Contains(ring, At(37.15, 48)));
    }

    [Fact]
    public void Squares_that_share_an_edge_share_no_place()
    {
        var (west, east) = (Square(36.9, 48, 0.1), Square(37.1, 48, 0.1));
        var edge = At(37, 48.01);
        Assert.Equal(1, (Geodesy.Contains(west, edge) ? 1 : 0) + (Geodesy.Contains(east, edge) ? 1 : 0));
    }

    [Theory]
    [InlineData(181, 0)]
    [InlineData(0, 91)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void What_is_no_place_is_refused(double longitude, double latitude) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => At(longitude, latitude));

    private static GeoPoint At(double longitude, double latitude) => GeoPoint.FromLonLat(longitude, latitude);

    private static Polygon Square(double longitude, double latitude, double half) =>
        new(
            new LinearRing([
                new(longitude - half, latitude - half),
                new(longitude + half, latitude - half),
                new(longitude + half, latitude + half),
                new(longitude - half, latitude + half),
                new(longitude - half, latitude - half),
            ])
        );

    private static IEnumerable<(GeoPoint From, GeoPoint To)> Pairs(int count)
    {
        var random = new Random(7);
        for (var i = 0; i < count; i++)
            yield return (Draw(), Draw());

        GeoPoint Draw() => At((random.NextDouble() * 360) - 180, (random.NextDouble() * 180) - 90);
    }

    private static double Angle(GeoPoint a, GeoPoint b)
    {
        const double radian = Math.PI / 180;
        var half = Math.Sin((b.Latitude - a.Latitude) * radian / 2);
        var across = Math.Sin((b.Longitude - a.Longitude) * radian / 2);
        var h = (half * half) + (Math.Cos(a.Latitude * radian) * Math.Cos(b.Latitude * radian) * across * across);
        return 2 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static List<double> Solve(string program, List<(GeoPoint From, GeoPoint To)> pairs)
    {
        using var solver = Process.Start(
            new ProcessStartInfo(program, "-i -p 6")
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var answers = solver.StandardOutput.ReadToEndAsync();
        foreach (var (from, to) in pairs)
            solver.StandardInput.WriteLine(
                string.Create(Plain, $"{from.Latitude:F15} {from.Longitude:F15} {to.Latitude:F15} {to.Longitude:F15}")
            );
        solver.StandardInput.Close();
        return
        [
            .. answers
                .Result.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => double.Parse(line.Split(' ')[2], Plain)),
        ];
    }
}
