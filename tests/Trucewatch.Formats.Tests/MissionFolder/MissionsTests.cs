using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Observations;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.MissionFolder;

/// <summary>The missions in the repository open without a problem, and the exercise's warts come out as its README says.</summary>
public sealed class MissionsTests
{
    private static readonly string Missions = Path.Combine(Shared.Repository(), "missions");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Missions).Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_mission_opens_without_a_problem(string name)
    {
        var mission = Open(name);
        Assert.Equal(name, mission.Charter.Id);
        // A sample agreement has no sources, and says so with an empty list; none that is written is left out.
        var written = File.ReadAllLines(Path.Combine(mission.Folder, "sources.yaml"))
            .Count(l => l.StartsWith("  - id:", StringComparison.Ordinal));
        Assert.Equal(written, mission.Plans.Length);
        Assert.NotEmpty(mission.AgreementFiles);
        Assert.Contains(mission.OwnFiles, f => f.Path == "mission.yaml" && f.Sha256.Length == 64);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_of_a_mission_with_data_is_rejected_but_what_its_readme_names(string name)
    {
        var mission = Open(name);
        var context = mission.ForReading();
        foreach (var plan in mission.Plans.OrderBy(p => !p.IsReference))
        {
            var read = SourceReader.Read(plan, context, plan.FromMission ? mission.Folder : Shared.Find("data"));
            Assert.NotEmpty(read.Count == 0 && plan.Format == SourceFormat.Places ? [0] : read.Select(_ => 0));
            foreach (var drawn in read.OfType<Intake.Drawn>())
                context.Add(drawn.Zone);
            // One post of March 2025 has two lines of one weapon, time and target: that is for a person to settle.
            var rejected = read.OfType<Intake.Rejected>()
                .Select(r => r.Rejection)
                .Where(r => r.Reasons[0].Problem != "conflict");
            if (name != "lantern")
                Assert.Empty(rejected.Select(r => string.Join(", ", r.Reasons)));
        }
    }

    [Theory]
    [InlineData("cameras", "C-901", "lon missing")]
    [InlineData("cameras", "C-902", "time_utc malformed")]
    [InlineData("array-west", "W901", "lon malformed; lat malformed; err_km malformed")]
    [InlineData("array-west", "W902", "lat out_of_range")]
    [InlineData("array-east", "E-901", "longitude null_island")]
    [InlineData("heard", "W", "sector unknown_zone")]
    [InlineData("patrols", "P-901", "end ends_before_start")]
    [InlineData("patrols", "P-902", "bearing malformed; what unknown_word")]
    [InlineData("patrols", "P-003", "reference conflict")]
    [InlineData("courier", "Millrace", "x swapped_axes")]
    [InlineData("courier", "Aster", "topic unknown_word")]
    [InlineData("bulletin-a", "A-2026-901", "accused unknown_party")]
    [InlineData("bulletin-b", "B/901", "time skipped_time")]
    public void A_wart_of_the_exercise_is_rejected_with_all_its_reasons(string source, string row, string why)
    {
        var rejections = Lantern(source).OfType<Intake.Rejected>().Select(r => r.Rejection);
        var rejection = Assert.Single(rejections, r => r.Original.Contains(row, StringComparison.Ordinal));
        Assert.Equal(why, string.Join("; ", rejection.Reasons.Select(r => $"{r.Field} {r.Problem}")));
    }

    [Theory]
    [InlineData("cameras", 1)]
    [InlineData("courier", 4)]
    [InlineData("harbour-post", 1)]
    public void A_repeat_of_the_exercise_is_read_once_and_counted(string source, int repeats) =>
        Assert.Equal(repeats, Lantern(source).OfType<Intake.Accepted>().Sum(a => a.Observation.Repeats));

    [Fact]
    public void Reading_the_exercise_twice_gives_the_same_ids()
    {
        var (one, two) = (Ids(), Ids());
        Assert.NotEmpty(one);
        Assert.Equal(one, two);

        static List<ObservationId> Ids() =>
            [
                .. Open("lantern")
                    .Plans.SelectMany(p => Lantern(p.Source.Id.Code))
                    .OfType<Intake.Accepted>()
                    .Select(a => a.Observation.Id),
            ];
    }

    [Fact]
    public void No_party_comes_first_but_by_its_side() =>
        Assert.Equal(["A", "B"], Open("lantern").Charter.Parties.Select(p => p.Side.ToString()));

    private static IReadOnlyList<Intake> Lantern(string source)
    {
        var mission = Open("lantern");
        return SourceReader.Read(
            mission.Plans.Single(p => p.Source.Id.Code == source),
            mission.ForReading(),
            mission.Folder
        );
    }

    private static OpenedMission Open(string name)
    {
        var opening = MissionReader.Open(Path.Combine(Missions, name));
        if (opening is Opening.Refused refused)
            Assert.Fail(string.Join('\n', refused.Problems.Select((TextProblem p) => p.ToString())));
        return Assert.IsType<Opening.Opened>(opening).Mission;
    }
}
