using System.Runtime.CompilerServices;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;

namespace Trucewatch.Formats.Tests.Agreement;

public sealed class MissionAgreementTests
{
    [Fact]
    public void The_agreements_of_the_missions_are_read_without_a_problem()
    {
        var texts = Directory
            .GetFiles(Missions(), "*.md", SearchOption.AllDirectories)
            .Where(f => Path.GetDirectoryName(f)!.EndsWith("agreement", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(texts);
        foreach (var file in texts)
        {
            var read = AgreementReader.Read(
                [AgreementMarkdown.Split(file, File.ReadAllText(file))],
                SampleAgreement.Context
            );
            Assert.Empty(read.Problems.Where(p => p.Code != Ag.UnknownZone)); // zones are the mission's own
            Assert.NotEmpty(read.Terms.Kinds);
        }
    }

    private static string Missions([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "missions"));
}
