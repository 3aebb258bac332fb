using System.Text;
using Trucewatch.Record;
using Trucewatch.Storage;

namespace Trucewatch.Hosts.Tests;

/// <summary>Values that are erased are nowhere any more, and the tree stays whole.</summary>
public sealed class EraseCommandTests(ReplayedByCommand replayed) : IClassFixture<ReplayedByCommand>
{
    private const string Reference = "\"C-001\""; // of one entry, and of no other

    [Fact]
    public async Task What_two_persons_erase_is_gone_and_what_was_exported_before_is_named()
    {
        var state = Path.Combine(replayed.Folder, "state");
        Assert.True(Holds(state, Reference));

        var entry = await EntryAsync(Reference);
        var erased = await EraseAsync(entry, "O. Koval", "J. Maes");
        Assert.Equal(0, erased.Exit);
        Assert.Contains($"Erased from entry {entry}: reference.", erased.Out, StringComparison.Ordinal);
        Assert.Contains("was written before", erased.Out, StringComparison.Ordinal);
        Assert.False(Holds(state, Reference));

        string[] replay = ["replay", "missions/lantern", "--out", replayed.Folder, "--audience", "MISSION"];
        Assert.Equal(1, (await Command.RunAsync(replay)).Exit);
        var record = Path.Combine(replayed.Folder, "record");
        Assert.True(Holds(record, "\"C-002\""));
        Assert.False(Holds(replayed.Folder, Reference));
        Assert.Equal(0, (await Command.RunAsync("verify", "record", record)).Exit);
        Assert.Contains(
            $"Not recomputable since entry {entry} (erasure)",
            (await Command.RunAsync("recompute", replayed.Folder)).Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_person_alone_erases_nothing()
    {
        var refused = await EraseAsync(await EntryAsync("\"C-003\""), "O. Koval", "O. Koval");
        Assert.Equal(2, refused.Exit);
        Assert.Contains("two different persons", refused.Error, StringComparison.Ordinal);
    }

    private Task<Ran> EraseAsync(long entry, string first, string second) =>
        Command.RunAsync([
            "erase",
            replayed.Folder,
            "--entry",
            $"{entry}",
            "--field",
            "reference",
            "--ground",
            "request",
            "--by",
            first,
            "--by",
            second,
        ]);

    private async Task<long> EntryAsync(string reference)
    {
        using var store = SqliteLogStore.Open(new(Path.Combine(replayed.Folder, "state")));
        await foreach (var stored in store.ReadAsync(new(1), new(300), default))
            if (stored.Open.Fields.Any(f => f.Name == "reference" && f.Json == reference))
                return stored.Number.Value;
        throw new InvalidOperationException($"no entry has the reference {reference}");
    }

    private static bool Holds(string folder, string text) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Any(f => File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
}
