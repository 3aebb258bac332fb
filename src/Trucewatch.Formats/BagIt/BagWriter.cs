using System.Collections.Immutable;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Formats.BagIt;

/// <summary>A file to be put in a bag.</summary>
/// <param name="Path">Its path under <c>data/</c> (payload) or in the bag's folder (tag file).</param>
/// <param name="Open">Opens its bytes; called once.</param>
public sealed record BagContent(string Path, Func<Stream> Open)
{
    /// <summary>A small file from its text, in UTF-8.</summary>
    public static BagContent Text(string path, string text) =>
        new(path, () => new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false));
}

/// <summary>Writes bags of version 1.0 (RFC 8493) with sha256 and sha512 manifests of payload and tag files.</summary>
/// <remarks>The same contents and metadata give the same bytes in every file: nothing of the day or the machine goes in.</remarks>
public static class BagWriter
{
    private static readonly string[] Algorithms = ["sha256", "sha512"];

    /// <summary>
    /// Writes a bag. It stands under its name only when all of it is on disk: it is written beside it as
    /// <c>NAME.part</c>, synced and renamed.
    /// </summary>
    /// <param name="folder">The bag's folder; it may not exist yet.</param>
    /// <param name="payload">The payload; their paths come to stand under <c>data/</c>.</param>
    /// <param name="tags">Further tag files: custody list, proofs, time stamps.</param>
    /// <param name="metadata">What <c>bag-info.txt</c> says; <c>Payload-Oxum</c> is added.</param>
    /// <param name="cancellationToken">Stops between two pieces of a file; nothing stays.</param>
    /// <returns>The bag as written.</returns>
    /// <exception cref="ArgumentException">
    /// A path may not stand in a bag (<see cref="BagPath.WhyNot"/>), comes twice (also in another case), is one of the
    /// bag's own files, or a metadata line cannot be written.
    /// </exception>
    /// <exception cref="IOException">The folder exists, a file cannot be read, or the disk is full.</exception>
    public static Bag Write(
        string folder,
        IEnumerable<BagContent> payload,
        IEnumerable<BagContent> tags,
        ImmutableArray<BagMetadata> metadata,
        CancellationToken cancellationToken
    )
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(target))
            throw new IOException($"{target} exists: a bag is written once. Name another folder.");
        var part = target + ".part";
        if (Directory.Exists(part))
            Directory.Delete(part, recursive: true);
        var writing = new Writing(part, cancellationToken);
        try
        {
            var bag = writing.All(payload, tags, metadata);
            Directory.Move(part, target);
            DurableFiles.SyncFolder(Path.GetDirectoryName(target)!);
            return bag;
        }
        catch
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
            throw;
        }
    }

    private sealed class Writing(string root, CancellationToken cancellationToken)
    {
        private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
        private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);

        public Bag All(
            IEnumerable<BagContent> payload,
            IEnumerable<BagContent> tags,
            ImmutableArray<BagMetadata> metadata
        )
        {
            Folder(Path.Combine(root, "data"));
            var data = payload
                .Select(c => c with { Path = BagPath.Payload + Checked(c.Path) })
                .OrderBy(c => c.Path, StringComparer.Ordinal)
                .Select(Put)
                .ToImmutableArray();
            var told = metadata.Add(new(BagMetadataText.Oxum, $"{data.Sum(f => f.Length)}.{data.Length}"));
            var own = new List<BagContent>
            {
                BagContent.Text(Declaration.File, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
                BagContent.Text(BagMetadataText.File, BagMetadataText.Write(told)),
            };
            own.AddRange(Algorithms.Select(a => BagContent.Text($"manifest-{a}.txt", Lines(a, data))));
            own.AddRange(tags.Select(NotOwn));
            var listed = own.OrderBy(c => c.Path, StringComparer.Ordinal).Select(Put).ToImmutableArray();
            var last = Algorithms.Select(a => Put(BagContent.Text($"tagmanifest-{a}.txt", Lines(a, listed))));
            var all = listed.AddRange(last).Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            foreach (var folder in _folders.Reverse())
                DurableFiles.SyncFolder(folder);
            return new("1.0", data, all, told);
        }

        private static BagContent NotOwn(BagContent tag) =>
            BagTree.IsPayload(tag.Path) || Manifest.Named(tag.Path) is not null || tag.Path == FetchList.File
                ? throw new ArgumentException(
                    $"{tag.Path} is no name for a tag file: the bag has its own.",
                    nameof(tag)
                )
                : tag;

        private static string Lines(string algorithm, ImmutableArray<BagFile> files) =>
            string.Concat(files.Select(f => $"{f.Digests[algorithm]}  {BagPath.Encode(f.Path)}\n"));

        private BagFile Put(BagContent content)
        {
            if (!_names.Add(Checked(content.Path)))
                throw new ArgumentException($"\"{content.Path}\" comes twice (letters of any case).", nameof(content));
            var path = Path.Combine(root, content.Path);
            Folder(Path.GetDirectoryName(path)!);
            using var from = content.Open();
            using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            var (length, digests) = BagDigests.Of(from, Algorithms, to, cancellationToken);
            to.Flush(flushToDisk: true);
            return new(content.Path, length, digests);
        }

        private static string Checked(string path) =>
            BagPath.WhyNot(path) is { } expected
                ? throw new ArgumentException($"\"{path}\" may not stand in a bag: {expected}.", nameof(path))
                : path;

        private void Folder(string folder)
        {
            Directory.CreateDirectory(folder);
            for (var at = folder; at.Length >= root.Length; at = Path.GetDirectoryName(at)!)
                _folders.Add(at);
        }
    }
}
