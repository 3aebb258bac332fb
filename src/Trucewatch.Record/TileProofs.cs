using System.Collections.Immutable;

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
        return size == 0 ? MerkleTree.EmptyRoot : await Roots().OfAsync(0, size, cancellationToken);
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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, stored);
        return await InclusionAsync(Roots(), index, size, cancellationToken);
    }

    /// <summary>The paths of several leaves of one tree: what they share is read and hashed once.</summary>
    /// <param name="indices">The leaves, counted from 0; one that is named twice is answered once.</param>
    /// <param name="size">The tree's size.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The path of each leaf, from the leaf upwards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf, or more than is stored.</exception>
    /// <exception cref="LogFaultException">A tile is missing or damaged.</exception>
    public async Task<IReadOnlyDictionary<long, ImmutableArray<ImmutableArray<byte>>>> InclusionsAsync(
        IReadOnlyCollection<long> indices,
        long size,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, stored);
        var roots = Roots();
        var paths = new Dictionary<long, ImmutableArray<ImmutableArray<byte>>>();
        foreach (var index in indices.Distinct())
            paths.Add(index, await InclusionAsync(roots, index, size, cancellationToken));
        return paths;
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
        var (roots, path) = (Roots(), new List<ImmutableArray<byte>>());
        var (from, to) = (0L, newSize);
        while (to != oldSize)
        {
            var middle = from + SubtreeRoots.Split(to - from);
            if (oldSize <= middle)
            {
                path.Add(await roots.OfAsync(middle, to, cancellationToken));
                to = middle;
            }
            else
            {
                path.Add(await roots.OfAsync(from, middle, cancellationToken));
                from = middle;
            }
        }

        if (from > 0) // otherwise it is the old root itself, which the reader has
            path.Add(await roots.OfAsync(from, to, cancellationToken));
        path.Reverse();
        return [.. path];
    }

    private static async Task<ImmutableArray<ImmutableArray<byte>>> InclusionAsync(
        SubtreeRoots roots,
        long index,
        long size,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<ImmutableArray<byte>>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + SubtreeRoots.Split(to - from);
            if (index < middle)
            {
                path.Add(await roots.OfAsync(middle, to, cancellationToken));
                to = middle;
            }
            else
            {
                path.Add(await roots.OfAsync(from, middle, cancellationToken));
                from = middle;
            }
        }

        path.Reverse();
        return [.. path];
    }

    private SubtreeRoots Roots() => new(new(source, stored));
}
