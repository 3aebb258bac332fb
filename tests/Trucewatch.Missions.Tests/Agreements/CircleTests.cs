using Trucewatch.Missions.Agreements;
using Trucewatch.Missions.Replays;
using Trucewatch.Testing;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>Terms that mean nothing: they are refused before anything is stored or judged.</summary>
public sealed class CircleTests : IDisposable
{
    private const string Circle = """

        ## Article 6 A circle

        (1) Loud.

        ```provision 6(1)
        "loud" means "quick"
        ```

        (2) Quick.

        ```provision 6(2)
        "quick" means "loud"
        ```

        (3) No drones when it is loud.

        ```provision 6(3)
        Each party must not fly a drone
          when "loud"
          codes A-2
        ```

        ```test 6(3) a drone
        in force 2026-03-01 09:00
        day 1 14:00   F1  overflight by B, A-2, in the buffer zone, sector NE
          then 6(3) breached by B at F1
        ```

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    [Fact]
    public async Task A_mission_with_a_circle_of_terms_is_not_replayed_and_nothing_is_stored()
    {
        foreach (var file in Directory.GetFiles(Lantern, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, "mission", Path.GetRelativePath(Lantern, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        await File.AppendAllTextAsync(Path.Combine(folder, "mission", "agreement", "main.md"), Circle);
        var state = Path.Combine(folder, "state");
        var reply = await ReplayMission.RunAsync(
            Path.Combine(folder, "mission"),
            null,
            state,
            null,
            CancellationToken.None
        );
        var problem = Assert.Single(Assert.IsType<ReplayMission.Reply.Refused>(reply).Problems);
        Assert.False(Directory.Exists(state));
        Assert.Contains("AG109", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("“loud” → “quick” → “loud”", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Under_trial_it_is_one_problem_and_what_uses_it_is_not_run()
    {
        var found = Tried(Circle);
        Assert.Equal("AG109", Assert.Single(found.Problems).Code);
        Assert.DoesNotContain(found.Tests, t => t.Test.Clause == "6(3)");
        Assert.All(found.Tests, t => Assert.True(t.Holds, t.ToString()));
    }

    [Fact]
    public void A_definition_with_a_mistake_is_one_problem_and_what_uses_it_is_not_run()
    {
        var found = Tried(
            Circle.Replace(
                "means \"loud\"",
                "means an overflihgt by any party in the last 2 h",
                StringComparison.Ordinal
            )
        );
        Assert.Equal("AG022", Assert.Single(found.Problems).Code);
        Assert.DoesNotContain(found.Tests, t => t.Test.Clause == "6(3)");
    }

    private static string Lantern => Path.Combine(Shared.Repository(), "missions", "lantern");

    private static CheckedAgreement Tried(string more)
    {
        var mission = SampleAgreements.Opened("lantern");
        return CheckedAgreement.Of(
            mission.AgreementFiles.Select(f => f with { Text = f.Text + more }),
            AgreementSetting.Of(mission),
            () => false
        );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
