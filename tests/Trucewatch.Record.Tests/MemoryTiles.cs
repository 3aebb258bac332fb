using System.Collections.Immutable;

namespace Trucewatch.Record.Tests;

/// <summary>The files of a log in memory, to be read, counted and tampered with.</summary>
internal sealed class MemoryTiles
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public int Reads { get; private set; }

    public TileSource Source =>
        (path, _) =>
        {
            Reads++;
            return Task.FromResult(Files.GetValueOrDefault(path));
        };

    /// <summary>The hash tiles of a tree.</summary>
    public static MemoryTiles Of(IEnumerable<ImmutableArray<byte>> leaves)
    {
        var (memory, tiles) = (new MemoryTiles(), new HashTiles());
        foreach (var tile in leaves.SelectMany(leaf => tiles.Append(leaf)))
            memory.Files.Add(tile.Path, [.. tile.Hashes]);
        foreach (var tile in tiles.Partial())
            memory.Files.Add(tile.Path, [.. tile.Hashes]);
        return memory;
    }

    /// <summary>A copy of a folder.</summary>
    public static MemoryTiles OfFolder(string folder)
    {
        var memory = new MemoryTiles();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            memory.Files.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        return memory;
    }
}
