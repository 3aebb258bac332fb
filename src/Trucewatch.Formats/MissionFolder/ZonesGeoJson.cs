using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Values;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>zones/*.geojson</c>: lines, areas, sectors and facilities, each with its drawer; rival zones side by side.</summary>
internal sealed class ZonesGeoJson(string file, Problems problems)
{
    /// <summary>The kinds of zones by the words of the files.</summary>
    public static readonly IReadOnlyDictionary<string, ZoneKind> Kinds = new SortedDictionary<string, ZoneKind>
    {
        ["sector"] = ZoneKind.Sector,
        ["area"] = ZoneKind.Area,
        ["line"] = ZoneKind.Line,
        ["facility"] = ZoneKind.Facility,
        ["region"] = ZoneKind.Region,
    };

    private static readonly ImmutableArray<string> Keys = KnownKeys.At("zones/features[]/properties");

    private int _line = 1;

    public ImmutableArray<Zone> Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        JsonObject? root;
        try
        {
            root = JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException e)
        {
            Wrong((int)(e.LineNumber ?? 0) + 1, Rule.BadShape, "", "a JSON file", e.Message);
            return [];
        }
        if (root?["features"] is not JsonArray features)
        {
            Wrong(
                1,
                Rule.BadShape,
                "",
                "a GeoJSON FeatureCollection",
                "Give it \"type\": \"FeatureCollection\" and \"features\"."
            );
            return [];
        }
        var lines = FeatureLines(bytes);
        var zones = ImmutableArray.CreateBuilder<Zone>();
        for (var i = 0; i < features.Count; i++)
        {
            _line = lines[i];
            if (Feature(features[i] as JsonObject) is { } zone)
                zones.Add(zone);
        }
        return zones.ToImmutable();
    }

    private Zone? Feature(JsonObject? feature)
    {
        if (feature?["properties"] is not JsonObject properties || feature["geometry"] is not JsonObject geometry)
        {
            Wrong(_line, Rule.BadShape, "", "a feature with properties and a geometry", "Add both.");
            return null;
        }
        foreach (var (key, _) in properties.Where(p => !Keys.Contains(p.Key)))
            Wrong(_line, Rule.UnknownKey, key, "a known property", Nearest.Cure(key, Keys));
        var (id, drawer) = (Must(properties, "id"), Must(properties, "drawer"));
        if (id.Length > 0 && !Ids.IsId(id))
            Wrong(_line, Rule.BadId, id, "an id", Ids.Cure);
        var kind = Must(properties, "kind");
        if (kind.Length > 0 && !Kinds.ContainsKey(kind))
            Wrong(_line, Rule.UnknownWord, kind, "a kind of zone", Nearest.Cure(kind, [.. Kinds.Keys]));
        var name = Name(properties["name"]);
        var valid = Valid(properties);
        var clause = Words(properties["clause"]);
        var shape = Shape(geometry);
        return shape is null || name is null || !Kinds.TryGetValue(kind, out var known)
            ? null
            : new(id, known, name, drawer, valid, clause.Length == 0 ? null : clause, Also(properties["also"]), shape);
    }

    private ImmutableSortedDictionary<string, string>? Name(JsonNode? node)
    {
        if (Words(node) is { Length: > 0 } same)
            return Languages.Same(same);
        var name = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var language in Languages.All)
        {
            var words = node is JsonObject map ? Words(map[language]) : "";
            if (words.Length > 0)
                name.Add(language, words);
            else
                Wrong(
                    _line,
                    Rule.NoLanguage,
                    "name",
                    $"a name in \"{language}\"",
                    "Add it, or give one text for all languages."
                );
        }
        return name.Count == Languages.All.Length ? name.ToImmutable() : null;
    }

    private Interval Valid(JsonObject properties)
    {
        var (from, until) = (Moment(properties, "from"), Moment(properties, "until"));
        if (until <= (from ?? Outlines.Always.Start))
        {
            Wrong(
                _line,
                Rule.EndsFirst,
                Words(properties["until"]),
                "an end after its start",
                "Change \"from\" and \"until\"."
            );
            return Outlines.Always;
        }
        return new(from ?? Outlines.Always.Start, until);
    }

    private Instant? Moment(JsonObject properties, string key)
    {
        if (Words(properties[key]) is not { Length: > 0 } words)
            return null;
        var moment = Moments.Read(words);
        if (moment is null)
            Wrong(_line, Rule.BadTime, words, $"{key}: a moment in UTC", "Write it like 2025-04-19T15:00Z.");
        return moment;
    }

    private Geometry? Shape(JsonObject geometry)
    {
        try
        {
            var shape = GeometryConverter.FromGeoJson(geometry);
            if (shape.IsEmpty || shape.Coordinates.Any(c => !(c.X is >= -180 and <= 180) || !(c.Y is >= -90 and <= 90)))
                Wrong(
                    _line,
                    Rule.BadShape,
                    "",
                    "longitude, then latitude, in degrees",
                    "Check the order and the bounds of the coordinates."
                );
            else if (shape is Polygon or MultiPolygon && !shape.IsValid)
                Wrong(
                    _line,
                    Rule.BadShape,
                    "",
                    "an outline that does not cross itself",
                    "Draw it again without crossings."
                );
            else
                return shape;
        }
        catch (JsonException e)
        {
            Wrong(_line, Rule.BadShape, "", "a GeoJSON geometry", e.Message);
        }
        return null;
    }

    private string Must(JsonObject properties, string key)
    {
        var words = Words(properties[key]);
        if (words.Length == 0)
            Wrong(_line, Rule.MissingKey, "", $"the property \"{key}\"", $"Add \"{key}\" to the feature's properties.");
        return words;
    }

    private static string Words(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var words) ? words.Trim() : "";

    private static ImmutableArray<string> Also(JsonNode? node) =>
        node is JsonArray list ? [.. list.Select(Words).Where(w => w.Length > 0)] : [];

    private void Wrong(int line, string code, string found, string expected, string cure) =>
        problems.Add(new(file, line, 1), code, found, expected, cure);

    // The line in which each item of "features" begins.
    private static List<int> FeatureLines(byte[] bytes)
    {
        var lines = new List<int>();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (
                reader.TokenType != JsonTokenType.PropertyName
                || reader.CurrentDepth != 1
                || !reader.ValueTextEquals("features")
            )
                continue;
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                lines.Add(1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n'));
                reader.Skip();
            }
        }
        return lines;
    }
}
