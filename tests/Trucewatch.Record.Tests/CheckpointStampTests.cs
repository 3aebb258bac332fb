using System.Text;

namespace Trucewatch.Record.Tests;

/// <summary>Which checkpoint is due to be stamped, and by whom.</summary>
public sealed class CheckpointStampTests
{
    private const long Hour = 3600;

    [Theory]
    [InlineData(0, "", "")] // nothing is recorded yet
    [InlineData(5, "", "one two")]
    [InlineData(5, "5 one 9000", "two")] // one has stamped this very checkpoint
    [InlineData(6, "5 one 9000|5 two 9000", "")] // not an hour ago
    [InlineData(6, "5 one 6400|5 two 9000", "one")] // an hour ago, to the second
    [InlineData(6, "6 one 100|5 two 100", "two")] // no growth since: once is enough
    [InlineData(6, "5 three 9999", "one two")]
    public void A_checkpoint_is_due_where_the_record_grew_and_an_hour_is_over(long size, string stamps, string due) =>
        Assert.Equal(
            due.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            CheckpointStamp.Due(
                new("r", size, MerkleTree.EmptyRoot),
                CheckpointStamp.ReadList(Encoding.ASCII.GetBytes(stamps.Replace('|', '\n'))),
                ["one", "two"],
                10_000,
                Hour
            )
        );

    [Fact]
    public void A_list_is_read_as_it_was_written()
    {
        CheckpointStamp[] stamps = [new(5, "one", 9000), new(17, "two-b", 9001)];
        Assert.Equal(stamps, CheckpointStamp.ReadList(Encoding.ASCII.GetBytes(CheckpointStamp.ListText(stamps))));
        Assert.Equal(("stamps/17.checkpoint", "stamps/17.two-b.tsr"), (stamps[1].NoteFile, stamps[1].TokenFile));
    }

    [Theory]
    [InlineData("5 one")]
    [InlineData("5 ../keys 1")]
    [InlineData("-5 one 1")]
    [InlineData("5 one 1 2")]
    public void Another_line_is_refused(string line) =>
        Assert.Throws<FormatException>(() => CheckpointStamp.ReadList(Encoding.ASCII.GetBytes(line)));
}
