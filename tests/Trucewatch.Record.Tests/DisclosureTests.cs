using System.Buffers.Text;
using System.Text;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class DisclosureTests
{
    [Fact]
    public void The_published_disclosures_have_their_digests() // RFC 9901 §4.2
    {
        foreach (var given in Shared.ReadJson("conformance", "sd", "selective-disclosure.json")["cases"]!.AsArray())
            Assert.Equal((string)given!["digest"]!, Disclosure.Digest((string)given["disclosure"]!));
    }

    [Fact]
    public void Where_a_published_disclosure_is_in_canonical_form_ours_is_the_same()
    {
        var same = 0;
        foreach (var given in Shared.ReadJson("conformance", "sd", "selective-disclosure.json")["cases"]!.AsArray())
        {
            var disclosure = (string)given!["disclosure"]!;
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(disclosure));
            if (
                !Jcs.IsCanonical(text)
                || Base64Url.DecodeFromChars((string)given["decoded"]![0]!).Length != Salts.Length
            )
                continue;

            var field = new Field(
                (string)given["decoded"]![1]!,
                [.. Base64Url.DecodeFromChars((string)given["decoded"]![0]!)],
                Jcs.Canonical(given["decoded"]![2]),
                "PUBLIC"
            );
            Assert.Equal(disclosure, Disclosure.Of(field));
            Assert.Equal((string)given["digest"]!, Disclosure.Digest(field));
            same++;
        }

        Assert.Equal(9, same);
    }

    [Fact]
    public void Another_salt_name_or_value_gives_another_digest()
    {
        var field = new Field("place", Salts.Derive("seed", "entry", "place"), "[37.5,48]", "PUBLIC");

        Assert.Equal(
            4,
            new[]
            {
                field,
                field with
                {
                    Salt = Salts.Derive("seed", "entry", "other"),
                },
                field with
                {
                    Name = "places",
                },
                field with
                {
                    Json = "[37.5,48.1]",
                },
            }
                .Select(Disclosure.Digest)
                .Distinct()
                .Count()
        );
        Assert.Equal(Disclosure.Digest(field), Disclosure.Digest(field with { Label = "MISSION" }));
    }

    [Theory]
    [InlineData("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0", true)]
    [InlineData("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC1", false)]
    [InlineData("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC", false)]
    [InlineData("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0=", false)]
    [InlineData("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAd+C0", false)]
    public void A_digest_has_one_spelling(string text, bool isDigest) =>
        Assert.Equal(isDigest, Disclosure.IsDigest(text));
}
