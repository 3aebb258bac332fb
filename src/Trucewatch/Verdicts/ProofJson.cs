using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Values;

namespace Trucewatch.Verdicts;

/// <summary>Proofs as JSON: <c>docs/formats/proof.schema.json</c>.</summary>
/// <remarks>
/// What the viewer may not see is closed: <c>{"closed": true}</c> stands in its place, and the record keeps its digest. A step
/// that holds something closed is read as a closed step; a premise keeps what is open of it.
/// </remarks>
public static class ProofJson
{
    private const string ClosedName = "closed";
    private static readonly string[] parts = ["span", "likely", "fields", "place", "proof", "entries"];

    /// <summary>The JSON of a proof.</summary>
    public static JsonObject Write(Proof proof)
    {
        var json = ValueCodec.ToJson(proof).AsObject();
        foreach (var premise in json["premises"]!.AsArray().OfType<JsonObject>())
        {
            foreach (var name in premise[ClosedName]!.AsArray().Select(n => n!.GetValue<string>()).ToList())
                if (parts.Contains(name))
                    premise[name] = Closed();
                else if (premise["fields"] is JsonObject fields)
                    fields[name] = Closed();
            premise.Remove(ClosedName);
        }
        return json;
    }

    /// <summary>What stands in the place of a closed value.</summary>
    public static JsonObject Closed() => new() { [ClosedName] = true };

    /// <summary>The proof behind some JSON; null: what it proves is itself closed.</summary>
    /// <exception cref="JsonException">It is no proof.</exception>
    public static Proof? Read(JsonNode given)
    {
        var json = given.DeepClone() as JsonObject ?? throw new JsonException("a proof is an object");
        if (
            IsClosed(json["verdict"])
            || IsClosed(json["premises"])
            || IsClosed(json["steps"])
            || HasClosed(json["verdict"])
        )
            return null;
        foreach (var premise in (json["premises"] as JsonArray)?.OfType<JsonObject>() ?? [])
            Open(premise);
        json["steps"] = Steps(json["steps"]);
        try
        {
            return ValueCodec.FromJson<Proof>(json);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static void Open(JsonObject premise)
    {
        var closed = new JsonArray();
        foreach (var name in (string[])["label", "kind"])
            if (IsClosed(premise[name]))
            {
                premise[name] = "";
                closed.Add(name);
            }
        foreach (
            var field in (premise["fields"] as JsonObject)?.Where(f => HasClosed(f.Value)).Select(f => f.Key).ToList()
                ?? []
        )
            if (!IsClosed(premise["fields"]))
            {
                premise["fields"]!.AsObject().Remove(field);
                closed.Add(field);
            }
        foreach (var name in parts.Where(n => HasClosed(premise[n])))
        {
            premise[name] = null;
            closed.Add(name);
        }
        premise[ClosedName] = closed;
    }

    // A step with something closed of its own is closed; what is closed in a step below closes that one only.
    private static JsonNode? Steps(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(n => Steps(n?.DeepClone()))]);
            case JsonObject step when step.ContainsKey("step"):
                var copy = new JsonObject();
                foreach (var (name, value) in step)
                    copy[name] = Steps(value?.DeepClone());
                return copy.Any(m => HasClosedOfItsOwn(m.Value)) ? ClosedStep() : copy;
            case JsonObject inner when !IsClosed(inner):
                var other = new JsonObject();
                foreach (var (name, value) in inner)
                    other[name] = Steps(value?.DeepClone());
                return other;
            default:
                return node?.DeepClone();
        }
    }

    private static JsonObject ClosedStep() => new() { ["step"] = ClosedName };

    private static bool IsClosed(JsonNode? node) => node is JsonObject json && json.ContainsKey(ClosedName);

    private static bool HasClosed(JsonNode? node) =>
        IsClosed(node)
        || node switch
        {
            JsonObject json => json.Any(m => HasClosed(m.Value)),
            JsonArray array => array.Any(HasClosed),
            _ => false,
        };

    private static bool HasClosedOfItsOwn(JsonNode? node) =>
        node switch
        {
            JsonObject step when step.ContainsKey("step") => false,
            JsonObject json => IsClosed(json) || json.Any(m => HasClosedOfItsOwn(m.Value)),
            JsonArray array => array.Any(HasClosedOfItsOwn),
            _ => false,
        };
}
