using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Coverage;
using Trucewatch.Incidents;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Verdicts;

public sealed class PlacingTests
{
    /// <summary>A degree of longitude is 40 km long at 69° N: nine kilometres are more of one than farther south.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    [InlineData(69)]
    [InlineData(-75)]
    [InlineData(88)]
    public void Nine_kilometres_are_within_ten_at_every_latitude(double latitude)
    {
        var zone = Sector("N", 0, 0) with { Shape = Square(30, latitude) };
        var edge = GeoPoint.FromLonLat(30.01, latitude);
        var incident = At(Geodesy.Ahead(edge, 90, Distance.FromMeters(9_000)));
        Assert.Equal(Answer.Yes, Of(zone).Near(incident, "N", Distance.FromMeters(10_000)));
        Assert.Equal(Answer.No, Of(zone).Near(incident, "N", Distance.FromMeters(8_000)));
    }

    [Fact]
    public void A_second_claimed_outline_never_adds_to_what_is_surely_inside_or_outside()
    {
        var random = new Random(20_260_106);
        var unsettled = 0;
        for (var i = 0; i < 500; i++)
        {
            var one = Sector("N", 0, 0) with { Shape = Square(30 + Some(), 48 + Some()) };
            var other = one with { Drawer = "PTB", Shape = Square(30 + Some(), 48 + Some()) };
            var incident = At(GeoPoint.FromLonLat(30.01 + Some(), 48.01 + Some()));
            var bound = Distance.FromMeters(random.Next(3) * 300);
            var alone = Of(one).Near(incident, "N", bound);
            var beside = Of(one, other).Near(incident, "N", bound);
            Assert.True(beside == alone || beside == Answer.Unclear, $"case {i}: {alone}, and with another {beside}");
            Assert.Equal(beside, Of(other, one).Near(incident, "N", bound));
            unsettled += beside == alone ? 0 : 1;
        }
        Assert.True(unsettled > 50, $"the other outline mattered in {unsettled} cases only");

        double Some() => random.NextDouble() / 100;
    }

    private static Incident At(GeoPoint at) =>
        Fusion.Fuse([Seen("1") with { Place = new Place.Point(at, Distance.FromMeters(100)) }], Counting).Single();

    private static Polygon Square(double west, double south)
    {
        var (east, north) = (west + 0.01, south + 0.01);
        return new(
            new LinearRing([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)])
        );
    }

    private static Placing Of(params ImmutableArray<Zone> zones) =>
        new(
            new Facts(
                Mission,
                Counting,
                zones,
                [],
                [],
                [],
                ImmutableDictionary<IncidentId, Attributed>.Empty,
                new CoverageLedger([], [], Counting, DateTimeZone.Utc),
                ImmutableDictionary<IncidentId, PartyId>.Empty,
                Midnight
            )
        );
}
