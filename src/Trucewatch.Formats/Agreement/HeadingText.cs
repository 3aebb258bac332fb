using System.Collections.Immutable;

namespace Trucewatch.Formats.Agreement;

/// <summary>Takes the number out of a heading, and the mark off a paragraph.</summary>
internal static class HeadingText
{
    private static readonly ImmutableHashSet<string> designators = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["Article", "Art.", "Art", "Section", "Clause", "Paragraph", "Para.", "Point", "Rule", "§", "¶"]
    );

    /// <summary>Address and title of a heading; the address is empty where it has no number.</summary>
    /// <param name="words">The heading without its #.</param>
    /// <param name="above">The address of the heading above it, under which <c>(2)</c> counts.</param>
    public static (string Address, string Title) Read(string words, string above)
    {
        var parts = words.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > 1 && designators.Contains(parts[0]) && Number(parts[1]) is { } second)
            return (second, Title(words, parts[1]));
        if (parts.Length > 0 && parts[0].TrimStart('§', '¶') is var word && Number(word) is { } first && !IsYear(first))
            return (first, Title(words, parts[0]));
        return above.Length > 0 && Mark(words) is { } mark ? (above + mark, Title(words, mark)) : ("", words);
    }

    /// <summary>The mark a line starts with, such as <c>(2)</c> or <c>(a)</c>; null: none.</summary>
    public static string? Mark(string words)
    {
        var line = words.TrimStart();
        var close = line.IndexOf(')', StringComparison.Ordinal);
        if (close is < 2 or > 4 || line[0] != '(')
            return null;
        var inner = line.AsSpan(1, close - 1);
        var isMark =
            inner.IndexOfAnyExceptInRange('0', '9') < 0 || (inner.Length == 1 && char.IsAsciiLetterLower(inner[0]));
        return isMark ? line[..(close + 1)] : null;
    }

    private static bool IsYear(string number) => number.Length == 4 && number.All(char.IsAsciiDigit);

    // 4, 4., 4:, 4(2), 11.3
    private static string? Number(string word)
    {
        var number = word.TrimEnd('.', ':', '–', '—');
        var digits = number.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        var isNumber = digits is > 0 and < 10 && char.IsAsciiDigit(number[0]) && number[digits - 1] != '.';
        return isNumber && IsMarks(number[digits..]) ? number : null;
    }

    private static bool IsMarks(string rest)
    {
        while (rest.Length > 0)
        {
            if (Mark(rest) is not { } mark)
                return false;
            rest = rest[mark.Length..];
        }
        return true;
    }

    private static string Title(string words, string number) =>
        words[(words.IndexOf(number, StringComparison.Ordinal) + number.Length)..]
            .TrimStart(' ', '.', ':', '–', '—', '-');
}
