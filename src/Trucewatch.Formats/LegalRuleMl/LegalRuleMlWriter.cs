using System.Text.Json.Nodes;
using System.Xml.Linq;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.LegalRuleMl;

/// <summary>Provisions as LegalRuleML: what it has words for in its words, the rest in our own namespace.</summary>
/// <remarks>
/// clause → <c>LegalSource</c>; ban, duty, permission → <c>PrescriptiveStatement</c> with <c>Prohibition</c>, <c>Obligation</c>,
/// <c>Permission</c>; a state to keep → <c>Obligation</c>; a power → <c>Right</c>; definition and entry into force →
/// <c>ConstitutiveStatement</c>; who is bound and to whom it is owed → <c>Bearer</c> and <c>AuxiliaryParty</c>; <c>unless</c> and
/// <c>derogates from</c> → <c>Override</c>; <c>if breached</c> → <c>Reparation</c> with its <c>PenaltyStatement</c>; validity →
/// <c>TemporalCharacteristic</c>. Reading it back gives the same JSON form.
/// </remarks>
public static class LegalRuleMlWriter
{
    /// <summary>One document of several provisions, in their order.</summary>
    public static XDocument Write(IEnumerable<Provision> provisions)
    {
        var written = provisions.Select((p, i) => new Statement($"p{i + 1}", ProvisionJson.Of(p))).ToList();
        return new(
            new XElement(
                XmlNames.Lrml + "LegalRuleML",
                new XAttribute(XNamespace.Xmlns + "lrml", XmlNames.Lrml),
                new XAttribute(XNamespace.Xmlns + "ruleml", XmlNames.RuleMl),
                new XAttribute(XNamespace.Xmlns + "tw", XmlNames.Own),
                new XElement(XmlNames.Lrml + "LegalSources", written.Select(w => w.Source())),
                new XElement(XmlNames.Lrml + "TemporalCharacteristics", written.SelectMany(w => w.Times())),
                written.Select(w => w.Context()),
                written.Select(w => w.Statements())
            )
        );
    }

    /// <summary>The elements of one provision.</summary>
    private sealed class Statement(string key, JsonObject provision)
    {
        private static readonly XNamespace lrml = XmlNames.Lrml;

        private string Clause => provision["clause"]!.GetValue<string>();

        public XElement Source() =>
            new(
                lrml + "LegalSource",
                new XAttribute("key", key + "-source"),
                new XAttribute("sameAs", XmlNames.Clause + Clause)
            );

        public IEnumerable<XElement> Times() =>
            from edge in provision["when"]!.AsObject()
            where edge.Value is not null
            select new XElement(
                lrml + "TemporalCharacteristic",
                new XAttribute("key", $"{key}-{edge.Key}"),
                new XElement(lrml + "forRuleStatus", new XAttribute("iri", "lrmlv:Efficacious")),
                new XElement(
                    lrml + "hasStatusDevelopment",
                    new XAttribute("iri", edge.Key == "from" ? "lrmlv:Starts" : "lrmlv:Ends")
                ),
                new XElement(lrml + "atTime", JsonXml.Write("edge", edge.Value))
            );

        public XElement Context() =>
            new(
                lrml + "Context",
                new XAttribute("key", key + "-context"),
                Reference("appliesSource", key + "-source"),
                Times().Select(t => Reference("appliesTemporalCharacteristic", (string)t.Attribute("key")!)),
                Reference("inScope", key),
                JsonXml.Write("needs", provision["needs"]),
                JsonXml.Write("breach", provision["breach"])
            );

        private static XElement Reference(string name, string to) =>
            new(lrml + name, new XAttribute("keyref", "#" + to));

        public XElement Statements()
        {
            var norm = provision["norm"]!.AsObject();
            var isConstitutive = (string?)norm["kind"] is "means" or "in_force";
            return new(
                lrml + "Statements",
                new XAttribute("key", key + "-statements"),
                Ruled(isConstitutive ? "ConstitutiveStatement" : "PrescriptiveStatement", key, norm),
                provision["unless"]!.AsArray().Select((u, i) => Exception(u!.AsObject(), i + 1)),
                Derogations(norm, key),
                Remedies(norm, key)
            );
        }

        private static XElement Ruled(string name, string key, JsonObject norm) =>
            new(
                lrml + name,
                new XAttribute("key", key),
                new XElement(
                    XmlNames.RuleMl + "Rule",
                    new XAttribute("key", key + "-rule"),
                    new XAttribute("closure", "universal"),
                    new XElement(lrml + "hasStrength", new XElement(lrml + "DefeasibleStrength")),
                    norm["trigger"] is { } trigger
                        ? new XElement(XmlNames.RuleMl + "if", JsonXml.Write("trigger", trigger))
                        : null,
                    new XElement(XmlNames.RuleMl + "then", Norms.Write(norm))
                )
            );

        private XElement Exception(JsonObject unless, int number) =>
            new(
                lrml + "OverrideStatement",
                new XAttribute("key", $"{key}-unless-{number}"),
                new XElement(
                    lrml + "Override",
                    new XAttribute(
                        "over",
                        unless["granted_by"] is { } by
                            ? XmlNames.Clause + by.GetValue<string>()
                            : $"#{key}-unless-{number}"
                    ),
                    new XAttribute("under", "#" + key)
                ),
                JsonXml.Write("when", unless["when"])
            );

        private static IEnumerable<XElement> Derogations(JsonObject norm, string key) =>
            (norm["kind"]!.GetValue<string>() == "permit" ? norm["from"]!.AsArray() : []).Select(
                (from, i) =>
                    new XElement(
                        lrml + "OverrideStatement",
                        new XAttribute("key", $"{key}-from-{i + 1}"),
                        new XElement(
                            lrml + "Override",
                            new XAttribute("over", "#" + key),
                            new XAttribute("under", XmlNames.Clause + from!.GetValue<string>())
                        )
                    )
            );

        private static IEnumerable<XElement> Remedies(JsonObject norm, string key)
        {
            if (norm["if_breached"] is not JsonObject then)
                return [];
            var penalty = key + "-penalty";
            var reparation = new XElement(
                lrml + "ReparationStatement",
                new XAttribute("key", key + "-reparation"),
                new XElement(
                    lrml + "Reparation",
                    Reference("appliesPenalty", penalty),
                    Reference("toPrescriptiveStatement", key)
                )
            );
            return Derogations(then, penalty)
                .Concat(Remedies(then, penalty))
                .Prepend(Ruled("PenaltyStatement", penalty, then))
                .Prepend(reparation);
        }
    }
}
