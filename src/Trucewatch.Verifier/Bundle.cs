using System.IO.Compression;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>An exported record as one zip file: unpacked with limits, so that a hostile one does no harm.</summary>
public static class Bundle
{
    /// <summary>The greatest number of files in a bundle.</summary>
    public const int MaxFiles = 200_000;

    /// <summary>The greatest length of all files together, in bytes.</summary>
    public const long MaxBytes = 4L << 30;

    /// <summary>Unpacks a bundle.</summary>
    /// <param name="zip">The file.</param>
    /// <param name="folder">An empty folder; nothing is written outside it.</param>
    /// <param name="cancellationToken">Ends the unpacking.</param>
    /// <returns>The folder that holds the checkpoint.</returns>
    /// <exception cref="FormatException">
    /// It is no zip file; a path leads out of it, stands twice or belongs to no record; or a file is longer than its form
    /// allows (whatever its head says), all are longer than <see cref="MaxBytes"/>, or they are more than <see cref="MaxFiles"/>.
    /// </exception>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public static async Task UnpackAsync(string zip, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(zip);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxFiles)
                throw new FormatException($"The bundle has {archive.Entries.Count} files; it may have {MaxFiles}.");
            var prefix = Prefix(archive);
            var (left, seen) = (MaxBytes, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            foreach (var entry in archive.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                var path = PathOf(entry, prefix);
                if (!seen.Add(path))
                    throw new FormatException($"The bundle holds \"{path}\" twice.");
                left -= await UnpackAsync(entry, path, folder, Math.Min(left, FileLimits.Of(path)), cancellationToken);
            }
        }
        catch (InvalidDataException wrong)
        {
            throw new FormatException($"The bundle is no sound zip file: {wrong.Message}", wrong);
        }
    }

    // A zip of the folder itself has its name before each path.
    private static string Prefix(ZipArchive archive)
    {
        var checkpoint =
            archive
                .Entries.Select(e => e.FullName)
                .Where(n =>
                    n == RecordFolder.CheckpointFile
                    || n.EndsWith("/" + RecordFolder.CheckpointFile, StringComparison.Ordinal)
                )
                .MinBy(n => n.Length)
            ?? throw new FormatException("The bundle holds no checkpoint: it is no exported record.");
        return checkpoint[..^RecordFolder.CheckpointFile.Length];
    }

    private static string PathOf(ZipArchiveEntry entry, string prefix)
    {
        var name = entry.FullName;
        var path = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
        const int symbolicLink = 0xA000;
        if (
            name.Split('/').Any(static part => part is "" or "." or "..")
            || name.Any(static c => c is '\\' or ':' || char.IsControl(c))
            || ((entry.ExternalAttributes >> 16) & 0xF000) == symbolicLink
        )
            throw new FormatException($"The bundle's path \"{name}\" leads out of it or is no plain file: refused.");
        return FileLimits.Of(path) > 0
            ? path
            : throw new FormatException($"The bundle's file \"{name}\" belongs to no record: refused.");
    }

    private static async Task<long> UnpackAsync(
        ZipArchiveEntry entry,
        string path,
        string folder,
        long limit,
        CancellationToken cancellationToken
    )
    {
        var target = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var from = await entry.OpenAsync(cancellationToken);
        await using var to = new FileStream(target, FileMode.CreateNew);
        var part = new byte[1 << 16];
        for (int length; (length = await from.ReadAsync(part, cancellationToken)) > 0; )
        {
            if (to.Length + length > limit)
                throw new FormatException(
                    $"The bundle's file \"{entry.FullName}\" unpacks to more than the {limit} bytes it may have: refused."
                );
            await to.WriteAsync(part.AsMemory(0, length), cancellationToken);
        }

        return to.Length;
    }
}
