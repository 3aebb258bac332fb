using System.Xml.Linq;

namespace Trucewatch.Formats.LegalRuleMl;

/// <summary>The namespaces of LegalRuleML 1.0 (OASIS), of RuleML inside it, and our own for what they have no words for.</summary>
internal static class XmlNames
{
    public static readonly XNamespace Lrml = "http://docs.oasis-open.org/legalruleml/ns/v1.0/";
    public static readonly XNamespace RuleMl = "http://ruleml.org/spec";

    /// <summary>Windows, tallies, zones, limits and what else a formula holds: the JSON form of a provision as elements.</summary>
    public static readonly XNamespace Own = "urn:trucewatch:provision:1";

    /// <summary>How the address of a clause is named: <c>clause:2(1)</c>.</summary>
    public const string Clause = "clause:";
}
