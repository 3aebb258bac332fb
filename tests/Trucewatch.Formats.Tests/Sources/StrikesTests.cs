using NodaTime;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class StrikesTests
{
    private const string Header =
        "time_start,time_end,model,launch_place,target,target_main,launched,destroyed,not_reach_goal,still_attacking,"
        + "border_crossing,is_shahed,num_hit_location,num_fall_fragment_location,carrier,turbojet,turbojet_destroyed,"
        + "affected region,destroyed_details,launched_details,launch_place_details,source\n";

    private static List<Intake> Read(string rows) =>
        Sample.Read(Sample.Plan(SourceFormat.LongRangeStrikes, ("accused", "RU")), Sample.InUkraine(), Header + rows);

    private static Observation One(string start, string end, string model, string target = "Ukraine") =>
        Read(
                $"{start},{end},{model},Somewhere,\"{target}\",,5.0,3.0,,,{{}},,2.0,,Tu-95MS,,,\"['Kyiv oblast']\",,,,post/1\n"
            )
            .Accepted();

    [Fact]
    public void A_span_is_read_from_start_to_end_and_known_twelve_hours_later()
    {
        var row = One("2025-04-01 19:30", "2025-04-02 8:30", "Shahed-136/131");
        Assert.Equal((Precision.Span, Standing.Alleged), (row.Occurred.Precision, row.Standing));
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 16, 30), row.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2025, 4, 2, 5, 30), row.Occurred.End);
        Assert.Equal(Instant.FromUtc(2025, 4, 2, 17, 30), row.Received);
        Assert.Equal(("RU", 5.0, "vehicle"), (row.Accused?.Code, row.Count, row.Unit));
        Assert.Equal("post/1#Shahed-136/131|2025-04-01 19:30|Ukraine", row.Reference);
    }

    [Fact]
    public void A_date_only_is_that_whole_day()
    {
        var row = One("2025-04-01", "2025-04-01 ", "Lancet", "south");
        Assert.Equal(Precision.Day, row.Occurred.Precision);
        Assert.Equal(Instant.FromUtc(2025, 3, 31, 21, 0), row.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2025, 4, 1, 21, 0), row.Occurred.End);
        Assert.Equal(Instant.FromUtc(2025, 4, 2, 9, 0), row.Received);
        Assert.IsType<Place.Unknown>(row.Place);
        Assert.Equal("south", row.PlaceName);
    }

    [Theory]
    [InlineData("X-101/X-555 and Kalibr", "K-6", "missile")]
    [InlineData("Х-59", "K-6", "missile")] // Cyrillic letter
    [InlineData("3M22 Zircon", "K-6", "missile")]
    [InlineData("Unknown UAV", "K-8 K-9", "weapon")]
    [InlineData("Молнія", "K-9", "sortie")]
    [InlineData("Orlan-10 and ZALA", "A-2", "track")]
    [InlineData("GBU", "K-7", "weapon")]
    [InlineData("Shahed-136/131 and Lancet", "K-8 K-9", "weapon")]
    public void Weapons_name_the_codes(string model, string codes, string unit)
    {
        var row = One("2025-04-01", "2025-04-01", model);
        Assert.Equal((codes, unit), (string.Join(' ', row.Codes()), row.Unit));
        Assert.False(row.Details.ContainsKey("unknown_weapon"));
    }

    [Fact]
    public void A_weapon_in_no_table_is_kept_and_said_to_be_so()
    {
        var row = One("2025-04-01", "2025-04-01", "Thunderer");
        Assert.Equal(["K-6", "K-8", "K-9"], row.Codes());
        Assert.Equal("Thunderer", row.Details["unknown_weapon"].Value);
    }

    [Theory]
    [InlineData("Odesa oblast and Mykolaiv oblast", "UA-48 UA-51")]
    [InlineData("Dnipropetrovsk oblast, Dnipro Raion", "UA-12")]
    [InlineData("Kyiv oblast (south)", "UA-32")]
    [InlineData("Kyiv", "UA-30")]
    [InlineData("Kryvyi Rih", "UA-12")]
    [InlineData("Odesa oblast and north", "")]
    [InlineData("", "")]
    public void A_target_lies_in_the_oblasts_it_names(string target, string zones) =>
        Assert.Equal(
            zones,
            One("2025-04-01", "2025-04-01", "Kalibr", target).Place is Place.Areas areas
                ? string.Join(' ', areas.Zones)
                : ""
        );

    [Fact]
    public void Launches_and_effects_are_restricted_whatever_the_source_says()
    {
        var plan = Sample.Plan(SourceFormat.LongRangeStrikes);
        var open = plan.Source.FieldLabels.Add("carrier", Marking.Public).Add("launch_place", Marking.Source);
        plan = plan with { Source = plan.Source with { FieldLabels = open } };
        var row = Sample
            .Read(
                plan,
                Sample.Context(),
                Header + "2025-04-01,2025-04-01,Kalibr,Sea,south,,5,3,1,,{},,2,4,Navy,,,r,d,l,p,post/1\n"
            )
            .Accepted();
        Assert.Equal(Marking.Source, row.Details["launch_place"].Marking);
        foreach (
            var field in (string[])
                [
                    "carrier",
                    "launch_place_details",
                    "launched_details",
                    "destroyed",
                    "num_hit_location",
                    "affected region",
                ]
        )
            Assert.Equal(Marking.Restricted, row.Details[field].Marking);
        Assert.Equal(Marking.Mission, row.Details["source"].Marking);
        Assert.False(row.Details.ContainsKey("border_crossing"));
        Assert.Equal("post/1#Kalibr|2025-04-01|south", row.Reference);
    }

    [Fact]
    public void All_reasons_of_a_row_come_at_once() =>
        Assert.Equal(
            ["time_end ends_before_start", "model missing", "launched malformed"],
            Read("2025-04-02,2025-04-01,,,south,,many,,,,,,,,,,,,,,,post/1\n").Rejected().Why()
        );

    [Fact]
    public void Other_content_under_one_reference_is_a_conflict()
    {
        var folded = Repeats.Fold(
            Read(
                "2025-04-01,2025-04-01,Kalibr,,south,,5,,,,,,,,,,,,,,,post/1\n"
                    + "2025-04-01,2025-04-01,Kalibr,,south,,6,,,,,,,,,,,,,,,post/1\n"
                    + "2025-04-01,2025-04-01,Kalibr,,south,,5,,,,,,,,,,,,,,,post/1\n"
            )
        );
        Assert.Equal(2, folded.Count);
        Assert.Equal(1, Assert.IsType<Intake.Accepted>(folded[0]).Observation.Repeats);
        var conflict = Assert.IsType<Intake.Rejected>(folded[1]).Rejection;
        Assert.Equal(["reference conflict"], conflict.Why());
        Assert.Contains("\"count\":6", conflict.Original);
    }
}
