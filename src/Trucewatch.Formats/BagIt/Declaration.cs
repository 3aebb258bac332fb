using System.Text;
using System.Text.RegularExpressions;

namespace Trucewatch.Formats.BagIt;

/// <summary><c>bagit.txt</c>: what version the bag keeps to and how its tag files are encoded (RFC 8493 §2.1.1).</summary>
internal sealed partial record Declaration(string Version, Encoding Encoding)
{
    public const string File = "bagit.txt";

    private static readonly string[] Known = ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"];

    public bool IsVersion1 => Version == "1.0";

    /// <summary>Reads the declaration; null: it breaks a rule, which is now a problem.</summary>
    public static Declaration? Read(byte[] bytes, BagProblems problems)
    {
        const string Cure = "Write two lines: \"BagIt-Version: 1.0\" and \"Tag-File-Character-Encoding: UTF-8\".";
        if (bytes is [0xEF, 0xBB, 0xBF, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            problems.Refuse(File, 1, BagRule.BadDeclaration, "a byte order mark", "UTF-8 without a mark", Cure);
            return null;
        }
        var lines = TagFile.Read(bytes, TagFile.EncodingOf("UTF-8")!) is { } text ? TagFile.Lines(text).ToList() : [];
        if (lines.Count != 2)
        {
            problems.Refuse(File, 0, BagRule.BadDeclaration, $"{lines.Count} lines of UTF-8", "two lines", Cure);
            return null;
        }
        var version = Version_().Match(lines[0].Text).Groups[1].Value;
        var encoding = Encoding_().Match(lines[1].Text).Groups[1].Value;
        if (!Known.Contains(version, StringComparer.Ordinal))
            problems.Refuse(
                File,
                1,
                BagRule.BadDeclaration,
                lines[0].Text,
                $"\"BagIt-Version: \" and one of {string.Join(", ", Known)}",
                Cure
            );
        if (TagFile.EncodingOf(encoding) is not { } known)
        {
            problems.Refuse(
                File,
                2,
                BagRule.BadDeclaration,
                lines[1].Text,
                "\"Tag-File-Character-Encoding: \" and UTF-8, UTF-16, ISO-8859-1 or US-ASCII",
                Cure
            );
            return null;
        }
        return Known.Contains(version, StringComparer.Ordinal) ? new(version, known) : null;
    }

    [GeneratedRegex("^BagIt-Version[ \\t]*:[ \\t]*([0-9]+\\.[0-9]+)[ \\t]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version_();

    [GeneratedRegex(
        "^Tag-File-Character-Encoding[ \\t]*:[ \\t]*([A-Za-z0-9-]+)[ \\t]*$",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Encoding_();
}
