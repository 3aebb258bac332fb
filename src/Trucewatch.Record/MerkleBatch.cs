using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>A sensor's batch of readings: one root stands in the entry, the readings lie in the value store.</summary>
/// <remarks>
/// The same tree as the record's. A reading is a leaf as its canonical JSON in UTF-8; one reading is shown to
/// somebody by the path from it to the root, without the others. Readings that can be guessed carry their own salt.
/// </remarks>
public static class MerkleBatch
{
    /// <summary>The root of these readings (canonical JSON), in their order.</summary>
    public static ImmutableArray<byte> Root(IEnumerable<string> readings) => MerkleTree.Root(readings.Select(Leaf));

    /// <summary>The path that shows one reading, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such reading.</exception>
    public static ImmutableArray<ImmutableArray<byte>> PathOf(IEnumerable<string> readings, int index) =>
        MerkleProof.Inclusion([.. readings.Select(Leaf)], index);

    /// <summary>Does the path show that this reading is the one at <paramref name="index"/> of a batch of <paramref name="size"/>?</summary>
    public static bool Holds(
        string reading,
        long index,
        long size,
        ImmutableArray<ImmutableArray<byte>> path,
        ImmutableArray<byte> root
    ) => MerkleProof.IsIncluded(Leaf(reading), index, size, path, root);

    private static ImmutableArray<byte> Leaf(string reading) => MerkleTree.LeafHash(Jcs.ToUtf8(reading));
}
