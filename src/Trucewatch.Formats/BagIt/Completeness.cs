using System.Collections.Immutable;

namespace Trucewatch.Formats.BagIt;

/// <summary>Compares what the manifests list with what is there (RFC 8493 §3).</summary>
internal sealed class Completeness(
    bool isVersion1,
    IReadOnlyList<Manifest> manifests,
    IReadOnlyDictionary<string, BagFile> payload,
    IReadOnlyDictionary<string, BagFile> tags,
    IReadOnlyDictionary<string, (string Address, int Line)> fetched,
    ImmutableArray<BagMetadata> metadata,
    BagProblems problems
)
{
    private static readonly string[] MadeBySystems = [".DS_Store", "Thumbs.db", "desktop.ini"];

    private int _excused;

    public void Check()
    {
        foreach (var manifest in manifests)
        {
            var files = manifest.OfTags ? tags : payload;
            foreach (var line in manifest.Lines.Values)
                Check(manifest, line, files);
            WarnOfSameNames(manifest);
        }
        CheckListed();
        CheckFetched();
        CheckOxum();
    }

    private void Check(Manifest manifest, ManifestLine line, IReadOnlyDictionary<string, BagFile> files)
    {
        if (MadeBySystems.Contains(Path.GetFileName(line.Path), StringComparer.OrdinalIgnoreCase))
            problems.Warn(
                manifest.File,
                line.Line,
                BagRule.SystemFile,
                line.Path,
                "files that people put there",
                "Systems make, change and drop it by themselves."
            );
        if (files.TryGetValue(line.Path, out var file))
        {
            if (file.Digests[manifest.Algorithm] != line.Digest)
                problems.Refuse(
                    manifest.File,
                    line.Line,
                    BagRule.DigestDiffers,
                    $"{line.Path} has {manifest.Algorithm} {file.Digests[manifest.Algorithm]}",
                    line.Digest,
                    "The file or the manifest was altered: ask the sender for the bag again."
                );
        }
        else if (files.Values.FirstOrDefault(f => IsOther(f, manifest.Algorithm, line)) is { } other)
        {
            _excused++;
            problems.Warn(
                manifest.File,
                line.Line,
                BagRule.SameName,
                line.Path,
                $"a file of that very name; {other.Path} has the same content",
                "It was packed on a system that takes both names for one."
            );
        }
        else if (MadeBySystems.Contains(Path.GetFileName(line.Path), StringComparer.OrdinalIgnoreCase))
            _excused++;
        else
            problems.Refuse(
                manifest.File,
                line.Line,
                BagRule.Missing,
                fetched.TryGetValue(line.Path, out var at) ? $"{line.Path}, left at {at.Address}" : line.Path,
                "a file that is in the bag",
                fetched.ContainsKey(line.Path)
                    ? "Nothing is fetched from addresses in a bag: put the file in and send it again."
                    : "Send the whole bag."
            );
    }

    private static bool IsOther(BagFile file, string algorithm, ManifestLine line) =>
        file.Digests[algorithm] == line.Digest && BagPath.MayBeSame(file.Path, line.Path);

    private void WarnOfSameNames(Manifest manifest)
    {
        var folded = new Dictionary<string, ManifestLine>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in manifest.Lines.Values)
        {
            if (folded.TryAdd(line.Path, line))
                continue;
            problems.Warn(
                manifest.File,
                line.Line,
                BagRule.SameName,
                line.Path,
                $"names that differ in more than upper and lower case from line {folded[line.Path].Line}",
                "On some systems one of the two would take the other's place."
            );
        }
    }

    private void CheckListed()
    {
        var ofPayload = manifests.Where(m => !m.OfTags).ToList();
        foreach (var file in payload.Keys)
        {
            var lacking = ofPayload.Where(m => !m.Lines.ContainsKey(file)).ToList();
            if (isVersion1 ? lacking.Count > 0 : lacking.Count == ofPayload.Count)
                problems.Refuse(
                    file,
                    0,
                    BagRule.NotListed,
                    $"no line in {string.Join(", ", lacking.Select(m => m.File))}",
                    isVersion1 ? "a line in every payload manifest" : "a line in a payload manifest",
                    "Take the file out, or ask the sender why it is not listed."
                );
        }
    }

    private void CheckFetched()
    {
        var listed = manifests.Where(m => !m.OfTags).SelectMany(m => m.Lines.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, (address, line)) in fetched)
            if (!payload.ContainsKey(path) && !listed.Contains(path))
                problems.Refuse(
                    FetchList.File,
                    line,
                    BagRule.NotFetched,
                    $"{path}, left at {address}",
                    "a file that is in the bag and in its manifests",
                    "Nothing is fetched from addresses in a bag: put the file in and list it."
                );
    }

    private void CheckOxum()
    {
        foreach (
            var told in metadata.Where(m =>
                string.Equals(m.Label, BagMetadataText.Oxum, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            var found = $"{payload.Values.Sum(f => f.Length)}.{payload.Count}";
            if (told.Value == found)
                continue;
            const string Cure = "Send the whole bag.";
            if (_excused > 0)
                problems.Warn(BagMetadataText.File, 0, BagRule.OxumDiffers, found, told.Value, Cure);
            else
                problems.Refuse(BagMetadataText.File, 0, BagRule.OxumDiffers, found, told.Value, Cure);
        }
    }
}
