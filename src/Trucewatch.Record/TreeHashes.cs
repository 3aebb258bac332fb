using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>The hashes of a tree above its leaves at every eighth level, kept while leaves come in: what tiles are cut from.</summary>
/// <remarks>About 32 bytes for every 255 leaves. One thread appends; any number may read at the same time.</remarks>
internal sealed class TreeHashes
{
    private const int MaxLevel = 7; // 256^8 leaves and more are no tree of ours

    private readonly Lock _lock = new();
    private readonly List<List<ImmutableArray<byte>>> _above = []; // [0] is level 1
    private readonly List<ImmutableArray<byte>> _open = []; // leaves of the unfinished tile

    /// <summary>The last leaf, counted from 1, that the first hashes of a tile cover; null: there is no such tile.</summary>
    public static long? Covers(int level, long index, int width)
    {
        if (level is < 0 or > MaxLevel || index < 0 || width is < 1 or > TilePath.Width)
            return null;
        var last = ((UInt128)index * TilePath.Width + (UInt128)width) << (8 * level);
        return last <= long.MaxValue ? (long)last : null;
    }

    public void Append(ImmutableArray<byte> leaf)
    {
        lock (_lock)
        {
            _open.Add(leaf);
            if (_open.Count < TilePath.Width)
                return;
            var root = MerkleTree.Root(_open);
            _open.Clear();
            for (var level = 0; ; level++)
            {
                if (level == _above.Count)
                    _above.Add([]);
                _above[level].Add(root);
                if (_above[level].Count % TilePath.Width != 0)
                    return;
                root = MerkleTree.Root(_above[level].GetRange(_above[level].Count - TilePath.Width, TilePath.Width));
            }
        }
    }

    /// <summary>The first hashes of a tile of level 1 or above; the tree reaches so far.</summary>
    public ImmutableArray<byte> Read(int level, long index, int width)
    {
        lock (_lock)
            return [.. _above[level - 1].GetRange((int)(index * TilePath.Width), width).SelectMany(static h => h)];
    }
}
