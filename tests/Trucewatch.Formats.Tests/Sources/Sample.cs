using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Space;

namespace Trucewatch.Formats.Tests.Sources;

/// <summary>A mission and its sources, for the readers' tests.</summary>
internal static class Sample
{
    public static readonly Charter Charter = new(
        "easter-2025",
        Languages.Same("Easter truce 2025"),
        Mark.Replay,
        "test.example/easter",
        "Europe/Kyiv",
        "easter-2025",
        new Interval(Instant.FromUtc(2025, 4, 19, 15, 0), Instant.FromUtc(2025, 4, 20, 21, 0)),
        new LocalDate(2025, 3, 15),
        new LocalDate(2025, 4, 30),
        [
            new(new("RU"), Side.A, Languages.Same("Russia"), ["RU MoD", "RU MFA"]),
            new(new("UA"), Side.B, Languages.Same("Ukraine"), ["UA president", "UA General Staff"]),
        ],
        [],
        new LocalTime(19, 30)
    );

    /// <summary>A zone over the whole of Ukraine and some oblasts by name.</summary>
    public static readonly ImmutableArray<Zone> Zones =
    [
        Box("UA-51", "Odesa oblast", 22, 44, 40.3, 52.4),
        Box("UA-48", "Mykolaiv oblast", 30, 46, 33, 48),
        Box("UA-12", "Dnipropetrovsk oblast", 33, 47, 37, 49),
        Box("UA-30", "Kyiv", 30, 50, 31, 51),
        Box("UA-32", "Kyiv oblast", 29, 49, 32, 52),
    ];

    public static Zone Box(string id, string name, double west, double south, double east, double north) =>
        new(
            id,
            ZoneKind.Sector,
            Languages.Same(name),
            "test",
            new Interval(Instant.FromUtc(1900, 1, 1, 0, 0), null),
            null,
            [],
            new GeometryFactory().ToGeometry(new Envelope(west, east, south, north))
        );

    public static ReadingContext Context(Charter? charter = null, params ImmutableArray<Zone> zones) =>
        new(charter ?? Charter, zones.IsDefault ? [] : zones, DefaultRules.Value);

    public static ReadingContext InUkraine() => new(Charter, Zones, DefaultRules.Value);

    public static SourcePlan Plan(SourceFormat format, params ReadOnlySpan<(string Key, string Value)> options)
    {
        var id = format.ToString().ToLowerInvariant();
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in options)
            map.Add(key, value);
        var source = new Source(
            new(id),
            Languages.Same(id),
            SourceKind.Media,
            null,
            id + "-group",
            "C3",
            Label.OpenBy(id),
            ImmutableSortedDictionary<string, Marking>.Empty,
            [],
            [],
            Distance.FromKilometers(SourceFormats.PlaceSigmaKm(format)),
            ""
        );
        return new(source, format, ["*"], false, map.ToImmutable(), SourceFormats.KnownAfter(format), null);
    }

    public static List<Intake> Read(SourcePlan plan, ReadingContext context, string text, string name = "rows.csv") =>
        Read(plan, context, Encoding.UTF8.GetBytes(text), name);

    public static List<Intake> Read(SourcePlan plan, ReadingContext context, byte[] bytes, string name = "rows.csv")
    {
        using var stream = new MemoryStream(bytes);
        return [.. SourceReader.Read(plan, context, stream, name)];
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static Observation Accepted(this IEnumerable<Intake> intakes) =>
        Assert.IsType<Intake.Accepted>(Assert.Single(intakes)).Observation;

    public static Rejection Rejected(this IEnumerable<Intake> intakes) =>
        Assert.IsType<Intake.Rejected>(Assert.Single(intakes)).Rejection;

    /// <summary>The reasons as "field problem".</summary>
    public static IEnumerable<string> Why(this Rejection rejection) =>
        rejection.Reasons.Select(r => $"{r.Field} {r.Problem}".Trim());

    public static IEnumerable<string> Codes(this Observation observation) =>
        observation.Type.Nats.Keys.Select(c => c.Text);
}
