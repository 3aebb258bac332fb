using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>Writes the files of one export.</summary>
internal sealed class RecordFolderWriter(string folder, Func<Field, bool> opens)
{
    private readonly MerkleFrontier _frontier = new();
    private readonly HashTiles _tiles = new();
    private readonly List<ImmutableArray<byte>> _bundle = [];
    private readonly List<string> _values = [];

    public async Task WriteAsync(ILogStore store, SignedCheckpoint signed, CancellationToken cancellationToken)
    {
        var checkpoint = signed.Checkpoint;
        await foreach (var entry in store.ReadAsync(new(1), new(checkpoint.Size), cancellationToken))
            await AddAsync(entry, cancellationToken);
        if (_bundle.Count > 0)
            await CloseBundleAsync(cancellationToken);
        foreach (var tile in _tiles.Partial())
            await FileAsync(tile.Path, tile.Hashes.AsMemory(), cancellationToken);

        if (_frontier.Size != checkpoint.Size || !MerkleTree.Same(_frontier.Root(), checkpoint.Root))
            throw new RecordException(
                RecordProblem.RootDiffers,
                "The entries do not give the checkpoint's root: nothing was exported."
            );
        await FileAsync(RecordFolder.CheckpointFile, Jcs.ToUtf8(signed.Note), cancellationToken);
    }

    private async Task AddAsync(StoredEntry entry, CancellationToken cancellationToken)
    {
        var leaf = MerkleTree.LeafHash(entry.Bytes.AsSpan());
        _frontier.Append(leaf);
        _bundle.Add(entry.Bytes);
        _values.Add(new ValuesLine(entry.Number, [.. entry.Open.Fields.Where(opens)]).Text());
        foreach (var tile in _tiles.Append(leaf))
            await FileAsync(tile.Path, tile.Hashes.AsMemory(), cancellationToken);
        if (_bundle.Count == TilePath.Width)
            await CloseBundleAsync(cancellationToken);
    }

    private async Task CloseBundleAsync(CancellationToken cancellationToken)
    {
        var index = (_frontier.Size - 1) / TilePath.Width;
        await FileAsync(TilePath.Entries(index, _bundle.Count), EntryBundle.Bytes(_bundle), cancellationToken);
        var lines = Jcs.ToUtf8(string.Concat(_values.Select(static line => line + '\n')));
        await FileAsync(TilePath.Values(index), lines, cancellationToken);
        _bundle.Clear();
        _values.Clear();
    }

    private async Task FileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, content, cancellationToken);
    }
}
