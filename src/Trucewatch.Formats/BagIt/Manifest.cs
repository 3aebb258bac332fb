using System.Text.RegularExpressions;

namespace Trucewatch.Formats.BagIt;

/// <summary>One line of a manifest, read.</summary>
internal sealed record ManifestLine(string Path, string Digest, int Line);

/// <summary>A payload or tag manifest (RFC 8493 §2.1.3, §2.2.1): which file has which digest.</summary>
/// <param name="File">The manifest's own file name.</param>
/// <param name="Algorithm">Its algorithm, one of <see cref="BagDigests.HexLength"/>.</param>
/// <param name="OfTags">True: of tag files; false: of the payload.</param>
/// <param name="Lines">The files by path.</param>
internal sealed partial record Manifest(
    string File,
    string Algorithm,
    bool OfTags,
    IReadOnlyDictionary<string, ManifestLine> Lines
)
{
    /// <summary>Is this the file name of a manifest, and of which?</summary>
    public static (bool OfTags, string Algorithm)? Named(string file)
    {
        var name = Name().Match(file);
        return name.Success
            ? (name.Groups[1].Length > 0, name.Groups[2].Value.Replace("-", "", StringComparison.Ordinal))
            : null;
    }

    public static Manifest Read(string file, string text, bool isVersion1, BagProblems problems)
    {
        var (ofTags, algorithm) = Named(file)!.Value;
        var lines = new Dictionary<string, ManifestLine>(StringComparer.Ordinal);
        foreach (var (number, line) in TagFile.Lines(text))
        {
            var parts = Line().Match(line);
            var digest = parts.Groups[1].Value.ToLowerInvariant();
            if (!parts.Success || digest.Length != BagDigests.HexLength[algorithm])
            {
                problems.Refuse(
                    file,
                    number,
                    BagRule.BadLine,
                    line,
                    $"{BagDigests.HexLength[algorithm]} hex digits, white space, a path",
                    "Make the manifest again."
                );
                continue;
            }
            if (parts.Groups[2].Length > 0)
                problems.Warn(
                    file,
                    number,
                    BagRule.StarMark,
                    line,
                    "a path without the mark of the md5sum tools",
                    "The mark is passed over."
                );
            if (PathOf(file, number, parts.Groups[3].Value, isVersion1, problems) is { } path)
                Add(file, ofTags, isVersion1, lines, new(path, digest, number), problems);
        }
        return new(file, algorithm, ofTags, lines);
    }

    /// <summary>The file that a path in a tag file means; null: it may not stand there, which is now a problem.</summary>
    public static string? PathOf(string file, int line, string written, bool isVersion1, BagProblems problems)
    {
        var path = written;
        if (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
            problems.Warn(
                file,
                line,
                BagRule.DotSlash,
                written,
                "a path that begins with its first part",
                "The ./ is passed over."
            );
        }
        if (BagPath.WhyNot(path) is not { } expected)
            return BagPath.Decode(path, isVersion1);
        problems.Refuse(
            file,
            line,
            BagRule.BadPath,
            written,
            expected,
            "Do not open this bag by other means: such a path writes or reads outside of it."
        );
        return null;
    }

    private static void Add(
        string file,
        bool ofTags,
        bool isVersion1,
        Dictionary<string, ManifestLine> lines,
        ManifestLine line,
        BagProblems problems
    )
    {
        if (ofTags == BagTree.IsPayload(line.Path))
            problems.Refuse(
                file,
                line.Line,
                BagRule.WrongPlace,
                line.Path,
                ofTags ? "a file outside of data/" : "a file under data/",
                "List it in the other kind of manifest."
            );
        else if (lines.TryAdd(line.Path, line))
            return;
        else if (lines[line.Path].Digest != line.Digest || isVersion1)
            problems.Refuse(
                file,
                line.Line,
                BagRule.Twice,
                line.Path,
                $"one line for a file; it stands in line {lines[line.Path].Line} already",
                "Ask the sender which digest is right."
            );
        else
            problems.Warn(
                file,
                line.Line,
                BagRule.Twice,
                line.Path,
                $"one line for a file; it stands in line {lines[line.Path].Line} already",
                "Both lines say the same."
            );
    }

    [GeneratedRegex("^(tag)?manifest-([a-z0-9-]{1,20})\\.txt$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^([0-9A-Fa-f]+)[ \\t]+(\\*?)(.+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}
