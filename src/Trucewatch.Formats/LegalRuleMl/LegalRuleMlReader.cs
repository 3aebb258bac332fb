using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.LegalRuleMl;

/// <summary>Reads what <see cref="LegalRuleMlWriter"/> writes. Nothing is fetched; a document type is refused.</summary>
public static class LegalRuleMlReader
{
    /// <summary>It is no XML, or has a document type.</summary>
    public const string NoXml = "LR001";

    /// <summary>It is no LegalRuleML of ours: an element is missing or holds what it cannot.</summary>
    public const string NoProvision = "LR002";

    private const int MaxCharacters = 20_000_000;

    /// <summary>What came of reading.</summary>
    /// <param name="Provisions">In the order of the document; none if there is a problem.</param>
    /// <param name="Problems">All that is wrong.</param>
    public sealed record Reading(ImmutableArray<Provision> Provisions, ImmutableArray<TextProblem> Problems);

    /// <summary>The provisions of a document. Bad input never throws.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="text">All of it.</param>
    public static Reading Read(string file, string text)
    {
        if (Parsed(file, text, out var problem) is not { } document)
            return new([], [problem!]);
        var problems = ImmutableArray.CreateBuilder<TextProblem>();
        var provisions = ImmutableArray.CreateBuilder<Provision>();
        var statements = new Document(document.Root!);
        foreach (var context in document.Root!.Elements(XmlNames.Lrml + "Context"))
            try
            {
                provisions.Add(ProvisionJson.Read(statements.Provision(context)));
            }
            catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
            {
                problems.Add(Wrong(file, context, NoProvision, wrong.Message));
            }
        if (provisions.Count == 0 && problems.Count == 0)
            problems.Add(Wrong(file, document.Root, NoProvision, "there is no context, so no provision"));
        return new(problems.Count == 0 ? provisions.ToImmutable() : [], problems.ToImmutable());
    }

    private static TextProblem Wrong(string file, XElement at, string code, string what)
    {
        var line = (IXmlLineInfo)at;
        return new(
            new(file, Math.Max(1, line.LineNumber), Math.Max(1, line.LinePosition)),
            code,
            at.Name.LocalName,
            what,
            "Export the agreement again, or compare with an exported one."
        );
    }

    private static XDocument? Parsed(string file, string text, out TextProblem? problem)
    {
        problem = null;
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text),
                new()
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    MaxCharactersInDocument = MaxCharacters,
                }
            );
            var document = XDocument.Load(reader, LoadOptions.SetLineInfo);
            if (document.Root!.Name == XmlNames.Lrml + "LegalRuleML")
                return document;
            problem = Wrong(file, document.Root, NoProvision, "the document is no LegalRuleML");
        }
        catch (XmlException wrong)
        {
            problem = new(
                new(file, Math.Max(1, wrong.LineNumber), Math.Max(1, wrong.LinePosition)),
                NoXml,
                "",
                wrong.Message.TrimEnd('.'),
                "Give well-formed XML without a document type."
            );
        }
        return null;
    }

    /// <summary>The elements of a document by their keys.</summary>
    private sealed class Document(XElement root)
    {
        private const int DeepestRemedy = 16;
        private static readonly XNamespace lrml = XmlNames.Lrml;
        private readonly ILookup<string, XElement> byKey = root.Descendants()
            .Where(e => e.Attribute("key") is not null)
            .ToLookup(e => (string)e.Attribute("key")!, StringComparer.Ordinal);

        public JsonObject Provision(XElement context)
        {
            var source = Referred(context, "appliesSource");
            var statement = Referred(context, "inScope");
            var key = (string)statement.Attribute("key")!;
            return new()
            {
                ["kind"] = ProvisionJson.Kind,
                ["clause"] = Address((string?)source.Attribute("sameAs")),
                ["norm"] = Norm(statement, key, 0),
                ["unless"] = new JsonArray([.. Exceptions(key)]),
                ["when"] = When(context),
                ["needs"] = Own(context, "needs"),
                ["breach"] = Own(context, "breach"),
            };
        }

        private XElement Referred(XElement from, string name) =>
            Referred(from.Element(lrml + name) ?? throw Missing(name, from));

        private XElement Referred(XElement reference) =>
            byKey[((string?)reference.Attribute("keyref") ?? "").TrimStart('#')].FirstOrDefault()
            ?? throw new JsonException($"<{reference.Name.LocalName}> leads nowhere");

        private static JsonException Missing(string name, XElement from) =>
            new($"<{from.Name.LocalName}> has no <{name}>");

        private static string Address(string? named) =>
            named?.StartsWith(XmlNames.Clause, StringComparison.Ordinal) == true
                ? named[XmlNames.Clause.Length..]
                : throw new JsonException($"\"{named}\" is no clause");

        private static JsonNode? Own(XElement from, string name) =>
            JsonXml.Read(from.Element(XmlNames.Own + name) ?? throw Missing(name, from));

        private JsonObject When(XElement context)
        {
            var when = new JsonObject { ["from"] = null, ["until"] = null };
            foreach (var reference in context.Elements(lrml + "appliesTemporalCharacteristic"))
            {
                var time = Referred(reference);
                var starts = (string?)time.Element(lrml + "hasStatusDevelopment")?.Attribute("iri") == "lrmlv:Starts";
                when[starts ? "from" : "until"] = Own(
                    time.Element(lrml + "atTime") ?? throw Missing("atTime", time),
                    "edge"
                );
            }
            return when;
        }

        private IEnumerable<XElement> Overrides(string end, string key) =>
            root.Descendants(lrml + "Override").Where(o => (string?)o.Attribute(end) == "#" + key);

        private IEnumerable<JsonNode> Exceptions(string key) =>
            Overrides("under", key)
                .Select(o => new JsonObject
                {
                    ["when"] = Own(o.Parent!, "when"),
                    ["granted_by"] =
                        (string?)o.Attribute("over") is { } over && !over.StartsWith('#') ? Address(over) : null,
                });

        private JsonObject Norm(XElement statement, string key, int depth)
        {
            if (depth > DeepestRemedy)
                throw new JsonException("the remedies are nested too deeply");
            var rule = statement.Element(XmlNames.RuleMl + "Rule") ?? throw Missing("Rule", statement);
            var then = rule.Element(XmlNames.RuleMl + "then") ?? throw Missing("then", rule);
            var norm = Norms.Read(then.Elements().FirstOrDefault() ?? throw Missing("norm", then));
            switch ((string?)norm["kind"])
            {
                case "require":
                    norm["trigger"] = Own(rule.Element(XmlNames.RuleMl + "if") ?? throw Missing("if", rule), "trigger");
                    norm["if_breached"] = Remedy(key, depth);
                    break;
                case "permit":
                    norm["from"] = new JsonArray([
                        .. Overrides("over", key).Select(o => JsonValue.Create(Address((string?)o.Attribute("under")))),
                    ]);
                    break;
                case "in_force" when !norm.ContainsKey("for"):
                    norm["for"] = null;
                    break;
            }
            return norm;
        }

        private JsonObject? Remedy(string key, int depth)
        {
            var reparation = root.Descendants(lrml + "Reparation")
                .FirstOrDefault(r =>
                    (string?)r.Element(lrml + "toPrescriptiveStatement")?.Attribute("keyref") == "#" + key
                );
            if (reparation is null)
                return null;
            var penalty = Referred(reparation, "appliesPenalty");
            return Norm(penalty, (string)penalty.Attribute("key")!, depth + 1);
        }
    }
}
