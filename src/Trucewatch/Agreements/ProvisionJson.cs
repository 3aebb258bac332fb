using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Values;

namespace Trucewatch.Agreements;

/// <summary>The JSON form of a provision's content: one object per record, <c>kind</c> first.</summary>
/// <remarks>
/// What is judged, and nothing else: neither title nor prose nor the words of the block, nor where it stands. The digest of its
/// canonical form is the version of the provision. Schema: <c>docs/formats/provision.schema.json</c>.
/// </remarks>
public static class ProvisionJson
{
    /// <summary>The word that says what the object is.</summary>
    public const string Kind = "provision";

    private sealed record Body(
        string Clause,
        Norm Norm,
        ImmutableArray<Unless> Unless,
        Validity When,
        ProofNeeded Needs,
        BreachRule Breach
    );

    /// <summary>The JSON of a provision.</summary>
    public static JsonObject Of(Provision provision)
    {
        var content = new Body(
            provision.Clause,
            provision.Norm,
            provision.Unless,
            provision.When,
            provision.Needs,
            provision.Breach
        );
        var json = new JsonObject { ["kind"] = Kind };
        foreach (var (name, value) in ValueCodec.ToJson(content).AsObject())
            json[name] = value?.DeepClone();
        return json;
    }

    /// <summary>The provision behind some JSON, with what the JSON does not hold left empty.</summary>
    /// <exception cref="JsonException">It is no provision; the message names the member.</exception>
    public static Provision Read(JsonNode json)
    {
        if (json is not JsonObject found || (string?)found["kind"] != Kind)
            throw new JsonException($"no object of kind \"{Kind}\"");
        var content = Content(json);
        return new(
            content.Clause,
            "",
            "",
            "",
            content.Norm,
            content.Unless,
            content.When,
            content.Needs,
            content.Breach,
            new("", 0, 0)
        );
    }

    private static Body Content(JsonNode json)
    {
        try
        {
            return ValueCodec.FromJson<Body>(json);
        }
        catch (NotSupportedException wrong)
        {
            // how the codec says that a kind is missing or unknown
            throw new JsonException(wrong.Message, wrong);
        }
    }
}
