using System.Collections.Immutable;
using System.Numerics;

namespace Trucewatch.Record;

/// <summary>Makes proofs from stored hash tiles: a few tiles for each proof, however large the log is.</summary>
/// <remarks>The same proofs as <see cref="MerkleProof"/> makes from all leaf hashes. Safe for several threads if the source is.</remarks>
/// <param name="source">Where the tiles are.</param>
/// <param name="stored">The size of the log that is stored there; proofs may be of it and of every smaller tree.</param>
public sealed class TileProofs(TileSource source, long stored)
{
    /// <summary>The root of the tree of the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than is stored.</exception>
    /// <exception cref="LogFaultException">A tile is missing or damaged.</exception>
    public async Task<ImmutableArray<byte>> RootAsync(long size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, stored);
        return size == 0 ? MerkleTree.EmptyRoot : await RootAsync(Reader(), 0, size, cancellationToken);
    }

    /// <summary>The path from one leaf to the root of the tree of the first <paramref name="size"/> leaves, from the leaf upwards.</summary>
    /// <param name="index">The leaf, counted from 0.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf, or more than is stored.</exception>
    /// <exception cref="LogFaultException">A tile is missing or damaged.</exception>
    public async Task<ImmutableArray<ImmutableArray<byte>>> InclusionAsync(
        long index,
        long size,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, stored);
        var (tiles, path) = (Reader(), new List<ImmutableArray<byte>>());
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Split(to - from);
            if (index < middle)
            {
                path.Add(await RootAsync(tiles, middle, to, cancellationToken));
                to = middle;
            }
            else
            {
                path.Add(await RootAsync(tiles, from, middle, cancellationToken));
                from = middle;
            }
        }

        path.Reverse();
        return [.. path];
    }

    /// <summary>Shows that the tree of the first <paramref name="oldSize"/> leaves is the beginning of that of the first <paramref name="newSize"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old size is 0 (nothing to prove) or above the new one, or that is more than is stored.</exception>
    /// <exception cref="LogFaultException">A tile is missing or damaged.</exception>
    public async Task<ImmutableArray<ImmutableArray<byte>>> ConsistencyAsync(
        long oldSize,
        long newSize,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(newSize, stored);
        var (tiles, path) = (Reader(), new List<ImmutableArray<byte>>());
        var (from, to) = (0L, newSize);
        while (to != oldSize)
        {
            var middle = from + Split(to - from);
            if (oldSize <= middle)
            {
                path.Add(await RootAsync(tiles, middle, to, cancellationToken));
                to = middle;
            }
            else
            {
                path.Add(await RootAsync(tiles, from, middle, cancellationToken));
                from = middle;
            }
        }

        if (from > 0) // otherwise it is the old root itself, which the reader has
            path.Add(await RootAsync(tiles, from, to, cancellationToken));
        path.Reverse();
        return [.. path];
    }

    private TileReader Reader() => new(source, stored);

    // MTH(D[from:to]) of RFC 6962 §2.1; a full subtree is looked up, another one split.
    private static async Task<ImmutableArray<byte>> RootAsync(
        TileReader tiles,
        long from,
        long to,
        CancellationToken cancellationToken
    )
    {
        if (BitOperations.IsPow2(to - from))
            return await FullAsync(tiles, from, BitOperations.Log2((ulong)(to - from)), cancellationToken);

        var middle = from + Split(to - from);
        return MerkleTree.NodeHash(
            await RootAsync(tiles, from, middle, cancellationToken),
            await RootAsync(tiles, middle, to, cancellationToken)
        );
    }

    // The 2^height leaves from there on are 2^(height mod 8) neighbours in one tile of the level height / 8.
    private static async Task<ImmutableArray<byte>> FullAsync(
        TileReader tiles,
        long from,
        int height,
        CancellationToken cancellationToken
    )
    {
        var level = height / 8;
        var first = from >> (8 * level);
        var tile = await tiles.KeptHashesAsync(level, first / TilePath.Width, cancellationToken);
        var start = (int)(first % TilePath.Width) * MerkleTree.HashLength;
        return MerkleTree.Root(
            tile.AsMemory(start, MerkleTree.HashLength << (height % 8))
                .ToArray()
                .Chunk(MerkleTree.HashLength)
                .Select(static h => h.ToImmutableArray())
        );
    }

    // The greatest power of two below the size.
    private static long Split(long size) => (long)(BitOperations.RoundUpToPowerOf2((ulong)size) / 2);
}
