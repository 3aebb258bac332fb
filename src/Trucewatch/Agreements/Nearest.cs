namespace Trucewatch.Agreements;

/// <summary>The known word nearest to one that is not known: for messages about what people wrote.</summary>
public static class Nearest
{
    /// <summary>The nearest by edit distance, the first of equals; null: none is near (a third of its letters, at least two).</summary>
    public static string? To(string word, IEnumerable<string> known) => Several(word, known, 1).FirstOrDefault();

    /// <summary>The nearest, nearest first; none that is not near.</summary>
    public static IEnumerable<string> Several(string word, IEnumerable<string> known, int atMost) =>
        known
            .Distinct()
            .Select(k => (Word: k, Steps: Steps(Fold(word), Fold(k))))
            .Where(k => k.Steps <= Math.Max(2, Math.Max(word.Length, k.Word.Length) / 3) && k.Steps < k.Word.Length)
            .OrderBy(k => k.Steps)
            .ThenBy(k => Math.Abs(k.Word.Length - word.Length))
            .ThenBy(k => k.Word, StringComparer.Ordinal)
            .Take(atMost)
            .Select(k => k.Word);

    /// <summary>The nearest phrase: of those that begin with the same word, else of all.</summary>
    public static string? Phrase(string words, IEnumerable<string> known)
    {
        var all = known.ToList();
        var first = words.Split(' ')[0];
        return To(words, all.Where(k => string.Equals(k.Split(' ')[0], first, StringComparison.OrdinalIgnoreCase)))
            ?? To(words, all);
    }

    /// <summary>How many letters must be put in, taken out, changed or swapped with the next.</summary>
    public static int Steps(string from, string to)
    {
        int[] before = [],
            last = [.. Enumerable.Range(0, to.Length + 1)];
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last) = (last, row);
        }
        return last[to.Length];
    }

    private static string Fold(string word) =>
        word.Length > 200 ? word[..200].ToLowerInvariant() : word.ToLowerInvariant();
}
