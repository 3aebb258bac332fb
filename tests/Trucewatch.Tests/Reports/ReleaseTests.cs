using Trucewatch.Labels;
using Trucewatch.Reports;
using Trucewatch.Space;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Reports;

public sealed class ReleaseTests
{
    private static readonly Place Exact = new Place.Point(
        GeoPoint.FromLonLat(36.912_34, 48.012_34),
        Distance.FromMeters(50)
    );

    public static TheoryData<Audience> Below => [.. Enum.GetValues<Audience>().Where(a => a != Audience.Mission)];

    [Theory]
    [MemberData(nameof(Below))]
    public void Below_the_mechanism_no_place_is_finer_than_the_grid(Audience audience)
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var at = GeoPoint.FromLonLat(22 + (random.NextDouble() * 18), 44 + (random.NextDouble() * 8));
            var told = Assert.IsType<Place.Point>(Where(audience, new Place.Point(at, Distance.FromMeters(1))));
            Assert.True(told.Sigma.Meters >= Counting.PublicGrid.Meters / 2);
            // The circle that is told holds the place, so that nobody is sent to the wrong square.
            Assert.True(Geodesy.Between(at, told.At) <= told.Uncertainty);
        }
    }

    [Fact]
    public void All_places_of_one_square_are_told_alike()
    {
        var origin = Assert.IsType<Place.Point>(Where(Audience.Public, Exact)).At;
        var near = new Place.Point(
            GeoPoint.FromLonLat(origin.Longitude + 0.001, origin.Latitude - 0.001),
            Distance.FromMeters(7)
        );
        Assert.Equal(Where(Audience.Public, Exact), Where(Audience.Public, near));
    }

    [Fact]
    public void Telling_twice_tells_no_more() =>
        Assert.Equal(Where(Audience.Public, Exact), Where(Audience.Public, Where(Audience.Public, Exact)));

    [Fact]
    public void A_coarser_place_stays_as_coarse()
    {
        var vague = new Place.Point(GeoPoint.FromLonLat(36.9, 48), Distance.FromKilometers(40));
        Assert.Equal(40_000, Assert.IsType<Place.Point>(Where(Audience.Public, vague)).Sigma.Meters);
    }

    [Theory]
    [MemberData(nameof(Below))]
    public void Where_somebody_stood_and_listened_is_told_to_nobody_below(Audience audience) =>
        Assert.IsType<Place.Unknown>(
            Where(
                audience,
                new Place.Sector(
                    GeoPoint.FromLonLat(36.9, 48),
                    45,
                    3,
                    Distance.FromKilometers(1),
                    Distance.FromKilometers(5)
                )
            )
        );

    [Fact]
    public void The_mechanism_sees_the_place_as_it_is() => Assert.Equal(Exact, Where(Audience.Mission, Exact));

    [Theory]
    [InlineData(Audience.Public, 3, true, "< 5")]
    [InlineData(Audience.Public, 1, true, "< 5")]
    [InlineData(Audience.Public, 0, true, "0")]
    [InlineData(Audience.Public, 5, true, "5")]
    [InlineData(Audience.Public, 3, false, "3")]
    [InlineData(Audience.Mission, 3, true, "3")]
    public void Small_counts_that_hold_something_hidden_are_told_roughly(
        Audience audience,
        int count,
        bool hidden,
        string told
    ) => Assert.Equal(told, Release.Count(new Viewer(audience), count, hidden));

    private static Place Where(Audience audience, Place place) => Release.Where(new Viewer(audience), place, Counting);
}
