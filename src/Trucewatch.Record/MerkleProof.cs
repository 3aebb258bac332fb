using System.Collections.Immutable;
using System.Numerics;

namespace Trucewatch.Record;

/// <summary>Short proofs that a leaf is in a tree and that a tree only grew (RFC 6962 §2.1.1 and §2.1.2).</summary>
public static class MerkleProof
{
    /// <summary>The path from one leaf to the root: the neighbours' hashes, from the leaf upwards.</summary>
    /// <param name="leafHashes">All leaf hashes of the tree.</param>
    /// <param name="index">The leaf, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static ImmutableArray<ImmutableArray<byte>> Inclusion(
        ReadOnlySpan<ImmutableArray<byte>> leafHashes,
        int index
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leafHashes.Length);
        var path = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        AddPath(path, leafHashes, index);
        return path.ToImmutable();
    }

    /// <summary>Shows that the tree of the first leaves is the beginning of the whole tree.</summary>
    /// <param name="leafHashes">All leaf hashes of the newer tree.</param>
    /// <param name="oldSize">The size of the older tree, from 1 to the newer one's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The older size is 0 (nothing to prove) or greater than the newer.</exception>
    public static ImmutableArray<ImmutableArray<byte>> Consistency(
        ReadOnlySpan<ImmutableArray<byte>> leafHashes,
        int oldSize
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, leafHashes.Length);
        var path = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        AddGrowth(path, leafHashes, oldSize, known: true);
        return path.ToImmutable();
    }

    /// <summary>Does the path lead from this leaf to this root? (RFC 9162 §2.1.3.2)</summary>
    /// <param name="leafHash">The leaf's hash.</param>
    /// <param name="index">The leaf, counted from 0.</param>
    /// <param name="size">The size of the tree.</param>
    /// <param name="path">The neighbours' hashes, from the leaf upwards.</param>
    /// <param name="root">The tree's root, from a checkpoint that is trusted.</param>
    public static bool IsIncluded(
        ImmutableArray<byte> leafHash,
        long index,
        long size,
        ImmutableArray<ImmutableArray<byte>> path,
        ImmutableArray<byte> root
    )
    {
        if (index < 0 || index >= size || !AreHashes(path) || leafHash.Length != MerkleTree.HashLength)
            return false;

        var (at, last, hash) = (index, size - 1, leafHash);
        foreach (var neighbour in path)
        {
            if (last == 0)
                return false;

            if ((at & 1) == 1 || at == last)
            {
                hash = MerkleTree.NodeHash(neighbour, hash);
                (at, last) = SkipSingles(at, last);
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, neighbour);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && MerkleTree.Same(hash, root);
    }

    /// <summary>Does the path show that the newer tree begins with the older one? (RFC 9162 §2.1.4.2)</summary>
    /// <remarks>Of an empty older tree nothing can be shown: false.</remarks>
    public static bool IsConsistent(
        long oldSize,
        ImmutableArray<byte> oldRoot,
        long newSize,
        ImmutableArray<byte> newRoot,
        ImmutableArray<ImmutableArray<byte>> path
    )
    {
        if (oldSize < 1 || oldSize > newSize)
            return false;

        if (oldSize == newSize)
            return path.IsEmpty && MerkleTree.Same(oldRoot, newRoot);

        if (path.IsEmpty || !AreHashes(path))
            return false;

        return Climb(oldSize, oldRoot, newSize, BitOperations.IsPow2(oldSize) ? path.Insert(0, oldRoot) : path)
                is { } roots
            && MerkleTree.Same(roots.Old, oldRoot)
            && MerkleTree.Same(roots.New, newRoot);
    }

    private static (ImmutableArray<byte> Old, ImmutableArray<byte> New)? Climb(
        long oldSize,
        ImmutableArray<byte> oldRoot,
        long newSize,
        ImmutableArray<ImmutableArray<byte>> path
    )
    {
        if (oldRoot.Length != MerkleTree.HashLength)
            return null;

        var (at, last) = (oldSize - 1, newSize - 1);
        while ((at & 1) == 1)
            (at, last) = (at >> 1, last >> 1);

        var (older, newer) = (path[0], path[0]);
        foreach (var neighbour in path.AsSpan()[1..])
        {
            if (last == 0)
                return null;

            if ((at & 1) == 1 || at == last)
            {
                older = MerkleTree.NodeHash(neighbour, older);
                newer = MerkleTree.NodeHash(neighbour, newer);
                (at, last) = SkipSingles(at, last);
            }
            else
            {
                newer = MerkleTree.NodeHash(newer, neighbour);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 ? (older, newer) : null;
    }

    // A node without a right neighbour rises unchanged until it is a right child, or the root.
    private static (long At, long Last) SkipSingles(long at, long last)
    {
        while (at != 0 && (at & 1) == 0)
            (at, last) = (at >> 1, last >> 1);
        return (at, last);
    }

    private static bool AreHashes(ImmutableArray<ImmutableArray<byte>> path) =>
        path.All(static h => h.Length == MerkleTree.HashLength);

    // PATH(m, D[n]) of RFC 6962 §2.1.1
    private static void AddPath(
        ImmutableArray<ImmutableArray<byte>>.Builder path,
        ReadOnlySpan<ImmutableArray<byte>> leaves,
        int index
    )
    {
        if (leaves.Length == 1)
            return;

        var split = Split(leaves.Length);
        if (index < split)
        {
            AddPath(path, leaves[..split], index);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            AddPath(path, leaves[split..], index - split);
            path.Add(Root(leaves[..split]));
        }
    }

    // SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2
    private static void AddGrowth(
        ImmutableArray<ImmutableArray<byte>>.Builder path,
        ReadOnlySpan<ImmutableArray<byte>> leaves,
        int oldSize,
        bool known
    )
    {
        if (oldSize == leaves.Length)
        {
            if (!known)
                path.Add(Root(leaves));
            return;
        }

        var split = Split(leaves.Length);
        if (oldSize <= split)
        {
            AddGrowth(path, leaves[..split], oldSize, known);
            path.Add(Root(leaves[split..]));
        }
        else
        {
            AddGrowth(path, leaves[split..], oldSize - split, known: false);
            path.Add(Root(leaves[..split]));
        }
    }

    private static int Split(int size) => (int)(BitOperations.RoundUpToPowerOf2((uint)size) / 2);

    private static ImmutableArray<byte> Root(ReadOnlySpan<ImmutableArray<byte>> leaves) =>
        MerkleTree.Root(leaves.ToArray());
}
