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

    private static Incident At(GeoPoint at) =>
        Fusion.Fuse([Seen("1") with { Place = new Place.Point(at, Distance.FromMeters(100)) }], Counting).Single();

    private static Polygon Square(double west, double south)
    {
        var (east, north) = (west + 0.01, south + 0.01);
        return new(
            new LinearRing([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)])
        );
    }

    private static Placing Of(Zone zone) =>
        new(
            new Facts(
                Mission,
                Counting,
                [zone],
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
