using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Trucewatch.Record;
using Trucewatch.Verifier;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

public sealed class RecordLogTests : IDisposable
{
    private const string Origin = "trucewatch.example/test/REPLAY";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLogStore _store;
    private readonly SqliteCheckpointStore _checkpoints;

    public RecordLogTests()
    {
        _store = SqliteLogStore.Open(Paths);
        _checkpoints = SqliteCheckpointStore.Open(Paths.CheckpointDb);
    }

    private StoragePaths Paths => new(_folder.Path);

    public void Dispose()
    {
        _store.Dispose();
        _checkpoints.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_record_begins_with_a_checkpoint_of_no_entries()
    {
        using var log = await OpenAsync();

        Assert.Equal(new Checkpoint(Origin, 0, MerkleTree.EmptyRoot), log.Checkpoint);
        Assert.Equal(log.Checkpoint, await _checkpoints.ReadAsync(default));
        Assert.Equal(EntryNumber.None, log.Last);
    }

    [Fact]
    public async Task What_was_answered_is_under_the_checkpoint_on_disk()
    {
        using var log = await OpenAsync();

        Assert.Equal(new(1), await log.AppendAsync(Sightings(1, 3), default));
        Assert.Equal(new(4), await log.AppendAsync(Sightings(4, 4), default));

        Assert.Equal(new Checkpoint(Origin, 7, Root(Sightings(1, 7))), await _checkpoints.ReadAsync(default));
        Assert.Equal(new(7), log.Last);
        Assert.Equal(
            Sightings(6, 2).AsEnumerable(),
            (await ListAsync(log.ReadAsync(new(6), new(99), default))).Select(e => e.Open)
        );
    }

    [Fact]
    public async Task A_record_opened_again_goes_on_where_it_ended()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 5), default);

        using var again = await OpenAsync();
        Assert.Equal(new(5), again.Last);
        Assert.Equal(new(6), await again.AppendAsync(Sightings(6, 1), default));
        Assert.Equal(Root(Sightings(1, 6)).ToArray(), again.Checkpoint.Root.ToArray());
    }

    [Fact]
    public async Task A_batch_stored_without_its_checkpoint_is_finished_at_the_next_start()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 2), default);
        await _store.AppendAsync(Sightings(3, 2), default); // and the power failed

        using var again = await OpenAsync();

        Assert.Equal(new Checkpoint(Origin, 4, Root(Sightings(1, 4))), await _checkpoints.ReadAsync(default));
        Assert.Equal(new(5), await again.AppendAsync(Sightings(5, 1), default));
    }

    [Fact]
    public async Task An_unfinished_batch_that_was_altered_is_not_finished()
    {
        (await OpenAsync()).Dispose();
        await _store.AppendAsync(Sightings(1, 2), default);
        EditByHand(Paths.RecordDb, "UPDATE fields SET json = '\"nothing\"' WHERE number = 2 AND name = 'text'");

        Assert.Equal((RecordProblem.StoredDiffers, new EntryNumber(2)), await ProblemAsync(OpenAsync));
        Assert.Equal(0, (await _checkpoints.ReadAsync(default))!.Size);
    }

    [Fact]
    public async Task A_restored_backup_is_refused()
    {
        using var backup = new TemporaryFolder();
        using (var log = await OpenAsync())
        {
            await log.AppendAsync(Sightings(1, 2), default);
            EditByHand(Paths.RecordDb, $"VACUUM INTO '{backup.File("record.db")}'");
            await log.AppendAsync(Sightings(3, 1), default);
        }

        using var restored = SqliteLogStore.Open(new(backup.Path));

        Assert.Equal(
            (RecordProblem.CheckpointAhead, new EntryNumber(2)),
            await ProblemAsync(() => RecordLog.OpenAsync(restored, _checkpoints, Key(Origin), default))
        );
    }

    [Fact]
    public async Task Entries_without_a_checkpoint_are_refused()
    {
        await _store.AppendAsync(Sightings(1, 1), default);

        Assert.Equal((RecordProblem.CheckpointMissing, new EntryNumber(1)), await ProblemAsync(OpenAsync));
    }

    [Fact]
    public async Task The_checkpoint_of_another_record_is_refused()
    {
        (await OpenAsync()).Dispose();

        Assert.Equal(
            RecordProblem.OtherOrigin,
            (await ProblemAsync(() => RecordLog.OpenAsync(_store, _checkpoints, Key("another"), default))).Problem
        );
    }

    [Fact]
    public async Task Altered_leaves_are_refused()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 3), default);
        EditByHand(
            Paths.RecordDb,
            "DROP TRIGGER entries_are_not_changed; UPDATE entries SET leaf = zeroblob(32) WHERE number = 2"
        );

        Assert.Equal(RecordProblem.RootDiffers, (await ProblemAsync(OpenAsync)).Problem);
    }

    [Fact]
    public async Task Of_two_writers_the_second_is_stopped()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        await first.AppendAsync(Sightings(1, 1), default);

        Assert.Equal(
            RecordProblem.AnotherWriter,
            (await ProblemAsync(() => second.AppendAsync(Sightings(1, 1), default))).Problem
        );
        Assert.Equal(
            RecordProblem.Closed,
            (await ProblemAsync(() => second.AppendAsync(Sightings(1, 1), default))).Problem
        );
    }

    [Fact]
    public async Task Who_finds_another_checkpoint_than_its_own_is_stopped()
    {
        using var log = await OpenAsync();
        var other = log.Checkpoint with { Size = 1, Root = Root(Sightings(9, 1)) };
        await _checkpoints.SwapAsync(log.Checkpoint, other, default);

        Assert.Equal(
            RecordProblem.AnotherWriter,
            (await ProblemAsync(() => log.AppendAsync(Sightings(1, 1), default))).Problem
        );
        Assert.Equal(other, await _checkpoints.ReadAsync(default));
        Assert.Equal(EntryNumber.None, log.Last);
    }

    [Fact]
    public async Task A_batch_that_breaks_a_rule_is_refused_whole_and_the_log_goes_on()
    {
        using var log = await OpenAsync();
        await log.AppendAsync([Begins, Sighting(5)], default);

        Assert.Equal(
            (RecordProblem.EntryRefused, new EntryNumber(4)),
            await ProblemAsync(() => log.AppendAsync([Sighting(400), Sighting(5)], default))
        );
        Assert.Equal(new(3), await log.AppendAsync(Sightings(6, 1), default));
    }

    [Fact]
    public async Task What_is_erased_is_gone_from_every_file_and_the_record_still_holds()
    {
        const string secret = "the name of the witness, which is long enough to be found";
        using var log = await OpenAsync();
        await log.AppendAsync([.. Sightings(1, 3), WithText(secret), WithText(new string('s', 5000))], default);
        await log.AppendAsync([Erase(4, "text"), Erase(5)], default);

        var read = await ListAsync(log.ReadAsync(new(1), log.Last, default));
        Assert.Empty(read[3].Open.Fields);
        Assert.Empty(read[4].Open.Fields);
        Assert.Empty(Directory.GetFiles(Paths.ValuesFolder));
        Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.StoreAsync(_store, _checkpoints, default));
        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("name of the witness", ReadShared(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_was_stopped_is_done_at_the_next_start()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync([.. Sightings(1, 3)], default);
        await _store.AppendAsync([Erase(2, "text")], default); // and the power failed

        using var again = await OpenAsync();
        var read = await ListAsync(again.ReadAsync(new(2), new(2), default));
        Assert.Equal(["place", "source"], read[0].Open.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task An_erasure_takes_two_persons_a_ground_and_an_earlier_entry()
    {
        using var log = await OpenAsync();
        await log.AppendAsync(Sightings(1, 3), default);
        foreach (
            var bad in (Erasure[])
                [
                    new(new(2), [], "request of 3 May", ["Olena", "Olena"]),
                    new(new(2), [], "", ["Olena", "Jan"]),
                    new(new(9), [], "request of 3 May", ["Olena", "Jan"]),
                ]
        )
            Assert.Equal(
                RecordProblem.EntryRefused,
                (await ProblemAsync(() => log.AppendAsync([Erase(bad)], default))).Problem
            );
    }

    private static OpenEntry Erase(long number, params string[] names) =>
        Erase(new Erasure(new(number), [.. names], "request of 3 May", ["Olena", "Jan"]));

    private static OpenEntry Erase(Erasure erasure) =>
        OpenEntry.Seal(Erasure.Kind, null, null, Lead, "R", Easter + 5, erasure.Fields("PUBLIC", "MISSION"));

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    [Fact]
    public async Task An_empty_batch_is_refused()
    {
        using var log = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync([], default));
    }

    [Fact]
    public async Task What_is_read_back_otherwise_than_given_gets_no_checkpoint()
    {
        using var log = await RecordLog.OpenAsync(
            new FaultyStore(_store) { ReadsOtherwise = true },
            _checkpoints,
            Key(Origin),
            default
        );

        Assert.Equal(
            (RecordProblem.StoredDiffers, new EntryNumber(1)),
            await ProblemAsync(() => log.AppendAsync(Sightings(1, 1), default))
        );
        Assert.Equal(0, (await _checkpoints.ReadAsync(default))!.Size);
        Assert.Equal(
            RecordProblem.Closed,
            (await ProblemAsync(() => log.AppendAsync(Sightings(1, 1), default))).Problem
        );
    }

    [Fact]
    public async Task After_a_disk_error_the_next_batch_first_finishes_what_was_stored()
    {
        var faulty = new FaultyStore(_store) { FailsOnceAfterStoring = true };
        using var log = await RecordLog.OpenAsync(faulty, _checkpoints, Key(Origin), default);

        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Sightings(1, 2), default));
        Assert.Equal(new(3), await log.AppendAsync(Sightings(3, 1), default));
        Assert.Equal(new Checkpoint(Origin, 3, Root(Sightings(1, 3))), await _checkpoints.ReadAsync(default));
    }

    [Fact]
    public async Task Batches_given_at_the_same_time_stand_one_after_the_other()
    {
        using var log = await OpenAsync();
        await log.AppendAsync([Begins], default);
        var same = Sighting(2);

        var firsts = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => log.AppendAsync([same, same], default)))
        );

        Assert.Equal(Enumerable.Range(0, 16).Select(i => i * 2 + 2L), firsts.Select(n => n.Value).Order());
        Assert.Equal(Root(Enumerable.Repeat(same, 32).Prepend(Begins)).ToArray(), log.Checkpoint.Root.ToArray());
    }

    private Task<RecordLog> OpenAsync() => RecordLog.OpenAsync(_store, _checkpoints, Key(Origin), default);

    private static async Task<(RecordProblem Problem, EntryNumber Number)> ProblemAsync(Func<Task> act)
    {
        var problem = await Assert.ThrowsAsync<RecordException>(act);
        return (problem.Problem, problem.Number);
    }

    /// <summary>A store on a faulty disk or with faulty memory.</summary>
    private sealed class FaultyStore(ILogStore store) : ILogStore
    {
        public bool ReadsOtherwise { get; init; }

        public bool FailsOnceAfterStoring { get; set; }

        public async Task<EntryNumber> AppendAsync(ImmutableArray<OpenEntry> batch, CancellationToken cancellationToken)
        {
            var first = await store.AppendAsync(batch, cancellationToken);
            if (!FailsOnceAfterStoring)
                return first;

            FailsOnceAfterStoring = false;
            throw new IOException("The disk answered late.");
        }

        public Task<EntryNumber> LastAsync(CancellationToken cancellationToken) => store.LastAsync(cancellationToken);

        public async IAsyncEnumerable<RawEntry> ReadRawAsync(
            EntryNumber from,
            EntryNumber to,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await foreach (var entry in store.ReadRawAsync(from, to, cancellationToken))
                yield return ReadsOtherwise ? entry with { Bytes = EntryForm.Bytes(Sighting(7).Entry) } : entry;
        }

        public IAsyncEnumerable<StoredEntry> ReadKindAsync(string kind, CancellationToken cancellationToken) =>
            store.ReadKindAsync(kind, cancellationToken);

        public Task EraseAsync(EntryNumber number, ImmutableArray<string> names, CancellationToken cancellationToken) =>
            store.EraseAsync(number, names, cancellationToken);

        public Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken) =>
            store.FindAsync(leaf, cancellationToken);

        public IAsyncEnumerable<ImmutableArray<byte>> ReadLeavesAsync(
            EntryNumber from,
            EntryNumber to,
            CancellationToken cancellationToken
        ) => store.ReadLeavesAsync(from, to, cancellationToken);
    }
}
