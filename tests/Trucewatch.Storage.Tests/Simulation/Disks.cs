using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Trucewatch.Record;

namespace Trucewatch.Storage.Tests.Simulation;

/// <summary>Faults put in on purpose: a run with one of them has to find a violation.</summary>
[Flags]
internal enum Planted
{
    Nothing = 0,

    /// <summary>The checkpoint is written without asking what stands there.</summary>
    SwapWithoutComparing = 1,

    /// <summary>A batch is added wherever the record ends, whatever the writer takes for its end.</summary>
    AppendWithoutAsking = 2,

    /// <summary>A stop of the machine loses the last batch, which was answered as stored: nobody synced.</summary>
    AppendWithoutSync = 4,

    /// <summary>The checkpoint lies with the entries, and an old backup brings both back.</summary>
    CheckpointInTheBackup = 8,

    /// <summary>A witness answers before it has stored what it knows.</summary>
    WitnessAnswersFirst = 16,

    /// <summary>A witness asks for no proof that the log has only grown.</summary>
    WitnessAsksNoProof = 32,
}

/// <summary>What lies on the disks of the log, whoever writes there.</summary>
internal sealed class Disks(World world, Ledger ledger, Planted planted)
{
    private List<RawEntry>? _right; // the true entries, while an old backup lies in their place

    /// <summary>The entries, the first has the number 1.</summary>
    public List<RawEntry> Entries { get; private set; } = [];

    /// <summary>The leaves under the checkpoints that stood in the store: the log's own history.</summary>
    public List<ImmutableArray<byte>> Leaves { get; } = [];

    /// <summary>The checkpoint store, which is kept apart.</summary>
    public Checkpoint? Newest { get; set; }

    /// <summary>Entries that were said to be stored and are not on disk yet (<see cref="Planted.AppendWithoutSync"/>).</summary>
    public int NotSynced { get; set; }

    /// <summary>Brings an old backup back in the place of the entries.</summary>
    public void Restore(List<RawEntry> backup, Checkpoint? checkpoint)
    {
        world.Note($"restored {backup.Count}");
        _right ??= Entries;
        Entries = backup;
        if (planted.HasFlag(Planted.CheckpointInTheBackup))
            (Newest, _right) = (checkpoint, null);
    }

    /// <summary>A person was told that it is an old backup and brings the right entries.</summary>
    public void PutRight() => (Entries, _right) = (_right ?? Entries, null);

    /// <summary>The record was opened with what lies there: it is the right one.</summary>
    public void Opened() => _right = null;

    /// <summary>The machine stopped: what was not synced is gone.</summary>
    public void LosePower()
    {
        Entries.RemoveRange(Entries.Count - NotSynced, NotSynced);
        NotSynced = 0;
    }

    public ILogStore Store(Life life, DiskFaults faults) => new LogStore(world, this, life, faults, planted);

    public ICheckpointStore Checkpoints(Life life) => new CheckpointStore(this, life, ledger, planted);

    private sealed class LogStore(World world, Disks disks, Life life, DiskFaults faults, Planted planted) : ILogStore
    {
        public async Task<EntryNumber> AppendAsync(
            EntryNumber after,
            ImmutableArray<OpenEntry> batch,
            CancellationToken cancellationToken
        )
        {
            await life.DiskAsync();
            var entries = disks.Entries;
            if (after.Value != entries.Count && !planted.HasFlag(Planted.AppendWithoutAsking))
                throw new RecordException(
                    RecordProblem.AnotherWriter,
                    new(entries.Count),
                    $"Entry {entries.Count} is the last one, not {after}."
                );
            var first = entries.Count + 1;
            entries.AddRange(
                batch.Select((open, i) => new RawEntry(new(first + i), EntryForm.Bytes(open.Entry), open.Fields))
            );
            if (planted.HasFlag(Planted.AppendWithoutSync))
                disks.NotSynced = batch.Length;
            world.Note($"stored {first}..{entries.Count}");
            await life.DiskAsync(); // stored, and nobody may hear of it
            return new(first);
        }

        public async Task<EntryNumber> LastAsync(CancellationToken cancellationToken)
        {
            await life.DiskAsync();
            return new(disks.Entries.Count);
        }

        public async IAsyncEnumerable<RawEntry> ReadRawAsync(
            EntryNumber from,
            EntryNumber to,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await life.DiskAsync();
            foreach (var entry in Range(from, to))
                yield return Perhaps(entry);
        }

        public async IAsyncEnumerable<ImmutableArray<byte>> ReadLeavesAsync(
            EntryNumber from,
            EntryNumber to,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await life.DiskAsync();
            foreach (var entry in Range(from, to))
                yield return MerkleTree.LeafHash(entry.Bytes.AsSpan());
        }

        public async IAsyncEnumerable<ImmutableArray<byte>> ReadBytesAsync(
            EntryNumber from,
            EntryNumber to,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await life.DiskAsync();
            foreach (var entry in Range(from, to))
                yield return Perhaps(entry).Bytes;
        }

        public async IAsyncEnumerable<StoredEntry> ReadKindAsync(
            string kind,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await life.DiskAsync();
            foreach (var entry in Range(new(1), new(long.MaxValue)).Select(Perhaps).Select(static e => e.Read()))
            {
                if (entry.Open.Entry.Kind == kind)
                    yield return entry;
            }
        }

        public async Task<EntryNumber?> FindAsync(ImmutableArray<byte> leaf, CancellationToken cancellationToken)
        {
            await life.DiskAsync();
            var at = disks.Entries.FindIndex(e => MerkleTree.Same(MerkleTree.LeafHash(e.Bytes.AsSpan()), leaf));
            return at < 0 ? null : new(at + 1);
        }

        public Task EraseAsync(EntryNumber number, ImmutableArray<string> names, CancellationToken cancellationToken) =>
            throw new NotSupportedException("No erasure is simulated.");

        public Task DropAsync(EntryNumber after, EntryNumber last, CancellationToken cancellationToken) =>
            throw new NotSupportedException("No tail is dropped here.");

        private RawEntry[] Range(EntryNumber from, EntryNumber to) =>
            [.. disks.Entries.Where(e => e.Number >= from && e.Number <= to)];

        private RawEntry Perhaps(RawEntry entry) =>
            faults.TurnOnceIn > 0 && world.OnceIn(faults.TurnOnceIn) ? Turned(entry) : entry;

        private RawEntry Turned(RawEntry entry)
        {
            var bytes = entry.Bytes.ToArray();
            bytes[world.Chance.Next(bytes.Length)] ^= (byte)(1 << world.Chance.Next(8));
            return entry with { Bytes = [.. bytes] };
        }
    }

    private sealed class CheckpointStore(Disks disks, Life life, Ledger ledger, Planted planted) : ICheckpointStore
    {
        public async Task<Checkpoint?> ReadAsync(CancellationToken cancellationToken)
        {
            await life.DiskAsync();
            return disks.Newest;
        }

        public async Task<Swapped> SwapAsync(Checkpoint? expected, Checkpoint next, CancellationToken cancellationToken)
        {
            await life.DiskAsync();
            if (disks.Newest != expected && !planted.HasFlag(Planted.SwapWithoutComparing))
                return new Swapped.Stale(disks.Newest);
            var covered = disks.Entries.Take((int)next.Size).Skip(disks.Leaves.Count);
            disks.Leaves.AddRange(covered.Select(static e => MerkleTree.LeafHash(e.Bytes.AsSpan())));
            ledger.Moved(disks.Newest, next);
            disks.Newest = next;
            await life.DiskAsync();
            return new Swapped.Done();
        }
    }
}
