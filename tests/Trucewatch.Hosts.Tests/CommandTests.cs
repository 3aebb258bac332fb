namespace Trucewatch.Hosts.Tests;

/// <summary>Exit codes: 0 done, 1 done but something was rejected or does not hold, 2 wrong use, 3 could not run.</summary>
public sealed class CommandTests(ReplayedByCommand replayed) : IClassFixture<ReplayedByCommand>
{
    [Fact]
    public void A_replay_with_rejected_rows_is_done_with_1_and_says_where_they_are()
    {
        Assert.Equal(1, replayed.Ran.Exit);
        Assert.Contains("rejections.csv", replayed.Ran.Out, StringComparison.Ordinal);
        Assert.Contains("EXERCISE", replayed.Ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("report.json")]
    [InlineData("board.csv")]
    [InlineData("incidents.geojson")]
    [InlineData("rejections.csv")]
    public void A_replay_writes_its_products(string file) =>
        Assert.True(File.Exists(Path.Combine(replayed.Folder, file)));

    [Fact]
    public async Task An_unknown_option_is_wrong_use_and_names_the_way_out()
    {
        var ran = await Command.RunAsync("replay", "missions/lantern", "--nonsense");
        Assert.Equal(2, ran.Exit);
        Assert.Contains("--nonsense", ran.Error, StringComparison.Ordinal);
        Assert.Contains("trucewatch replay --help", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--audience", "EVERYBODY", "EVERYBODY")]
    [InlineData("--audience", "99", "99")]
    [InlineData("--language", "xx", "xx")]
    public async Task A_wrong_word_is_wrong_use_and_is_named(string option, string word, string told)
    {
        var ran = await Command.RunAsync("replay", "missions/lantern", "--out", Nowhere(), option, word);
        Assert.Equal(2, ran.Exit);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_the_mechanism_nobody_asks_for_the_past_and_is_told_why()
    {
        var ran = await Command.RunAsync("replay", "missions/lantern", "--out", Nowhere(), "--as-of", "3");
        Assert.Equal(2, ran.Exit);
        Assert.Contains("unmask a source", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mechanism_may_ask_for_the_past()
    {
        var folder = Nowhere();
        var ran = await Command.RunAsync(
            "replay",
            "missions/lantern",
            "--out",
            folder,
            "--audience",
            "MISSION",
            "--as-of",
            "2026-03-03T00:00:00Z"
        );
        Assert.Equal(1, ran.Exit);
        Assert.NotEqual(
            await File.ReadAllTextAsync(Path.Combine(replayed.Folder, "board.csv")),
            await File.ReadAllTextAsync(Path.Combine(folder, "board.csv"))
        );
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_mission_that_is_not_there_is_wrong_use_and_writes_nothing()
    {
        var folder = Nowhere();
        var ran = await Command.RunAsync("replay", "missions/atlantis", "--out", folder);
        Assert.Equal(2, ran.Exit);
        Assert.Contains("missions/atlantis", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_mission_that_needs_data_says_so()
    {
        var ran = await Command.RunAsync("replay", "missions/easter-2025", "--out", Nowhere());
        Assert.Equal(2, ran.Exit);
        Assert.Contains("--data", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_it_could_not_run()
    {
        var file = Path.GetTempFileName();
        var ran = await Command.RunAsync("replay", "missions/lantern", "--out", Path.Combine(file, "out"));
        File.Delete(file);
        Assert.Equal(3, ran.Exit);
        Assert.StartsWith(
            "Could not run",
            ran.Error.Split('\n').First(l => l.StartsWith("Could", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_holds()
    {
        var ran = await Command.RunAsync("verify", "record", Path.Combine(replayed.Folder, "record"));
        Assert.Equal(0, ran.Exit);
        Assert.Contains("holds", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_flipped_byte_of_the_entries_is_found()
    {
        var folder = Nowhere();
        Copy(Path.Combine(replayed.Folder, "record"), folder);
        var entries = Directory
            .EnumerateFiles(Path.Combine(folder, "tile", "entries"), "*", SearchOption.AllDirectories)
            .First();
        var bytes = await File.ReadAllBytesAsync(entries);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(entries, bytes);
        var ran = await Command.RunAsync("verify", "record", folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(1, ran.Exit);
        Assert.Contains("does not hold", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_conclusions_follow_from_the_entries()
    {
        var ran = await Command.RunAsync("recompute", replayed.Folder);
        Assert.Equal(0, ran.Exit);
        Assert.Contains("The same", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_closed_to_the_reader_is_not_recomputable_and_that_is_said()
    {
        var ran = await Command.RunAsync("recompute", Path.Combine(replayed.Folder, "record"));
        Assert.Equal(1, ran.Exit);
        Assert.Contains("Not recomputable since entry", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("replay")]
    [InlineData("verify")]
    [InlineData("verify", "record")]
    [InlineData("verify", "proof")]
    [InlineData("verify", "bundle")]
    [InlineData("verify", "report")]
    [InlineData("recompute")]
    [InlineData("watch")]
    [InlineData("disclose")]
    [InlineData("disclose", "check")]
    [InlineData("witness")]
    [InlineData("witness", "sign")]
    [InlineData("cosign")]
    [InlineData("cosign", "ask")]
    [InlineData("cosign", "take")]
    [InlineData("cosign", "call")]
    [InlineData("keys")]
    [InlineData("keys", "make")]
    [InlineData("keys", "show")]
    [InlineData("policy")]
    [InlineData("policy", "default")]
    [InlineData("agreement", "import")]
    [InlineData("agreement", "export")]
    [InlineData("agreement", "read")]
    [InlineData("agreement", "conflicts")]
    [InlineData("agreement", "test")]
    public async Task Every_command_shows_an_example(params string[] command)
    {
        var ran = await Command.RunAsync([.. command, "--help"]);
        Assert.Equal(0, ran.Exit);
        Assert.Contains("Example", ran.Out, StringComparison.Ordinal);
    }

    private static string Nowhere() => Path.Combine(Path.GetTempPath(), "trucewatch-" + Path.GetRandomFileName());

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
