using System.Collections.Immutable;
using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

/// <summary>What every store of entries keeps; one class per database gives it an empty store.</summary>
public abstract class LogStoreContract : IAsyncLifetime
{
    private ILogStore? _store;

    private ILogStore Store => _store!;

    /// <summary>A store without entries.</summary>
    protected abstract Task<ILogStore> CreateEmptyAsync();

    public async ValueTask InitializeAsync() => _store = await CreateEmptyAsync();

    public virtual ValueTask DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_empty_record_has_no_last_entry()
    {
        Assert.Equal(EntryNumber.None, await Store.LastAsync(default));
        Assert.Empty(await ListAsync(Store.ReadAsync(new(1), new(100), default)));
        Assert.Empty(await ListAsync(Store.ReadLeavesAsync(new(1), new(100), default)));
    }

    [Fact]
    public async Task Numbers_start_at_1_and_have_no_gaps()
    {
        Assert.Equal(new(1), await Store.AppendAsync(Sightings(1, 3), default));
        Assert.Equal(new(4), await Store.AppendAsync(Sightings(4, 2), default));
        Assert.Equal(new(5), await Store.LastAsync(default));
        Assert.Equal(
            [1, 2, 3, 4, 5],
            (await ListAsync(Store.ReadAsync(new(1), new(5), default))).Select(e => e.Number.Value)
        );
    }

    [Fact]
    public async Task What_is_read_is_what_was_given_in_its_canonical_bytes()
    {
        ImmutableArray<OpenEntry> batch =
        [
            Sighting(1),
            WithText("Мінометний обстріл, \"три\" розриви\n😀\0"),
            WithText(""),
            OpenEntry.Seal("erasure", Ids.ForAct(1, new byte[10]), new(2), Lead, "R", Easter, []),
        ];
        await Store.AppendAsync(batch, default);

        var read = await ListAsync(Store.ReadAsync(new(1), new(4), default));

        Assert.Equal(batch.AsEnumerable(), read.Select(e => e.Open));
        Assert.Equal(batch.Select(e => EntryForm.Bytes(e.Entry).ToArray()), read.Select(e => e.Bytes.ToArray()));
    }

    [Theory]
    [InlineData(4094)] // two quotes more: the last length that counts as small
    [InlineData(4095)]
    [InlineData(1_000_000)]
    public async Task A_large_value_is_read_as_it_was_given(int length)
    {
        ImmutableArray<OpenEntry> batch = [WithText(new('x', length)), Sighting(2), WithText(new('x', length))];
        await Store.AppendAsync(batch, default);

        Assert.Equal(
            batch.AsEnumerable(),
            (await ListAsync(Store.ReadAsync(new(1), new(3), default))).Select(e => e.Open)
        );
    }

    [Theory]
    [InlineData(2, 3, new long[] { 2, 3 })]
    [InlineData(4, 9, new long[] { 4 })]
    [InlineData(0, 1, new long[] { 1 })]
    [InlineData(3, 2, new long[0])]
    public async Task Both_ends_are_included(long from, long to, long[] numbers)
    {
        await Store.AppendAsync(Sightings(1, 4), default);

        var read = await ListAsync(Store.ReadAsync(new(from), new(to), default));

        Assert.Equal(numbers, read.Select(e => e.Number.Value));
        Assert.All(read, e => Assert.Equal(Sighting((int)e.Number.Value), e.Open));
        Assert.Equal(numbers.Length, (await ListAsync(Store.ReadLeavesAsync(new(from), new(to), default))).Count);
        var bytes = await ListAsync(Store.ReadBytesAsync(new(from), new(to), default));
        Assert.Equal(numbers.Select(n => EntryForm.Bytes(Sighting((int)n).Entry)), bytes);
    }

    [Fact]
    public async Task The_leaves_are_the_hashes_of_the_entries()
    {
        await Store.AppendAsync(Sightings(1, 5), default);

        var leaves = await ListAsync(Store.ReadLeavesAsync(new(1), new(5), default));

        Assert.Equal(Root(Sightings(1, 5)).ToArray(), MerkleTree.Root(leaves).ToArray());
    }

    [Fact]
    public async Task The_entries_of_one_kind_are_read_with_their_values()
    {
        await Store.AppendAsync([.. Sightings(1, 3), WithText("a"), Sighting(5), WithText("b")], default);

        var notes = await ListAsync(Store.ReadKindAsync("note", default));

        Assert.Equal([4, 6], notes.Select(n => n.Number.Value));
        Assert.Equal([WithText("a"), WithText("b")], notes.Select(n => n.Open));
        Assert.Empty(await ListAsync(Store.ReadKindAsync("nothing", default)));
    }

    [Fact]
    public async Task An_entry_is_found_by_its_leaf_hash()
    {
        await Store.AppendAsync([.. Sightings(1, 3), Sighting(2)], default);

        Assert.Equal(new EntryNumber(2), await Store.FindAsync(Leaf(Sighting(2)), default));
        Assert.Null(await Store.FindAsync(Leaf(Sighting(7)), default));
    }

    [Fact]
    public async Task Of_a_batch_with_one_bad_entry_nothing_is_added()
    {
        await Store.AppendAsync(Sightings(1, 1), default);
        var bad = Sighting(3) with { Entry = Sighting(3).Entry with { Label = "Q" } };

        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync([Sighting(2), bad], default));

        Assert.Equal(new(1), await Store.LastAsync(default));
        Assert.Equal(new(2), await Store.AppendAsync(Sightings(2, 1), default));
    }

    [Fact]
    public async Task An_empty_batch_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync([], default));

    [Fact]
    public async Task Of_a_cancelled_batch_nothing_is_added()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.AppendAsync(Sightings(1, 2), new(canceled: true))
        );

        Assert.Equal(EntryNumber.None, await Store.LastAsync(default));
    }

    [Fact]
    public async Task Of_batches_given_at_the_same_time_after_one_entry_one_stands_and_the_others_are_told()
    {
        await Store.AppendAsync(Sightings(1, 1), default);

        var told = await Task.WhenAll(
            Enumerable
                .Range(1, 20)
                .Select(i =>
                    Task.Run(async () =>
                        await Xunit.Record.ExceptionAsync(() => Store.AppendAsync(new(1), Sightings(i * 3, 3), default))
                    )
                )
        );

        Assert.Single(told, t => t is null);
        Assert.All(
            told.OfType<RecordException>(),
            t => Assert.Equal((RecordProblem.AnotherWriter, new EntryNumber(4)), (t.Problem, t.Number))
        );
        Assert.Equal(19, told.OfType<RecordException>().Count());
        var read = await ListAsync(Store.ReadAsync(new(2), new(99), default));
        Assert.Equal([0, 1, 2], read.Select(e => (int)(e.Open.Entry.At - read[0].Open.Entry.At)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_batch_after_another_entry_than_the_last_is_not_added(long after)
    {
        await Store.AppendAsync(Sightings(1, 2), default);

        var told = await Assert.ThrowsAsync<RecordException>(() =>
            Store.AppendAsync(new(after), Sightings(3, 1), default)
        );

        Assert.Equal((RecordProblem.AnotherWriter, new EntryNumber(2)), (told.Problem, told.Number));
        Assert.Equal(new(2), await Store.LastAsync(default));
    }

    [Theory]
    [InlineData("a\0b", "PUBLIC")]
    [InlineData("a", "PUB\0LIC")]
    public async Task A_field_whose_name_or_label_cannot_be_kept_is_refused_whole(string name, string label)
    {
        var odd = OpenEntry.Seal("note", null, null, Lead, "P", Easter, [Field("odd", name, "1", label)]);

        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync([Sighting(1), odd], default));

        Assert.Equal(EntryNumber.None, await Store.LastAsync(default));
    }

    [Fact]
    public async Task A_reader_sees_the_record_as_it_was_when_it_began()
    {
        await Store.AppendAsync(Sightings(1, 2), default);
        var seen = 0;
        await foreach (var entry in Store.ReadAsync(new(1), new(100), default))
        {
            if (seen++ == 0)
                await Store.AppendAsync(Sightings(3, 2), default);
        }

        Assert.Equal(2, seen);
        Assert.Equal(new(4), await Store.LastAsync(default));
    }
}
