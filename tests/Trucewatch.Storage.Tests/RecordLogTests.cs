using Trucewatch.Record;
using Trucewatch.Verifier;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

/// <summary>What the log keeps whatever its stores; one class per database gives it two empty ones.</summary>
public abstract partial class RecordLogContract : IAsyncLifetime
{
    private const string Origin = "trucewatch.example/test/REPLAY";

    private ILogStore? _entries;
    private ICheckpointStore? _newest;

    private ILogStore Store => _entries!;

    private ICheckpointStore Checkpoints => _newest!;

    /// <summary>Stores without an entry and without a checkpoint.</summary>
    protected abstract Task<(ILogStore Entries, ICheckpointStore Newest)> CreateEmptyAsync();

    /// <summary>Somebody with the database in hand changes the value <c>text</c> of an entry.</summary>
    protected abstract Task AlterTextAsync(EntryNumber number);

    /// <summary>Somebody with the database in hand writes zeros over the leaf hash of an entry.</summary>
    protected abstract Task AlterLeafAsync(EntryNumber number);

    /// <summary>Makes a backup of the entries and their values.</summary>
    /// <returns>Brings it back, beside the store that it is of.</returns>
    protected abstract Task<Func<Task<ILogStore>>> BackUpAsync();

    public async ValueTask InitializeAsync() => (_entries, _newest) = await CreateEmptyAsync();

    public virtual ValueTask DisposeAsync()
    {
        (_entries as IDisposable)?.Dispose();
        (_newest as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_record_begins_with_a_checkpoint_of_no_entries()
    {
        using var log = await OpenAsync();

        Assert.Equal(new Checkpoint(Origin, 0, MerkleTree.EmptyRoot), log.Checkpoint);
        Assert.Equal(log.Checkpoint, await Checkpoints.ReadAsync(default));
        Assert.Equal(EntryNumber.None, log.Last);
    }

    [Fact]
    public async Task What_was_answered_is_under_the_checkpoint_on_disk()
    {
        using var log = await OpenAsync();

        Assert.Equal(new(1), await log.AppendAsync(Sightings(1, 3), default));
        Assert.Equal(new(4), await log.AppendAsync(Sightings(4, 4), default));

        Assert.Equal(new Checkpoint(Origin, 7, Root(Sightings(1, 7))), await Checkpoints.ReadAsync(default));
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
    public async Task Of_two_writers_the_second_is_stopped()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        await first.AppendAsync(Sightings(1, 1), default);

        Assert.Equal(
            (RecordProblem.AnotherWriter, new EntryNumber(1)),
            await ProblemAsync(() => second.AppendAsync(Sightings(1, 1), default))
        );
        Assert.Equal(
            RecordProblem.Closed,
            (await ProblemAsync(() => second.AppendAsync(Sightings(1, 1), default))).Problem
        );
    }

    [Fact]
    public async Task Of_two_writers_the_second_leaves_nothing_behind_and_the_first_goes_on()
    {
        using var first = await OpenAsync();
        using var second = await OpenAsync();
        await first.AppendAsync(Sightings(1, 1), default);
        await ProblemAsync(() => second.AppendAsync(Sightings(1, 1), default)); // the same key, begun twice

        Assert.Equal(new(1), await Store.LastAsync(default));
        Assert.Equal(new(2), await first.AppendAsync(Sightings(2, 1), default));
        using var again = await OpenAsync();
        Assert.Equal(new(2), again.Last);
    }

    [Fact]
    public async Task While_a_batch_is_being_added_the_keys_and_tiles_before_it_stay_to_be_seen()
    {
        var faulty = new FaultyStore(Store);
        using var log = await RecordLog.OpenAsync(faulty, Checkpoints, Key(Origin), default);
        await log.AppendAsync(Sightings(1, 256), default);
        var seen = 0;
        faulty.WhileStoring = () => seen = log.Authors.Standing.Length;

        await log.AppendAsync(Sightings(257, 1), default);

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task A_log_that_cannot_look_at_its_stores_again_still_shows_what_it_had()
    {
        var faulty = new FaultyStore(Store);
        using var log = await RecordLog.OpenAsync(faulty, Checkpoints, Key(Origin), default);
        await log.AppendAsync(Sightings(1, 256), default);
        (faulty.FailsOnceAfterStoring, faulty.LeavesFail) = (true, true);

        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Sightings(257, 1), default));
        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Sightings(258, 1), default));

        Assert.Equal(Root(Sightings(1, 256)).ToArray(), (await log.ReadTileAsync(1, 0, 1, default))!.Hashes.ToArray());
        Assert.Single(log.Authors.Standing);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_refused_before_it_is_stored()
    {
        using var log = await OpenAsync();
        await log.AppendAsync([Begins], default);
        var odd = OpenEntry.Seal("note", null, null, Lead, "P", Easter + 2, [Field("odd", "a\0b", "1")]);

        await Assert.ThrowsAsync<ArgumentException>(() => log.AppendAsync([odd], default));

        Assert.Equal(new(2), await log.AppendAsync(Sightings(2, 1), default));
    }

    [Fact]
    public async Task Who_finds_another_checkpoint_than_its_own_is_stopped()
    {
        using var log = await OpenAsync();
        var other = log.Checkpoint with { Size = 1, Root = Root(Sightings(9, 1)) };
        await Checkpoints.SwapAsync(log.Checkpoint, other, default);

        Assert.Equal(
            RecordProblem.AnotherWriter,
            (await ProblemAsync(() => log.AppendAsync(Sightings(1, 1), default))).Problem
        );
        Assert.Equal(other, await Checkpoints.ReadAsync(default));
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
    public async Task What_is_erased_is_read_by_nobody_and_the_record_still_holds()
    {
        using var log = await OpenAsync();
        await log.AppendAsync([.. Sightings(1, 3), WithText("a name"), WithText(new string('s', 5000))], default);
        await log.AppendAsync([Erase(4, "text"), Erase(5)], default);

        var read = await ListAsync(log.ReadAsync(new(1), log.Last, default));
        Assert.Empty(read[3].Open.Fields);
        Assert.Empty(read[4].Open.Fields);
        Assert.Equal(3, read[2].Open.Fields.Length);
        Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.StoreAsync(Store, Checkpoints, default));
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

    protected static OpenEntry Erase(long number, params string[] names) =>
        Erase(new Erasure(new(number), [.. names], "request of 3 May", ["Olena", "Jan"]));

    private static OpenEntry Erase(Erasure erasure) =>
        OpenEntry.Seal(Erasure.Kind, null, null, Lead, "R", Easter + 5, erasure.Fields("PUBLIC", "MISSION"));

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
            new FaultyStore(Store) { ReadsOtherwise = true },
            Checkpoints,
            Key(Origin),
            default
        );

        Assert.Equal(
            (RecordProblem.StoredDiffers, new EntryNumber(1)),
            await ProblemAsync(() => log.AppendAsync(Sightings(1, 1), default))
        );
        Assert.Equal(0, (await Checkpoints.ReadAsync(default))!.Size);
        Assert.Equal(
            RecordProblem.Closed,
            (await ProblemAsync(() => log.AppendAsync(Sightings(1, 1), default))).Problem
        );
    }

    [Fact]
    public async Task After_a_disk_error_the_next_batch_first_finishes_what_was_stored()
    {
        var faulty = new FaultyStore(Store) { FailsOnceAfterStoring = true };
        using var log = await RecordLog.OpenAsync(faulty, Checkpoints, Key(Origin), default);

        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(Sightings(1, 2), default));
        Assert.Equal(new(3), await log.AppendAsync(Sightings(3, 1), default));
        Assert.Equal(new Checkpoint(Origin, 3, Root(Sightings(1, 3))), await Checkpoints.ReadAsync(default));
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

    private Task<RecordLog> OpenAsync() => RecordLog.OpenAsync(Store, Checkpoints, Key(Origin), default);

    private static async Task<(RecordProblem Problem, EntryNumber Number)> ProblemAsync(Func<Task> act)
    {
        var problem = await Assert.ThrowsAsync<RecordException>(act);
        return (problem.Problem, problem.Number);
    }
}
