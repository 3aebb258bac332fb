using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class CheckpointFormTests
{
    private static readonly Checkpoint Empty = new("trucewatch.example/easter-2025 REPLAY", 0, MerkleTree.EmptyRoot);

    [Fact]
    public void A_checkpoint_is_three_lines() =>
        Assert.Equal(
            "trucewatch.example/easter-2025 REPLAY\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            CheckpointForm.Text(Empty)
        );

    [Fact]
    public void A_checkpoint_reads_back_the_same() =>
        Assert.Equal(Empty, CheckpointForm.Read(CheckpointForm.Text(Empty)));

    [Fact]
    public void The_published_bodies_are_read_or_refused_as_they_should()
    {
        var cases = Shared.ReadJson("conformance", "tlog", "checkpoints.json").AsArray();

        Assert.Equal(17, cases.Count);
        foreach (var given in cases)
        {
            var (body, ok) = ((string)given!["body"]!, (bool)given["ok"]!);

            // The reference takes roots of any length and extension lines; we take 32 bytes and none.
            var lines = body.Split('\n');
            var isOurs = ok && lines.Length == 4 && Convert.FromBase64String(lines[2]).Length == 32;
            if (isOurs)
                Assert.Equal(body, CheckpointForm.Text(CheckpointForm.Read(body)));
            else
                Assert.Throws<FormatException>(() => CheckpointForm.Read(body));
        }
    }

    [Theory]
    [InlineData("a\tb\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n00\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n")]
    [InlineData("a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n")]
    [InlineData("")]
    public void Another_spelling_is_refused(string text) =>
        Assert.Throws<FormatException>(() => CheckpointForm.Read(text));

    [Fact]
    public void What_is_no_checkpoint_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => CheckpointForm.Text(Empty with { Origin = "" }));
        Assert.Throws<ArgumentException>(() => CheckpointForm.Text(Empty with { Origin = "a\nb" }));
        Assert.Throws<ArgumentException>(() => CheckpointForm.Text(Empty with { Size = -1 }));
        Assert.Throws<ArgumentException>(() => CheckpointForm.Text(Empty with { Root = [1] }));
    }
}
