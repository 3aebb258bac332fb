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

    /// <summary>Hashes the entries under a checkpoint, and reads what the writer goes by: authors' keys and the latest times.</summary>
    /// <exception cref="RecordException">They do not give its root, or an author's key is not found as one.</exception>
    public static async Task<LogState> AddUpAsync(
        ILogStore store,
        Checkpoint checkpoint,
        CancellationToken cancellationToken
    )
    {
        var (frontier, hashes, all) = (new MerkleFrontier(), new TreeHashes(), new EntryNumber(checkpoint.Size));
        var (latest, keys) = (new Queue<RawEntry>(), new Dictionary<long, ImmutableArray<byte>>());
        EntryNumber? other = null; // an entry whose bytes do not have the hash that was signed
        var stored = store
            .ReadLeavesAsync(new(1), all, cancellationToken)
            .Zip(store.ReadBytesAsync(new(1), all, cancellationToken));
        await foreach (var (leaf, bytes) in stored)
        {
            frontier.Append(leaf);
            hashes.Append(leaf);
            var entry = new RawEntry(new(frontier.Size), bytes, []);
            if (!MerkleTree.Same(leaf, MerkleTree.LeafHash(bytes.AsSpan())))
                other ??= entry.Number;
            latest.Enqueue(entry);
            if (latest.Count > LatestTimes.Entries)
                latest.Dequeue();
            if (bytes.AsSpan().IndexOf(KeyMark) >= 0 && entry.Read().Open.Entry.Kind == AuthorKeys.Kind)
                keys.Add(frontier.Size, leaf);
        }
        if (frontier.Size != checkpoint.Size || !MerkleTree.Same(frontier.Root(), checkpoint.Root))
            throw new RecordException(
                RecordProblem.RootDiffers,
                $"The {checkpoint.Size} entries do not give the checkpoint's root."
            );
        if (other is { } number)
            throw Differs(number, "was read otherwise than its leaf hash says");
        var times = latest.Aggregate(LatestTimes.None, (t, e) => t.After(e.Read().Open.Entry.At));
        return new(checkpoint, frontier, hashes, await KeysAsync(store, keys, checkpoint, cancellationToken), times);
    }

    // How an entry of a key looks among others; what looks so is read.
    private static ReadOnlySpan<byte> KeyMark => "\"kind\":\"key\""u8;

    // The store says which entries are of keys, and with which values; it is held against the bytes that give the root.
    private static async Task<AuthorKeys> KeysAsync(
        ILogStore store,
        Dictionary<long, ImmutableArray<byte>> leaves,
        Checkpoint checkpoint,
        CancellationToken cancellationToken
    )
    {
        var keys = AuthorKeys.None;
        await foreach (var entry in store.ReadKindAsync(AuthorKeys.Kind, cancellationToken))
        {
            if (entry.Number.Value > checkpoint.Size)
                continue;
            Demand(
                EntryRules.Faults(entry.Number, entry.Open, notBefore: 0, keys, file: null),
                RecordProblem.StoredDiffers,
                Altered
            );
            if (
                !leaves.Remove(entry.Number.Value, out var leaf)
                || !MerkleTree.Same(leaf, MerkleTree.LeafHash(entry.Bytes.AsSpan()))
            )
                throw Differs(entry.Number, "was read otherwise than its leaf hash says");
            keys = keys.After(entry.Open);
        }
        return leaves.Count == 0 ? keys : throw Differs(new(leaves.Keys.Min()), "is of a key and was not found as one");
    }

    private const string Altered = " It is under the checkpoint: it was altered, or disk or memory is faulty.";

    private static RecordException Differs(EntryNumber number, string how) =>
        new(RecordProblem.StoredDiffers, number, $"Entry {number} {how}.{Altered}");

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
