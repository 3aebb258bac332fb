namespace Trucewatch.Record.Tests;

public sealed class SaltsAndIdsTests
{
    [Fact]
    public void A_derived_salt_is_pinned() =>
        Assert.Equal(
            "c674428d1f4a0509d073c158f859e546",
            Convert.ToHexStringLower(Salts.Derive("easter-2025", "observation/1", "place").AsSpan())
        );

    [Fact]
    public void Where_one_text_ends_and_the_next_begins_counts() =>
        Assert.NotEqual(Salts.Derive("a", "bc", "d").ToArray(), Salts.Derive("ab", "c", "d").ToArray());

    [Fact]
    public void Random_salts_are_128_bits_and_differ()
    {
        Assert.Equal(16, Salts.Random().Length);
        Assert.NotEqual(Salts.Random().ToArray(), Salts.Random().ToArray());
    }

    [Fact]
    public void Derived_ids_are_pinned()
    {
        Assert.Equal("e35aa753-6d10-8497-8760-78e93fa1ea08", Ids.FromSource("firms", "N-2025-04-20-0815"));
        Assert.Equal("81021aaa-fb86-808b-bebf-83c5f7a8f0b7", Ids.FromContent("firms", "{}"));
    }

    [Fact]
    public void A_derived_id_is_a_UUIDv8() // RFC 9562 §5.8
    {
        var id = Ids.FromSource("firms", "N-2025-04-20-0815");

        Assert.Equal('8', id[14]);
        Assert.Contains(id[19], "89ab");
        Assert.True(Ids.IsId(id));
    }

    [Fact]
    public void A_reference_and_a_content_of_the_same_text_have_different_ids() =>
        Assert.NotEqual(Ids.FromSource("firms", "{}"), Ids.FromContent("firms", "{}"));

    [Fact]
    public void The_id_of_an_act_is_the_example_of_RFC_9562() // appendix A.6: 2022-02-22 14:22:22 UTC−5
        =>
        Assert.Equal(
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
            Ids.ForAct(0x017F22E279B0, [0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F])
        );

    [Fact]
    public void The_ids_of_acts_sort_by_time() =>
        Assert.True(string.CompareOrdinal(Ids.ForAct(1, new byte[10]), Ids.ForAct(256, new byte[10])) < 0);

    [Fact]
    public void An_act_before_1970_or_without_ten_random_bytes_has_no_id()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ids.ForAct(-1, new byte[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ids.ForAct(1L << 48, new byte[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ids.ForAct(0, new byte[9]));
    }

    [Theory]
    [InlineData("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")]
    [InlineData("{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("")]
    public void Another_spelling_or_the_empty_id_is_no_id(string text) => Assert.False(Ids.IsId(text));
}
