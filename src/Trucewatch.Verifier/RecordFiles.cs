using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>The files of a record, wherever they lie: an exported folder or an address.</summary>
/// <remarks>Reading them checks nothing: <see cref="VerifyRecord"/> does.</remarks>
public sealed class RecordFiles
{
    private RecordFiles(string name, TileSource source, string? folder) =>
        (Name, Source, Folder) = (name, source, folder);

    /// <summary>The folder or the address, as it was given.</summary>
    public string Name { get; }

    /// <summary>Gives each file by its path.</summary>
    public TileSource Source { get; }

    /// <summary>The folder; null: they lie at an address.</summary>
    public string? Folder { get; }

    /// <summary>The files at a place: an address if it begins with <c>http://</c> or <c>https://</c>, otherwise a folder.</summary>
    /// <param name="place">What the reader gave.</param>
    /// <param name="client">Asks an address; a folder is read without it.</param>
    public static RecordFiles At(string place, HttpClient client) =>
        TileAddress.Read(place) is { } address
            ? new(place, TileAddress.Source(client, address), null)
            : InFolder(place);

    /// <summary>The files of a folder.</summary>
    public static RecordFiles InFolder(string folder) => new(folder, (path, _) => ReadAsync(folder, path), folder);

    /// <summary>The checkpoint with its signatures, and in a folder with those that lie beside it in <c>cosigned</c>; null: there is none.</summary>
    /// <exception cref="FormatException">It is no signed note.</exception>
    public async Task<SignedNote?> CheckpointAsync(CancellationToken cancellationToken)
    {
        if (await Source(RecordFolder.CheckpointFile, cancellationToken) is not { } bytes)
            return null;
        var note = SignedNote.Read(bytes);
        return
            Folder is not null // at an address, where any path may get an answer, the checkpoint carries all signatures itself
            && await Source(RecordFolder.CosignedFile, cancellationToken) is { } more
            && SignedNote.Read(more) is var cosigned
            && cosigned.Text == note.Text // otherwise of an older checkpoint: of no use for this one
            && note.Signatures.Union(cosigned.Signatures).Count() <= SignedNote.MaxSignatures
            ? note.With(cosigned.Signatures)
            : note;
    }

    /// <summary>The lines of opened values of a bundle, which the caller closes; null: they are not offered.</summary>
    public async Task<StreamReader?> ValuesAsync(long index, CancellationToken cancellationToken)
    {
        var path = TilePath.Values(index);
        if (Folder is null)
            return await Source(path, cancellationToken) is { } bytes
                ? new(new MemoryStream(bytes), Encoding.UTF8)
                : null;
        var file = Path.Combine(Folder, path);
        return File.Exists(file) ? new(file, Encoding.UTF8) : null;
    }

    /// <summary>The bytes of a tile or bundle: the partial one, or the beginning of the full one that took its place.</summary>
    /// <param name="path">The path at a width.</param>
    /// <param name="width">How wide it is at the checkpoint's size.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The path that was there, its bytes and how wide it is; null: there is neither.</returns>
    public async Task<(string Path, byte[] Bytes, int Width)?> TileAsync(
        Func<int, string> path,
        int width,
        CancellationToken cancellationToken
    )
    {
        foreach (var w in (int[])[width, TilePath.Width])
        {
            if (await Source(path(w), cancellationToken) is { } bytes)
                return (path(w), bytes, w);
        }

        return null;
    }

    /// <summary>The entries in order, with the fields that are open; where no values are offered, with none.</summary>
    /// <exception cref="IOException">A file is missing, not in its form, or cannot be read.</exception>
    public async IAsyncEnumerable<StoredEntry> EntriesAsync(
        long size,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (long index = 0; index * TilePath.Width < size; index++)
        {
            var (first, width) = (index * TilePath.Width, (int)Math.Min(TilePath.Width, size - index * TilePath.Width));
            var read =
                await TileAsync(w => TilePath.Entries(index, w), width, cancellationToken)
                ?? throw new IOException($"{TilePath.Entries(index, width)} is missing in {Name}.");
            var fields = await FieldsAsync(index, width, cancellationToken);
            var entries = Formed(read.Path, () => EntryBundle.Read(read.Bytes));
            for (var i = 0; i < width; i++)
            {
                var bytes = entries[i];
                var entry = Formed(read.Path, () => EntryForm.Read(bytes.AsSpan()));
                yield return new(new(first + i + 1), bytes, new(entry, fields[i]));
            }
        }
    }

    private async Task<ImmutableArray<Field>[]> FieldsAsync(long index, int width, CancellationToken cancellationToken)
    {
        var fields = Enumerable.Repeat(ImmutableArray<Field>.Empty, width).ToArray();
        using var lines = await ValuesAsync(index, cancellationToken);
        while (lines is not null && await lines.ReadLineAsync(cancellationToken) is { } text)
        {
            var line = Formed(TilePath.Values(index), () => ValuesLine.Read(text));
            if (line.Number.Value - 1 - index * TilePath.Width is >= 0 and var i && i < width)
                fields[i] = line.Fields;
        }

        return fields;
    }

    private T Formed<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException wrong)
        {
            throw new IOException($"{file} in {Name} is not in its form: {wrong.Message} Run verify record.", wrong);
        }
    }

    // Null: it is missing, or longer than its form allows.
    private static async Task<byte[]?> ReadAsync(string folder, string path)
    {
        var found = new FileInfo(Path.Combine(folder, path));
        return found.Exists && found.Length <= FileLimits.Of(path)
            ? await File.ReadAllBytesAsync(found.FullName)
            : null;
    }
}
