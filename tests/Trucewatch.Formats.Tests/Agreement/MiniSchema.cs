using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>As much of JSON Schema (draft 2020-12) as the schema of provisions uses. A keyword it does not know is an error.</summary>
internal sealed class MiniSchema(JsonObject root)
{
    private static readonly string[] silent = ["$schema", "$id", "$defs", "title", "description"];

    public bool Fits(JsonNode? value) => Fits(value, root);

    private bool Fits(JsonNode? value, JsonObject schema) =>
        schema.Where(k => !silent.Contains(k.Key)).All(k => Fits(value, k.Key, k.Value!, schema));

    private bool Fits(JsonNode? value, string keyword, JsonNode rule, JsonObject schema) =>
        keyword switch
        {
            "$ref" => Fits(value, root["$defs"]!.AsObject()[rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject()),
            "type" => Type(value) == rule.GetValue<string>()
                || (rule.GetValue<string>() == "number" && Type(value) == "integer"),
            "const" => JsonNode.DeepEquals(value, rule),
            "enum" => rule.AsArray().Any(e => JsonNode.DeepEquals(value, e)),
            "oneOf" => rule.AsArray().Count(s => Fits(value, s!.AsObject())) == 1,
            "anyOf" => rule.AsArray().Any(s => Fits(value, s!.AsObject())),
            "required" => value is not JsonObject map
                || rule.AsArray().All(n => map.ContainsKey(n!.GetValue<string>())),
            "properties" => value is not JsonObject map
                || map.All(m => rule.AsObject()[m.Key] is not JsonObject s || Fits(m.Value, s)),
            "additionalProperties" => value is not JsonObject map
                || map.All(m => schema["properties"]!.AsObject().ContainsKey(m.Key)),
            "items" => value is not JsonArray list || list.All(i => Fits(i, rule.AsObject())),
            "minItems" => value is not JsonArray list || list.Count >= rule.GetValue<int>(),
            "minLength" => Type(value) != "string" || value!.GetValue<string>().Length >= rule.GetValue<int>(),
            "minimum" => Type(value) is not "integer" || value!.GetValue<long>() >= rule.GetValue<long>(),
            "maximum" => Type(value) is not "integer" || value!.GetValue<long>() <= rule.GetValue<long>(),
            "pattern" => Type(value) != "string"
                || Regex.IsMatch(
                    value!.GetValue<string>(),
                    rule.GetValue<string>(),
                    RegexOptions.CultureInvariant,
                    TimeSpan.FromSeconds(1)
                ),
            _ => throw new InvalidOperationException(keyword),
        };

    private static string Type(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.ToJsonString().All(c => char.IsAsciiDigit(c) || c == '-')
                ? "integer"
                : "number",
            _ => "boolean",
        };
}
