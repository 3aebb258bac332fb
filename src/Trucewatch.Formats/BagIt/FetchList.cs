using System.Text.RegularExpressions;

namespace Trucewatch.Formats.BagIt;

/// <summary><c>fetch.txt</c>: files that a sender left out, with their addresses (RFC 8493 §2.2.3). Nothing is ever fetched from there.</summary>
internal static partial class FetchList
{
    public const string File = "fetch.txt";

    /// <summary>The listed paths with the address and the line of each.</summary>
    public static Dictionary<string, (string Address, int Line)> Read(
        string text,
        bool isVersion1,
        BagProblems problems
    )
    {
        var listed = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        foreach (var (number, line) in TagFile.Lines(text))
        {
            var parts = Form().Match(line);
            if (!parts.Success)
            {
                problems.Refuse(
                    File,
                    number,
                    BagRule.BadLine,
                    line,
                    "an address, its length or -, a path",
                    "Make the list again, or put the files in the bag."
                );
                continue;
            }
            if (Manifest.PathOf(File, number, parts.Groups[2].Value, isVersion1, problems) is not { } path)
                continue;
            if (BagTree.IsPayload(path))
                listed[path] = (parts.Groups[1].Value, number);
            else
                problems.Refuse(File, number, BagRule.WrongPlace, path, "a file under data/", "Take the line out.");
        }
        return listed;
    }

    [GeneratedRegex("^(\\S+)[ \\t]+(?:-|[0-9]+)[ \\t]+(.+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
