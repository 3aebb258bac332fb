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

    public static TheoryData<string> Bodies => Vectors.Names("checkpoints.json");

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_published_body_is_read_or_refused_as_it_should(string name)
    {
        var given = Vectors.Case(name, "checkpoints.json");
        var (body, ok) = ((string)given["body"]!, (bool)given["ok"]!);

        if (!ok)
        {
            // Where the vector has no remark it speaks of a tile log, whose root is 32 bytes.
            Assert.Throws<FormatException>(() =>
                given["remark"] is null ? CheckpointBody.Read(body).ToCheckpoint() : (object)CheckpointBody.Read(body)
            );
            Assert.Throws<FormatException>(() => CheckpointForm.Read(body));
            return;
        }

        // The reference takes roots of any length and further lines; ours have 32 bytes and none.
        var read = CheckpointBody.Read(body);
        Assert.Equal(body.Split('\n')[3..^1], read.Extensions);
        if (read.Root.Length == 32 && read.Extensions.IsEmpty)
            Assert.Equal(body, CheckpointForm.Text(CheckpointForm.Read(body)));
        else
            Assert.Throws<FormatException>(() => CheckpointForm.Read(body));
    }

    [Fact]
    public void A_foreign_root_of_another_length_is_no_tile_logs()
    {
        Assert.Throws<FormatException>(() => CheckpointBody.Read("Log\n123\nYmFuYW5hcw==\n").ToCheckpoint());
        Assert.Throws<FormatException>(() => CheckpointBody.Read(CheckpointForm.Text(Empty) + "\n"));
        Assert.Equal(Empty, CheckpointBody.Read(CheckpointForm.Text(Empty) + "its own line\n").ToCheckpoint());
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
