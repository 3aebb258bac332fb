using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FsCheck.Fluent;
using Trucewatch.Agreements;
using Trucewatch.Formats.LegalRuleMl;
using Trucewatch.Formats.Texts;
using Trucewatch.Reports;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>The outer forms of a provision: JSON with its schema and digest, LegalRuleML, reading back. All say the same.</summary>
public sealed class ProvisionFormsTests
{
    private static readonly Lazy<List<Provision>> any = new(() =>
        [
            .. WholeAgreement.Whole.Provisions,
            .. Sentences.Provision().Sample(250, 8).Distinct().Select(PrintingTests.One).OfType<Provision>(),
        ]
    );

    private static readonly MiniSchema schema = new(
        JsonNode
            .Parse(File.ReadAllText(Path.Combine(Shared.Repository(), "docs", "formats", "provision.schema.json")))!
            .AsObject()
    );

    [Fact]
    public void The_kind_comes_first() =>
        Assert.All(any.Value, p => Assert.Equal("kind", ProvisionJson.Of(p).First().Key));

    [Fact]
    public void What_is_read_of_the_json_has_the_same_json() =>
        Assert.All(any.Value, p => Assert.Equal(Json(p), Json(ProvisionJson.Read(ProvisionJson.Of(p)))));

    [Fact]
    public void The_json_fits_its_schema() =>
        Assert.All(any.Value, p => Assert.True(schema.Fits(JsonNode.Parse(Json(p))), Json(p)));

    [Fact]
    public void The_schema_asks_for_every_member()
    {
        foreach (var member in ProvisionJson.Of(WholeAgreement.Of("9(1)")).Select(m => m.Key).ToList())
        {
            var json = ProvisionJson.Of(WholeAgreement.Of("9(1)"));
            json.Remove(member);
            Assert.False(schema.Fits(json), member);
            json[member + "s"] = 1;
            Assert.False(schema.Fits(json), member);
        }
    }

    [Fact]
    public void Json_of_something_else_is_refused()
    {
        Assert.Throws<JsonException>(() => ProvisionJson.Read(new JsonObject()));
        Assert.Throws<JsonException>(() => ProvisionJson.Read(new JsonArray()));
        var json = ProvisionJson.Of(WholeAgreement.Of("2(1)"));
        json["norm"]!["kind"] = "forgive";
        Assert.Throws<JsonException>(() => ProvisionJson.Read(json));
    }

    [Fact]
    public void The_version_is_that_of_the_content_and_not_of_its_place_or_words()
    {
        var provision = WholeAgreement.Of("2(1)");
        var moved = provision with { Text = new("other.md", 7, 1), Source = "", Prose = "x", Title = "y" };
        Assert.Equal(ProvisionDigest.Of(provision), ProvisionDigest.Of(moved));
        Assert.NotEqual(ProvisionDigest.Of(provision), ProvisionDigest.Of(provision with { Clause = "2(2)" }));
    }

    // A change of this digest is a change of the stored form: earlier records would name other versions.
    [Theory]
    [InlineData("2(1)", "9f5f097552a046f9cdb2062bf925bd511811a90c4c6ebc5d73")]
    [InlineData("9(1)", "24d4bea2fdccff1bafe7eb702f09b8c96152cd8a396e843583")]
    public void The_versions_of_the_sample_are_pinned(string clause, string digest) =>
        Assert.StartsWith(digest, ProvisionDigest.Of(WholeAgreement.Of(clause)), StringComparison.Ordinal);

    [Fact]
    public void What_is_imported_of_legalruleml_has_the_json_that_was_exported()
    {
        foreach (var some in any.Value.Chunk(20))
        {
            var text = LegalRuleMlWriter.Write(some).ToString();
            var reading = LegalRuleMlReader.Read("a.xml", text);
            Assert.True(reading.Problems.IsEmpty, string.Join('\n', reading.Problems));
            Assert.Equal(some.Select(Json), reading.Provisions.Select(Json));
        }
    }

    [Fact]
    public void Its_parts_have_the_roles_of_legalruleml()
    {
        XNamespace lrml = "http://docs.oasis-open.org/legalruleml/ns/v1.0/";
        var root = LegalRuleMlWriter.Write(WholeAgreement.Whole.Provisions).Root!;
        int Count(string name) => root.Descendants(lrml + name).Count();
        Assert.Equal(lrml + "LegalRuleML", root.Name);
        Assert.Equal(
            (13, 2, 1, 8, 1, 2, 1, 1),
            (
                Count("LegalSource"),
                Count("Prohibition"),
                Count("Permission"),
                Count("Obligation"),
                Count("Right"),
                Count("ConstitutiveStatement"),
                Count("Reparation"),
                Count("PenaltyStatement")
            )
        );
        Assert.Contains(root.Descendants(lrml + "Override"), o => (string?)o.Attribute("over") == "clause:2(5)");
        Assert.Single(root.Descendants(lrml + "TemporalCharacteristic"));
    }

    [Theory]
    [InlineData("", LegalRuleMlReader.NoXml)]
    [InlineData("<a>", LegalRuleMlReader.NoXml)]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", LegalRuleMlReader.NoXml)]
    [InlineData("<a/>", LegalRuleMlReader.NoProvision)]
    [InlineData(
        "<LegalRuleML xmlns=\"http://docs.oasis-open.org/legalruleml/ns/v1.0/\"><Context/></LegalRuleML>",
        LegalRuleMlReader.NoProvision
    )]
    public void What_is_none_of_ours_is_refused_in_its_place(string text, string code)
    {
        var problem = Assert.Single(LegalRuleMlReader.Read("a.xml", text).Problems);
        Assert.Equal(code, problem.Code);
        Assert.True(problem.Where is { File: "a.xml", Line: > 0, Column: > 0 });
    }

    [Fact]
    public void A_damaged_document_never_throws()
    {
        var text = LegalRuleMlWriter.Write(WholeAgreement.Whole.Provisions).ToString();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var (at, length) = (random.Next(text.Length - 60), random.Next(1, 60));
            var damaged =
                random.Next(2) == 0
                    ? text.Remove(at, length)
                    : text.Insert(at, text.Substring(random.Next(text.Length - 60), length));
            var reading = LegalRuleMlReader.Read("a.xml", damaged);
            Assert.True(reading.Provisions.IsEmpty || reading.Problems.IsEmpty);
        }
    }

    [Fact]
    public void Every_provision_is_read_back_in_every_language_without_a_gap()
    {
        foreach (var language in Words.Languages)
            Assert.All(
                any.Value,
                p =>
                {
                    var said = ReadBack.Say(p, language, key => Words.Shipped.Find(language, key));
                    Assert.DoesNotContain("{", said, StringComparison.Ordinal);
                    Assert.DoesNotContain("$", said, StringComparison.Ordinal);
                    Assert.DoesNotContain("Formula", said, StringComparison.Ordinal);
                }
            );
    }

    [Fact]
    public void Provisions_that_differ_are_read_back_differently()
    {
        foreach (var language in Words.Languages)
            AssertNone(
                any.Value.Select(p => p with { Clause = "1" })
                    .GroupBy(p => ReadBack.Say(p, language, key => Words.Shipped.Find(language, key)))
                    .Where(g => g.Select(Json).Distinct().Count() > 1)
                    .Select(g => g.Key + "\n" + string.Join('\n', g.Select(ReadBack.Signs).Distinct()))
            );
    }

    [Fact]
    public void Provisions_that_differ_have_different_signs() =>
        Assert.Empty(
            any.Value.Select(p =>
                    p with
                    {
                        Clause = "1",
                        Needs = WholeAgreement.Of("2(5)").Needs,
                        Breach = WholeAgreement.Of("2(5)").Breach,
                    }
                )
                .GroupBy(ReadBack.Signs)
                .Where(g => g.Select(Json).Distinct().Count() > 1)
                .Select(g => g.Key)
        );

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var all = string.Join("\n\n", wrong.Take(5));
        Assert.True(all.Length == 0, all);
    }

    private static string Json(Provision provision) => ProvisionJson.Of(provision).ToJsonString();
}
