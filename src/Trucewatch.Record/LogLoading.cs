using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>What a writer must know to go on from the end of a record.</summary>
/// <param name="Checkpoint">Origin, size and root.</param>
/// <param name="Frontier">The tree's right edge.</param>
/// <param name="Hashes">The hashes above the leaves.</param>
/// <param name="Keys">The authors' keys.</param>
/// <param name="Times">The times of the last entries.</param>
internal sealed record LogState(
    Checkpoint Checkpoint,
    MerkleFrontier Frontier,
    TreeHashes Hashes,
    AuthorKeys Keys,
    LatestTimes Times
)
{
    /// <summary>The state at the frontier's size.</summary>
    public static LogState Of(
        string origin,
        MerkleFrontier frontier,
        TreeHashes hashes,
        AuthorKeys keys,
        LatestTimes times
    ) => new(new(origin, frontier.Size, frontier.Root()), frontier, hashes, keys, times);
}

/// <summary>Reads a record's end from its stores, and refuses what does not fit together.</summary>
internal static class LogLoading
{
    /// <summary>The newest checkpoint (null: the record is new) and the number of the last entry.</summary>
    /// <exception cref="RecordException">The checkpoint is ahead of the entries, missing, or of another record.</exception>
    public static async Task<(Checkpoint? Checkpoint, EntryNumber Last)> LookAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        string origin,
        CancellationToken cancellationToken
    )
    {
        var checkpoint = await checkpoints.ReadAsync(cancellationToken);
        var last = await store.LastAsync(cancellationToken);
        if (checkpoint is null && last > EntryNumber.None) // unless another program began the record between the two looks
            (checkpoint, last) = (await checkpoints.ReadAsync(cancellationToken), await store.LastAsync(cancellationToken));
        if (checkpoint is null && last > EntryNumber.None)
            throw new RecordException(
                RecordProblem.CheckpointMissing,
                last,
                $"There are {last} entries and no checkpoint."
            );
        if (checkpoint is not null && checkpoint.Origin != origin)
            throw new RecordException(
                RecordProblem.OtherOrigin,
                $"The checkpoint is of {checkpoint.Origin}, not of {origin}."
            );
        if (checkpoint?.Size > last.Value)
            throw new RecordException(
                RecordProblem.CheckpointAhead,
                last,
                $"The checkpoint covers {checkpoint.Size} entries, the data end at {last}: was an old backup restored?"
            );
        return (checkpoint, last);
    }

    /// <summary>Adds up the stored leaf hashes under a checkpoint.</summary>
    /// <exception cref="RecordException">They do not give its root.</exception>
    public static async Task<LogState> AddUpAsync(
        ILogStore store,
        Checkpoint checkpoint,
        CancellationToken cancellationToken
    )
    {
        var (frontier, hashes) = (new MerkleFrontier(), new TreeHashes());
        var size = new EntryNumber(checkpoint.Size);
        long? other = null; // an entry whose bytes do not have the hash that was signed
        var (times, keys, read) = await WritersAsync(store, size, cancellationToken);
        await foreach (var leaf in store.ReadLeavesAsync(new(1), size, cancellationToken))
        {
            frontier.Append(leaf);
            hashes.Append(leaf);
            if (read.TryGetValue(frontier.Size, out var bytes) && !MerkleTree.Same(leaf, bytes))
                other ??= frontier.Size;
        }
        if (frontier.Size != checkpoint.Size || !MerkleTree.Same(frontier.Root(), checkpoint.Root))
            throw new RecordException(
                RecordProblem.RootDiffers,
                $"The {size} entries do not give the checkpoint's root."
            );

        if (other is { } number)
            throw new RecordException(
                RecordProblem.StoredDiffers,
                new(number),
                $"Entry {number} was read otherwise than its leaf hash says: it was altered, or disk or memory is faulty."
            );
        return new(checkpoint, frontier, hashes, keys, times);
    }

    // What the writer goes by is read from entries, which are held against the leaf hashes that give the root.
    private static async Task<(
        LatestTimes Times,
        AuthorKeys Keys,
        Dictionary<long, ImmutableArray<byte>> Read
    )> WritersAsync(ILogStore store, EntryNumber size, CancellationToken cancellationToken)
    {
        var (times, keys) = (LatestTimes.None, AuthorKeys.None);
        var read = new Dictionary<long, ImmutableArray<byte>>();
        var near = new EntryNumber(Math.Max(1, size.Value - LatestTimes.Entries + 1));
        await foreach (var entry in store.ReadAsync(near, size, cancellationToken))
        {
            times = times.After(entry.Open.Entry.At);
            read[entry.Number.Value] = MerkleTree.LeafHash(entry.Bytes.AsSpan());
        }
        await foreach (var entry in store.ReadKindAsync(AuthorKeys.Kind, cancellationToken))
        {
            if (entry.Number > size)
                continue;
            Demand(
                EntryRules.Faults(entry.Number, entry.Open, notBefore: 0, keys, file: null),
                RecordProblem.StoredDiffers,
                " It is under the checkpoint: it was altered, or disk or memory is faulty."
            );
            keys = keys.After(entry.Open);
            read[entry.Number.Value] = MerkleTree.LeafHash(entry.Bytes.AsSpan());
        }
        return (times, keys, read);
    }

    /// <summary>The state after the entries beyond the checkpoint: they were stored, but the machine stopped before it was moved.</summary>
    /// <exception cref="RecordException">One of them is unreadable or breaks a rule.</exception>
    public static async Task<LogState> ReadTailAsync(
        ILogStore store,
        LogState state,
        EntryNumber last,
        CancellationToken cancellationToken
    )
    {
        const string said = " It lies behind the newest checkpoint, was never signed or answered, and can be dropped.";
        var (frontier, keys, times) = (state.Frontier.Copy(), state.Keys, state.Times);
        await foreach (var entry in store.ReadAsync(new(frontier.Size + 1), last, cancellationToken))
        {
            var faults = EntryRules.Faults(entry.Number, entry.Open, times.Latest, keys, file: null);
            if (faults.IsEmpty && Erasure.Fault(entry.Number, entry.Open, keys.Keeper) is { } wrong)
                faults = [new(entry.Number, null, RecordRule.Erasure, wrong)];
            Demand(faults, RecordProblem.StoredDiffers, said);
            var leaf = MerkleTree.LeafHash(entry.Bytes.AsSpan());
            frontier.Append(leaf);
            state.Hashes.Append(leaf);
            (keys, times) = (keys.After(entry.Open), times.After(entry.Open.Entry.At));
        }

        return LogState.Of(state.Checkpoint.Origin, frontier, state.Hashes, keys, times);
    }

    /// <summary>Refuses the first of the faults, if there is one.</summary>
    public static void Demand(ImmutableArray<RecordFault> faults, RecordProblem otherwise, string further)
    {
        if (faults is [var fault, ..])
            throw new RecordException(
                fault,
                otherwise,
                $"Entry {fault.Number} breaks the rule {fault.Rule}: {fault.Found}.{further}"
            );
    }
}
