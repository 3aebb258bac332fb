using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>Keeps the entries of one record and the values behind them: they are added, never changed or removed.</summary>
public interface ILogStore
{
    /// <summary>Adds a batch after the last entry, all of it or nothing. When the task completes, it is on disk.</summary>
    /// <returns>The number of the batch's first entry; numbers start at 1 and have no gaps.</returns>
    Task<EntryNumber> AppendAsync(ImmutableArray<OpenEntry> batch, CancellationToken cancellationToken);

    /// <summary>The number of the last entry; <see cref="EntryNumber.None"/>: the record is empty.</summary>
    Task<EntryNumber> LastAsync(CancellationToken cancellationToken);

    /// <summary>The entries <paramref name="from"/> to <paramref name="to"/>, both included, in order, with their canonical bytes.</summary>
    IAsyncEnumerable<StoredEntry> ReadAsync(EntryNumber from, EntryNumber to, CancellationToken cancellationToken);
}

/// <summary>An entry as it lies in the log.</summary>
/// <param name="Number">Its place in the record.</param>
/// <param name="Bytes">Its canonical form, the bytes that the leaf hash covers.</param>
/// <param name="Open">The entry read back, with the values that are still there.</param>
public sealed record StoredEntry(EntryNumber Number, ImmutableArray<byte> Bytes, OpenEntry Open);

/// <summary>Keeps the newest checkpoint, so that two writers can never sign two histories.</summary>
public interface ICheckpointStore
{
    /// <returns>The newest checkpoint; null: there is none yet.</returns>
    Task<Checkpoint?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Puts <paramref name="next"/> in the place of <paramref name="expected"/> (null: there is none yet).</summary>
    /// <returns>Swapped.Done, on disk; or Swapped.Stale with the checkpoint that stands there, which then stays.</returns>
    Task<Swapped> SwapAsync(Checkpoint? expected, Checkpoint next, CancellationToken cancellationToken);
}

/// <summary>What came of a compare-and-swap of the checkpoint.</summary>
public abstract record Swapped
{
    private Swapped() { }

    /// <summary>The new checkpoint is on disk.</summary>
    public sealed record Done : Swapped;

    /// <summary>Another checkpoint stood there, and still stands.</summary>
    public sealed record Stale(Checkpoint? Standing) : Swapped;
}
