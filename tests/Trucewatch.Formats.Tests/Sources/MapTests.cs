using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Observations;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class MapTests
{
    private const string Square =
        """{"type": "Polygon", "coordinates": [[[30, 50], [31, 50], [31, 51], [30, 51], [30, 50]]]}""";

    private static string Map(string properties, string geometry = Square, string name = "m") =>
        $$$"""
            {"type": "FeatureCollection", "name": "{{{name}}}", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
             "features": [{"type": "Feature", "properties": {{{properties}}}, "geometry": {{{geometry}}}}]}
            """;

    private static List<Intake> Read(
        SourceFormat format,
        string map,
        string name,
        params ReadOnlySpan<(string, string)> options
    ) => Sample.Read(Sample.Plan(format, options), Sample.Context(), map, name);

    [Theory]
    [InlineData("\"\\uD800\"")]
    [InlineData("\"\u00EA\"")] // one byte of Latin-1
    public void Text_that_is_none_rejects_the_file_and_does_not_throw(string name)
    {
        var json = System.Text.Encoding.Latin1.GetBytes(
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"name\":"
                + name
                + "}}]}"
        );
        foreach (var format in (SourceFormat[])[SourceFormat.DeepState, SourceFormat.Boundaries])
        {
            var read = Sample.Read(Sample.Plan(format), Sample.InUkraine(), json, "map_2025-04-19.geojson");
            Assert.Contains("broken_text", Assert.IsType<Intake.Rejected>(Assert.Single(read)).Rejection.Why().First());
        }
    }

    [Fact]
    public void A_days_area_holds_for_its_day_and_is_known_at_three_in_the_morning()
    {
        var drawn = Assert.IsType<Intake.Drawn>(
            Assert.Single(
                Read(
                    SourceFormat.DeepState,
                    Map("{}"),
                    "x/deepstatemap_data_20250420.geojson.gz",
                    ("zone_id", "held-area")
                )
            )
        );
        Assert.Equal(Instant.FromUtc(2025, 4, 20, 3, 0), drawn.At);
        Assert.Equal(("held-area", ZoneKind.Area, "deepstate"), (drawn.Zone.Id, drawn.Zone.Kind, drawn.Zone.Drawer));
        Assert.Equal(Sample.Charter.SpanOf(new(2025, 4, 20)), drawn.Zone.Valid);
    }

    [Fact]
    public void The_date_may_stand_in_the_file_instead()
    {
        Assert.Single(Read(SourceFormat.DeepState, Map("{}", name: "map_20250420"), "-").OfType<Intake.Drawn>());
        Assert.Equal(["name malformed"], Read(SourceFormat.DeepState, Map("{}"), "map.geojson").Rejected().Why());
        Assert.Empty(Read(SourceFormat.DeepState, Map("{}"), "map_20260420.geojson"));
    }

    [Fact]
    public void A_map_that_is_none_is_rejected()
    {
        Assert.Equal(["bad_json"], Read(SourceFormat.DeepState, "{\n\n\"a\": }", "map_20250420").Rejected().Why());
        Assert.Equal(3, Read(SourceFormat.DeepState, "{\n\n\"a\": }", "map_20250420").Rejected().Line);
        Assert.Equal(["features not_this_format"], Read(SourceFormat.Boundaries, "[]", "b").Rejected().Why());
        Assert.Equal(
            ["geometry malformed", "ADMIN_1 missing"],
            Read(SourceFormat.Boundaries, Map("{}", """{"type": "Polygon", "coordinates": [[[1]]]}"""), "b")
                .Rejected()
                .Why()
        );
        Assert.Equal(
            ["geometry out_of_range"],
            Read(
                    SourceFormat.Boundaries,
                    Map("""{"name": "a"}""", """{"type": "Point", "coordinates": [200, 1]}"""),
                    "b"
                )
                .Rejected()
                .Why()
        );
    }

    [Fact]
    public void A_torn_map_is_rejected()
    {
        var packed = Sample.Gzip(System.Text.Encoding.UTF8.GetBytes(Map("{}")));
        var read = Sample.Read(Sample.Plan(SourceFormat.Boundaries), Sample.Context(), packed[..^20], "b");
        Assert.Equal(["torn_gzip"], read.Rejected().Why());
    }

    [Theory]
    [InlineData("Одеська область", "UA-51")]
    [InlineData("Odessa oblast", "UA-51")]
    [InlineData("Місто Київ", "UA-30")]
    [InlineData("Île-de-France", "ucele-de-france")]
    [InlineData("Nord (59)", "nord-59")]
    public void A_unit_has_its_code_or_an_id_made_from_its_name(string name, string id)
    {
        var zone = Assert
            .IsType<Intake.Drawn>(
                Assert.Single(
                    Read(SourceFormat.Boundaries, Map($$"""{"ADMIN_1": "{{name}}"}"""), "b", ("kind", "region"))
                )
            )
            .Zone;
        Assert.Equal((id, ZoneKind.Region), (zone.Id, zone.Kind));
        Assert.Equal(5, zone.Name.Count);
    }

    [Fact]
    public void Plants_are_drawn_by_class_and_their_names_are_not_kept()
    {
        var read = Read(
            SourceFormat.EnergyFacilities,
            "name,latitude,longitude,primary_fuel\nSecret one,50,30,Coal\nSecret two,51,31,Hydro\nSecret three,0,0,Hydro\n",
            "p.csv"
        );
        Assert.Equal(
            ["facility-coal", "facility-hydro", "listed-facilities"],
            read.OfType<Intake.Drawn>().Select(d => d.Zone.Id).Order(StringComparer.Ordinal)
        );
        Assert.All(
            read.OfType<Intake.Drawn>(),
            d => Assert.DoesNotContain("Secret", string.Concat(d.Zone.Name.Values.Concat(d.Zone.Aliases)))
        );
        Assert.Single(read.OfType<Intake.Rejected>());
    }
}
