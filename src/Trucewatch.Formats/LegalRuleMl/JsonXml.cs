using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Trucewatch.Formats.LegalRuleMl;

/// <summary>JSON as elements of our own namespace, and back without loss: an object has a child for each member.</summary>
internal static class JsonXml
{
    private const int Deepest = 128;

    /// <summary>An element that holds a value.</summary>
    public static XElement Write(string name, JsonNode? node)
    {
        var element = new XElement(XmlNames.Own + name);
        switch (node)
        {
            case null:
                element.Add(new XAttribute("type", "null"));
                break;
            case JsonObject map:
                element.Add(map.Select(m => Write(m.Key, m.Value)));
                break;
            case JsonArray list:
                element.Add(new XAttribute("type", "list"), list.Select(i => Write("item", i)));
                break;
            default:
                Scalar(element, node);
                break;
        }
        return element;
    }

    private static void Scalar(XElement element, JsonNode node)
    {
        var kind = node.GetValueKind();
        if (kind != JsonValueKind.String)
            element.Add(
                new XAttribute("type", kind == JsonValueKind.Number ? "number" : "boolean"),
                new XAttribute("value", node.ToJsonString())
            );
        else if (node.GetValue<string>() is var text && IsXml(text))
            element.Add(new XAttribute("value", text));
        else
            element.Add(
                new XAttribute("type", "base64"),
                new XAttribute("value", Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))
            );
    }

    private static bool IsXml(string text)
    {
        try
        {
            XmlConvert.VerifyXmlChars(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    /// <summary>The value that an element holds.</summary>
    /// <exception cref="JsonException">It holds none; the message names the element.</exception>
    public static JsonNode? Read(XElement element, int depth = 0)
    {
        if (depth > Deepest)
            throw new JsonException("the elements are nested too deeply");
        var value = (string?)element.Attribute("value") ?? "";
        return (string?)element.Attribute("type") switch
        {
            "null" => null,
            "list" => new JsonArray([.. element.Elements().Select(e => Read(e, depth + 1))]),
            "number" => Number(element, value),
            "boolean" => JsonValue.Create(value == "true"),
            "base64" => JsonValue.Create(Text(element, value)),
            null when element.Attribute("value") is not null => JsonValue.Create(value),
            null => Map(element, depth),
            var type => throw new JsonException($"<{element.Name.LocalName}> has the type \"{type}\", which is none"),
        };
    }

    private static JsonObject Map(XElement element, int depth)
    {
        var map = new JsonObject();
        foreach (var child in element.Elements())
            if (!map.TryAdd(child.Name.LocalName, Read(child, depth + 1)))
                throw new JsonException($"<{child.Name.LocalName}> stands twice in <{element.Name.LocalName}>");
        return map;
    }

    private static JsonValue Number(XElement element, string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? JsonValue.Create(whole)
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? JsonValue.Create(number)
        : throw new JsonException($"<{element.Name.LocalName}> holds \"{value}\", which is no number");

    private static string Text(XElement element, string value)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(value));
        }
        catch (FormatException wrong)
        {
            throw new JsonException($"<{element.Name.LocalName}> holds no base64", wrong);
        }
    }
}
