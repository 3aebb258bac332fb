using System.Security.Cryptography;
using Trucewatch.Record;

namespace Trucewatch.Storage.Files;

/// <summary>The key under which evidence lies on the disk: 32 random bytes in a file of its own.</summary>
/// <remarks>Who has the disk without this file has nothing; who loses the file has lost the evidence. It is backed up apart.</remarks>
public sealed class AtRestKey
{
    private const int Length = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _key;

    private AtRestKey(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes one where none is (readable by its owner only, on disk when this returns).</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">The file is not 32 bytes long: it is no key.</exception>
    public static AtRestKey ReadOrMake(string path)
    {
        if (!File.Exists(path))
            Make(path);
        var key = File.ReadAllBytes(path);
        return key.Length == Length
            ? new(key)
            : throw new InvalidDataException(
                $"{path} holds {key.Length} bytes, a key has {Length}: bring back the right file from its backup."
            );
    }

    /// <summary>The key of one file, from its salt (HKDF with SHA-256, RFC 5869).</summary>
    internal byte[] OfFile(ReadOnlySpan<byte> salt)
    {
        var key = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, key, salt, "trucewatch/evidence/at-rest/v1"u8);
        return key;
    }

    private static void Make(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var part = path + ".part";
        File.Delete(part);
        using (var file = new FileStream(part, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: false);
        DurableFiles.SyncFolder(folder);
    }
}
