using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Space;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Sources;

/// <summary>The numbers of the real data, as they were counted by other means.</summary>
public sealed class RealDataTests
{
    private static readonly DateTimeZone Kyiv = Sample.Charter.TimeZone;

    private static IReadOnlyList<Intake> Read(SourcePlan plan, ReadingContext context, params string[] files) =>
        SourceReader.Read(plan with { Files = [.. files] }, context, Shared.Find("data"));

    private static ReadingContext From(LocalDate first, LocalDate last) =>
        Sample.Context(Sample.Charter with { FirstDay = first, LastDay = last });

    private static LocalDate Day(Observation observation) => observation.Occurred.Middle.InZone(Kyiv).Date;

    [Fact]
    public void Viina_has_8979_rows_in_two_months_and_8973_of_them_differ()
    {
        var context = From(new(2025, 3, 1), new(2025, 4, 30));
        var read = Read(
            Sample.Plan(SourceFormat.Viina),
            context,
            "viina/viina_incidents_202503.csv.gz",
            "viina/viina_incidents_202504.csv.gz"
        );
        var rows = read.OfType<Intake.Accepted>().Select(a => a.Observation).ToList();
        Assert.Empty(read.OfType<Intake.Rejected>());
        Assert.Equal(8973, rows.Count);
        Assert.Equal(8979, rows.Sum(r => 1 + r.Repeats) + context.Skipped);
        Assert.Equal(0, context.Skipped);

        var fire = rows.Where(r => Labels(r).Any(l => l is "artillery" or "uav" or "airstrike"));
        var perDay = fire.CountBy(Day).ToDictionary();
        Assert.Equal(3, perDay[new(2025, 4, 20)]);
        var before = perDay
            .Where(d => d.Key >= new LocalDate(2025, 3, 20) && d.Key <= new LocalDate(2025, 4, 18))
            .Sum(d => d.Value);
        Assert.Equal(27.7, before / 30.0, 0.05);
    }

    private static string[] Labels(Observation row) =>
        row.Details.TryGetValue("labels", out var labels) ? labels.Value.Split(", ") : [];

    [Fact]
    public void Reading_viina_twice_gives_the_same_ids()
    {
        var plan = Sample.Plan(SourceFormat.Viina);
        var (one, two) = (Ids(), Ids());
        Assert.NotEmpty(one);
        Assert.Equal(one, two);

        List<ObservationId> Ids() =>
            [
                .. Read(plan, Sample.Context(), "viina/viina_incidents_202504.csv.gz")
                    .OfType<Intake.Accepted>()
                    .Select(a => a.Observation.Id),
            ];
    }

    [Fact]
    public void Every_day_has_strikes_but_the_two_days_of_the_truce()
    {
        var read = Strikes(Sample.InUkraine());
        Assert.Empty(read.OfType<Intake.Rejected>());
        var rows = read.OfType<Intake.Accepted>().Select(a => a.Observation).ToList();
        Assert.Equal(161, rows.Count);
        var days = rows.Select(r => r.Occurred.Start.InZone(Kyiv).Date).ToHashSet();
        var without = Enumerable.Range(0, 47).Select(new LocalDate(2025, 3, 15).PlusDays).Where(d => !days.Contains(d));
        Assert.Equal([new(2025, 4, 19), new(2025, 4, 20)], without);
    }

    [Fact]
    public void Every_strike_of_all_years_is_read()
    {
        var context = Sample.Context(Sample.Charter with { FirstDay = new(2022, 1, 1), LastDay = new(2026, 1, 1) });
        var read = Strikes(context);
        var rejected = read.OfType<Intake.Rejected>().Select(r => r.Rejection).ToList();
        Assert.All(rejected, r => Assert.Contains(r.Reasons, x => x.Problem is "conflict" or "ends_before_start"));
        Assert.Equal(3145, read.OfType<Intake.Accepted>().Sum(a => 1 + a.Observation.Repeats) + rejected.Count);
        Assert.DoesNotContain(read.OfType<Intake.Accepted>(), a => a.Observation.Details.ContainsKey("unknown_weapon"));
    }

    private static IReadOnlyList<Intake> Strikes(ReadingContext context) =>
        Read(
            Sample.Plan(SourceFormat.LongRangeStrikes, ("accused", "RU")),
            context,
            "long-range-strikes/missile_attacks_daily.csv.gz"
        );

    [Fact]
    public void Twenty_eight_counts_speak_of_the_truce()
    {
        var context = Sample.Context();
        var read = Read(Sample.Plan(SourceFormat.PartyClaims), context, "party-claims/claims.csv");
        Assert.Equal(28, read.Count);
        Assert.Equal(7, context.Skipped);
        var counts = read.Select(i => Assert.IsType<Intake.Counted>(i).Count).ToList();
        var total = counts.Single(c => c is { Category: "total", Count: 4900 });
        Assert.Equal(("RU", "UA"), (total.By.Code, total.Accused.Code));
        Assert.Equal(
            (Instant.FromUtc(2025, 4, 19, 15, 0), Instant.FromUtc(2025, 4, 20, 21, 0)),
            (total.From, total.Until)
        );
        Assert.Equal(2, counts.Count(c => c.Until is null));
    }

    [Fact]
    public void The_truce_is_declared_by_one_and_mirrored_by_the_other()
    {
        var read = Read(Sample.Plan(SourceFormat.TruceWindows), Sample.Context(), "party-claims/truce_windows.csv");
        var claims = read.Select(i => Assert.IsType<Intake.Claimed>(i).Claim).ToList();
        Assert.Equal(
            ["U Declares RU", "R Accepts UA"],
            claims.Select(c => $"{c.Kind.ToString()[0]} {c.Act} {c.Claimant}")
        );
    }

    [Fact]
    public void Satellites_saw_245_and_292_places_and_nothing_of_the_19th()
    {
        var read = Read(
            Sample.Plan(SourceFormat.FirmsSnapshots),
            Sample.Context(),
            "firms-ukraine/full-columns/modis_snapshots_2022-2025.csv",
            "firms-ukraine/full-columns/modis_snapshots_coverage.csv"
        );
        Assert.Empty(read.OfType<Intake.Rejected>());
        var perDay = read.OfType<Intake.Batched>()
            .SelectMany(b => b.Batch.Readings)
            .CountBy(r => (r.Occurred.End - Duration.FromMinutes(1)).InUtc().Date)
            .ToDictionary();
        Assert.Equal((245, 292), (perDay[new(2025, 4, 20)], perDay[new(2025, 4, 21)]));

        var looked = read.OfType<Intake.DayLooked>().Select(d => d.Looked).ToDictionary(l => l.Day);
        Assert.Equal(47, looked.Count);
        Assert.Equal(("few_rows", 0), (looked[new(2025, 4, 19)].Why, looked[new(2025, 4, 19)].Hours.Length));
        Assert.Equal("no_snapshot", looked[new(2025, 3, 20)].Why);
        Assert.Equal([3, 10, 11, 14, 16, 21], looked[new(2025, 4, 20)].Hours);
        Assert.Equal("", looked[new(2025, 4, 20)].Why);
    }

    [Fact]
    public void The_map_lacks_two_days_and_the_day_before_holds_on()
    {
        var read = Read(
            Sample.Plan(SourceFormat.DeepState),
            Sample.Context(),
            "deepstate-frontline/deepstatemap_data_2025*.geojson.gz"
        );
        var drawn = read.Select(i => Assert.IsType<Intake.Drawn>(i)).ToList();
        var days = drawn.Select(d => d.At.InUtc().Date).ToHashSet();
        var without = Enumerable.Range(0, 47).Select(new LocalDate(2025, 3, 15).PlusDays).Where(d => !days.Contains(d));
        Assert.Equal([new(2025, 3, 31), new(2025, 4, 1)], without);
        var held = drawn.Single(d => d.At.InUtc().Date == new LocalDate(2025, 3, 30));
        Assert.Equal(Sample.Charter.SpanOf(new(2025, 4, 1)).End, held.Zone.Valid.End);
        Assert.All(drawn, d => Assert.True(d.Zone.Shape.IsValid));
        Assert.All(drawn, d => Assert.InRange(d.Zone.Shape.NumPoints, 100, 3000));
        Assert.True(Geodesy.Contains(held.Zone.Shape, GeoPoint.FromLonLat(37.8, 48.0)), "Donetsk");
        Assert.False(Geodesy.Contains(held.Zone.Shape, GeoPoint.FromLonLat(30.5, 50.4)), "Kyiv");
    }

    [Fact]
    public void There_are_27_oblasts_with_their_codes_and_names()
    {
        var read = Read(
            Sample.Plan(SourceFormat.Boundaries),
            Sample.Context(),
            "boundaries-gazetteer/oblast_minregion_2020.geojson.gz"
        );
        var zones = read.Select(i => Assert.IsType<Intake.Drawn>(i).Zone).ToList();
        Assert.Equal(27, zones.Count);
        Assert.Equal(27, zones.Select(z => z.Id).Distinct().Count());
        Assert.All(zones, z => Assert.StartsWith("UA-", z.Id));
        Assert.All(zones, z => Assert.True(z.Shape.IsValid, z.Id));
        Assert.All(zones, z => Assert.Equal(5, z.Name.Values.Distinct().Count() >= 2 ? 5 : 0));
        var odesa = zones.Single(z => z.Id == "UA-51");
        Assert.Equal(
            ["Oblast Odessa", "Odesa oblast", "Oblast d’Odessa", "Одесская область", "Одеська область"],
            odesa.Name.Values
        );
        Assert.True(Geodesy.Contains(odesa.Shape, GeoPoint.FromLonLat(30.72, 46.48)));
        Assert.InRange(zones.Sum(z => z.Shape.NumPoints), 1000, 20_000);
    }

    [Fact]
    public void Strikes_fall_in_the_oblasts_that_they_name()
    {
        var context = Sample.Context();
        var oblasts = Read(
            Sample.Plan(SourceFormat.Boundaries),
            context,
            "boundaries-gazetteer/oblast_minregion_2020.geojson.gz"
        );
        foreach (var drawn in oblasts.OfType<Intake.Drawn>())
            context.Add(drawn.Zone);
        var named = Strikes(context)
            .OfType<Intake.Accepted>()
            .Select(a => a.Observation)
            .Where(o => o.Place is Place.Areas);
        Assert.NotEmpty(named);
        Assert.All(named, o => Assert.All(((Place.Areas)o.Place).Zones, z => Assert.StartsWith("UA-", z)));
    }

    [Fact]
    public void The_list_of_facilities_has_64_places_in_five_classes()
    {
        var read = Read(
            Sample.Plan(SourceFormat.EnergyFacilities),
            Sample.Context(),
            "energy-facilities/global_power_plant_database_ukraine.csv"
        );
        var zones = read.Select(i => Assert.IsType<Intake.Drawn>(i).Zone)
            .ToDictionary(z => z.Id, z => z.Shape.NumGeometries);
        Assert.Equal(64, zones["listed-facilities"]);
        Assert.Equal(
            (21, 2, 10, 4, 27),
            (
                zones["facility-coal"],
                zones["facility-gas"],
                zones["facility-hydro"],
                zones["facility-nuclear"],
                zones["facility-solar"]
            )
        );
    }

    [Fact]
    public void The_gazetteer_has_2851_places_with_their_other_names()
    {
        using var file = File.OpenRead(Shared.Find("data", "boundaries-gazetteer", "geonames_cities500_UA.tsv.gz"));
        var places = Boundaries.Gazetteer.Read(new("places"), Sample.Context(), file, "places.tsv.gz");
        Assert.Empty(places.Rejected);
        Assert.Equal(2851, places.Places.Length);
        var bakhmut = places.Places.Single(p => p.Name == "Bakhmut");
        Assert.Contains("Artemivsk", bakhmut.AlternateNames);
    }
}
