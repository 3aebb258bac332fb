using System.Text.Json.Nodes;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Reports;
using Trucewatch.Testing;

namespace Trucewatch.Hosts.Tests;

/// <summary>A report of which a newer version was issued.</summary>
public sealed class ReportVersionsTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public async Task Whoever_holds_an_older_version_is_told_which_it_is_and_what_superseded_it()
    {
        var mission = Path.Combine(Shared.Repository(), "missions", "lantern");
        var done = (ReplayMission.Reply.Done)
            await ReplayMission.RunAsync(mission, null, scratch["state"], null, CancellationToken.None);
        using (var record = await MissionRecord.OpenAsync(scratch["state"], done.Charter, CancellationToken.None))
        {
            await IssueAsync(record, "old");
            var note = new Draft(
                "note",
                "1",
                record.Known!.At,
                [new("text", JsonValue.Create("added"), Label.OpenBy("mission"))]
            );
            await record.AppendAsync([note], Sealing.Replay(done.Charter, record.Keys), null, CancellationToken.None);
            await IssueAsync(record, "new");
        }

        var old = await VerifyAsync("old");
        var now = await VerifyAsync("new");

        Assert.Equal((0, 0), (old.Exit, now.Exit));
        Assert.Contains(
            "2 versions were issued, this is number 1, and entry 240 superseded it",
            old.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("2 versions were issued, this is the newest", now.Out, StringComparison.Ordinal);
    }

    private async Task IssueAsync(MissionRecord record, string folder)
    {
        var written = await IssueReport.IssueAsync(record, Audience.Mission, CancellationToken.None);
        await WriteProducts.WriteAsync(
            record,
            written,
            Audience.Mission,
            "en",
            scratch[folder],
            CancellationToken.None
        );
    }

    private Task<Ran> VerifyAsync(string folder) =>
        Command.RunAsync(
            "verify",
            "report",
            Path.Combine(scratch[folder], "report.json"),
            "--record",
            Path.Combine(scratch["new"], "record")
        );

    public void Dispose() => scratch.Dispose();
}
