using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Trucewatch.Record;

namespace Trucewatch.Storage.Files;

/// <summary>An upload that is not finished: a folder with what was declared and one file per chunk, named by place and length.</summary>
internal sealed class OpenUpload
{
    private const string DeclaredFile = "declared.json";

    private readonly string _folder;
    private readonly ContentFiles _files;
    private readonly SortedDictionary<long, int> _chunks = [];

    private sealed record Form(long Length, string Sha256);

    private OpenUpload(string folder, ContentFiles files, long length, string sha256) =>
        (_folder, _files, Length, Sha256) = (folder, files, length, sha256);

    public string Id => Path.GetFileName(_folder);

    public long Length { get; }

    public string Sha256 { get; }

    public int Chunks => _chunks.Count;

    public bool IsWhole => Next == Length;

    /// <summary>The first byte that is not there.</summary>
    public long Next
    {
        get
        {
            long next = 0;
            foreach (var (offset, length) in _chunks)
                if (offset == next)
                    next += length;
                else
                    break;
            return next;
        }
    }

    public UploadStatus Status => new(Id, Length, Sha256, _chunks.Values.Sum(l => (long)l), Next, Receipt: null);

    /// <summary>Begins one: when it returns, it would survive a restart.</summary>
    public static OpenUpload Begin(string folder, ContentFiles files, long length, string sha256)
    {
        Directory.CreateDirectory(folder);
        DurableFiles.Write(
            Path.Combine(folder, DeclaredFile),
            JsonSerializer.SerializeToUtf8Bytes(new Form(length, sha256))
        );
        DurableFiles.SyncFolder(folder);
        DurableFiles.SyncFolder(Path.GetDirectoryName(folder)!);
        return new(folder, files, length, sha256);
    }

    /// <summary>Reads one after a restart; null: it was cut while it was begun, and nobody was told its id.</summary>
    public static OpenUpload? Read(string folder, ContentFiles files)
    {
        var path = Path.Combine(folder, DeclaredFile);
        if (!File.Exists(path))
            return null;
        var form = JsonSerializer.Deserialize<Form>(File.ReadAllBytes(path))!;
        var upload = new OpenUpload(folder, files, form.Length, form.Sha256);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var parts = Path.GetFileName(file).Split('-');
            if (
                parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, null, out var offset)
                && int.TryParse(parts[1], NumberStyles.None, null, out var length)
            )
                upload._chunks[offset] = length;
            else if (file.EndsWith(".part", StringComparison.Ordinal))
                File.Delete(file); // a chunk that was never acknowledged
        }
        return upload;
    }

    /// <summary>What is kept there: true, the same bytes; false, others; null, nothing.</summary>
    public bool? Holds(long offset, ReadOnlySpan<byte> bytes)
    {
        if (_chunks.TryGetValue(offset, out var length) && length == bytes.Length)
        {
            using var kept = Read(offset);
            return SHA256.HashData(kept).AsSpan().SequenceEqual(SHA256.HashData(bytes));
        }
        var end = offset + bytes.Length;
        return _chunks.Any(c => c.Key < end && offset < c.Key + c.Value) ? false : null;
    }

    /// <summary>Keeps a chunk; when it returns, it is on disk.</summary>
    public void Put(long offset, ReadOnlySpan<byte> bytes)
    {
        _files.Write(PathOf(offset, bytes.Length), bytes);
        DurableFiles.SyncFolder(_folder);
        _chunks.Add(offset, bytes.Length);
    }

    /// <summary>The chunks from the first to the last.</summary>
    public IEnumerable<Stream> Parts() => _chunks.Keys.Select(Read);

    /// <summary>Removes it from the disk.</summary>
    public void Remove() => Directory.Delete(_folder, recursive: true);

    private Stream Read(long offset) => _files.Open(PathOf(offset, _chunks[offset]));

    private string PathOf(long offset, int length) => Path.Combine(_folder, $"{offset}-{length}");
}
