using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Storage.Files;

/// <summary>The time stamps over a record's checkpoints, as files beside its stores: they go along with every export.</summary>
/// <param name="above">The folder above <c>stamps/</c>.</param>
public sealed class StampFolder(string above)
{
    private readonly Lock _lock = new();

    /// <summary>All stamps, in the order in which they came.</summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public ImmutableArray<CheckpointStamp> List()
    {
        var list = Path.Combine(above, CheckpointStamp.ListFile);
        try
        {
            return File.Exists(list) ? CheckpointStamp.ReadList(File.ReadAllBytes(list)) : [];
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException($"{list}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Keeps a stamp with the checkpoint that it is over. When it returns, both are on disk and in the list.</summary>
    /// <exception cref="IOException">The disk failed or is full; the list is as it was.</exception>
    public void Add(CheckpointStamp stamp, string note, ReadOnlySpan<byte> token)
    {
        lock (_lock)
        {
            var folder = Path.Combine(above, CheckpointStamp.Folder);
            DurableFiles.CreateFolder(folder);
            DurableFiles.Write(Path.Combine(above, stamp.NoteFile), System.Text.Encoding.UTF8.GetBytes(note));
            DurableFiles.Write(Path.Combine(above, stamp.TokenFile), token);
            DurableFiles.SyncFolder(folder);
            var list = CheckpointStamp.ListText(List().Add(stamp));
            DurableFiles.Write(
                Path.Combine(above, CheckpointStamp.ListFile),
                System.Text.Encoding.ASCII.GetBytes(list)
            );
            DurableFiles.SyncFolder(folder);
        }
    }

    /// <summary>A file of the folder; null: there is none of that name.</summary>
    /// <param name="path">Such as <c>stamps/17.one.tsr</c>; only what the list names is handed out.</param>
    public byte[]? Read(string path) =>
        path == CheckpointStamp.ListFile || List().Any(s => s.NoteFile == path || s.TokenFile == path)
            ? Bytes(Path.Combine(above, path))
            : null;

    /// <summary>Copies the stamps into an export that has so many entries.</summary>
    public void CopyTo(string folder, long size)
    {
        ImmutableArray<CheckpointStamp> stamps = [.. List().Where(s => s.Size <= size)];
        if (stamps.IsEmpty)
            return;
        Directory.CreateDirectory(Path.Combine(folder, CheckpointStamp.Folder));
        foreach (var file in stamps.SelectMany(static s => new[] { s.NoteFile, s.TokenFile }).Distinct())
            File.Copy(Path.Combine(above, file), Path.Combine(folder, file), overwrite: true);
        File.WriteAllText(Path.Combine(folder, CheckpointStamp.ListFile), CheckpointStamp.ListText(stamps));
    }

    private static byte[]? Bytes(string file) => File.Exists(file) ? File.ReadAllBytes(file) : null;
}
