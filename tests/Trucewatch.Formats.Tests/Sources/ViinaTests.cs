using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class ViinaTests
{
    private const string Header = "\uFEFF\"datetime\",\"lon\",\"lat\",\"place_name\",\"event_type\",\"headline\"\n";
    private static readonly SourcePlan Plan = Sample.Plan(SourceFormat.Viina);

    private static List<Intake> Read(string rows) => Sample.Read(Plan, Sample.InUkraine(), Header + rows);

    [Fact]
    public void Midnight_means_the_whole_day_known_twelve_hours_after_its_end()
    {
        var row = Read("\"2025-04-01 00:00:00\",\"37.6\",\"47.9\",\"X\",\"artillery\",\"h\"\n").Accepted();
        Assert.Equal(Precision.Day, row.Occurred.Precision);
        Assert.Equal(Instant.FromUtc(2025, 3, 31, 21, 0), row.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 21, 0), row.Occurred.End);
        Assert.Equal(Instant.FromUtc(2025, 4, 2, 9, 0), row.Received);
        Assert.Equal(new Declared("2025-04-01 00:00:00", "Europe/Kyiv"), row.Occurred.Declared);
    }

    [Fact]
    public void Any_other_time_is_plus_minus_45_minutes_and_known_then()
    {
        var row = Read("\"2025-04-01 12:00:00\",\"37.6\",\"47.9\",\"X\",\"artillery\",\"h\"\n").Accepted();
        Assert.Equal(Precision.Minute, row.Occurred.Precision);
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 8, 15), row.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 9, 45), row.Occurred.End);
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 9, 0), row.Received);
    }

    [Theory]
    [InlineData("2025-03-30 03:30:00", "skipped_time")] // Kyiv's clocks jump from 03:00 to 04:00
    [InlineData("2025-10-26 03:30:00", "ambiguous_time")] // and show 03:00 to 04:00 twice
    [InlineData("2025-04-01T12:00", "malformed")]
    [InlineData("", "missing")]
    public void A_time_that_is_none_is_rejected(string time, string problem)
    {
        var rejected = Read($"\"{time}\",\"37.6\",\"47.9\",\"X\",\"artillery\",\"h\"\n").Rejected();
        Assert.Equal([$"datetime {problem}"], rejected.Why());
        Assert.Equal(2, rejected.Line);
    }

    [Theory]
    [InlineData("artillery", "K-4 K-5")]
    [InlineData("airstrike", "K-7")]
    [InlineData("uav", "K-8 K-9")]
    [InlineData("armor", "K-3")]
    [InlineData("firefighb", "K-1 K-3")]
    [InlineData("firefight", "K-1 K-3")]
    [InlineData("raid", "M-1 M-3")]
    [InlineData("ied", "K-11")]
    [InlineData("loc|artillery|civcas|uav", "K-4 K-5 K-8 K-9")]
    [InlineData("property|loc", "N-6")]
    [InlineData("", "N-6")]
    public void Labels_name_the_codes(string labels, string codes) =>
        Assert.Equal(
            codes,
            string.Join(' ', Read($"\"2025-04-01 12:00:00\",37.6,47.9,X,{labels},h\n").Accepted().Codes())
        );

    [Fact]
    public void Cut_stems_are_made_whole_and_the_headline_stays_inside()
    {
        var row = Read("2025-04-01 12:00:00,37.6,47.9,X,firefighb|retreab|arresb|airalerb,Words\n").Accepted();
        Assert.Equal("firefight, retreat, arrest, airalert", row.Details["labels"].Value);
        Assert.Equal(new Detail("Words", Marking.Mission), row.Details["headline"]);
        Assert.Equal(Standing.Reported, row.Standing);
        Assert.Null(row.Reference);
    }

    [Theory]
    [InlineData("0", "0", "lon null_island")]
    [InlineData("47.9", "37.6", "lon swapped_axes")]
    [InlineData("200", "10", "lon out_of_range")]
    [InlineData("37,6", "47.9", "lon malformed")]
    [InlineData("NaN", "", "lon malformed, lat missing")]
    public void A_place_that_is_none_is_rejected(string longitude, string latitude, string why) =>
        Assert.Equal(
            why,
            string.Join(", ", Read($"2025-04-01 12:00:00,\"{longitude}\",\"{latitude}\",X,uav,h\n").Rejected().Why())
        );

    [Fact]
    public void A_place_outside_is_no_swap_and_without_zones_there_is_no_check()
    {
        Assert.IsType<Place.Point>(Read("2025-04-01 12:00:00,37.6,55.7,Moscow,uav,h\n").Accepted().Place);
        var row = Sample.Read(Plan, Sample.Context(), Header + "2025-04-01 12:00:00,47.9,37.6,X,uav,h\n").Accepted();
        Assert.Equal(GeoPoint.FromLonLat(47.9, 37.6), ((Place.Point)row.Place).At);
    }

    [Fact]
    public void All_reasons_of_a_row_come_at_once()
    {
        var rejected = Read("2025-13-01 12:00:00,x,,X,uav,h\n").Rejected();
        Assert.Equal(["datetime malformed", "lon malformed", "lat missing"], rejected.Why());
        Assert.Equal("2025-13-01 12:00:00,x,,X,uav,h", rejected.Original);
    }

    [Fact]
    public void Rows_of_other_days_are_not_read_but_counted()
    {
        var context = Sample.InUkraine();
        var read = Sample.Read(
            Plan,
            context,
            Header
                + "2025-03-14 23:59:00,37.6,47.9,X,uav,h\n2025-05-01 00:00:00,0,0,X,uav,h\n2025-03-15 00:00:00,37.6,47.9,X,uav,h\n"
        );
        read.Accepted();
        Assert.Equal(2, context.Skipped);
    }

    [Fact]
    public void Exact_repeats_become_one_and_are_counted()
    {
        const string Row = "2025-04-01 12:00:00,37.6,47.9,X,uav,h\n";
        var folded = Repeats.Fold(Read(Row + "2025-04-01 12:00:00,37.6,47.9,X,uav,other\n" + Row + Row));
        Assert.Equal([2, 0], folded.Select(i => Assert.IsType<Intake.Accepted>(i).Observation.Repeats));
    }

    [Fact]
    public void The_id_of_a_row_is_pinned() =>
        Assert.Equal(PinnedId, Read("2025-04-01 12:00:00,37.6,47.9,X,uav,h\n").Accepted().Id.Text);

    private const string PinnedId = "4da54d9c-62a9-8db8-a6b5-fbe970233d01";
}
