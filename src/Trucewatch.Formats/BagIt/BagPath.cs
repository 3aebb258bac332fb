using System.Text;

namespace Trucewatch.Formats.BagIt;

/// <summary>Paths as manifests write them: whether they stay in the bag, and how they are written.</summary>
public static class BagPath
{
    /// <summary>The folder of the payload, with its slash.</summary>
    public const string Payload = "data/";

    private const int MostBytes = 4096;
    private const int MostPartBytes = 255;

    /// <summary>Why a path may not stand in a bag; null: it may.</summary>
    /// <remarks>
    /// Stricter than RFC 8493 §5.1 where systems differ: a backslash and a drive letter are escapes on Windows, and line
    /// ends in a name (also as <c>%0A</c> and <c>%0D</c>) make two lines of one wherever such a list is printed.
    /// </remarks>
    /// <param name="path">The path after a leading <c>./</c> was taken off, before anything was decoded.</param>
    public static string? WhyNot(string path)
    {
        if (path.Length == 0)
            return "a path that is not empty";
        if (path.Any(char.IsControl))
            return "a path without control characters";
        if (HasEncodedLineEnd(path))
            return "a path without line ends, written %0A or %0D";
        if (path[0] == '/')
            return "a path from the bag's folder, not from the root";
        if (path[0] == '~')
            return "a path from the bag's folder, not from somebody's home";
        if (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return "a path without a drive";
        if (path.Contains('\\', StringComparison.Ordinal))
            return "a path whose parts are divided by /";
        if (path.Split('/').Any(part => part is "" or "." or ".."))
            return "a path without empty parts, . and ..";
        return IsTooLong(path) ? $"at most {MostPartBytes} bytes in a part and {MostBytes} in all" : null;
    }

    /// <summary>The path as it stands in a manifest of version 1.0: <c>%</c> becomes <c>%25</c> (RFC 8493 §2.1.3).</summary>
    public static string Encode(string path) => path.Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>The name of the file that a manifest of that version means: 1.0 writes <c>%</c> as <c>%25</c>, older ones do not.</summary>
    public static string Decode(string path, bool isVersion1) =>
        isVersion1 ? path.Replace("%25", "%", StringComparison.Ordinal) : path;

    /// <summary>May these be two spellings of one name: other case, or letters with accents in one piece and in two?</summary>
    /// <remarks>
    /// The Unicode tables are not there (the program runs without them), so accents are compared roughly: a letter
    /// beyond ASCII against a letter with combining marks. It is asked only of files that have the same digest.
    /// </remarks>
    public static bool MayBeSame(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.OrdinalIgnoreCase))
            return true;
        var (a, b) = (Letters(left), Letters(right));
        return a.Count == b.Count
            && a.Zip(b)
                .All(p =>
                    char.ToUpperInvariant(p.First.Letter) == char.ToUpperInvariant(p.Second.Letter)
                    || (p.First.HasMark && p.Second.Letter > 0x7F)
                    || (p.Second.HasMark && p.First.Letter > 0x7F)
                );
    }

    private static List<(char Letter, bool HasMark)> Letters(string text)
    {
        var letters = new List<(char, bool)>(text.Length);
        foreach (var c in text)
        {
            if (c is >= '\u0300' and <= '\u036F' && letters.Count > 0)
                letters[^1] = (letters[^1].Item1, true);
            else
                letters.Add((c, false));
        }
        return letters;
    }

    private static bool HasEncodedLineEnd(string path) =>
        path.Contains("%0a", StringComparison.OrdinalIgnoreCase)
        || path.Contains("%0d", StringComparison.OrdinalIgnoreCase);

    private static bool IsTooLong(string path) =>
        Encoding.UTF8.GetByteCount(path) > MostBytes
        || path.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > MostPartBytes);
}
