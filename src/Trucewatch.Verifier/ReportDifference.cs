using System.Text.Json.Nodes;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>Finds the first place at which a report is another than the one that follows from the entries.</summary>
public static class ReportDifference
{
    /// <summary>Where an issue and the report computed again differ, as far as the issue's digests tell; null: nowhere.</summary>
    internal static string? First(Issued issued, WrittenReport written, Making making)
    {
        if (issued.Sections is { } sections)
        {
            var computed = ProductDigest.OfSections(written.Report);
            foreach (var section in written.Report.Sections)
                if (sections.GetValueOrDefault(section.Id) != computed[section.Id])
                    return $"its section \"{section.Id}\"";
            if (sections.Keys.Except(computed.Keys, StringComparer.Ordinal).FirstOrDefault() is { } more)
                return $"its section \"{more}\", which does not follow";
        }
        if (issued.Digest != written.Digest)
            return issued.Sections is null ? "the report or the board under it" : "its head or the board under it";
        if (!issued.Incidents.SequenceEqual(written.Picture.InReportOrder.Select(i => i.Id.Text)))
            return "the numbers that it gives to incidents";
        return
            issued.Content.Length > 0
            && making.ReportJson is { } write
            && ProductDigest.OfContent(write(written.Report)) != issued.Content
            ? "its words: the conclusions are the same"
            : null;
    }

    /// <summary>The first line in which a <c>report.json</c> is another than the one computed; null: nowhere.</summary>
    /// <param name="issued">The file as it was given out.</param>
    /// <param name="computed">What follows from the entries.</param>
    /// <returns>Such as <c>section 2 (incidents), sentence 3: "…" was issued, "…" follows</c>.</returns>
    public static string? First(JsonObject issued, JsonObject computed)
    {
        foreach (var name in computed.Select(m => m.Key).Union(issued.Select(m => m.Key), StringComparer.Ordinal))
        {
            if (ProductDigest.Provenance.Contains(name) || Same(issued[name], computed[name]))
                continue;
            return name == "sections" && issued[name] is JsonArray ours && computed[name] is JsonArray theirs
                ? Section(ours, theirs)
                : $"{name}: {Said(issued[name], computed[name])}";
        }
        return null;
    }

    private static string Section(JsonArray issued, JsonArray computed)
    {
        for (var i = 0; i < Math.Max(issued.Count, computed.Count); i++)
        {
            var (one, other) = (At(issued, i) as JsonObject, At(computed, i) as JsonObject);
            if (Same(one, other))
                continue;
            var where = $"section {i + 1} ({(one ?? other)?["id"]})";
            foreach (
                var (list, line) in (ReadOnlySpan<(string, string)>)[("sentences", "sentence"), ("charts", "chart")]
            )
                if (Line(one?[list] as JsonArray, other?[list] as JsonArray) is var (at, ours, theirs))
                    return $"{where}, {line} {at}: {Said(ours?["text"] ?? ours, theirs?["text"] ?? theirs)}";
            if (Line(one?["tables"] as JsonArray, other?["tables"] as JsonArray) is var (table, our, their))
                return Line(our?["rows"] as JsonArray, their?["rows"] as JsonArray) is var (row, ourRow, theirRow)
                    ? $"{where}, table {table}, row {row}: {Said(ourRow, theirRow)}"
                    : $"{where}, table {table}";
            return where;
        }
        return "sections";
    }

    private static (int At, JsonNode? Issued, JsonNode? Computed)? Line(JsonArray? issued, JsonArray? computed)
    {
        for (var i = 0; i < Math.Max(issued?.Count ?? 0, computed?.Count ?? 0); i++)
            if (!Same(At(issued, i), At(computed, i)))
                return (i + 1, At(issued, i), At(computed, i));
        return null;
    }

    private static JsonNode? At(JsonArray? list, int i) => list is not null && i < list.Count ? list[i] : null;

    private static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);

    private static string Said(JsonNode? issued, JsonNode? computed) =>
        $"{Text(issued)} was issued, {Text(computed)} follows";

    private static string Text(JsonNode? node)
    {
        var text = node switch
        {
            null => "nothing",
            JsonObject words when words["en"] is { } english => $"\"{english}\"",
            JsonArray row => string.Join(" | ", row.Select(Text)),
            _ => node.ToJsonString(),
        };
        return text.Length <= 300 ? text : text[..300] + "…";
    }
}
