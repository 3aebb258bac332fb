using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Tests;

/// <summary>Small makers: one sector W (and its neighbour E), two parties, one day of truce in UTC.</summary>
internal static class Sample
{
    public static readonly PartyId A = new("A");
    public static readonly PartyId B = new("B");
    public static readonly LocalDate Day = new(2026, 3, 1);
    public static readonly Instant Midnight = Instant.FromUtc(2026, 3, 1, 0, 0);
    public static readonly Rules Counting = DefaultRules.Value;
    public static readonly Code Mortar = new("K-4");
    public static readonly CodeSet Fire = CodeSet.Read("K-1 to K-12")!;
    public static readonly GeoPoint Middle = GeoPoint.FromLonLat(36.9, 48);

    public static readonly Charter Mission = new(
        "sample",
        Names("Sample"),
        Mark.Exercise,
        "trucewatch.example/sample",
        "UTC",
        "truce",
        new Interval(Midnight, Midnight + Duration.FromDays(1)),
        Day,
        Day,
        [new(A, Side.A, Names("Aurel"), []), new(B, Side.B, Names("Borrin"), [])],
        [],
        new LocalTime(19, 30)
    );

    public static ImmutableSortedDictionary<string, string> Names(string name) =>
        new[] { "de", "en", "fr", "ru", "uk" }.ToImmutableSortedDictionary(l => l, _ => name);

    public static Instant Hour(double hour) => Midnight + Duration.FromSeconds((long)(hour * 3600));

    public static Interval Hours(double from, double until) => new(Hour(from), Hour(until));

    /// <summary>A mortar impact in the middle of sector W at noon, as a camera of nobody's saw it.</summary>
    public static Observation Seen(string id, Standing standing = Standing.Seen) =>
        new(
            new(id),
            new("camera"),
            id,
            "group-" + id,
            Occurred.Between(Hour(12), Hour(12.1), Precision.Minute),
            Hour(13),
            new Place.Point(Middle, Distance.FromMeters(300)),
            "the mill",
            TypeEvidence.OneOf(Mortar),
            null,
            standing,
            null,
            null,
            0,
            Label.Of("camera", Marking.Mission),
            ImmutableSortedDictionary<string, Detail>.Empty
        );

    public static Observation Alleged(string id, PartyId accused) =>
        Seen(id, Standing.Alleged) with
        {
            Accused = accused,
        };

    /// <summary>A camera that sees nine of ten acts of fire in sector W, all day, of anybody.</summary>
    public static Source Camera(string id = "camera", double chance = 0.9) =>
        new(
            new(id),
            Names("Camera"),
            SourceKind.Camera,
            null,
            id,
            "B2",
            Label.Of(id, Marking.Mission),
            ImmutableSortedDictionary<string, Marking>.Empty,
            [new(["W", "E"], CodeSet.All, chance, [], null, null, null)],
            [],
            Distance.FromMeters(300),
            "invented"
        );

    public static Zone Sector(string id, double west, double east) =>
        new(
            id,
            ZoneKind.Sector,
            Names(id),
            "commission",
            new Interval(null, null),
            null,
            [],
            new Polygon(
                new LinearRing([new(west, 47.9), new(east, 47.9), new(east, 48.1), new(west, 48.1), new(west, 47.9)])
            )
        );

    public static readonly Provision NoFire = new(
        "2(1)",
        "Cessation of fire",
        "No fire.",
        "each party must not do fire",
        new Norm.Forbid(
            new Bearer.EachParty(),
            new Formula.All([new Formula.Fact("fire", Fire, [new("by", new Operand.Variable("party"))])])
        ),
        [],
        new Validity(null, null),
        new ProofNeeded(Standard.ReasonableGrounds, 1),
        new BreachRule(Fire, null),
        new TextSpan("agreement/main.md", 1, 1)
    );

    public static TruceClaim Signed(PartyId party) =>
        new(
            "claim-" + party,
            "truce",
            party.Code,
            ClaimAct.Accepts,
            TruceKind.Signed,
            [A, B],
            Midnight - Duration.FromDays(1),
            null,
            "all",
            CodeSet.All,
            "",
            "UTC",
            Midnight - Duration.FromDays(1),
            ""
        );

    public static RegisteredAct Attributed(string about, PartyId? to, Standard standard = Standard.ReasonableGrounds) =>
        new RegisteredAct.Attribution("act-" + about, Hour(20), "", "commission", "camera:" + about, to, standard, "");

    public static RegisteredAct Verified(string about, bool holds) =>
        new RegisteredAct.Verification("visit-" + about, Hour(20), "", "commission", "camera:" + about, holds, "");
}
