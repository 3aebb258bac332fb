using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Trucewatch.Record;

/// <summary>Keeps the entries of one record and the values behind them: they are added, never changed, and none that was signed is removed.</summary>
public interface ILogStore
{
    /// <summary>Adds a batch after the last entry, all of it or nothing. When the task completes, it is on disk.</summary>
    /// <param name="after">
    /// The entry that the writer takes for the last one (<see cref="EntryNumber.None"/>: the record is empty). That it is
    /// so still is asked in the same transaction: what a second writer planned elsewhere never lands behind another's batch.
    /// </param>
    /// <param name="batch">At least one entry.</param>
    /// <param name="cancellationToken">Ends the adding; a batch that is being committed is not held up by it.</param>
    /// <returns>The number of the batch's first entry; numbers start at 1 and have no gaps.</returns>
    /// <exception cref="RecordException">
    /// <see cref="RecordProblem.AnotherWriter"/>: another entry is the last one, whose number it bears; nothing was added.
    /// </exception>
    /// <exception cref="ArgumentException">The batch is empty, or an entry or a value has a form that cannot be kept; nothing was added.</exception>
    Task<EntryNumber> AppendAsync(
        EntryNumber after,
        ImmutableArray<OpenEntry> batch,
        CancellationToken cancellationToken
    );

    /// <summary>The number of the last entry; <see cref="EntryNumber.None"/>: the record is empty.</summary>
    Task<EntryNumber> LastAsync(CancellationToken cancellationToken);

    /// <summary>What lies in the store from <paramref name="from"/> to <paramref name="to"/>, both included, in order.</summary>
    /// <exception cref="RecordException">
    /// A value's file is missing or altered; it names the entry. Values that lie beside the entry are handed over as they
    /// are: who must be sure of them compares the digests.
    /// </exception>
    IAsyncEnumerable<RawEntry> ReadRawAsync(EntryNumber from, EntryNumber to, CancellationToken cancellationToken);

    /// <summary>
    /// The leaf hashes (RFC 6962 §2.1) of the entries <paramref name="from"/> to <paramref name="to"/>, both included,
    /// in order, as they were stored with the entries: quick, and no proof that the entries still have them.
    /// </summary>
    IAsyncEnumerable<ImmutableArray<byte>> ReadLeavesAsync(
        EntryNumber from,
        EntryNumber to,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The bytes of the entries <paramref name="from"/> to <paramref name="to"/>, both included, in order, without their
    /// values: what the leaf hashes cover, quick enough to hash all of a record at its start.
    /// </summary>
    IAsyncEnumerable<ImmutableArray<byte>> ReadBytesAsync(
        EntryNumber from,
        EntryNumber to,
        CancellationToken cancellationToken
    );

    /// <summary>Removes values of an entry for ever, with their salts. When the task completes, they are gone from the disk.</summary>
    /// <param name="number">The entry; it stays as it is.</param>
    /// <param name="names">The fields; those that are not there are gone already. Empty: all.</param>
    /// <param name="cancellationToken">Ends it before it is begun.</param>
    /// <remarks>Copies that others made, and what the disk keeps of old blocks, are beyond any program.</remarks>
    Task EraseAsync(EntryNumber number, ImmutableArray<string> names, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the entries behind one, with their values: the only way in which entries go, and only for those that no
    /// checkpoint covers (<see cref="UnsignedTail"/>, which shows that first). All of them or none.
    /// </summary>
    /// <param name="after">The last entry that stays.</param>
    /// <param name="last">The entry that the caller takes for the last one.</param>
    /// <param name="cancellationToken">Ends it before it is begun.</param>
    /// <exception cref="RecordException"><see cref="RecordProblem.AnotherWriter"/>: another entry is the last one; nothing was removed.</exception>
    Task DropAsync(EntryNumber after, EntryNumber last, CancellationToken cancellationToken);

    /// <summary>All entries of one kind, in order, read as <see cref="RawEntry.Read"/> reads them.</summary>
    IAsyncEnumerable<StoredEntry> ReadKindAsync(string kind, CancellationToken cancellationToken);

    /// <summary>The number of the first entry with this leaf hash; null: there is none.</summary>
    Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken);
}

/// <summary>Reading a store as entries.</summary>
public static class StoredEntries
{
    /// <summary>The entries <paramref name="from"/> to <paramref name="to"/>, both included, in order, with their canonical bytes.</summary>
    /// <exception cref="RecordException">
    /// What lies there is no entry, or a value's file is missing or altered; it names the entry.
    /// </exception>
    public static async IAsyncEnumerable<StoredEntry> ReadAsync(
        this ILogStore store,
        EntryNumber from,
        EntryNumber to,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var raw in store.ReadRawAsync(from, to, cancellationToken))
            yield return raw.Read();
    }
}

/// <summary>What lies in a store at one number, not read yet.</summary>
/// <param name="Number">Its place in the record.</param>
/// <param name="Bytes">What should be its canonical form.</param>
/// <param name="Fields">The values that are still there.</param>
public sealed record RawEntry(EntryNumber Number, ImmutableArray<byte> Bytes, ImmutableArray<Field> Fields)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="RecordException">It is no entry in canonical form.</exception>
    public StoredEntry Read()
    {
        try
        {
            return new(Number, Bytes, new(EntryForm.Read(Bytes.AsSpan()), Fields));
        }
        catch (FormatException wrong)
        {
            throw new RecordException(RecordProblem.EntryUnreadable, Number, $"Entry {Number}: {wrong.Message}", wrong);
        }
    }
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
    /// <remarks>The next one is of the same origin and not smaller; of one size there is only one root.</remarks>
    /// <returns>Swapped.Done, on disk; or Swapped.Stale with the checkpoint that stands there, which then stays.</returns>
    /// <exception cref="ArgumentException">The next one is of another origin or smaller than the expected one, or of its size with another root.</exception>
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
