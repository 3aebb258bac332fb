using System.Text.Json.Nodes;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.MissionFolder;

/// <summary>The schemas in docs/formats have the keys that the readers know, no more and no fewer.</summary>
public sealed class SchemaTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository(), "docs", "formats");

    public static TheoryData<string> Places => [.. KnownKeys.ByPlace.Keys];

    public static TheoryData<string> Files => [.. KnownKeys.ByPlace.Keys.Select(k => k.Split('/')[0]).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_file_has_a_schema_of_the_2020_draft(string file)
    {
        var schema = Schema(file);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.EndsWith($"/{file}.schema.json", (string?)schema["$id"]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_schema_has_the_keys_that_the_reader_knows(string place)
    {
        var steps = place.Split('/');
        var root = Schema(steps[0]);
        var at = root;
        foreach (var step in steps[1..])
            at = Down(root, at, step);
        Assert.Equal(KnownKeys.At(place).Order(StringComparer.Ordinal), Keys(at).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_reference_inside_a_schema_leads_somewhere(string file)
    {
        var root = Schema(file);
        Check(root);

        void Check(JsonNode? node)
        {
            if (node is JsonObject map)
            {
                if (map.ContainsKey("$ref"))
                    Assert.NotNull(Resolve(root, map));
                foreach (var (_, value) in map)
                    Check(value);
            }
            foreach (var item in node as JsonArray ?? [])
                Check(item);
        }
    }

    private static JsonObject Schema(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file + ".schema.json")))!.AsObject();

    private static IEnumerable<string> Keys(JsonObject schema) => schema["properties"]!.AsObject().Select(p => p.Key);

    // "sees[]" is the items of the list under sees; "details.*" whatever stands under details.
    private static JsonObject Down(JsonObject root, JsonObject at, string step)
    {
        var key = step.Replace("[]", "", StringComparison.Ordinal).Replace(".*", "", StringComparison.Ordinal);
        var next = Resolve(root, at["properties"]![key]!.AsObject());
        if (step.EndsWith("[]", StringComparison.Ordinal))
            next = Resolve(root, next["items"]!.AsObject());
        return step.EndsWith(".*", StringComparison.Ordinal) ? next["additionalProperties"]!.AsObject() : next;
    }

    private static JsonObject Resolve(JsonObject root, JsonObject schema) =>
        (string?)schema["$ref"] is { } reference ? root["$defs"]![reference.Split('/')[^1]]!.AsObject() : schema;
}
