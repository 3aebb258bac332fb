using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>Each mission's agreement is read as a whole, with the mission's own zones, parties and bodies.</summary>
public sealed class MissionAgreementTests
{
    private static readonly string Missions = Path.Combine(Shared.Repository(), "missions");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Missions).Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_agreement_of_a_mission_is_read_without_a_problem(string name)
    {
        var mission = Assert.IsType<Opening.Opened>(MissionReader.Open(Path.Combine(Missions, name))).Mission;
        var read = AgreementReader.Read(
            [.. mission.AgreementFiles.Select(f => AgreementMarkdown.Split(f.Path, f.Text))],
            AgreementContext.For(mission.Charter, mission.Zones, mission.Rules)
        );
        Assert.Empty(read.Problems.Select(p => p.ToString()));
        // Where the parties agreed on no text there is nothing to judge: such a mission is about guarantees.
        Assert.Equal(mission.Guarantees is null, !read.Provisions.IsEmpty);
        Assert.Equal(read.Provisions.IsEmpty, read.Terms.Kinds.Length == 0);
    }
}
