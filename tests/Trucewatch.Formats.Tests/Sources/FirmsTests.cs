using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class FirmsTests
{
    private const string Header =
        "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,version,bright_t31,frp,daynight,product,snapshot_utc\n";

    private static string Row(
        string latitude = "47.1",
        string time = "1132",
        string satellite = "A",
        string confidence = "70",
        string daynight = "D",
        string product = "MODIS_C6.1_24h",
        string scan = "1",
        string snapshot = "2025-04-19T06:02:11+00:00"
    ) =>
        $"{latitude},37.6,301.8,{scan},1,2025-04-18,{time},{satellite},{confidence},6.1NRT,272,10.6,{daynight},{product},{snapshot}\n";

    private static IReadOnlyList<Intake> Read(string rows) =>
        Repeats.Fold(Sample.Read(Sample.Plan(SourceFormat.FirmsSnapshots), Sample.InUkraine(), Header + rows));

    private static Observation One(string row) =>
        Assert.Single(Assert.Single(Read(row).OfType<Intake.Batched>()).Batch.Readings);

    [Fact]
    public void A_detection_began_within_the_hour_before_the_pass_and_is_known_with_its_snapshot()
    {
        var seen = One(Row());
        Assert.Equal(Instant.FromUtc(2025, 4, 18, 10, 32), seen.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2025, 4, 18, 11, 33), seen.Occurred.End);
        Assert.Equal(Instant.FromUtc(2025, 4, 19, 6, 2, 11), seen.Received);
        Assert.Equal((Standing.Seen, (double?)null), (seen.Standing, seen.Count));
        Assert.Equal(Instant.FromUtc(2025, 4, 18, 14, 32), One(Row(snapshot: "2025-04-18T12:00:00Z")).Received);
    }

    [Fact]
    public void Heat_names_no_act_and_by_day_a_fire_is_likelier()
    {
        var (day, night) = (One(Row()).Type, One(Row(daynight: "N")).Type);
        Assert.Equal((0, -3), (day.Of(new Code("N-5")), day.Of(new Code("K-4"))));
        Assert.Equal((0, 0), (night.Of(new Code("N-5")), night.Of(new Code("K-4"))));
        Assert.Equal(TypeEvidence.Elsewhere, day.Of(new Code("M-1")));
    }

    [Theory]
    [InlineData("l", "20")]
    [InlineData("nominal", "50")]
    [InlineData("h", "90")]
    [InlineData("67", "67")]
    public void Confidence_comes_on_one_scale(string given, string percent) =>
        Assert.Equal(new Detail(percent, Marking.Public), One(Row(confidence: given)).Details["confidence"]);

    [Theory]
    [InlineData("T", "Terra")]
    [InlineData("Aqua", "Aqua")]
    [InlineData("N", "S-NPP")]
    [InlineData("N20", "NOAA-20")]
    public void Satellites_have_one_name(string given, string name) =>
        Assert.Equal(name, One(Row(satellite: given)).Details["satellite"].Value);

    [Theory]
    [InlineData("MODIS_C6.1_24h", "1", 500)]
    [InlineData("MODIS_C6.1_24h", "4.8", 1200)]
    [InlineData("VIIRS_SNPP_C2_24h", "0.375", 400)] // the track of 1 km counts
    public void The_place_is_less_sure_towards_the_edge_of_the_swath(string product, string scan, double meters) =>
        Assert.Equal(meters, Assert.IsType<Place.Point>(One(Row(product: product, scan: scan)).Place).Sigma.Meters);

    [Fact]
    public void A_time_without_its_zero_is_read() =>
        Assert.Equal(Instant.FromUtc(2025, 4, 18, 8, 27), One(Row(time: "826")).Occurred.End);

    [Fact]
    public void A_repeat_in_a_later_snapshot_is_counted_in_the_first()
    {
        var read = Read(Row() + Row() + Row(latitude: "48") + Row(snapshot: "2025-04-20T06:00:00Z"));
        var batch = Assert.Single(read.OfType<Intake.Batched>()).Batch;
        Assert.Equal("MODIS_C6.1_24h 2025-04-19T06:02:11Z", batch.Reference);
        Assert.Equal([0, 2], batch.Readings.Select(r => r.Repeats).Order());
        Assert.Equal(batch.Readings.Select(r => r.Id).Order(), batch.Readings.Select(r => r.Id));
    }

    [Fact]
    public void A_day_counts_as_looked_at_from_ten_rows_on()
    {
        var nine = string.Concat(Enumerable.Range(0, 9).Select(i => Row(latitude: $"47.{i}", time: "0826")));
        Assert.Equal("few_rows", On(Read(nine)).Why);
        var ten = On(Read(nine + Row(latitude: "49")));
        Assert.Equal("", ten.Why);
        Assert.Equal([11, 14], ten.Hours); // 08:26 and 11:32 UTC, in Kyiv

        static Looked On(IReadOnlyList<Intake> read) =>
            read.OfType<Intake.DayLooked>().Single(d => d.Looked.Day == new LocalDate(2025, 4, 18)).Looked;
    }

    [Fact]
    public void All_reasons_of_a_row_come_at_once() =>
        Assert.Equal(
            ["acq_time malformed", "longitude null_island", "scan out_of_range", "confidence malformed"],
            Read("0,0,301,99,1,2025-04-18,2565,A,x,v,1,1,D,p,2025-04-19T06:02:11+00:00\n")
                .OfType<Intake.Rejected>()
                .Single()
                .Rejection.Why()
        );
}
