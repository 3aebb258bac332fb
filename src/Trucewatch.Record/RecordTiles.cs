using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Record;

/// <summary>Gives the files of a running log by their paths (C2SP tlog-tiles).</summary>
internal sealed class RecordTiles(RecordLog log)
{
    /// <summary>The file's bytes; null: there is none of that path, or the checkpoint does not reach so far.</summary>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path == RecordFolder.CheckpointFile)
            return Jcs.ToUtf8(log.Signed.Note);
        if (!path.StartsWith("tile/", StringComparison.Ordinal))
            return null;
        var rest = path["tile/".Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || TilePath.Read(rest[(slash + 1)..]) is not var (index, width))
            return null;
        if (rest[..slash] == "entries")
            return await BundleAsync(index, width, cancellationToken);
        return
            int.TryParse(rest[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var level)
            && rest[..slash] == level.ToString(CultureInfo.InvariantCulture)
            && await log.ReadTileAsync(level, index, width, cancellationToken) is { } tile
            ? [.. tile.Hashes]
            : null;
    }

    private async Task<byte[]?> BundleAsync(long index, int width, CancellationToken cancellationToken)
    {
        if (TreeHashes.Covers(0, index, width) is not { } last || last > log.Checkpoint.Size)
            return null;
        var bundle = new List<ImmutableArray<byte>>(width);
        await foreach (var entry in log.ReadAsync(new(last - width + 1), new(last), cancellationToken))
            bundle.Add(entry.Bytes);
        return EntryBundle.Bytes(bundle);
    }
}
