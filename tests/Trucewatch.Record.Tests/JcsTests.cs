using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class JcsTests
{
    [Theory]
    [InlineData("arrays")]
    [InlineData("french")]
    [InlineData("structures")]
    [InlineData("unicode")]
    [InlineData("values")]
    public void Every_published_pair_of_canonical_JSON_comes_out_the_same(string name)
    {
        var given = Jcs.Read(File.ReadAllBytes(Shared.Find("conformance", "jcs", "input", name + ".json")));

        Assert.Equal(File.ReadAllBytes(Shared.Find("conformance", "jcs", "output", name + ".json")), Jcs.Bytes(given));
    }

    // RFC 8785, appendix B, and the edges at which ECMAScript changes its way of writing
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    [InlineData(0x3e60000000000000, "2.9802322387695312e-8")] // 2^-25: sixteen digits would read back as another number
    [InlineData(0x0410000000000000, "4.1045368012983762e-289")]
    [InlineData(0x3d10000000000000, "1.4210854715202004e-14")]
    [InlineData(0x3fc0000000000000, "0.125")]
    public void A_number_is_written_as_in_ECMAScript(ulong bits, string text) =>
        Assert.Equal(text, Jcs.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused(double value)
    {
        Assert.Throws<ArgumentException>(() => Jcs.Number(value));
        Assert.Throws<ArgumentException>(() => Jcs.Canonical(JsonValue.Create(value)));
    }

    [Fact]
    public void Every_number_reads_back_the_same() =>
        Prop.ForAll<long>(bits =>
            {
                var value = BitConverter.Int64BitsToDouble(bits * 0x1234567890ABCDEF);
                return !double.IsFinite(value) || double.Parse(Jcs.Number(value)) == value;
            })
            .Check(Repeatable.Cases());

    [Fact]
    public void Every_power_of_two_reads_back_the_same()
    {
        for (var power = -1074; power < 1024; power++)
            Assert.Equal(Math.ScaleB(1, power), double.Parse(Jcs.Number(Math.ScaleB(1, power))));
    }

    [Fact]
    public void What_is_canonical_stays_as_it_is() =>
        Prop.ForAll<string, int, bool>(
                (text, number, flag) =>
                {
                    if (text is null || text.Any(char.IsSurrogate))
                        return true;
                    var once = Jcs.Canonical(
                        new JsonObject { [text] = number, ["z"] = new JsonArray(flag, text, null) }
                    );
                    return Jcs.Canonicalize(once) == once && Jcs.IsCanonical(once);
                }
            )
            .Check(Repeatable.Cases());

    [Fact]
    public void Names_are_sorted_by_UTF_16_code_units() => // RFC 8785 §3.2.3
        Assert.Equal(
            "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\ufb33\":7}",
            Jcs.Canonicalize("{\"\ufb33\":7,\"😀\":6,\"€\":5,\"ö\":4,\"\u0080\":3,\"1\":2,\"\\r\":1}")
        );

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("\"\\ud800\\u0041\"")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("[1,]")]
    [InlineData("1 // one")]
    [InlineData("")]
    [InlineData("1 2")]
    public void Text_that_is_not_strict_JSON_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Jcs.Read(text));

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused()
    {
        var half = new string('\ud83d', 1);

        Assert.Throws<ArgumentException>(() => Jcs.Quote(half));
        Assert.Throws<FormatException>(() => Jcs.Read($"\"{half}\""));
        Assert.Throws<ArgumentException>(() => Jcs.Canonical(new JsonObject { [half] = 1 }));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Assert.Throws<FormatException>(() => Jcs.Read([0x22, 0xC3, 0x22]));

    [Fact]
    public void A_whole_number_that_would_be_rounded_is_refused()
    {
        Assert.Equal("9007199254740992", Jcs.Canonical(JsonValue.Create(Jcs.MaxExact)));
        Assert.Throws<ArgumentException>(() => Jcs.Canonical(JsonValue.Create(Jcs.MaxExact + 1)));
        Assert.False(Jcs.IsCanonical("9007199254740993"));
    }

    [Fact]
    public void Numbers_of_every_make_are_written_alike()
    {
        Assert.Equal("[7,7,7,0.1,0.1]", Jcs.Canonical(new JsonArray(7, 7L, 7.0, 0.1m, 0.1f)));
    }
}
