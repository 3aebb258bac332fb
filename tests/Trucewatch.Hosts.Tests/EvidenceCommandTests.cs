using Trucewatch.Testing;

namespace Trucewatch.Hosts.Tests;

/// <summary>The command's way of evidence: in, out as a copy, into a bag and back.</summary>
public sealed class EvidenceCommandTests(ReplayedByCommand replayed) : IClassFixture<ReplayedByCommand>
{
    [Fact]
    public async Task A_picture_is_taken_released_bagged_and_unpacked()
    {
        var picture = Shared.Find("conformance", "c2pa", "adobe-20220124-I.jpg");
        var taken = await EvidenceAsync("take", "missions/lantern", picture, "--source", "patrols", "--by", "ann");
        Assert.True(taken.Exit == 0, taken.Error);
        var sha256 = taken.Out[..64];

        var copy = Path.Combine(replayed.Folder, "copy.jpg");
        var released = await EvidenceAsync(
            "release",
            "missions/lantern",
            sha256,
            "--by",
            "ann",
            "--second",
            "bob",
            "--basis",
            "decision 3",
            "--to-file",
            copy
        );
        Assert.True(released.Exit == 0, released.Error);
        Assert.Contains("APP1", released.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(copy));

        var bag = Path.Combine(replayed.Folder, "bag");
        var bagged = await EvidenceAsync("bag", "missions/lantern", bag, "--audience", "MISSION");
        Assert.True(bagged.Exit == 0, bagged.Error);
        var again = await EvidenceAsync("unbag", "missions/lantern", bag, "--source", "patrols", "--by", "ann");
        Assert.True(again.Exit == 0, again.Error);
        Assert.Contains("stored before", again.Out, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(bag, "data", "more"), "");
        var broken = await EvidenceAsync("unbag", "missions/lantern", bag, "--source", "patrols", "--by", "ann");
        Assert.Equal(1, broken.Exit);
        Assert.Contains("BG010", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_releases_nothing()
    {
        var ran = await EvidenceAsync(
            "release",
            "missions/lantern",
            new string('0', 64),
            "--by",
            "ann",
            "--second",
            "ann",
            "--basis",
            "x"
        );
        Assert.Equal(1, ran.Exit);
        Assert.Contains("second person", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_record_it_is_wrong_use_and_the_way_out_is_named()
    {
        var ran = await Command.RunAsync(
            "evidence",
            "bag",
            "missions/lantern",
            "bag",
            "--out",
            Path.Combine(replayed.Folder, "nowhere")
        );
        Assert.Equal(2, ran.Exit);
        Assert.Contains("trucewatch replay", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_could_not_be_taken()
    {
        var ran = await EvidenceAsync("take", "missions/lantern", "no-such-file", "--source", "patrols", "--by", "ann");
        Assert.Equal(3, ran.Exit);
    }

    [Fact]
    public async Task An_unknown_source_is_refused_with_those_there_are()
    {
        var ran = await EvidenceAsync("take", "missions/lantern", "README.md", "--source", "nobody", "--by", "ann");
        Assert.Equal(1, ran.Exit);
        Assert.Contains("patrols", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("take")]
    [InlineData("stamp")]
    [InlineData("release")]
    [InlineData("bag")]
    [InlineData("unbag")]
    public async Task Every_part_shows_an_example(string part) =>
        Assert.Contains("Example:", (await Command.RunAsync("evidence", part, "--help")).Out, StringComparison.Ordinal);

    private Task<Ran> EvidenceAsync(params string[] arguments) =>
        Command.RunAsync(["evidence", .. arguments, "--out", replayed.Folder]);
}
