using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Trucewatch.Formats.LegalRuleMl;

/// <summary>The deontic part of a statement: its kind, its bearer, to whom it is owed, and what is asked.</summary>
internal static class Norms
{
    // what other elements of the document hold, or what stands in slots
    private static readonly string[] elsewhere = ["kind", "by", "owed_to", "trigger", "if_breached", "from"];

    private static readonly (string Kind, string Element)[] kinds =
    [
        ("forbid", "Prohibition"),
        ("require", "Obligation"),
        ("keep", "Obligation"),
        ("permit", "Permission"),
        ("empower", "Right"),
    ];

    /// <summary>The element of a norm.</summary>
    public static XElement Write(JsonObject norm)
    {
        var kind = norm["kind"]!.GetValue<string>();
        var deontic = kinds.FirstOrDefault(k => k.Kind == kind).Element;
        return new(
            deontic is null ? XmlNames.Own + kind : XmlNames.Lrml + deontic,
            new XAttribute(XmlNames.Own + "kind", kind),
            norm["by"] is { } by ? Bearer(by) : null,
            norm["owed_to"] is { } to ? Slot("AuxiliaryParty", Individual(to.GetValue<string>())) : null,
            norm.Where(m => !elsewhere.Contains(m.Key)).Select(m => JsonXml.Write(m.Key, m.Value))
        );
    }

    private static XElement Bearer(JsonNode by) =>
        by is JsonObject { } bearer
            ? Slot(
                "Bearer",
                (bearer["party"] ?? bearer["id"]) is { } id
                    ? Individual(id.GetValue<string>())
                    : new XElement(
                        XmlNames.RuleMl + "Var",
                        (string?)bearer["kind"] == "each_party" ? "party" : "guarantor"
                    ),
                (string?)bearer["kind"]
            )
            : Slot("Bearer", Individual(by.GetValue<string>()), "id");

    private static XElement Individual(string id) => new(XmlNames.RuleMl + "Ind", id);

    private static XElement Slot(string role, XElement who, string? kind = null) =>
        new(
            XmlNames.RuleMl + "slot",
            new XElement(XmlNames.Lrml + role, kind is null ? null : new XAttribute(XmlNames.Own + "kind", kind)),
            who
        );

    /// <summary>The norm of an element, without what stands elsewhere.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonObject Read(XElement element)
    {
        var kind =
            (string?)element.Attribute(XmlNames.Own + "kind")
            ?? kinds.FirstOrDefault(k => element.Name == XmlNames.Lrml + k.Element).Kind
            ?? throw new JsonException($"<{element.Name.LocalName}> is no norm");
        var norm = new JsonObject { ["kind"] = kind };
        foreach (var slot in element.Elements(XmlNames.RuleMl + "slot"))
            if (slot.Element(XmlNames.Lrml + "Bearer") is { } role)
                norm["by"] = Bearer((string?)role.Attribute(XmlNames.Own + "kind"), slot);
            else
                norm["owed_to"] = Who(slot);
        if (kind == "require" && !norm.ContainsKey("owed_to"))
            norm["owed_to"] = null;
        foreach (var member in element.Elements().Where(e => e.Name.Namespace == XmlNames.Own))
            norm[member.Name.LocalName] = JsonXml.Read(member);
        return norm;
    }

    private static string? Who(XElement slot) => (string?)slot.Element(XmlNames.RuleMl + "Ind");

    private static JsonNode? Bearer(string? kind, XElement slot) =>
        kind switch
        {
            "id" => JsonValue.Create(Who(slot)),
            "named" => new JsonObject { ["kind"] = kind, ["party"] = Who(slot) },
            "body" => new JsonObject { ["kind"] = kind, ["id"] = Who(slot) },
            _ => new JsonObject { ["kind"] = kind },
        };
}
