namespace Trucewatch.Record;

/// <summary>Gives the files of a log in the layout of C2SP tlog-tiles, from a folder, over HTTP or from memory.</summary>
/// <param name="path">Relative, as <see cref="TilePath"/> makes it, or <c>checkpoint</c>.</param>
/// <param name="cancellationToken">Stops the reading.</param>
/// <returns>The file's bytes; null: there is no such file. What they are worth the reader finds out.</returns>
public delegate Task<byte[]?> TileSource(string path, CancellationToken cancellationToken);

/// <summary>The files of a log in a folder.</summary>
public static class TileFolder
{
    /// <summary>Reads from a folder, such as a memory stick's.</summary>
    public static TileSource Source(string folder) =>
        async (path, cancellationToken) =>
        {
            var file = Path.Combine(folder, path);
            return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : null;
        };
}
