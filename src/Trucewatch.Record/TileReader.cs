using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>Reads hash tiles and entry bundles of a log of one size, and says what is wrong with them.</summary>
/// <param name="source">Where the files are.</param>
/// <param name="size">The log's size, which tells how wide its last tiles are.</param>
internal sealed class TileReader(TileSource source, long size)
{
    private readonly Dictionary<(int Level, long Index), byte[]> _read = [];

    /// <summary>How many hashes the tile has; not positive: there is no such tile.</summary>
    public int Width(int level, long index) =>
        (int)Math.Min(TilePath.Width, (size >> (8 * level)) - index * TilePath.Width);

    /// <summary>A tile's hashes, one after the other, just as many as the size says.</summary>
    /// <exception cref="LogFaultException">It is missing or has another length.</exception>
    public async Task<byte[]> HashesAsync(int level, long index, CancellationToken cancellationToken)
    {
        var width = Width(level, index);
        var (path, tile, full) = await ReadAsync(w => TilePath.Hashes(level, index, w), width, cancellationToken);
        if (tile.Length != full * MerkleTree.HashLength)
            throw new LogFaultException(
                new(path, null, $"The tile has {tile.Length} bytes, not {full * MerkleTree.HashLength}.")
            );
        return tile[..(width * MerkleTree.HashLength)];
    }

    /// <summary>A tile's hashes, read once and kept as long as the reader: for proofs, which need a few of them.</summary>
    /// <exception cref="LogFaultException">It is missing or has another length.</exception>
    public async Task<byte[]> KeptHashesAsync(int level, long index, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue((level, index), out var tile))
            _read.Add((level, index), tile = await HashesAsync(level, index, cancellationToken));
        return tile;
    }

    /// <summary>A bundle's entries, just as many as the size says.</summary>
    /// <exception cref="LogFaultException">It is missing, cut, or holds another number of entries.</exception>
    public async Task<(string Path, ImmutableArray<ImmutableArray<byte>> Entries)> EntriesAsync(
        long index,
        CancellationToken cancellationToken
    )
    {
        var width = Width(0, index);
        var (path, bundle, full) = await ReadAsync(w => TilePath.Entries(index, w), width, cancellationToken);
        try
        {
            var entries = EntryBundle.Read(bundle);
            return entries.Length == full
                ? (path, entries[..width])
                : throw new LogFaultException(
                    new(path, null, $"The bundle holds {entries.Length} entries, not {full}.")
                );
        }
        catch (FormatException cut)
        {
            throw new LogFaultException(new(path, null, cut.Message));
        }
    }

    // Where a part of a tile is gone, the full tile may have taken its place (C2SP tlog-tiles, "Partial Tiles").
    private async Task<(string Path, byte[] Bytes, int Width)> ReadAsync(
        Func<int, string> path,
        int width,
        CancellationToken cancellationToken
    )
    {
        foreach (var w in (int[])[width, TilePath.Width])
        {
            if (await source(path(w), cancellationToken) is { } bytes)
                return (path(w), bytes, w);
        }

        throw new LogFaultException(new(path(width), null, "The file is missing, and the checkpoint covers it."));
    }
}
