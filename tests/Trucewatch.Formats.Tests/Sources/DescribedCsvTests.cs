using System.Collections.Immutable;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Formats.Tests.MissionFolder;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Space;
using Trucewatch.Testing;
using Trucewatch.Time;

namespace Trucewatch.Formats.Tests.Sources;

public sealed class DescribedCsvTests
{
    private static IReadOnlyList<Intake> Read(string description, string table, Encoding? encoding = null) =>
        Read(description, (encoding ?? Encoding.UTF8).GetBytes(table));

    private static IReadOnlyList<Intake> Read(string description, byte[] table)
    {
        using var folder = new TemporaryMission();
        folder
            .Change("mission.yaml", "zone: Atlantic/Azores", "zone: Europe/Kyiv")
            .Change(
                "mission.yaml",
                "{from: 2026-03-01T10:00Z, until: 2026-03-05T10:00Z}",
                "{from: 2025-04-19T15:00Z, until: 2025-04-20T21:00Z}"
            )
            .Change("mission.yaml", "id: X", "id: B")
            .Change("mission.yaml", "id: Y", "id: A")
            .Change("sources.yaml", "owner: X", "owner: A")
            .Change("sources.yaml", "of: X", "of: A")
            .Delete("claims.csv")
            .Delete("acts.csv")
            .Write("patrol.yaml", description)
            .Write("observations/a.csv", "")
            .WriteBytes("observations/a.csv", table);
        var mission = folder.Mission();
        return SourceReader.Read(mission.Plans[0], mission.ForReading(), mission.Folder);
    }

    [Fact]
    public void The_example_of_the_page_comes_out_as_the_page_says()
    {
        var page = File.ReadAllText(Path.Combine(Shared.Repository(), "docs", "formats", "described-csv.md"));
        var read = Read(Block(page, "```yaml description"), Block(page, "```csv table"));
        Assert.Equal(Block(page, "```text read"), string.Concat(read.Select(i => Line(i) + "\n")));
        var sector = Assert.IsType<Place.Sector>(Assert.IsType<Intake.Accepted>(read[0]).Observation.Place);
        Assert.Equal((22.5, 2000, 7000), (sector.Bearing, sector.Nearest.Meters, sector.Farthest.Meters));
        Assert.Equal(Marking.Restricted, ((Intake.Accepted)read[0]).Observation.Details["car"].Marking);
    }

    private static string Block(string page, string fence)
    {
        var from = page.IndexOf(fence, StringComparison.Ordinal) + fence.Length + 1;
        return page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static string Line(Intake intake)
    {
        if (intake is Intake.Rejected { Rejection: var r })
            return $"rejected line {r.Line}  " + string.Join(", ", r.Why());
        var o = Assert.IsType<Intake.Accepted>(intake).Observation;
        var count = o.Count is { } n ? $"  {n} {o.Unit}" : "";
        return $"accepted {o.Reference}  {Utc(o.Occurred.Start)} to {Utc(o.Occurred.End)}  {string.Join(", ", o.Codes())}"
            + $"  by {o.Accused?.Code ?? "nobody named"}{count}  known {Utc(o.Received)}";

        static string Utc(Instant instant) => InstantPattern.General.Format(instant);
    }

    private const string Simple = "standing: reported\noccurred: {start: at}\nplace: {lon: x, lat: y}\n";

    [Theory]
    [InlineData("2025-04-19T12:00Z", "2025-04-19T12:00:00Z", Precision.Minute)]
    [InlineData("2025-04-19T12:00:00+02:00", "2025-04-19T10:00:00Z", Precision.Minute)]
    [InlineData("2025-04-19 12:00", "2025-04-19T09:00:00Z", Precision.Minute)]
    [InlineData("2025-04-19T12:00:30", "2025-04-19T09:00:30Z", Precision.Minute)]
    [InlineData("2025-04-19", "2025-04-18T21:00:00Z", Precision.Day)]
    public void Iso_reads_moments_local_times_and_dates(string at, string start, Precision precision)
    {
        var row = Read(Simple, $"at,x,y\n{at},30,50\n").Accepted();
        Assert.Equal((start, precision), (InstantPattern.General.Format(row.Occurred.Start), row.Occurred.Precision));
    }

    [Fact]
    public void A_row_without_a_reference_has_its_id_from_its_content_and_repeats_are_counted()
    {
        var read = Read(Simple, "at,x,y\n2025-04-19,30,50\n2025-04-19,30,50\n2025-04-19,30,51\n");
        Assert.Equal([1, 0], read.Select(i => Assert.IsType<Intake.Accepted>(i).Observation.Repeats));
        Assert.Empty(((Intake.Accepted)read[0]).Observation.Type.Nats);
    }

    [Theory]
    [InlineData("sigma_km: 1.5", 1500)]
    [InlineData("sigma: 250, unit: m", 250)]
    [InlineData("sigma: 2, unit: nm", 3704)]
    [InlineData("sigma_km: s", 3000)]
    [InlineData("sigma: s, unit: nm", 5556)]
    public void Lengths_come_in_the_unit_they_declare(string sigma, double meters)
    {
        var row = Read(
                Simple.Replace("lat: y", "lat: y, " + sigma, StringComparison.Ordinal),
                "at,x,y,s\n2025-04-19,30,50,3\n"
            )
            .Accepted();
        Assert.Equal(meters, Assert.IsType<Place.Point>(row.Place).Sigma.Meters);
    }

    [Fact]
    public void A_place_may_be_a_zone_by_name_and_an_unknown_one_rejects()
    {
        const string Named =
            "standing: alleged\noccurred: {start: at}\nplace: {zone: z}\ncode: {column: c}\naccused: {fixed: B}\n";
        var read = Read(Named, "at,z,c\n2025-04-19,n.,K-4\n2025-04-19,nowhere,K4\n2025-04-19,,M-1\n");
        Assert.Equal(["north"], Assert.IsType<Place.Areas>(((Intake.Accepted)read[0]).Observation.Place).Zones);
        Assert.Equal("B", ((Intake.Accepted)read[0]).Observation.Accused?.Code);
        Assert.Equal(["z unknown_zone", "c unknown_word"], ((Intake.Rejected)read[1]).Rejection.Why());
        Assert.IsType<Place.Unknown>(((Intake.Accepted)read[2]).Observation.Place);
    }

    [Fact]
    public void Old_encodings_are_read_and_what_they_do_not_know_ends_the_file()
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        var bytes = windows.GetBytes("at,x,y,n\n2025-04-19,30,50,Київ\n");
        var row = Read(Simple + "encoding: windows-1251\nplace_name: n\n", bytes).Accepted();
        Assert.Equal("Київ", row.PlaceName);
        Assert.Equal(
            ["broken_text"],
            ((Intake.Rejected)Read(Simple + "encoding: windows-1251\n", [.. bytes, 0x98])[^1]).Rejection.Why()
        );
    }

    [Fact]
    public void A_table_without_a_header_has_numbers_for_columns()
    {
        var row = Read(
                "header: false\ndelimiter: tab\nstanding: seen\noccurred: {start: 1}\nplace: {lon: 2, lat: 3}\n",
                "2025-04-19\t30\t50\n"
            )
            .Accepted();
        Assert.Equal(GeoPoint.FromLonLat(30, 50), Assert.IsType<Place.Point>(row.Place).At);
    }

    [Fact]
    public void When_it_became_known_may_stand_in_a_column()
    {
        var read = Read(
            Simple + "received: {column: k, format: uuuu/MM/dd HH:mm, zone: utc}\n",
            "at,x,y,k\n2025-04-19,30,50,2025/04/21 10:30\n2025-04-19,30,50,\n"
        );
        Assert.Equal(Instant.FromUtc(2025, 4, 21, 10, 30), read[0].Known);
        Assert.Equal(["k missing"], ((Intake.Rejected)read[1]).Rejection.Why());
    }

    [Fact]
    public void A_column_that_the_description_names_and_the_table_lacks_rejects_the_file() =>
        Assert.Equal(["y missing_column"], Read(Simple, "at,x\n2025-04-19,30\n").Rejected().Why());

    [Fact]
    public void Midnight_is_the_day_only_where_it_is_said_so()
    {
        const string Table = "at,x,y\n2025-04-19 00:00,30,50\n";
        Assert.Equal(Precision.Minute, Read(Simple, Table).Accepted().Occurred.Precision);
        var saying = Simple.Replace(
            "start: at",
            "start: at, midnight_is_day: true, plus_minus_min: 45",
            StringComparison.Ordinal
        );
        Assert.Equal(Precision.Day, Read(saying, Table).Accepted().Occurred.Precision);
        var stated = Read(saying, "at,x,y\n2025-04-19 12:00,30,50\n").Accepted();
        Assert.Equal(Duration.FromMinutes(90), stated.Occurred.Length);
    }
}
