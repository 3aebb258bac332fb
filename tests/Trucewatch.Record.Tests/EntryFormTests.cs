using System.Collections.Immutable;
using System.Text;
using static Trucewatch.Record.Tests.SampleEntries;

namespace Trucewatch.Record.Tests;

public sealed class EntryFormTests
{
    private static readonly Entry Sample = OpenEntry
        .Seal(
            "determination",
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
            new(41),
            Lead,
            "R",
            at: 1_745_107_200,
            [Field("place", "[37.5,48]"), Field("text", "\"Мінометний обстріл\"")]
        )
        .Entry;

    // worked out by another program, the signature by openssl pkeyutl; a change of it would break every record
    private const string Pinned =
        """{"at":1745107200,"id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f","kind":"determination","label":"R","org":"lead-cell","prev":41,"sd":["JAN0zEeSugrdwKEXLaNrfWP1E0kDJDKCAWiokGsQ67U","McfVAoDiri8eAJlXtb9iwYhLqchsXB2SKilsBh3Jfmg"],"sig":"/Bdb613+mlzCNGW/mtPV3ybNX9u0JlQ2p8/ReL52eExZrfD+5CQE50yqwRUbC0CdmdQfADHdFM324eo6o7cxBA==","v":1}""";

    [Fact]
    public void The_canonical_bytes_of_an_entry_are_pinned() => Assert.Equal(Pinned, Text(Sample));

    [Fact]
    public void Id_and_prev_are_null_where_there_is_none() =>
        Assert.Equal(
            """{"at":1745107200,"id":null,"kind":"observation","label":"P","org":"lead-cell","prev":null,"sd":[],"sig":"6k1i54APxJvQuBLldfG4mZ7v6XWpA+t7b2itA1WS2VfWmzQbrg6VIKMyV/z9+7s8+ou8EW1MZjKOYRyMMxEbCw==","v":1}""",
            Text(Observation().Entry)
        );

    [Fact]
    public void An_entry_reads_back_the_same() =>
        Assert.Equal(Sample, EntryForm.Read(EntryForm.Bytes(Sample).AsSpan()));

    [Theory]
    [InlineData("{\"at\":", "{ \"at\":", "canonical form")]
    [InlineData("\"at\":1745107200,", "", "members")]
    [InlineData("\"at\":1745107200,", "\"as\":1745107200,", "no member at")]
    [InlineData("\"at\":1745107200,", "\"at\":1745107200.0,", "at is not a whole number")]
    [InlineData("\"at\":1745107200,", "\"at\":-1,", "at is in seconds")]
    [InlineData("\"at\":1745107200,", "\"at\":\"now\",", "at is not a whole number")]
    [InlineData("\"v\":1", "\"v\":2", "another version")]
    [InlineData("\"v\":1", "\"v\":1,\"w\":1", "members")]
    [InlineData("\"v\":1", "\"v\":1,\"v\":1", "strict JSON")]
    [InlineData("\"label\":\"P\"", "\"label\":\"Q\"", "label is P or R")]
    [InlineData("\"label\":\"P\"", "\"label\":null", "label is not text")]
    [InlineData("\"kind\":\"observation\"", "\"kind\":\"\"", "kind and org")]
    [InlineData("\"id\":null", "\"id\":\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"", "lower-case UUID")]
    [InlineData("\"prev\":null", "\"prev\":0", "prev is the number")]
    [InlineData("\"sig\":\"", "\"sig\":\"A", "sig is not base64")]
    [InlineData("\"sig\":\"", "\"sig\":\"AAAA", "sig is a signature")]
    [InlineData("\"sd\":[]", "\"sd\":null", "sd is not a list")]
    [InlineData("\"sd\":[]", "\"sd\":[\"abc\"]", "digests")]
    [InlineData("\"sd\":[]", "\"sd\":[7]", "sd is not text")]
    [InlineData("{\"at\"", "[{\"at\"", "strict JSON")]
    public void Other_bytes_are_refused_with_the_reason(string part, string instead, string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(Text(Observation().Entry).Replace(part, instead));

        Assert.Contains(reason, Assert.Throws<FormatException>(() => EntryForm.Read(bytes)).Message);
    }

    [Fact]
    public void Digests_out_of_order_or_twice_are_refused()
    {
        Assert.Throws<ArgumentException>(() =>
            EntryForm.Bytes(Sample with { Digests = [.. Sample.Digests.Reverse()] })
        );
        Assert.Throws<ArgumentException>(() =>
            EntryForm.Bytes(Sample with { Digests = [Sample.Digests[0], Sample.Digests[0]] })
        );
    }

    [Fact]
    public void An_entry_longer_than_8192_bytes_is_refused()
    {
        ImmutableArray<Field> fields = [.. Enumerable.Range(0, 200).Select(i => Field($"field {i}", "1"))];

        Assert.Contains("longer than 8192", Assert.Throws<ArgumentException>(() => Observation(fields)).Message);
        Assert.Throws<FormatException>(() => EntryForm.Read(new byte[Entry.MaxBytes + 1]));
    }

    [Fact]
    public void The_digests_of_a_sealed_entry_are_those_of_its_fields_in_ordinal_order()
    {
        var sealedEntry = Observation(Field("b", "1"), Field("a", "2"), Field("c", "3"));

        Assert.Equal(
            sealedEntry.Fields.Select(Disclosure.Digest).Order(StringComparer.Ordinal),
            sealedEntry.Entry.Digests
        );
    }

    [Fact]
    public void Two_fields_of_one_name_are_not_sealed() =>
        Assert.Throws<ArgumentException>(() => Observation(Field("a", "1"), Field("a", "2")));

    [Fact]
    public void A_value_that_is_not_canonical_is_not_sealed() =>
        Assert.Throws<ArgumentException>(() => Observation(Field("a", "{\"b\":1, \"a\":2}")));

    [Fact]
    public void A_short_salt_is_not_sealed() =>
        Assert.Throws<ArgumentException>(() => Observation(Field("a", "1") with { Salt = [1, 2, 3] }));

    [Fact]
    public void Opened_values_must_be_those_under_the_digests()
    {
        var open = Observation(Field("a", "1"), Field("b", "2"));
        var number = new EntryNumber(5);

        Assert.Empty(EntryRules.Faults(number, open, notBefore: 0, Begun, file: null));
        Assert.Empty(
            EntryRules.Faults(number, open with { Fields = [open.Fields[1]] }, notBefore: 0, Begun, file: null)
        );
        Assert.Equal(
            [RecordRule.Digest],
            EntryRules.Faults(number, open with { Fields = [Field("a", "7")] }, 0, Begun, null).Select(f => f.Rule)
        );
        Assert.Equal(
            [RecordRule.FieldName, RecordRule.Digest],
            EntryRules
                .Faults(number, open with { Fields = [Field("a", "1"), Field("a", "1")] }, 0, Begun, null)
                .Select(f => f.Rule)
        );
    }

    [Fact]
    public void Time_does_not_run_backwards_and_only_the_past_is_replaced()
    {
        var open = Observation();
        var later = open with { Entry = open.Entry with { Prev = new(5) } };

        Assert.Equal(
            [RecordRule.TimeOrder],
            EntryRules.Faults(new(5), open, open.Entry.At + EntryRules.Lateness + 1, Begun, null).Select(f => f.Rule)
        );
        Assert.Equal(
            [RecordRule.PrevOrder, RecordRule.Author],
            EntryRules.Faults(new(5), later, 0, Begun, null).Select(f => f.Rule)
        );
        Assert.DoesNotContain(
            EntryRules.Faults(new(6), later, open.Entry.At, Begun, null),
            f => f.Rule == RecordRule.PrevOrder
        );
    }

    private static string Text(Entry entry) => Encoding.UTF8.GetString(EntryForm.Bytes(entry).AsSpan());
}
