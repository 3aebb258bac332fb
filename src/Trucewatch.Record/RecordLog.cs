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
    private readonly string _origin;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);
    private State? _state; // null: look at the stores before going on
    private RecordException? _closedBy;
    private Checkpoint _newest;

    private RecordLog(ILogStore store, ICheckpointStore checkpoints, string origin)
    {
        (_store, _checkpoints, _origin) = (store, checkpoints, origin);
        _newest = new(origin, 0, MerkleTree.EmptyRoot);
    }

    private sealed record State(Checkpoint Checkpoint, MerkleFrontier Frontier, long LastAt);

    /// <summary>The newest checkpoint; it is on disk, and so is every entry that it covers.</summary>
    public Checkpoint Checkpoint => Volatile.Read(ref _newest);

    /// <summary>The last entry that counts; <see cref="EntryNumber.None"/>: the record is empty.</summary>
    public EntryNumber Last => new(Checkpoint.Size);

    /// <summary>
    /// Opens a record: adds up the stored leaf hashes, compares them with the checkpoint and finishes a batch that
    /// was stored without one. A new record gets a checkpoint of size 0.
    /// </summary>
    /// <param name="store">The entries.</param>
    /// <param name="checkpoints">The newest checkpoint, kept apart from the entries.</param>
    /// <param name="origin">The record's name: the first line of its checkpoints.</param>
    /// <param name="cancellationToken">Ends the opening; an unfinished batch stays unfinished.</param>
    /// <exception cref="RecordException">
    /// The checkpoint is ahead of the entries, missing, of another record or of another root; the unfinished batch
    /// breaks a rule; or somebody else writes.
    /// </exception>
    /// <exception cref="ArgumentException">The origin cannot be a checkpoint's first line.</exception>
    public static async Task<RecordLog> OpenAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        string origin,
        CancellationToken cancellationToken
    )
    {
        CheckpointForm.Text(new(origin, 0, MerkleTree.EmptyRoot));
        var log = new RecordLog(store, checkpoints, origin);
        await log.LoadAsync(cancellationToken);
        return log;
    }

    /// <summary>
    /// Adds a batch, all of it or nothing: stores it, reads it back, hashes it again, moves the checkpoint. When the
    /// task completes, all of it is on disk and under the checkpoint.
    /// </summary>
    /// <returns>The number of the batch's first entry.</returns>
    /// <exception cref="RecordException">
    /// <see cref="RecordProblem.EntryRefused"/>: an entry breaks a rule (<see cref="EntryRules"/>), and the log goes on.
    /// Any other problem: the log is closed; what became of the batch shows when it is opened again.
    /// </exception>
    /// <exception cref="ArgumentException">The batch is empty, or an entry has no canonical form.</exception>
    public async Task<EntryNumber> AppendAsync(ImmutableArray<OpenEntry> batch, CancellationToken cancellationToken)
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
            var next = Plan(state, batch);
            _state = null; // whatever breaks off from here on: look at the stores again
            await StoreAsync(state, next, batch, cancellationToken);
            Settle(next);
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

    /// <inheritdoc />
    public void Dispose() => _oneWriter.Dispose();

    private async Task<State> LoadAsync(CancellationToken cancellationToken)
    {
        var checkpoint = await _checkpoints.ReadAsync(cancellationToken);
        var last = await _store.LastAsync(cancellationToken);
        if (checkpoint is null && last > EntryNumber.None)
            throw new RecordException(
                RecordProblem.CheckpointMissing,
                last,
                $"There are {last} entries and no checkpoint."
            );

        checkpoint ??= await StartAsync(cancellationToken);
        if (checkpoint.Origin != _origin)
            throw new RecordException(
                RecordProblem.OtherOrigin,
                $"The checkpoint is of {checkpoint.Origin}, not of {_origin}."
            );

        if (checkpoint.Size > last.Value)
        {
            throw new RecordException(
                RecordProblem.CheckpointAhead,
                last,
                $"The checkpoint covers {checkpoint.Size} entries, the data end at {last}: was an old backup restored?"
            );
        }

        var state = await AddUpAsync(checkpoint, cancellationToken);
        var whole = await ReadTailAsync(state, last, cancellationToken);
        if (whole.Checkpoint.Size > checkpoint.Size)
            await MoveAsync(checkpoint, whole.Checkpoint, cancellationToken);
        Settle(whole);
        return whole;
    }

    private async Task<Checkpoint> StartAsync(CancellationToken cancellationToken)
    {
        var start = new Checkpoint(_origin, 0, MerkleTree.EmptyRoot);
        await MoveAsync(null, start, cancellationToken);
        return start;
    }

    private async Task<State> AddUpAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var (frontier, lastAt, size) = (new MerkleFrontier(), 0L, new EntryNumber(checkpoint.Size));
        await foreach (var leaf in _store.ReadLeavesAsync(new(1), size, cancellationToken))
            frontier.Append(leaf);
        if (frontier.Size != checkpoint.Size || !MerkleTree.Same(frontier.Root(), checkpoint.Root))
            throw new RecordException(
                RecordProblem.RootDiffers,
                $"The {size} entries do not give the checkpoint's root."
            );

        await foreach (var entry in _store.ReadAsync(size, size, cancellationToken))
            lastAt = entry.Open.Entry.At;
        return new(checkpoint, frontier, lastAt);
    }

    // The entries beyond the checkpoint were stored, but the machine stopped before the checkpoint was moved.
    private async Task<State> ReadTailAsync(State state, EntryNumber last, CancellationToken cancellationToken)
    {
        var (frontier, lastAt) = (state.Frontier.Copy(), state.LastAt);
        await foreach (var entry in _store.ReadAsync(new(frontier.Size + 1), last, cancellationToken))
        {
            Demand(entry.Number, entry.Open, lastAt, RecordProblem.StoredDiffers);
            frontier.Append(MerkleTree.LeafHash(entry.Bytes.AsSpan()));
            lastAt = entry.Open.Entry.At;
        }

        return new(new(_origin, frontier.Size, frontier.Root()), frontier, lastAt);
    }

    private State Plan(State state, ImmutableArray<OpenEntry> batch)
    {
        var (frontier, lastAt) = (state.Frontier.Copy(), state.LastAt);
        foreach (var open in batch)
        {
            Demand(new(frontier.Size + 1), open, lastAt, RecordProblem.EntryRefused);
            frontier.Append(MerkleTree.LeafHash(EntryForm.Bytes(open.Entry).AsSpan()));
            lastAt = open.Entry.At;
        }

        return new(new(_origin, frontier.Size, frontier.Root()), frontier, lastAt);
    }

    private async Task StoreAsync(
        State state,
        State next,
        ImmutableArray<OpenEntry> batch,
        CancellationToken cancellationToken
    )
    {
        var first = await _store.AppendAsync(batch, cancellationToken);
        if (first.Value != state.Checkpoint.Size + 1)
            throw new RecordException(
                RecordProblem.AnotherWriter,
                first,
                $"The batch was stored from entry {first} on: somebody else writes."
            );

        // It is stored: from here on it is finished, whether the caller still waits or not.
        await ReadBackAsync(state, next, batch);
        await MoveAsync(state.Checkpoint, next.Checkpoint, CancellationToken.None);
    }

    private async Task ReadBackAsync(State state, State next, ImmutableArray<OpenEntry> batch)
    {
        var (frontier, first, last) = (
            state.Frontier.Copy(),
            state.Checkpoint.Size + 1,
            new EntryNumber(next.Checkpoint.Size)
        );
        await foreach (var read in _store.ReadAsync(new(first), last, CancellationToken.None))
        {
            frontier.Append(MerkleTree.LeafHash(read.Bytes.AsSpan()));
            if (read.Open != batch[(int)(read.Number.Value - first)])
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

    private void Settle(State state)
    {
        _state = state;
        Volatile.Write(ref _newest, state.Checkpoint);
    }

    private static void Demand(EntryNumber number, OpenEntry open, long notBefore, RecordProblem otherwise)
    {
        if (EntryRules.Faults(number, open, notBefore, file: null) is [var fault, ..])
            throw new RecordException(
                otherwise,
                number,
                $"Entry {number} breaks the rule {fault.Rule}: {fault.Found}."
            );
    }
}
