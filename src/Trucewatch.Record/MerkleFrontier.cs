using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics;

namespace Trucewatch.Record;

/// <summary>What is needed of a tree to go on adding leaves: the roots of its full subtrees, greatest first.</summary>
/// <remarks>At most 63 hashes, whatever the size. It changes with each leaf; not safe for use by several threads.</remarks>
public sealed class MerkleFrontier
{
    private readonly List<ImmutableArray<byte>> _peaks;

    /// <summary>The frontier of a tree without leaves.</summary>
    public MerkleFrontier()
        : this(0, []) { }

    private MerkleFrontier(long size, List<ImmutableArray<byte>> peaks) => (Size, _peaks) = (size, peaks);

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Adds the next leaf by its hash.</summary>
    /// <exception cref="ArgumentException">The hash is not 32 bytes long.</exception>
    public void Append(ImmutableArray<byte> leafHash)
    {
        if (leafHash.Length != MerkleTree.HashLength)
            throw new ArgumentException(
                $"A leaf hash has {MerkleTree.HashLength} bytes, not {leafHash.Length}.",
                nameof(leafHash)
            );

        var hash = leafHash;
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleTree.NodeHash(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(hash);
        Size++;
    }

    /// <summary>The root of the tree as it is now.</summary>
    public ImmutableArray<byte> Root()
    {
        if (_peaks.Count == 0)
            return MerkleTree.EmptyRoot;

        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--)
            root = MerkleTree.NodeHash(_peaks[i], root);
        return root;
    }

    /// <summary>Another frontier of the same tree; what is added to one is not added to the other.</summary>
    public MerkleFrontier Copy() => new(Size, [.. _peaks]);

    /// <summary>The frontier as bytes: the size (eight bytes, greatest first), then the hashes.</summary>
    public ImmutableArray<byte> ToBytes()
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        return [.. bytes, .. _peaks.SelectMany(static p => p)];
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The length does not fit the size, or the size is negative.</exception>
    public static MerkleFrontier FromBytes(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length < sizeof(long) ? -1 : BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size < 0 || bytes.Length != sizeof(long) + BitOperations.PopCount((ulong)size) * MerkleTree.HashLength)
            throw new FormatException($"{bytes.Length} bytes are no frontier of a tree.");

        var peaks = new List<ImmutableArray<byte>>();
        for (var rest = bytes[sizeof(long)..]; !rest.IsEmpty; rest = rest[MerkleTree.HashLength..])
            peaks.Add(ImmutableArray.Create(rest[..MerkleTree.HashLength]));
        return new(size, peaks);
    }
}
