namespace Trucewatch.Formats.MissionFolder;

/// <summary>The form of ids in a mission's files: letters, digits, dot, hyphen, underscore; at most 64.</summary>
internal static class Ids
{
    /// <summary>How to cure an id of another form.</summary>
    public const string Cure =
        "Use letters, digits, dots, hyphens and underscores, at most 64, a letter or digit first.";

    /// <summary>True if it is of that form.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= 64
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The id under a key; empty, and noted, where it is none.</summary>
    public static string Id(this YamlPart part, string key)
    {
        if (part.Must(key) is not { } id || id.Text() is not { } text)
            return "";
        if (!IsId(text))
            id.Wrong(Rule.BadId, "an id", Cure);
        return text;
    }

    /// <summary>Notes each id that stands twice.</summary>
    public static void AllDifferent(IEnumerable<(YamlPart Part, string Id)> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (part, id) in ids)
        {
            if (id.Length > 0 && !seen.Add(id))
                part.Wrong(Rule.Twice, $"ids that stand once; \"{id}\" stands twice", "Give one of them another id.");
        }
    }
}
