using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Formats.BagIt;

/// <summary>Reads and checks bags in folders: RFC 8493 (version 1.0) and its drafts 0.93 to 0.97.</summary>
/// <remarks>
/// A bag from outside is hostile until checked: paths that leave it, links, pipes and what is beyond the limits are
/// refused before a byte of the payload is read; nothing is fetched, written or unpacked.
/// </remarks>
public static class BagReader
{
    /// <summary>Reads a bag: every file is hashed once, as a stream.</summary>
    /// <param name="folder">The bag's folder.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="cancellationToken">Stops between two pieces of a file.</param>
    /// <returns>The bag, or all reasons to refuse it at once.</returns>
    public static BagReading Read(string folder, BagLimits limits, CancellationToken cancellationToken)
    {
        var problems = new BagProblems();
        var bag = Read(folder, limits, problems, cancellationToken);
        return bag is null || problems.Any
            ? new BagReading.Refused(problems.Reasons, problems.Warnings)
            : new BagReading.Valid(bag, problems.Warnings);
    }

    private static Bag? Read(string folder, BagLimits limits, BagProblems problems, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            problems.Refuse(folder, 0, BagRule.NoBag, "no folder", "a bag's folder", "Unpack the bag there first.");
            return null;
        }
        var tree = BagTree.List(folder, limits, problems);
        if (problems.Any)
            return null;
        if (!Directory.Exists(Path.Combine(folder, "data")))
            problems.Refuse("data/", 0, BagRule.NoBag, "no folder data", "the payload's folder", "Send the whole bag.");
        if (!tree.Files.ContainsKey(Declaration.File))
        {
            problems.Refuse(
                Declaration.File,
                0,
                BagRule.NoBag,
                "no bagit.txt",
                "the bag's declaration",
                "Send the whole bag; a folder without it is none."
            );
            return null;
        }
        if (Bytes(tree, Declaration.File, limits, problems) is not { } declared)
            return null;
        if (Declaration.Read(declared, problems) is not { } declaration)
            return null;

        var manifests = Manifests(tree, declaration, limits, problems);
        var metadata = Text(tree, BagMetadataText.File, declaration.Encoding, limits, problems) is { } told
            ? BagMetadataText.Read(told, declaration.IsVersion1, problems)
            : [];
        var fetched = Text(tree, FetchList.File, declaration.Encoding, limits, problems) is { } list
            ? FetchList.Read(list, declaration.IsVersion1, problems)
            : [];
        if (problems.Reasons.Any(r => r.Code == BagRule.BadPath))
            return null; // hostile: the payload is not looked at

        var payload = Hash(tree, tree.Payload, manifests.Where(m => !m.OfTags), problems, cancellationToken);
        var tags = Hash(tree, tree.Tags, manifests.Where(m => m.OfTags), problems, cancellationToken);
        new Completeness(declaration.IsVersion1, manifests, payload, tags, fetched, metadata, problems).Check();
        return new(declaration.Version, [.. payload.Values], [.. tags.Values], metadata);
    }

    private static List<Manifest> Manifests(
        BagTree tree,
        Declaration declaration,
        BagLimits limits,
        BagProblems problems
    )
    {
        var manifests = new List<Manifest>();
        foreach (var file in tree.Tags)
        {
            if (Manifest.Named(file) is not var (_, algorithm))
                continue;
            if (!BagDigests.HexLength.ContainsKey(algorithm))
                problems.Warn(
                    file,
                    0,
                    BagRule.UnknownAlgorithm,
                    algorithm,
                    string.Join(", ", BagDigests.HexLength.Keys),
                    "It was not checked; the other manifests were."
                );
            else if (Text(tree, file, declaration.Encoding, limits, problems) is { } text)
                manifests.Add(Manifest.Read(file, text, declaration.IsVersion1, problems));
        }
        var ofPayload = manifests.Where(m => !m.OfTags).ToList();
        if (ofPayload.Count == 0)
            problems.Refuse(
                "manifest-sha256.txt",
                0,
                BagRule.NoManifest,
                "no payload manifest that can be checked",
                $"a manifest by {string.Join(", ", BagDigests.HexLength.Keys)}",
                "Ask the sender for a bag with a sha256 or sha512 manifest."
            );
        else if (ofPayload.All(m => BagDigests.IsWeak(m.Algorithm)))
            problems.Warn(
                ofPayload[0].File,
                0,
                BagRule.WeakDigest,
                ofPayload[0].Algorithm,
                "sha256 or sha512",
                "Ask the sender for one: who wants to can make two files with one such digest."
            );
        return manifests;
    }

    private static SortedDictionary<string, BagFile> Hash(
        BagTree tree,
        IEnumerable<string> files,
        IEnumerable<Manifest> manifests,
        BagProblems problems,
        CancellationToken cancellationToken
    )
    {
        var algorithms = manifests.Select(m => m.Algorithm).Distinct().ToList();
        var hashed = new SortedDictionary<string, BagFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            try
            {
                using var stream = tree.Open(file);
                var (length, digests) = BagDigests.Of(stream, algorithms, copy: null, cancellationToken);
                hashed[file] = new(file, length, digests);
            }
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
            {
                Unreadable(file, broken, problems);
            }
        }
        return hashed;
    }

    private static string? Text(BagTree tree, string file, Encoding encoding, BagLimits limits, BagProblems problems)
    {
        if (!tree.Files.ContainsKey(file) || Bytes(tree, file, limits, problems) is not { } bytes)
            return null;
        if (TagFile.Read(bytes, encoding) is { } text)
            return text;
        problems.Refuse(
            file,
            0,
            BagRule.BadText,
            $"{bytes.Length} bytes",
            $"text in {encoding.WebName}, as bagit.txt says",
            "Ask the sender for the right encoding."
        );
        return null;
    }

    private static byte[]? Bytes(BagTree tree, string file, BagLimits limits, BagProblems problems)
    {
        if (tree.Files[file] > limits.TagBytes)
        {
            problems.Refuse(
                file,
                0,
                BagRule.BadText,
                $"{tree.Files[file]} bytes",
                $"a tag file of at most {limits.TagBytes} bytes",
                "Divide the bag."
            );
            return null;
        }
        try
        {
            using var stream = tree.Open(file);
            var bytes = new byte[tree.Files[file]];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            Unreadable(file, broken, problems);
            return null;
        }
    }

    private static void Unreadable(string file, Exception broken, BagProblems problems) =>
        problems.Refuse(
            file,
            0,
            BagRule.Unreadable,
            broken.Message,
            "a file that can be read",
            "Look at the medium and the rights, and try again."
        );
}
