using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>Checks a whole log: the checkpoint, every entry against the tiles, every tile against those above it, the root.</summary>
/// <remarks>
/// Reads each file once, in order, and holds one tile for each level. Nothing that the source says is believed before
/// it leads to the root that was signed.
/// </remarks>
/// <param name="trust">The log's name and keys, and the quorum of witnesses.</param>
public sealed class LogCheck(LogTrust trust)
{
    private const string CheckpointPath = "checkpoint";

    /// <summary>The last checkpoint that the reader saw and kept: the log must begin with it. Null: none.</summary>
    public Checkpoint? Kept { get; init; }

    /// <summary>True: the source holds no entries, as a mirror of hashes; the leaf hashes are taken from the tiles.</summary>
    public bool HashesOnly { get; init; }

    /// <summary>What the reader asks of an entry beyond its hash: its place from 0, its bytes; the answer is a fault in words, or null. Null: nothing.</summary>
    public Func<long, ImmutableArray<byte>, string?>? EntryRule { get; init; }

    /// <summary>Reads and checks the log.</summary>
    /// <returns>Sound; or the first fault, in the order checkpoint, entries with their tiles, upper tiles, root.</returns>
    public async Task<LogVerdict> RunAsync(TileSource source, CancellationToken cancellationToken)
    {
        try
        {
            var trusted = await CheckpointAsync(source, cancellationToken);
            await ContentsAsync(source, trusted.Checkpoint, cancellationToken);
            return new LogVerdict.Sound(trusted);
        }
        catch (LogFaultException found)
        {
            return new LogVerdict.Faulty(found.Fault);
        }
    }

    private async Task<CheckpointVerdict.Trusted> CheckpointAsync(
        TileSource source,
        CancellationToken cancellationToken
    )
    {
        var bytes =
            await source(CheckpointPath, cancellationToken) ?? throw Fault(CheckpointPath, "The file is missing.");
        CheckpointVerdict verdict;
        try
        {
            verdict = trust.Check(SignedNote.Read(bytes));
        }
        catch (FormatException wrong)
        {
            throw Fault(CheckpointPath, wrong.Message);
        }

        if (verdict is CheckpointVerdict.Refused refused)
            throw Fault(CheckpointPath, refused.Why);

        var trusted = (CheckpointVerdict.Trusted)verdict;
        if (Kept is { } kept && trusted.Checkpoint.Size < kept.Size)
            throw Fault(
                CheckpointPath,
                $"The log was rolled back: it has {trusted.Checkpoint.Size} entries and had {kept.Size}."
            );
        return trusted;
    }

    private async Task ContentsAsync(TileSource source, Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var (tiles, above, tree) = (new TileReader(source, checkpoint.Size), new HashTiles(), new MerkleFrontier());
        Compare(tree);
        for (var index = 0L; index * TilePath.Width < checkpoint.Size; index++)
        {
            var hashes = await tiles.HashesAsync(0, index, cancellationToken);
            if (!HashesOnly)
                await EntriesAsync(tiles, index, hashes, cancellationToken);
            foreach (var leaf in hashes.Chunk(MerkleTree.HashLength))
            {
                tree.Append([.. leaf]);
                Compare(tree);
                foreach (var full in above.Append([.. leaf]))
                    await CompareAsync(tiles, full, cancellationToken);
            }
        }

        foreach (var partial in above.Partial())
            await CompareAsync(tiles, partial, cancellationToken);
        if (!MerkleTree.Same(tree.Root(), checkpoint.Root))
            throw Fault(
                CheckpointPath,
                $"The {checkpoint.Size} entries do not give the root that was signed: entries and tiles were altered together."
            );
    }

    private async Task EntriesAsync(TileReader tiles, long bundle, byte[] hashes, CancellationToken cancellationToken)
    {
        var (path, entries) = await tiles.EntriesAsync(bundle, cancellationToken);
        for (var i = 0; i < entries.Length; i++)
        {
            var index = bundle * TilePath.Width + i;
            var leaf = hashes.AsSpan(i * MerkleTree.HashLength, MerkleTree.HashLength);
            if (!MerkleTree.LeafHash(entries[i].AsSpan()).AsSpan().SequenceEqual(leaf))
                throw new LogFaultException(
                    new(path, index, "It does not have the leaf hash that stands for it: it was altered or moved.")
                );
            if (EntryRule?.Invoke(index, entries[i]) is { } fault)
                throw new LogFaultException(new(path, index, fault));
        }
    }

    // A tile made from the tiles below it, against the one that is stored. (Level 0 is the ground they are made of.)
    private static async Task CompareAsync(TileReader tiles, HashTile made, CancellationToken cancellationToken)
    {
        if (made.Level == 0)
            return;
        var stored = await tiles.HashesAsync(made.Level, made.Index, cancellationToken);
        var same = made.Hashes.AsSpan().CommonPrefixLength(stored);
        if (same == stored.Length)
            return;
        var (hash, below) = (same / MerkleTree.HashLength, made.Index * TilePath.Width + same / MerkleTree.HashLength);
        throw Fault(
            made.Path,
            $"Its hash number {hash + 1} is not the root of {TilePath.Hashes(made.Level - 1, below, TilePath.Width)}: one of the two was altered."
        );
    }

    private void Compare(MerkleFrontier tree)
    {
        if (Kept is { } kept && kept.Size == tree.Size && !MerkleTree.Same(tree.Root(), kept.Root))
            throw Fault(
                CheckpointPath,
                $"The log was forked: its first {kept.Size} entries are not those of the checkpoint that was kept."
            );
    }

    private static LogFaultException Fault(string path, string what) => new(new(path, null, what));
}

/// <summary>What came of checking a whole log.</summary>
public abstract record LogVerdict
{
    private LogVerdict() { }

    /// <summary>Every entry leads to the root, and those who must vouch for it do.</summary>
    public sealed record Sound(CheckpointVerdict.Trusted In) : LogVerdict;

    /// <summary>The first fault found.</summary>
    public sealed record Faulty(LogFault Fault) : LogVerdict;
}
