using System.Text.Json.Nodes;
using Trucewatch.Reports;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>verify report</c>: what somebody was handed against the record.</summary>
public sealed class VerifyReportCommandTests(ReplayedInside inside, ReplayedByCommand outside)
    : IClassFixture<ReplayedInside>,
        IClassFixture<ReplayedByCommand>,
        IDisposable
{
    private readonly Scratch scratch = new();

    private string Json => Path.Combine(inside.Folder, "report.json");

    private string Record => Path.Combine(inside.Folder, "record");

    [Fact]
    public async Task A_report_as_issued_is_told_with_its_entry_its_time_and_what_follows()
    {
        var ran = await Command.RunAsync("verify", "report", Json, "--record", Record, "--key", inside.Key);

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.StartsWith(
            "Report 1 for MISSION is unchanged since 2026-03-06T10:00:00Z, when entry 237",
            ran.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "it is the only version; its conclusions follow from the entries; signed by trucewatch.example/lantern/EXERCISE",
            ran.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_changed_word_is_found_from_the_file_alone()
    {
        var ran = await VerifyAsync(json => json["title"]!["en"] = "Another");

        Assert.Equal(1, ran.Exit);
        Assert.StartsWith(
            "The report was changed after it was written: its content has the digest",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_changed_word_with_a_digest_to_match_was_never_issued()
    {
        var ran = await VerifyAsync(json =>
        {
            json["title"]!["en"] = "Another";
            json["content"] = ProductDigest.OfContent(json);
        });

        Assert.Equal(1, ran.Exit);
        Assert.Contains(
            "no entry of the record issues a report with these digests",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_report_of_another_history_is_told()
    {
        var ran = await Command.RunAsync(
            "verify",
            "report",
            Path.Combine(outside.Folder, "report.json"),
            "--record",
            Record
        );

        Assert.Equal(1, ran.Exit);
        Assert.Contains("another history", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_as_issued_is_told_and_a_changed_cell_was_never_issued()
    {
        var board = Path.Combine(inside.Folder, "board.csv");
        var rows = await File.ReadAllTextAsync(board);
        var changed = scratch.Write("board.csv", rows.Replace("breached", "complied", StringComparison.Ordinal));

        var same = await Command.RunAsync("verify", "report", board, "--record", Record, "--key", inside.Key);
        var other = await Command.RunAsync("verify", "report", changed, "--record", Record, "--key", inside.Key);

        Assert.Equal((0, 1), (same.Exit, other.Exit));
        Assert.StartsWith("Board 1 for MISSION is unchanged since", same.Out, StringComparison.Ordinal);
        Assert.Contains("when entry 238", same.Out, StringComparison.Ordinal);
        Assert.Contains("no entry of the record issues", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_is_told_what_it_can_check_and_what_is_closed()
    {
        var ran = await Command.RunAsync(
            "verify",
            "report",
            Path.Combine(outside.Folder, "report.json"),
            "--record",
            Path.Combine(outside.Folder, "record")
        );

        Assert.Equal(1, ran.Exit);
        Assert.StartsWith("Report 1 for PUBLIC is unchanged since", ran.Out, StringComparison.Ordinal);
        Assert.Contains("its conclusions: not recomputable since entry", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_a_rendering_and_is_made_again_to_compare()
    {
        var page = Path.Combine(inside.Folder, "report.html");
        var html = await File.ReadAllTextAsync(page);
        var changed = scratch.Write("report.html", html.Replace("</h1>", "!</h1>", StringComparison.Ordinal));

        var same = await Command.RunAsync("verify", "report", page, "--record", Record);
        var other = await Command.RunAsync("verify", "report", changed, "--record", Record);

        Assert.Equal((0, 1), (same.Exit, other.Exit));
        Assert.Contains("the page is exactly the rendering that follows", same.Out, StringComparison.Ordinal);
        Assert.Contains("the page is not the rendering that follows", other.Out, StringComparison.Ordinal);
    }

    private async Task<Ran> VerifyAsync(Action<JsonObject> change)
    {
        var json = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Json))!;
        change(json);
        return await Command.RunAsync(
            "verify",
            "report",
            scratch.Write("report.json", json.ToJsonString()),
            "--record",
            Record
        );
    }

    public void Dispose() => scratch.Dispose();
}
