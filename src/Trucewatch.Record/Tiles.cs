using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Record;

/// <summary>Where the files of a record lie, relative to its folder (C2SP tlog-tiles).</summary>
public static class TilePath
{
    /// <summary>How many hashes a full tile holds, and how many entries a full bundle.</summary>
    public const int Width = 256;

    /// <summary>The file of a hash tile, such as <c>tile/0/x001/234</c> or <c>tile/1/000.p/7</c>.</summary>
    /// <param name="level">0: leaf hashes; each level above holds the roots of the full tiles below.</param>
    /// <param name="index">Which tile of its level, from 0.</param>
    /// <param name="width">The number of hashes in it, 1 to <see cref="Width"/>; fewer than that make a partial tile.</param>
    public static string Hashes(int level, long index, int width) => $"tile/{level}/{Number(index)}{Partial(width)}";

    /// <summary>The file of a bundle of entries, such as <c>tile/entries/000.p/44</c>.</summary>
    /// <param name="index">Which bundle, from 0.</param>
    /// <param name="width">The number of entries in it, 1 to <see cref="Width"/>.</param>
    public static string Entries(long index, int width) => $"tile/entries/{Number(index)}{Partial(width)}";

    /// <summary>The file of the opened values of a bundle, such as <c>values/000.jsonl</c>: ours, not of C2SP.</summary>
    public static string Values(long index) => $"values/{Number(index)}.jsonl";

    /// <summary>Reads the end of a tile's path, such as <c>x001/234</c> or <c>000.p/7</c>.</summary>
    /// <returns>Which tile and how wide; null: it is none, or not in its one spelling.</returns>
    public static (long Index, int Width)? Read(string text)
    {
        var width = Width;
        var number = text;
        if (text.IndexOf(".p/", StringComparison.Ordinal) is >= 0 and var at)
        {
            number = text[..at];
            if (
                !int.TryParse(text[(at + 3)..], NumberStyles.None, CultureInfo.InvariantCulture, out width)
                || width is < 1 or >= Width
            )
                return null;
        }
        long index = 0;
        foreach (var part in number.Split('/'))
        {
            if (
                index > long.MaxValue / 1001
                || !int.TryParse(part.TrimStart('x'), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            )
                return null;
            index = (index * 1000) + digits;
        }
        return $"{Number(index)}{Partial(width)}" == text ? (index, width) : null;
    }

    private static string Number(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var text = (index % 1000).ToString("000");
        for (var rest = index / 1000; rest > 0; rest /= 1000)
            text = $"x{rest % 1000:000}/{text}";
        return text;
    }

    private static string Partial(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Width);
        return width == Width ? "" : $".p/{width}";
    }
}

/// <summary>One tile of hashes.</summary>
/// <param name="Level">0: leaf hashes; each level above holds the roots of the full tiles below.</param>
/// <param name="Index">Which tile of its level, from 0.</param>
/// <param name="Hashes">1 to 256 hashes of 32 bytes, one after the other.</param>
public sealed record HashTile(int Level, long Index, ImmutableArray<byte> Hashes)
{
    /// <summary>The number of hashes.</summary>
    public int Width => Hashes.Length / MerkleTree.HashLength;

    /// <summary>The tile's file, relative to the record's folder.</summary>
    public string Path => TilePath.Hashes(Level, Index, Width);
}

/// <summary>Makes the hash tiles of a tree while its leaves come in; holds one unfinished tile per level.</summary>
public sealed class HashTiles
{
    private readonly List<Level> _levels = [];

    private sealed class Level
    {
        public long Index { get; set; }

        public List<ImmutableArray<byte>> Hashes { get; } = [];

        public HashTile Tile(int level) => new(level, Index, [.. Hashes.SelectMany(static h => h)]);
    }

    /// <summary>Adds the next leaf.</summary>
    /// <returns>The tiles that it completes, lowest level first; mostly none.</returns>
    public ImmutableArray<HashTile> Append(ImmutableArray<byte> leafHash)
    {
        var full = ImmutableArray.CreateBuilder<HashTile>();
        var hash = leafHash;
        for (var i = 0; ; i++)
        {
            if (i == _levels.Count)
                _levels.Add(new());
            var level = _levels[i];
            level.Hashes.Add(hash);
            if (level.Hashes.Count < TilePath.Width)
                return full.ToImmutable();

            full.Add(level.Tile(i));
            hash = MerkleTree.Root(level.Hashes);
            level.Hashes.Clear();
            level.Index++;
        }
    }

    /// <summary>The tiles that are not full yet, lowest level first: with those that <see cref="Append"/> gave, the whole tree.</summary>
    public ImmutableArray<HashTile> Partial() =>
        [
            .. _levels
                .Select(static (level, i) => (level, i))
                .Where(static l => l.level.Hashes.Count > 0)
                .Select(static l => l.level.Tile(l.i)),
        ];
}
