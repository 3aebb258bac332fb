using Trucewatch.Appender;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Storage.Tests.Faults;

/// <summary>What must hold of a record after its writer was killed or its disk failed.</summary>
internal static class Survivor
{
    /// <summary>
    /// Opens the record again, looks for everything that was acknowledged, lets the verifier check all of it, and adds
    /// one more batch.
    /// </summary>
    /// <remarks>
    /// An acknowledgement names the root of the first n entries. It is compared with the root of the first n entries that
    /// are there now, computed from their bytes: so each acknowledged entry is at its number with the same bytes, and of
    /// one size there is one root.
    /// </remarks>
    /// <returns>The number of entries; of what was added here no account is given.</returns>
    public static async Task<long> DemandAsync(string folder, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        var paths = new StoragePaths(folder);
        using var store = SqliteLogStore.Open(paths);
        using var checkpoints = SqliteCheckpointStore.Open(paths.CheckpointDb);
        using var key = SampleBatch.Key(SampleBatch.Origin);
        using var log = await RecordLog.OpenAsync(store, checkpoints, key, default);
        var size = log.Last.Value;

        var roots = await RootsAsync(log, [.. acknowledged.Select(a => a.Size)]);
        foreach (var (sizeThen, root) in acknowledged)
            Assert.Equal((sizeThen, root), (sizeThen, roots.GetValueOrDefault(sizeThen, "lost")));
        Assert.Equal(
            size,
            Assert.IsType<RecordVerdict.Holds>(await VerifyRecord.StoreAsync(store, checkpoints, default)).Size
        );

        var batch = SampleBatch.Of(-1, new(1), begins: log.Authors.Standing.IsEmpty, large: false);
        Assert.Equal(new(size + 1), await log.AppendAsync(batch, default));
        return size;
    }

    private static async Task<Dictionary<long, string>> RootsAsync(RecordLog log, HashSet<long> sizes)
    {
        var (frontier, roots) = (new MerkleFrontier(), new Dictionary<long, string>());
        await foreach (var entry in log.ReadAsync(new(1), log.Last, default))
        {
            Assert.Equal(frontier.Size + 1, entry.Number.Value);
            frontier.Append(MerkleTree.LeafHash(entry.Bytes.AsSpan()));
            if (sizes.Contains(frontier.Size))
                roots.Add(frontier.Size, Convert.ToHexStringLower(frontier.Root().AsSpan()));
        }

        return roots;
    }
}
