using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Storage;
using Trucewatch.Storage.Files;

namespace Trucewatch.Missions.Records;

/// <summary>A mission's record on this machine: its log, its checkpoint, and the fold over its entries.</summary>
public sealed class MissionRecord : IDisposable
{
    private const int Batch = 256;

    private readonly RecordStores stores;
    private readonly RecordLog log;
    private readonly Dictionary<(string Kind, string Key), (string Digests, EntryNumber Number)> keys = []; // under folding
    private readonly MissionFold fold = new();
    private readonly Lock folding = new();
    private readonly SortedDictionary<long, OpenEntry> waiting = [];
    private long folded;

    private MissionRecord(RecordStores stores, RecordLog log, KeyRing ring, StampFolder stamps, Charter charter) =>
        (this.stores, this.log, Keys, Stamps, Charter) = (stores, log, ring, stamps, charter);

    /// <summary>The mission's keys.</summary>
    public KeyRing Keys { get; }

    /// <summary>The time stamps over its checkpoints.</summary>
    public StampFolder Stamps { get; }

    /// <summary>The log itself: its signed checkpoint and its tiles.</summary>
    public RecordLog Log => log;

    /// <summary>What stands in the record now: origin, size, root.</summary>
    public Checkpoint Checkpoint => log.Checkpoint;

    /// <summary>The entries, as they lie in the log.</summary>
    public ILogStore Store => stores.Entries;

    /// <summary>The mission that the record is of.</summary>
    public Charter Charter { get; }

    /// <summary>What is known at the last entry; null: the record is empty.</summary>
    public Known? Known
    {
        get
        {
            lock (folding)
                return fold.Now();
        }
    }

    /// <summary>May everybody see this value now?</summary>
    public bool IsOpenToAll(Field field)
    {
        lock (folding)
            return LabelText.Read(field.Label) is { } label && new Viewer(Audience.Public).May(label, fold.At);
    }

    /// <summary>The way in for entries that their authors signed themselves.</summary>
    /// <param name="clock">What time it is.</param>
    /// <remarks>A new author's key is begun by the keeper of the record, not over this way.</remarks>
    public Sequencer Sequence(TimeProvider clock) => new(log, SequencerLimits.Default, clock, Fault, Fold);

    private static string? Fault(OpenEntry open) =>
        open.Entry.Kind == AuthorKeys.Kind && open.Fields.Any(f => f is { Name: "act", Json: "\"begins\"" })
            ? "a key is begun by the keeper of the record"
            : MissionFold.Fault(open);

    /// <summary>Opens the record in a state folder, or begins one, and folds its entries.</summary>
    /// <exception cref="RecordException">The record is damaged, or of another mission.</exception>
    /// <exception cref="IOException">A key file cannot be used.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine cannot sign.</exception>
    public static async Task<MissionRecord> OpenAsync(
        string folder,
        Charter charter,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(folder);
        var ring = KeyRing.Open(folder, charter);
        var opened = await RecordStores.OpenAsync(new(folder), cancellationToken);
        var record = new MissionRecord(
            opened,
            await RecordLog.OpenAsync(opened.Entries, opened.Newest, ring.Log, cancellationToken),
            ring,
            new(folder),
            charter
        );
        await foreach (var entry in record.log.ReadAsync(new(1), record.log.Last, cancellationToken))
            record.Fold(entry.Number, [entry.Open]);
        return record;
    }

    /// <summary>The entries of the record in a state folder, up to its checkpoint, without its keys; null: there is none.</summary>
    public static async Task<IAsyncEnumerable<StoredEntry>?> ReadAsync(
        string folder,
        CancellationToken cancellationToken
    )
    {
        using var begun = await RecordStores.OpenBegunAsync(new(folder), cancellationToken);
        return begun is not null && await begun.Newest.ReadAsync(cancellationToken) is { } checkpoint
            ? ReadAsync(folder, checkpoint.Size, cancellationToken)
            : null;
    }

    private static async IAsyncEnumerable<StoredEntry> ReadAsync(
        string folder,
        long size,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var begun = await RecordStores.OpenAsync(new(folder), cancellationToken);
        await foreach (var entry in begun.Entries.ReadAsync(new(1), new(size), cancellationToken))
            yield return entry;
    }

    /// <summary>The mission whose record lies in a state folder; null: none.</summary>
    public static async Task<Charter?> CharterAsync(string folder, CancellationToken cancellationToken)
    {
        if (await ReadAsync(folder, cancellationToken) is not { } entries)
            return null;
        await foreach (var stored in entries.WithCancellation(cancellationToken))
            if (stored.Open.Entry.Kind == "mission")
                return EntryValues.Read<Charter>(stored.Open.Fields);
        return null;
    }

    /// <summary>Chooses the database in which a new record's entries shall lie.</summary>
    /// <param name="folder">The record's state folder.</param>
    /// <param name="address">The database (<see cref="DatabaseAddress"/>).</param>
    /// <returns>Why not, as a sentence; null: it is chosen.</returns>
    /// <exception cref="FormatException">It is no address of a database.</exception>
    public static string? ChooseDatabase(string folder, string address) =>
        RecordStores.Choose(new(folder), DatabaseAddress.Read(address));

    /// <summary>What was known at an entry: a fold over the entries up to it.</summary>
    public async Task<Known?> KnownAtAsync(EntryNumber entry, CancellationToken cancellationToken)
    {
        var then = new MissionFold();
        await foreach (var stored in log.ReadAsync(new(1), entry, cancellationToken))
            then.Add(stored.Number, stored.Open);
        return then.Now();
    }

    /// <summary>The last entry logged at or before a moment (UTC seconds); none: nothing was.</summary>
    public async Task<EntryNumber> LastAtAsync(long unixSeconds, CancellationToken cancellationToken)
    {
        var last = EntryNumber.None;
        await foreach (var stored in log.ReadAsync(new(1), log.Last, cancellationToken))
        {
            if (stored.Open.Entry.At > unixSeconds)
                break;
            last = stored.Number;
        }
        return last;
    }

    /// <summary>Drafts that stand in the record with another content, or that would have to stand before its last entry.</summary>
    public IEnumerable<Draft> Changed(IEnumerable<Draft> drafts, Func<Draft, OpenEntry> seal) =>
        Known is not { } now
            ? []
            : drafts.Where(d =>
                Standing(d) is { } stands
                    ? stands.Digests != Digests(seal(d))
                    : d.At.ToUnixTimeSeconds() < now.At.ToUnixTimeSeconds()
            );

    /// <summary>The number of the entry that a draft became; null: it is not in the record.</summary>
    public EntryNumber? NumberOf(Draft draft) =>
        Standing(draft) is { Number: var number } && number > EntryNumber.None ? number : null;

    private (string Digests, EntryNumber Number)? Standing(Draft draft)
    {
        lock (folding)
            return keys.TryGetValue((draft.Kind, draft.Key), out var stands) ? stands : null;
    }

    /// <summary>Appends what is not there yet, in this order. When the task completes, all of it is on disk.</summary>
    /// <param name="drafts">The drafts, none earlier than the last entry.</param>
    /// <param name="seal">Makes an entry of a draft.</param>
    /// <param name="progress">Told how many drafts are dealt with.</param>
    /// <param name="cancellationToken">Stops between two batches: what was appended stays.</param>
    /// <returns>How many entries were added.</returns>
    public async Task<int> AppendAsync(
        IReadOnlyList<Draft> drafts,
        Func<Draft, OpenEntry> seal,
        IProgress<int>? progress,
        CancellationToken cancellationToken
    )
    {
        var added = 0;
        for (var i = 0; i < drafts.Count; i += Batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            added += await AppendNewAsync([.. drafts.Skip(i).Take(Batch)], seal, cancellationToken);
            progress?.Report(Math.Min(drafts.Count, i + Batch));
        }
        return added;
    }

    private async Task<int> AppendNewAsync(
        ImmutableArray<Draft> batch,
        Func<Draft, OpenEntry> seal,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<Draft> fresh;
        ImmutableArray<OpenEntry> entries;
        lock (folding)
        {
            fresh = [.. batch.Where(d => !keys.ContainsKey((d.Kind, d.Key))).DistinctBy(static d => (d.Kind, d.Key))];
            entries = [.. fresh.Select(seal)];
            foreach (var (draft, entry) in fresh.Zip(entries))
                keys.Add((draft.Kind, draft.Key), (Digests(entry), EntryNumber.None)); // nobody else adds it meanwhile
        }
        if (entries.IsEmpty)
            return 0;

        var isAdded = false;
        try
        {
            var first = await log.AppendAsync(entries, cancellationToken);
            isAdded = true;
            Fold(first, entries);
            return entries.Length;
        }
        finally
        {
            if (!isAdded)
                lock (folding)
                    foreach (var draft in fresh)
                        keys.Remove((draft.Kind, draft.Key));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        log.Dispose();
        Keys.Dispose();
        stores.Dispose();
    }

    // Two writers may be told of their batches in another order than these stand in.
    private void Fold(EntryNumber first, ImmutableArray<OpenEntry> entries)
    {
        lock (folding)
        {
            for (var i = 0; i < entries.Length; i++)
                waiting.Add(first.Value + i, entries[i]);
            for (; waiting.Remove(folded + 1, out var open); folded++)
            {
                fold.Add(new(folded + 1), open);
                if (EntryValues.KeyOf(open) is { } key)
                    keys[(open.Entry.Kind, key)] = (Digests(open), new(folded + 1));
            }
        }
    }

    private static string Digests(OpenEntry open) => string.Join('\n', open.Entry.Digests);
}
