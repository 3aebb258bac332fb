using System.Text;

namespace Trucewatch.Record;

/// <summary>A private key in a file that only its owner may read.</summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Writes a key to a file that is not there yet: mode 0600, synced to disk.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="text">The key's text (<see cref="SigningKey.NewText"/>).</param>
    /// <exception cref="IOException">The file is there already: a key is never written over. Or the disk failed.</exception>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(path, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text + "\n"));
            file.Flush(flushToDisk: true);
        }
        DurableFiles.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The name that the key must have; null: any.</param>
    /// <exception cref="IOException">
    /// The file is not there, readable or writable for others than its owner, no key, or of another name. The message
    /// says how to cure it and never holds the secret.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">There is no libcrypto: this machine cannot sign.</exception>
    public static SigningKey Read(string path, string? name)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw new IOException(
                $"The key file {path} can be read or written by others than its owner. Run chmod 600 on it; if others may have read it, replace the key."
            );
        try
        {
            var key = SigningKey.Read(File.ReadAllText(path));
            if (name is null || key.Verifier.Name == name)
                return key;
            using (key)
                throw new IOException($"The key file {path} holds the key of {key.Verifier.Name}, not of {name}.");
        }
        catch (FormatException wrong)
        {
            throw new IOException($"The key file {path} cannot be used. {wrong.Message}", wrong);
        }
    }
}
