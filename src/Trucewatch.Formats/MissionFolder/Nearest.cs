namespace Trucewatch.Formats.MissionFolder;

/// <summary>The known word that somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>A cure that names the nearest known word, or all known words where none is near.</summary>
    public static string Cure(string found, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
            return "There are none here.";
        var (best, distance) = ("", int.MaxValue);
        foreach (var word in known)
        {
            var edits = Edits(found, word);
            if (edits < distance)
                (best, distance) = (word, edits);
        }
        return distance <= Math.Max(1, found.Length / 3) && found.Length > 2
            ? $"Did you mean \"{best}\"?"
            : $"Use one of: {string.Join(", ", known.Take(40))}{(known.Count > 40 ? " …" : "")}.";
    }

    /// <summary>A cure that names the time zone somebody may have meant, by a part of its name or by its nearest.</summary>
    public static string ZoneCure(string found)
    {
        var ids = NodaTime.DateTimeZoneProviders.Tzdb.Ids;
        if (ids.FirstOrDefault(i => i.EndsWith("/" + found, StringComparison.OrdinalIgnoreCase)) is { } city)
            return $"Did you mean \"{city}\"?";
        var cure = Cure(found, ids);
        return cure.StartsWith("Did", StringComparison.Ordinal) ? cure : "Write it like Europe/Kyiv.";
    }

    // Levenshtein's distance, without regard to case.
    private static int Edits(string a, string b)
    {
        if (a.Length > 100)
            return int.MaxValue;
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var edits = Math.Min(corner + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                (corner, row[j]) = (row[j], edits);
            }
        }
        return row[b.Length];
    }
}
