using Trucewatch.Record;
using Trucewatch.Verifier;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

/// <summary>What the log finds when it is opened: an unfinished batch, an old backup, altered rows.</summary>
public abstract partial class RecordLogContract
{
    [Fact]
    public async Task A_batch_stored_without_its_checkpoint_is_finished_at_the_next_start()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 2), default);
        await Store.AppendAsync(Sightings(3, 2), default); // and the power failed

        using var again = await OpenAsync();

        Assert.Equal(new Checkpoint(Origin, 4, Root(Sightings(1, 4))), await Checkpoints.ReadAsync(default));
        Assert.Equal(new(5), await again.AppendAsync(Sightings(5, 1), default));
    }

    [Fact]
    public async Task An_unfinished_batch_that_was_altered_is_not_finished()
    {
        (await OpenAsync()).Dispose();
        await Store.AppendAsync(Sightings(1, 2), default);
        await AlterTextAsync(new(2));

        Assert.Equal((RecordProblem.StoredDiffers, new EntryNumber(2)), await ProblemAsync(OpenAsync));
        Assert.Equal(0, (await Checkpoints.ReadAsync(default))!.Size);
    }

    [Fact]
    public async Task A_restored_backup_is_refused()
    {
        Func<Task<ILogStore>> restore;
        using (var log = await OpenAsync())
        {
            await log.AppendAsync([Begins, WithText(new('x', 5000))], default);
            restore = await BackUpAsync();
            await log.AppendAsync([WithText(new('y', 5000))], default);
        }

        var restored = await restore();
        using var disposed = restored as IDisposable;

        Assert.Equal(
            (RecordProblem.CheckpointAhead, new EntryNumber(2)),
            await ProblemAsync(() => RecordLog.OpenAsync(restored, Checkpoints, Key(Origin), default))
        );
    }

    [Fact]
    public async Task Entries_without_a_checkpoint_are_refused()
    {
        await Store.AppendAsync(Sightings(1, 1), default);

        Assert.Equal((RecordProblem.CheckpointMissing, new EntryNumber(1)), await ProblemAsync(OpenAsync));
    }

    [Fact]
    public async Task The_checkpoint_of_another_record_is_refused()
    {
        (await OpenAsync()).Dispose();

        Assert.Equal(
            RecordProblem.OtherOrigin,
            (await ProblemAsync(() => RecordLog.OpenAsync(Store, Checkpoints, Key("another"), default))).Problem
        );
    }

    [Fact]
    public async Task Altered_leaves_are_refused()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 3), default);
        await AlterLeafAsync(new(2));

        Assert.Equal(RecordProblem.RootDiffers, (await ProblemAsync(OpenAsync)).Problem);
    }

    [Fact]
    public async Task An_erasure_that_was_stopped_is_done_at_the_next_start()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync([.. Sightings(1, 3)], default);
        await Store.AppendAsync([Erase(2, "text")], default); // and the power failed

        using var again = await OpenAsync();
        var read = await ListAsync(again.ReadAsync(new(2), new(2), default));
        Assert.Equal(["place", "source"], read[0].Open.Fields.Select(f => f.Name));
    }

    [Fact]
    public async Task A_key_whose_value_was_altered_is_refused_and_never_becomes_an_author_s()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 3), default);
        var faulty = new FaultyStore(Store) { KeysReadOtherwise = true };

        var (problem, number) = await ProblemAsync(() =>
            RecordLog.OpenAsync(faulty, Checkpoints, Key(Origin), default)
        );
        Assert.Equal((RecordProblem.StoredDiffers, new EntryNumber(1)), (problem, number));
    }

    [Fact]
    public async Task An_entry_near_the_end_that_is_read_otherwise_than_signed_is_refused_at_the_start()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 3), default);

        Assert.Equal(
            RecordProblem.StoredDiffers,
            (
                await ProblemAsync(() =>
                    RecordLog.OpenAsync(
                        new FaultyStore(Store) { ReadsOtherwise = true },
                        Checkpoints,
                        Key(Origin),
                        default
                    )
                )
            ).Problem
        );
    }

    [Fact]
    public async Task A_revocation_that_is_not_found_as_one_is_refused_at_the_start()
    {
        var party = Key("party");
        using (var log = await OpenAsync())
            await log.AppendAsync(
                [Begins, KeyEntry("begins", party, party), KeyEntry("revoked", party, party)],
                default
            );

        var store = new FaultyStore(Store) { HidesTheLastOfAKind = true };
        var told = await Assert.ThrowsAsync<RecordException>(() =>
            RecordLog.OpenAsync(store, Checkpoints, Key(Origin), default)
        );
        Assert.Equal((RecordProblem.StoredDiffers, new EntryNumber(3)), (told.Problem, told.Number));
        Assert.Contains("is of a key and was not found as one", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_tail_that_breaks_a_rule_is_kept_aside_and_dropped_and_the_record_goes_on()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 2), default);
        await Store.AppendAsync(Sightings(3, 2), default); // and the power failed
        await AlterTextAsync(new(4));
        await ProblemAsync(OpenAsync);

        var kept = new Dictionary<string, byte[]>();
        var dropped = Assert.IsType<UnsignedTail.Reply.Dropped>(await DropTailAsync(kept));

        Assert.Equal((new EntryNumber(3), new EntryNumber(4)), (dropped.From, dropped.To));
        Assert.Contains("Digest", dropped.Why, StringComparison.Ordinal);
        var (name, aside) = kept.Single();
        Assert.Equal(dropped.Aside, name);
        Assert.Equal(dropped.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(aside)));
        Assert.Contains("nothing", System.Text.Encoding.UTF8.GetString(aside), StringComparison.Ordinal);
        using var again = await OpenAsync();
        Assert.Equal(new(3), await again.AppendAsync(Sightings(3, 1), default));
        Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.StoreAsync(Store, Checkpoints, default));
    }

    [Fact]
    public async Task What_is_signed_or_keeps_every_rule_is_never_dropped()
    {
        using (var log = await OpenAsync())
            await log.AppendAsync(Sightings(1, 2), default);
        var kept = new Dictionary<string, byte[]>();
        Assert.IsType<UnsignedTail.Reply.None>(await DropTailAsync(kept));
        await Store.AppendAsync(Sightings(3, 2), default);
        Assert.IsType<UnsignedTail.Reply.Sound>(await DropTailAsync(kept));

        await AlterTextAsync(new(4));
        await AlterLeafAsync(new(2)); // of the signed part
        Assert.Equal(RecordProblem.RootDiffers, (await ProblemAsync(() => DropTailAsync(kept))).Problem);
        Assert.Equal(new(4), await Store.LastAsync(default));
        Assert.Empty(kept);
    }

    [Fact]
    public async Task While_the_tail_cannot_be_kept_aside_nothing_is_dropped()
    {
        (await OpenAsync()).Dispose();
        await Store.AppendAsync(Sightings(1, 2), default);
        await AlterTextAsync(new(2));

        await Assert.ThrowsAsync<IOException>(() =>
            UnsignedTail.DropAsync(Store, Checkpoints, Origin, (_, _) => throw new IOException("full"), default)
        );
        Assert.Equal(new(2), await Store.LastAsync(default));
    }

    private Task<UnsignedTail.Reply> DropTailAsync(Dictionary<string, byte[]> kept) =>
        UnsignedTail.DropAsync(
            Store,
            Checkpoints,
            Origin,
            (name, content) =>
            {
                kept.Add(name, content);
                return Task.CompletedTask;
            },
            default
        );
}
