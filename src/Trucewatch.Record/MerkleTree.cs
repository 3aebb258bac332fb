using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>The tree whose root stands for every leaf and their order (RFC 6962 §2.1, SHA-256).</summary>
public static class MerkleTree
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static readonly ImmutableArray<byte> EmptyRoot = Wrap(SHA256.HashData([]));

    private static ReadOnlySpan<byte> LeafPrefix => [0x00];

    private static ReadOnlySpan<byte> NodePrefix => [0x01];

    /// <summary>The hash of a leaf: SHA-256(0x00 ‖ leaf).</summary>
    public static ImmutableArray<byte> LeafHash(ReadOnlySpan<byte> leaf) => Hash(LeafPrefix, leaf, []);

    /// <summary>The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static ImmutableArray<byte> NodeHash(ImmutableArray<byte> left, ImmutableArray<byte> right)
    {
        if (left.Length != HashLength || right.Length != HashLength)
            return Hash(NodePrefix, left.AsSpan(), right.AsSpan());

        Span<byte> node = stackalloc byte[1 + 2 * HashLength]; // at one go: a log's check is made of these
        NodePrefix.CopyTo(node);
        left.AsSpan().CopyTo(node[1..]);
        right.AsSpan().CopyTo(node[(1 + HashLength)..]);
        return Wrap(SHA256.HashData(node));
    }

    /// <summary>The root of a tree with these leaf hashes, in their order.</summary>
    public static ImmutableArray<byte> Root(IEnumerable<ImmutableArray<byte>> leafHashes)
    {
        var frontier = new MerkleFrontier();
        foreach (var leaf in leafHashes)
            frontier.Append(leaf);
        return frontier.Root();
    }

    /// <summary>Are two hashes the same bytes?</summary>
    public static bool Same(ImmutableArray<byte> one, ImmutableArray<byte> other) =>
        one.AsSpan().SequenceEqual(other.AsSpan());

    private static ImmutableArray<byte> Hash(
        ReadOnlySpan<byte> prefix,
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(prefix);
        hash.AppendData(first);
        hash.AppendData(second);
        return Wrap(hash.GetHashAndReset());
    }

    private static ImmutableArray<byte> Wrap(byte[] hash) => ImmutableCollectionsMarshal.AsImmutableArray(hash);
}
