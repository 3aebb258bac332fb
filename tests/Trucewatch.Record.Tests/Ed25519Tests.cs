using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class Ed25519Tests
{
    // RFC 8032 §7.1: seed, public key, message, signature
    public static TheoryData<string, string, string, string> Rfc8032 =>
        new()
        {
            {
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            },
            {
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            },
            {
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            },
        };

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void The_signatures_of_the_standard_are_made_and_hold(
        string seed,
        string key,
        string message,
        string signature
    )
    {
        using var signer = new Ed25519Signer(Hex(seed));

        Assert.Equal(key, Convert.ToHexStringLower(signer.PublicKey.AsSpan()));
        Assert.Equal(signature, Convert.ToHexStringLower(signer.Sign(Hex(message)).AsSpan()));
        Assert.True(new Ed25519Key(Hex(key)).Holds(Hex(signature), Hex(message)));
    }

    [Fact]
    public void Every_case_of_Wycheproof_gets_its_verdict()
    {
        var cases = WycheproofCases().ToList();

        Assert.Equal(151, cases.Count);
        Assert.Empty(
            cases
                .Where(c =>
                    new Ed25519Key(Hex(c.Key)).Holds(Hex(c.Case["sig"]), Hex(c.Case["msg"]))
                    != ((string)c.Case["result"]! == "valid")
                )
                .Select(c => (int)c.Case["tcId"]!)
        );
    }

    [Fact]
    public void Every_odd_signature_gets_the_verdict_of_Go_and_of_OpenSSL_with_and_without_a_table()
    {
        var cases = Shared.ReadJson("conformance", "crypto", "cctv", "ed25519vectors.json").AsArray();

        Assert.Equal(914, cases.Count);
        foreach (var given in cases)
        {
            var (key, verdict) = (new Ed25519Key(Hex(given!["key"])), (bool)given["go_crypto_ed25519"]!);
            var message = Encoding.UTF8.GetBytes((string)given["msg"]!);

            Assert.Equal(verdict, (bool)given["openssl_3"]!);
            for (var use = 1; use <= 6; use++) // from the fourth on there is a table
                Assert.True(verdict == key.Holds(Hex(given["sig"]), message), $"case {given["number"]}, use {use}");
        }
    }

    [Fact]
    public void What_is_signed_holds_and_nothing_else_does() =>
        Prop.ForAll(
                Gen.Choose(0, 255).ArrayOf(32).ToArbitrary(),
                Gen.Choose(0, 255).ArrayOf().ToArbitrary(),
                Gen.Choose(0, 511).ToArbitrary(),
                (seed, text, bit) =>
                {
                    using var signer = new Ed25519Signer([.. seed.Select(b => (byte)b)]);
                    byte[] message = [.. text.Select(b => (byte)b)];
                    var signature = signer.Sign(message).ToArray();
                    var key = new Ed25519Key(signer.PublicKey.AsSpan());
                    var isGood = Enumerable.Range(0, 5).All(_ => key.Holds(signature, message));
                    var isOther = key.Holds(signature, [.. message, 0]);
                    signature[bit / 8] ^= (byte)(1 << bit % 8);
                    return isGood && !isOther && !key.Holds(signature, message);
                }
            )
            .Check(Repeatable.Cases());

    [Fact]
    public void Several_threads_use_one_key()
    {
        using var signer = new Ed25519Signer(new byte[32]);
        var key = new Ed25519Key(signer.PublicKey.AsSpan());

        Parallel.For(0, 64, i => Assert.True(key.Holds(signer.Sign([(byte)i]).AsSpan(), [(byte)i])));
    }

    [Fact]
    public void Keys_and_seeds_of_another_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Ed25519Key(new byte[31]));
        Assert.Throws<ArgumentException>(() => new Ed25519Signer(new byte[33]));
    }

    [Fact]
    public void A_signer_that_was_disposed_of_signs_nothing()
    {
        var signer = new Ed25519Signer(new byte[32]);
        signer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => signer.Sign([1]));
    }

    private static IEnumerable<(string Key, JsonNode Case)> WycheproofCases() =>
        from suite in Shared.ReadJson("conformance", "crypto", "wycheproof", "ed25519_test.json")[
            "testGroups"
        ]!.AsArray()
        from test in suite["tests"]!.AsArray()
        select ((string)suite["publicKey"]!["pk"]!, test);

    private static byte[] Hex(JsonNode? node) => Hex((string)node!);

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
