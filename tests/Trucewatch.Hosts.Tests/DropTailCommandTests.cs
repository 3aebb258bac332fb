using System.Security.Cryptography;
using Trucewatch.Record;
using Trucewatch.Storage;

namespace Trucewatch.Hosts.Tests;

/// <summary>Entries behind the checkpoint that break a rule: refused at the start, kept aside, dropped.</summary>
public sealed class DropTailCommandTests(ReplayedByCommand replayed) : IClassFixture<ReplayedByCommand>
{
    [Fact]
    public async Task What_nobody_signed_and_breaks_a_rule_is_kept_aside_and_dropped_and_the_replay_goes_on()
    {
        using (var store = SqliteLogStore.Open(new(Path.Combine(replayed.Folder, "state"))))
        {
            var strange = OpenEntry.Seal("note", null, null, SampleRecord.Lead, "P", SampleRecord.Easter, []);
            await store.AppendAsync(await store.LastAsync(default), [strange], default);
        }
        var refused = await Command.RunAsync("replay", "missions/lantern", "--out", replayed.Folder);
        Assert.Equal(3, refused.Exit);
        Assert.Contains("can be dropped", refused.Error, StringComparison.Ordinal);

        var dropped = await Command.RunAsync("drop-tail", replayed.Folder);
        Assert.Equal(0, dropped.Exit);
        var aside = Assert.Single(Directory.GetFiles(Path.Combine(replayed.Folder, "state", "dropped")));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(aside)));
        Assert.Contains(sha256, dropped.Out, StringComparison.Ordinal);
        Assert.EndsWith($"-{sha256}.jsonl", aside, StringComparison.Ordinal);

        Assert.Contains("Nothing was dropped", (await Command.RunAsync("drop-tail", replayed.Folder)).Out);
        Assert.Equal(1, (await Command.RunAsync("replay", "missions/lantern", "--out", replayed.Folder)).Exit);
    }

    [Fact]
    public async Task Where_no_record_lies_it_is_wrong_use() =>
        Assert.Equal(2, (await Command.RunAsync("drop-tail", Path.GetTempPath())).Exit);
}
