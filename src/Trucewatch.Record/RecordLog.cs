using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>The record being written: one writer, an append-only store, and a checkpoint that is moved after each batch.</summary>
/// <remarks>
/// An entry counts from the moment its checkpoint is on disk. A batch that was stored without it (the machine stopped
/// in between) is finished when the log is next opened. Whether an entry is there already is not asked here.
/// </remarks>
public sealed class RecordLog : IDisposable
{
    private readonly ILogStore _store;
    private readonly ICheckpointStore _checkpoints;
    private readonly SigningKey _key;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private LogState? _state; // null: look at the stores before going on
    private RecordException? _closedBy;
    private TreeHashes _hashes = new(); // these three are what readers see, also while a batch is being added
    private AuthorKeys _authors = AuthorKeys.None;
    private SignedCheckpoint _newest;

    private RecordLog(ILogStore store, ICheckpointStore checkpoints, SigningKey key)
    {
        (_store, _checkpoints, _key) = (store, checkpoints, key);
        _newest = SignedCheckpoint.Sign(new(Origin, 0, MerkleTree.EmptyRoot), key);
    }

    /// <summary>The record's name, which is its key's.</summary>
    public string Origin => _key.Verifier.Name;

    /// <summary>The public half of the record's key.</summary>
    public VerifierKey Key => _key.Verifier;

    /// <summary>The newest checkpoint under the record's signature; what <see cref="Checkpoint"/> says holds for it.</summary>
    public SignedCheckpoint Signed => Volatile.Read(ref _newest);

    /// <summary>The authors' keys that count after the last entry.</summary>
    public AuthorKeys Authors => Volatile.Read(ref _authors);

    /// <summary>The newest checkpoint; it is on disk, and so is every entry that it covers.</summary>
    public Checkpoint Checkpoint => Signed.Checkpoint;

    /// <summary>The last entry that counts; <see cref="EntryNumber.None"/>: the record is empty.</summary>
    public EntryNumber Last => new(Checkpoint.Size);

    /// <summary>
    /// Opens a record: adds up the stored leaf hashes, compares them with the checkpoint and finishes a batch that
    /// was stored without one. A new record gets a checkpoint of size 0.
    /// </summary>
    /// <param name="store">The entries.</param>
    /// <param name="checkpoints">The newest checkpoint, kept apart from the entries.</param>
    /// <param name="key">The record's key: its name is the first line of the checkpoints, which it signs. The caller disposes of it.</param>
    /// <param name="cancellationToken">Ends the opening; an unfinished batch stays unfinished.</param>
    /// <exception cref="RecordException">
    /// The checkpoint is ahead of the entries, missing, of another record or of another root; the unfinished batch
    /// breaks a rule; or somebody else writes.
    /// </exception>
    /// <exception cref="InvalidOperationException">It is a witness's key.</exception>
    public static async Task<RecordLog> OpenAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        SigningKey key,
        CancellationToken cancellationToken
    )
    {
        var log = new RecordLog(store, checkpoints, key);
        await log.LoadAsync(cancellationToken);
        return log;
    }

    /// <summary>
    /// Adds a batch, all of it or nothing: stores it, reads it back, hashes it again, signs the checkpoint and moves it.
    /// When the task completes, all of it is on disk and under the checkpoint.
    /// </summary>
    /// <returns>The number of the batch's first entry.</returns>
    /// <exception cref="RecordException">
    /// <see cref="RecordProblem.EntryRefused"/>: an entry breaks a rule (<see cref="EntryRules"/>), and the log goes on.
    /// <see cref="RecordProblem.AnotherWriter"/> from the store: nothing was added, and the log is closed.
    /// Any other problem: the log is closed; what became of the batch shows when it is opened again.
    /// </exception>
    /// <exception cref="ArgumentException">The batch is empty, or an entry has no canonical form.</exception>
    public Task<EntryNumber> AppendAsync(ImmutableArray<OpenEntry> batch, CancellationToken cancellationToken) =>
        AppendCheckedAsync(batch, checkedUnder: null, cancellationToken);

    /// <summary>The same for a batch whose authors the caller has checked.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="checkedUnder">
    /// The <see cref="Authors"/> under which no entry of it had a fault; if they are still the same, signatures are not
    /// checked twice. Null: nothing was checked.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting; what was begun is finished.</param>
    public async Task<EntryNumber> AppendCheckedAsync(
        ImmutableArray<OpenEntry> batch,
        AuthorKeys? checkedUnder,
        CancellationToken cancellationToken
    )
    {
        if (batch.IsDefaultOrEmpty)
            throw new ArgumentException("A batch has at least one entry.", nameof(batch));

        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            if (_closedBy is not null)
                throw new RecordException(
                    RecordProblem.Closed,
                    _closedBy.Number,
                    "The log is closed: " + _closedBy.Message,
                    _closedBy
                );

            var state = _state ?? await LoadAsync(cancellationToken);
            var (next, planned) = Plan(state, batch, checkedUnder);
            _state = null; // whatever breaks off from here on: look at the stores again
            Settle(next, await StoreAsync(state, next, batch, planned, cancellationToken));
            foreach (var erasure in batch.Select(Erasure.Read).OfType<Erasure>())
                await _store.EraseAsync(erasure.Of, erasure.Names, CancellationToken.None);
            return new(state.Checkpoint.Size + 1);
        }
        catch (RecordException broken) when (broken.Problem is not (RecordProblem.EntryRefused or RecordProblem.Closed))
        {
            _closedBy = broken;
            throw;
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <summary>The entries from one to another, both included, in order; none beyond <see cref="Last"/>.</summary>
    public IAsyncEnumerable<StoredEntry> ReadAsync(
        EntryNumber from,
        EntryNumber to,
        CancellationToken cancellationToken
    ) => _store.ReadAsync(from, to < Last ? to : Last, cancellationToken);

    /// <summary>The number under which an entry of exactly these bytes stands already; null: it does not.</summary>
    public async Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken) =>
        await _store.FindAsync(leaf, cancellationToken) is { } number && number <= Last ? number : null;

    /// <summary>The first hashes of a tile of the tree under the newest checkpoint (C2SP tlog-tiles).</summary>
    /// <param name="level">0: leaf hashes; each level above holds the roots of the full tiles below.</param>
    /// <param name="index">Which tile of its level, from 0.</param>
    /// <param name="width">How many of its hashes, 1 to <see cref="TilePath.Width"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The tile; null: the tree does not reach so far.</returns>
    public async Task<HashTile?> ReadTileAsync(int level, long index, int width, CancellationToken cancellationToken)
    {
        var last = TreeHashes.Covers(level, index, width);
        if (last is null || last > Checkpoint.Size)
            return null;
        if (level > 0)
            return new(level, index, Volatile.Read(ref _hashes).Read(level, index, width));
        var hashes = ImmutableArray.CreateBuilder<byte>(width * MerkleTree.HashLength);
        var first = (index * TilePath.Width) + 1;
        await foreach (var leaf in _store.ReadLeavesAsync(new(first), new(first + width - 1), cancellationToken))
            hashes.AddRange(leaf);
        return new(level, index, hashes.ToImmutable());
    }

    /// <summary>The record as files (C2SP tlog-tiles): the signed checkpoint, tiles and bundles up to the newest checkpoint.</summary>
    public TileSource Tiles => new RecordTiles(this).ReadAsync;

    /// <inheritdoc />
    public void Dispose() => _oneWriter.Dispose();

    private async Task<LogState> LoadAsync(CancellationToken cancellationToken)
    {
        var (found, last) = await LogLoading.LookAsync(_store, _checkpoints, Origin, cancellationToken);
        var checkpoint = found ?? await StartAsync(cancellationToken);
        var state = await LogLoading.AddUpAsync(_store, checkpoint, cancellationToken);
        var whole = await LogLoading.ReadTailAsync(_store, state, last, cancellationToken);
        var signed = SignedCheckpoint.Sign(whole.Checkpoint, _key);
        if (whole.Checkpoint.Size > checkpoint.Size)
            await MoveAsync(checkpoint, whole.Checkpoint, cancellationToken);
        await foreach (var entry in _store.ReadKindAsync(Erasure.Kind, cancellationToken))
        {
            if (Erasure.Read(entry.Open) is { } erasure) // what a stop of the machine left undone
                await _store.EraseAsync(erasure.Of, erasure.Names, cancellationToken);
        }
        Settle(whole, signed);
        return whole;
    }

    private async Task<Checkpoint> StartAsync(CancellationToken cancellationToken)
    {
        var start = new Checkpoint(Origin, 0, MerkleTree.EmptyRoot);
        await MoveAsync(null, start, cancellationToken);
        return start;
    }

    private (LogState Next, ImmutableArray<byte>[] Planned) Plan(
        LogState state,
        ImmutableArray<OpenEntry> batch,
        AuthorKeys? checkedUnder
    )
    {
        var (frontier, keys, times) = (state.Frontier.Copy(), state.Keys, state.Times);
        var ahead = new (AuthorKeys Keys, long Latest)[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            ahead[i] = (keys, times.Latest);
            (keys, times) = (keys.After(batch[i]), times.After(batch[i].Entry.At));
        }

        var faults = new ImmutableArray<RecordFault>[batch.Length];
        var (planned, leaves) = (new ImmutableArray<byte>[batch.Length], new ImmutableArray<byte>[batch.Length]);
        Parallel.For(
            0,
            batch.Length,
            i =>
            {
                var asked = ReferenceEquals(ahead[i].Keys, checkedUnder) ? null : ahead[i].Keys;
                var number = new EntryNumber(frontier.Size + 1 + i);
                faults[i] = EntryRules.Faults(number, batch[i], ahead[i].Latest, asked, file: null);
                if (faults[i].IsEmpty && Erasure.Fault(number, batch[i], ahead[i].Keys.Keeper) is { } wrong)
                    faults[i] = [new(number, null, RecordRule.Erasure, wrong)];
                if (!faults[i].IsEmpty)
                    return;
                planned[i] = EntryForm.Bytes(batch[i].Entry);
                leaves[i] = MerkleTree.LeafHash(planned[i].AsSpan());
            }
        );
        foreach (var fault in faults)
            LogLoading.Demand(fault, RecordProblem.EntryRefused, "");
        foreach (var leaf in leaves)
            frontier.Append(leaf);
        return (LogState.Of(Origin, frontier, state.Hashes, keys, times), planned);
    }

    // Signed is only what was read back: of one size there is never a second signature, not even in memory.
    private async Task<SignedCheckpoint> StoreAsync(
        LogState state,
        LogState next,
        ImmutableArray<OpenEntry> batch,
        ImmutableArray<byte>[] planned,
        CancellationToken cancellationToken
    )
    {
        await _store.AppendAsync(new(state.Checkpoint.Size), batch, cancellationToken);

        // It is stored: from here on it is finished, whether the caller still waits or not.
        var leaves = await ReadBackAsync(state, next, batch, planned);
        var signed = SignedCheckpoint.Sign(next.Checkpoint, _key);
        await MoveAsync(state.Checkpoint, next.Checkpoint, CancellationToken.None);
        foreach (var leaf in leaves)
            next.Hashes.Append(leaf);
        return signed;
    }

    private async Task<List<ImmutableArray<byte>>> ReadBackAsync(
        LogState state,
        LogState next,
        ImmutableArray<OpenEntry> batch,
        ImmutableArray<byte>[] planned
    )
    {
        var (frontier, first, last) = (
            state.Frontier.Copy(),
            state.Checkpoint.Size + 1,
            new EntryNumber(next.Checkpoint.Size)
        );
        var leaves = new List<ImmutableArray<byte>>(batch.Length);
        await foreach (var read in _store.ReadRawAsync(new(first), last, CancellationToken.None))
        {
            leaves.Add(MerkleTree.LeafHash(read.Bytes.AsSpan()));
            frontier.Append(leaves[^1]);
            var place = (int)(read.Number.Value - first);
            if (
                !read.Bytes.AsSpan().SequenceEqual(planned[place].AsSpan())
                || !read.Fields.AsSpan().SequenceEqual(batch[place].Fields.AsSpan())
            )
                throw new RecordException(
                    RecordProblem.StoredDiffers,
                    read.Number,
                    $"Entry {read.Number} was read back otherwise than given."
                );
        }

        if (frontier.Size != last.Value || !MerkleTree.Same(frontier.Root(), next.Checkpoint.Root))
            throw new RecordException(
                RecordProblem.StoredDiffers,
                last,
                "The batch read back does not give the root it should."
            );
        return leaves;
    }

    private async Task MoveAsync(Checkpoint? from, Checkpoint to, CancellationToken cancellationToken)
    {
        if (await _checkpoints.SwapAsync(from, to, cancellationToken) is Swapped.Stale stale)
        {
            throw new RecordException(
                RecordProblem.AnotherWriter,
                new(to.Size),
                $"The checkpoint is at {stale.Standing?.Size ?? 0} and not at {from?.Size ?? 0}: somebody else writes."
            );
        }
    }

    private void Settle(LogState state, SignedCheckpoint signed)
    {
        _state = state;
        Volatile.Write(ref _hashes, state.Hashes);
        Volatile.Write(ref _authors, state.Keys);
        Volatile.Write(ref _newest, signed);
    }
}
