using System.Text;
using Trucewatch.Record;
using Trucewatch.Verifier;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

/// <summary>A record edited by hand: whatever is done, the verifier finds it and says where.</summary>
public sealed class VerifyRecordTests : IAsyncLifetime
{
    private const int Size = 300;
    private const int Large = 290; // the entry whose text lies in a file

    private readonly TemporaryFolder _folder = new();
    private SqliteLogStore? _store;
    private SqliteCheckpointStore? _checkpoints;

    private StoragePaths Paths => new(_folder.File("live"));

    private string Out => _folder.File("out");

    public async ValueTask InitializeAsync()
    {
        _store = SqliteLogStore.Open(Paths);
        _checkpoints = SqliteCheckpointStore.Open(Paths.CheckpointDb);
        using var log = await RecordLog.OpenAsync(_store, _checkpoints, Key("trucewatch.example/test"), default);
        await log.AppendAsync(Sightings(1, Large - 1), default);
        var text = Field($"{Large}", "text", Jcs.Quote(new('x', 5000)));
        await log.AppendAsync([OpenEntry.Seal("note", null, new(7), Lead, "P", Easter + Large, [text])], default);
        await log.AppendAsync(Sightings(Large + 1, Size - Large), default);
        await RecordFolder.WriteAsync(_store, log.Signed, f => f.Label == "PUBLIC", Out, default);
    }

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _checkpoints?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_untouched_folder_holds()
    {
        var holds = Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.FolderAsync(Out, null, default));

        Assert.Equal(("trucewatch.example/test", Size), (holds.Origin, holds.Size));
        Assert.Equal((2 * 299 + 1, 298), (holds.OpenedFields, holds.ClosedDigests));
    }

    [Fact]
    public async Task An_untouched_store_holds()
    {
        var holds = Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.StoreAsync(_store!, _checkpoints!, default));

        Assert.Equal((Size, 3 * 298 + 2 + 1, 0), (holds.Size, holds.OpenedFields, holds.ClosedDigests));
    }

    [Fact]
    public async Task A_byte_of_an_entry_in_its_bundle_is_found()
    {
        Replace("tile/entries/001.p/44", "\"at\":1745107458", "\"at\":1745107459"); // entry 258

        var faults = await FolderFaultsAsync();

        Assert.Equal(new(new(258), "tile/0/001.p/44", RecordRule.LeafHash, faults[1].Found), faults[1]);
        Assert.Equal([RecordRule.Author, RecordRule.LeafHash, RecordRule.Root], faults.Select(f => f.Rule));
    }

    [Fact]
    public async Task An_entry_out_of_its_canonical_form_is_found()
    {
        Replace("tile/entries/000", "\"at\":1745107202,\"id\":null", "\"id\":null,\"at\":1745107202");

        var faults = await FolderFaultsAsync();

        Assert.Contains(faults, f => f is { Rule: RecordRule.EntryForm, Number.Value: 2, File: "tile/entries/000" });
    }

    [Fact]
    public async Task An_entry_logged_before_the_one_ahead_of_it_is_found()
    {
        Replace("tile/entries/000", "\"at\":1745107210", "\"at\":1745106800");

        Assert.Contains(await FolderFaultsAsync(), f => f is { Rule: RecordRule.TimeOrder, Number.Value: 10 });
    }

    [Fact]
    public async Task A_byte_of_a_leaf_tile_is_found_and_the_root_still_holds()
    {
        Flip("tile/0/001.p/44", 5 * 32 + 9);

        var fault = Assert.Single(await FolderFaultsAsync());
        Assert.Equal(
            (new EntryNumber(262), "tile/0/001.p/44", RecordRule.LeafHash),
            (fault.Number, fault.File, fault.Rule)
        );
    }

    [Fact]
    public async Task A_byte_of_an_upper_tile_is_found()
    {
        Flip("tile/1/000.p/1", 0);

        var fault = Assert.Single(await FolderFaultsAsync());
        Assert.Equal((null, "tile/1/000.p/1", RecordRule.Tile), (fault.Number, fault.File, fault.Rule));
    }

    [Fact]
    public async Task A_changed_value_is_found()
    {
        Replace("values/000.jsonl", "обстріл 17\"", "обстріл 71\"");

        var fault = Assert.Single(await FolderFaultsAsync());
        Assert.Equal(
            (new EntryNumber(17), "values/000.jsonl", RecordRule.Digest),
            (fault.Number, fault.File, fault.Rule)
        );
    }

    [Fact]
    public async Task Another_root_in_the_checkpoint_is_found()
    {
        await ForgeAsync(c => c with { Root = MerkleTree.EmptyRoot });

        Assert.Equal([RecordRule.Root], (await FolderFaultsAsync()).Select(f => f.Rule));
    }

    [Fact]
    public async Task A_shortened_record_is_found()
    {
        await ForgeAsync(c => c with { Size = 256 });

        var faults = await FolderFaultsAsync();

        Assert.Contains(faults, f => f.Rule == RecordRule.Root);
        Assert.Contains(faults, f => f is { Rule: RecordRule.Files, File: "tile/entries/001.p/44" });
    }

    [Theory]
    [InlineData("checkpoint", RecordRule.CheckpointForm)]
    [InlineData("tile/0/000", RecordRule.Files)]
    [InlineData("tile/1/000.p/1", RecordRule.Files)]
    [InlineData("tile/entries/001.p/44", RecordRule.Files)]
    [InlineData("values/001.jsonl", RecordRule.Files)]
    public async Task A_missing_file_is_found(string file, RecordRule rule)
    {
        File.Delete(Path.Combine(Out, file));

        var fault = Assert.Single(await FolderFaultsAsync());
        Assert.Equal((file, rule), (fault.File, fault.Rule));
    }

    [Fact]
    public async Task A_file_too_many_is_found()
    {
        await File.WriteAllTextAsync(Path.Combine(Out, "tile/0/002"), "");

        Assert.Equal([RecordRule.Files], (await FolderFaultsAsync()).Select(f => f.Rule));
    }

    [Theory]
    [InlineData("tile/entries/000", RecordRule.BundleForm)]
    [InlineData("tile/0/000", RecordRule.Files)] // longer than a tile can be
    [InlineData("tile/0/001.p/44", RecordRule.Tile)]
    [InlineData("values/001.jsonl", RecordRule.ValueForm)]
    [InlineData("checkpoint", RecordRule.CheckpointForm)]
    public async Task A_lengthened_file_is_found(string file, RecordRule rule)
    {
        await File.AppendAllTextAsync(Path.Combine(Out, file), " ");

        Assert.Equal((file, rule), ((await FolderFaultsAsync())[0].File, (await FolderFaultsAsync())[0].Rule));
    }

    [Fact]
    public async Task Lines_of_values_in_another_order_are_found()
    {
        var file = Path.Combine(Out, "values/001.jsonl");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file)).Reverse());

        Assert.Contains(await FolderFaultsAsync(), f => f is { Rule: RecordRule.ValueForm, Number.Value: 257 });
    }

    [Fact]
    public async Task No_bit_of_a_small_record_can_be_changed_unnoticed()
    {
        // But for the fields' labels: no digest covers them.
        var small = _folder.File("small");
        using var key = Key("o");
        var trust = LogTrust.Of(key.Verifier, WitnessPolicy.None);
        var checkpoint = SignedCheckpoint.Sign(new("o", 3, Root(Sightings(1, 3))), key);
        await RecordFolder.WriteAsync(_store!, checkpoint, f => f.Label == "PUBLIC", small, default);
        foreach (var file in Directory.GetFiles(small, "*", SearchOption.AllDirectories))
        {
            var untouched = await File.ReadAllBytesAsync(file);
            var text = Encoding.Latin1.GetString(untouched);
            foreach (var at in Enumerable.Range(0, untouched.Length).Where(i => IsCovered(text, i)))
            {
                var edited = untouched.ToArray();
                edited[at] ^= 1;
                await File.WriteAllBytesAsync(file, edited);
                Assert.True(
                    await VerifyRecord.FolderAsync(small, trust, default) is RecordVerdict.Fails,
                    $"{file} at {at}"
                );
            }

            await File.WriteAllBytesAsync(file, untouched);
        }

        Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.FolderAsync(small, trust, default));
    }

    [Fact]
    public async Task A_byte_of_an_entry_in_the_database_is_found()
    {
        EditEntries(
            "UPDATE entries SET bytes = CAST(replace(bytes, 'lead-cell', 'lead-cull') AS BLOB) WHERE number = 42"
        );

        Assert.Equal(
            [(42L, RecordRule.Author), (42L, RecordRule.LeafHash), (0L, RecordRule.Root)],
            await StoreFaultsAsync()
        );
    }

    [Fact]
    public async Task An_entry_that_is_none_any_more_is_found_and_the_check_goes_on_behind_it()
    {
        EditEntries("UPDATE entries SET bytes = x'7B7D' WHERE number IN (42, 300)");

        Assert.Equal([(42L, RecordRule.EntryForm), (300L, RecordRule.EntryForm)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task A_stored_leaf_hash_is_found()
    {
        EditEntries("UPDATE entries SET leaf = zeroblob(32) WHERE number = 42");

        Assert.Equal([(42L, RecordRule.LeafHash)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task A_removed_entry_is_found()
    {
        EditEntries("DELETE FROM entries WHERE number = 42");

        Assert.Equal((42L, RecordRule.Size), (await StoreFaultsAsync())[0]);
    }

    [Fact]
    public async Task A_removed_last_entry_is_found()
    {
        EditEntries("DELETE FROM entries WHERE number = 300");

        Assert.Equal([(0L, RecordRule.Size)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task An_added_entry_is_found()
    {
        await _store!.AppendAsync(Sightings(301, 1), default);

        Assert.Equal([(301L, RecordRule.Size)], await StoreFaultsAsync());
    }

    [Theory]
    [InlineData("json = '\"nothing\"'")]
    [InlineData("name = 'test'")]
    [InlineData("salt = zeroblob(16)")]
    public async Task A_changed_field_in_the_database_is_found(string change)
    {
        EditByHand(Paths.RecordDb, $"UPDATE fields SET {change} WHERE number = 42 AND name = 'text'");

        Assert.Equal([(42L, RecordRule.Digest)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task A_byte_of_a_value_file_is_found()
    {
        var file = Directory.GetFiles(Paths.ValuesFolder).Single();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        Assert.Equal([(Large, RecordRule.Digest)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task A_missing_value_file_is_found()
    {
        File.Delete(Directory.GetFiles(Paths.ValuesFolder).Single());

        Assert.Equal([(Large, RecordRule.Files)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task A_record_without_a_checkpoint_fails()
    {
        EditByHand(Paths.CheckpointDb, "DELETE FROM checkpoint");

        Assert.Equal([(0L, RecordRule.CheckpointForm)], await StoreFaultsAsync());
    }

    [Fact]
    public async Task Another_log_key_than_the_readers_is_found()
    {
        using var other = Key("trucewatch.example/another");
        var verdict = await VerifyRecord.FolderAsync(Out, LogTrust.Of(other.Verifier, WitnessPolicy.None), default);

        Assert.Equal([RecordRule.Signature], Assert.IsType<RecordVerdict.Fails>(verdict).Faults.Select(f => f.Rule));
    }

    /// <summary>The keeper of the record writes another checkpoint, with the record's own key.</summary>
    private async Task ForgeAsync(Func<Checkpoint, Checkpoint> change)
    {
        var path = Path.Combine(Out, "checkpoint");
        var checkpoint = CheckpointForm.Read(SignedNote.Read(await File.ReadAllBytesAsync(path)).Text);
        using var key = Key(checkpoint.Origin);
        await File.WriteAllTextAsync(path, SignedCheckpoint.Sign(change(checkpoint), key).Note);
    }

    private static bool IsCovered(string text, int at) =>
        !Enumerable.Range(at - 5, 6).Any(start => start >= 0 && text.AsSpan(start).StartsWith("PUBLIC"));

    private async Task<List<RecordFault>> FolderFaultsAsync() =>
        [.. Assert.IsType<RecordVerdict.Fails>(await VerifyRecord.FolderAsync(Out, null, default)).Faults];

    private async Task<List<(long Number, RecordRule Rule)>> StoreFaultsAsync() =>
        [
            .. Assert
                .IsType<RecordVerdict.Fails>(await VerifyRecord.StoreAsync(_store!, _checkpoints!, default))
                .Faults.Select(f => (f.Number?.Value ?? 0, f.Rule)),
        ];

    private void EditEntries(string sql) =>
        EditByHand(
            Paths.RecordDb,
            $"DROP TRIGGER entries_are_not_changed; DROP TRIGGER entries_are_not_removed; PRAGMA foreign_keys = OFF; {sql}"
        );

    private void Flip(string file, int at)
    {
        var path = Path.Combine(Out, file);
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private void Replace(string file, string text, string instead)
    {
        var path = Path.Combine(Out, file);
        var all = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var (from, to) = (AsLatin1(text), AsLatin1(instead));
        Assert.Contains(from, all);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(all.Replace(from, to)));
    }

    private static string AsLatin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
