using Trucewatch.Record;
using static Trucewatch.Storage.Tests.Samples;

namespace Trucewatch.Storage.Tests;

/// <summary>What every store of the newest checkpoint keeps; one class per database gives it an empty store.</summary>
public abstract class CheckpointStoreContract : IAsyncLifetime
{
    private static readonly Checkpoint Empty = new("trucewatch.example/test", 0, MerkleTree.EmptyRoot);
    private static readonly Checkpoint Two = Empty with { Size = 2, Root = Root(Sightings(1, 2)) };
    private static readonly Checkpoint Three = Empty with { Size = 3, Root = Root(Sightings(1, 3)) };

    private ICheckpointStore? _store;

    private ICheckpointStore Store => _store!;

    /// <summary>A store without a checkpoint.</summary>
    protected abstract Task<ICheckpointStore> CreateEmptyAsync();

    public async ValueTask InitializeAsync() => _store = await CreateEmptyAsync();

    public virtual ValueTask DisposeAsync()
    {
        (_store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task At_first_there_is_no_checkpoint() => Assert.Null(await Store.ReadAsync(default));

    [Fact]
    public async Task A_checkpoint_takes_the_place_of_the_one_that_stands()
    {
        Assert.IsType<Swapped.Done>(await Store.SwapAsync(null, Empty, default));
        Assert.Equal(Empty, await Store.ReadAsync(default));
        Assert.IsType<Swapped.Done>(await Store.SwapAsync(Empty, Two, default));
        Assert.Equal(Two, await Store.ReadAsync(default));
    }

    [Fact]
    public async Task Who_expects_another_checkpoint_is_told_which_one_stands()
    {
        await Store.SwapAsync(null, Two, default);

        Assert.Equal(new Swapped.Stale(Two), await Store.SwapAsync(Empty, Three, default));
        Assert.Equal(new Swapped.Stale(Two), await Store.SwapAsync(null, Three, default));
        Assert.Equal(Two, await Store.ReadAsync(default));
    }

    [Fact]
    public async Task Who_expects_a_checkpoint_where_there_is_none_is_told_so()
    {
        Assert.Equal(new Swapped.Stale(null), await Store.SwapAsync(Empty, Two, default));
        Assert.Null(await Store.ReadAsync(default));
    }

    [Fact]
    public async Task Of_many_at_the_same_time_one_is_done()
    {
        await Store.SwapAsync(null, Empty, default);

        var swapped = await Task.WhenAll(
            Enumerable
                .Range(1, 16)
                .Select(i => Task.Run(() => Store.SwapAsync(Empty, Empty with { Size = i }, default)))
        );

        Assert.Single(swapped.OfType<Swapped.Done>());
        Assert.Equal(15, swapped.OfType<Swapped.Stale>().Count());
    }

    [Fact]
    public async Task A_checkpoint_never_goes_back_and_of_one_size_there_is_one_root()
    {
        await Store.SwapAsync(null, Two, default);

        await Assert.ThrowsAsync<ArgumentException>(() => Store.SwapAsync(Two, Empty, default));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Store.SwapAsync(Two, Two with { Root = Three.Root }, default)
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Store.SwapAsync(Two, Three with { Origin = "other" }, default)
        );
        Assert.Equal(Two, await Store.ReadAsync(default));
    }
}
