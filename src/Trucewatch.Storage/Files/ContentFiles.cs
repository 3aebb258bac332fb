using System.Security.Cryptography;
using Trucewatch.Record;

namespace Trucewatch.Storage.Files;

/// <summary>Files named by the SHA-256 of their content, in folders of two hex digits twice over.</summary>
internal sealed class ContentFiles(string root, AtRestKey? key)
{
    private const int Buffer = 1 << 17;
    private const int HeadLength = 16;

    /// <summary>Where the file of this SHA-256 lies, whether it is there or not.</summary>
    public string PathOf(string sha256) => Path.Combine(root, sha256[..2], sha256[2..4], sha256);

    /// <summary>Makes the folder, and removes what was half written when the power failed: nobody was told that it is stored.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(root);
        foreach (var torn in Directory.GetFiles(root, "*.part"))
            File.Delete(torn);
    }

    /// <summary>Stores what some streams give one after the other. When it returns, file and folders are on disk.</summary>
    /// <param name="parts">The streams; each is closed.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="sha256">What must come out; null: whatever comes out.</param>
    /// <returns>The original; null: its SHA-256 is another one, and nothing was stored.</returns>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="most"/>; nothing was stored.</exception>
    /// <exception cref="IOException">The disk failed or is full; nothing was stored.</exception>
    public StoredOriginal? Store(
        IEnumerable<Stream> parts,
        long most,
        string? sha256,
        CancellationToken cancellationToken
    )
    {
        var part = Path.Combine(root, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + ".part");
        try
        {
            var original = Write(part, parts, most, cancellationToken);
            if (sha256 is not null && sha256 != original.Sha256)
                return null;
            var path = PathOf(original.Sha256);
            var wasThere = File.Exists(path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(part, path, overwrite: true); // the same content; a damaged one is healed
            for (
                var folder = Path.GetDirectoryName(path)!;
                folder.Length >= root.Length;
                folder = Path.GetDirectoryName(folder)!
            )
                DurableFiles.SyncFolder(folder);
            return original with { WasThere = wasThere };
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>The content of a file of this store, unsealed.</summary>
    public Stream Open(string path)
    {
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            Buffer,
            FileOptions.SequentialScan
        );
        return key is null ? file : new UnsealingStream(file, key);
    }

    /// <summary>Writes bytes to a file of any name, whole or not at all; the folder is then to be synced.</summary>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (key is null)
        {
            DurableFiles.Write(path, bytes);
            return;
        }
        using var memory = new MemoryStream(bytes.Length + Buffer);
        using (var sealing = new SealingWriter(memory, key))
        {
            sealing.Write(bytes);
            sealing.End();
        }
        DurableFiles.Write(path, memory.GetBuffer().AsSpan(0, (int)memory.Length));
    }

    private StoredOriginal Write(string path, IEnumerable<Stream> parts, long most, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var sealing = key is null ? null : new SealingWriter(file, key);
        var buffer = new byte[Buffer];
        var head = new List<byte>(HeadLength);
        long length = 0;
        foreach (var part in parts)
        {
            using (part)
                for (int count; (count = part.Read(buffer)) > 0; )
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    length += count;
                    if (length > most)
                        throw new InvalidDataException($"It is longer than {most} bytes: send it in parts.");
                    var bytes = buffer.AsSpan(0, count);
                    head.AddRange(bytes[..Math.Min(count, HeadLength - head.Count)]);
                    sha256.AppendData(bytes);
                    sha512.AppendData(bytes);
                    if (sealing is null)
                        file.Write(bytes);
                    else
                        sealing.Write(bytes);
                }
        }
        sealing?.End();
        file.Flush(flushToDisk: true);
        return new(
            Convert.ToHexStringLower(sha256.GetHashAndReset()),
            Convert.ToHexStringLower(sha512.GetHashAndReset()),
            length,
            [.. head],
            WasThere: false
        );
    }
}
