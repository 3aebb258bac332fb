using System.Collections.Immutable;
using System.Numerics;

namespace Trucewatch.Record;

/// <summary>Roots of parts of a stored tree, each hashed once and kept as long as this is.</summary>
internal sealed class SubtreeRoots(TileReader tiles)
{
    private readonly Dictionary<(long From, long To), ImmutableArray<byte>> _known = [];

    /// <summary>The greatest power of two below the size.</summary>
    public static long Split(long size) => (long)(BitOperations.RoundUpToPowerOf2((ulong)size) / 2);

    /// <summary>MTH(D[from:to]) of RFC 6962 §2.1; what is a hash of some tile is looked up, the rest is split.</summary>
    /// <exception cref="LogFaultException">A tile is missing or damaged.</exception>
    public async Task<ImmutableArray<byte>> OfAsync(long from, long to, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((from, to), out var root))
            return root;
        if (BitOperations.IsPow2(to - from) && BitOperations.Log2((ulong)(to - from)) is var height && height % 8 == 0)
            root = await StoredAsync(height / 8, from >> height, cancellationToken);
        else
        {
            var middle = from + Split(to - from);
            root = MerkleTree.NodeHash(
                await OfAsync(from, middle, cancellationToken),
                await OfAsync(middle, to, cancellationToken)
            );
        }
        _known.Add((from, to), root);
        return root;
    }

    private async Task<ImmutableArray<byte>> StoredAsync(int level, long place, CancellationToken cancellationToken)
    {
        var tile = await tiles.KeptHashesAsync(level, place / TilePath.Width, cancellationToken);
        var start = (int)(place % TilePath.Width) * MerkleTree.HashLength;
        return [.. tile.AsSpan(start, MerkleTree.HashLength)];
    }
}
