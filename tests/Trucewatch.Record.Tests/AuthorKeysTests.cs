using static Trucewatch.Record.Tests.SampleEntries;

namespace Trucewatch.Record.Tests;

public sealed class AuthorKeysTests
{
    private static readonly SigningKey Party = Key("party-a", 1);
    private static readonly SigningKey Next = Key("party-a", 2);
    private static readonly SigningKey Keeper = Lead;

    private static readonly AuthorKeys Both = Begun.After(Act("begins", Party, by: Party));

    [Fact]
    public void Nobody_writes_before_a_key_has_begun() =>
        Assert.Contains("has no key", AuthorKeys.None.Fault(Observation()), StringComparison.Ordinal);

    [Fact]
    public void An_author_signs_with_its_key() => Assert.Null(Begun.Fault(Observation()));

    [Fact]
    public void The_keeper_cannot_write_in_anothers_name()
    {
        var forged = Observation() with { Entry = Observation().Entry with { Org = "party-a" } };
        Assert.Contains("not that of party-a", Both.Fault(forged), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_entry_is_not_the_authors()
    {
        var changed = Observation() with { Entry = Observation().Entry with { At = 7 } };
        Assert.Contains("not that of lead-cell", Begun.Fault(changed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_begins_once_and_signs_itself()
    {
        Assert.Null(Begun.Fault(Act("begins", Party, by: Party)));
        Assert.NotNull(Both.Fault(Act("begins", Next, by: Next)));
        Assert.NotNull(Begun.Fault(Act("begins", Party, by: Keeper)));
        Assert.NotNull(Begun.Fault(Signed(Act("begins", Party, by: Party), Next)));
    }

    [Fact]
    public void The_next_key_is_vouched_for_by_the_one_before_it()
    {
        var replaced = Act("replaced", Next, by: Party);
        Assert.Null(Both.Fault(replaced));
        Assert.NotNull(Both.Fault(Signed(replaced, Next)));
        Assert.NotNull(Begun.Fault(replaced));

        var after = Both.After(replaced);
        Assert.Null(after.Fault(Note(Next)));
        Assert.NotNull(after.Fault(Note(Party)));
    }

    [Fact]
    public void A_revoked_name_never_counts_again()
    {
        foreach (var by in (SigningKey[])[Party, Keeper])
        {
            var revoked = Act("revoked", Party, by);
            Assert.Null(Both.Fault(revoked));
            var after = Both.After(revoked);
            Assert.NotNull(after.Fault(Note(Party)));
            Assert.NotNull(after.Fault(Act("begins", Party, by: Party)));
            Assert.NotNull(after.Fault(Act("begins", Next, by: Next)));
            Assert.Null(after.Fault(Note(Keeper)));
        }
    }

    [Fact]
    public void A_third_party_revokes_nothing()
    {
        var third = Key("party-b", 3);
        var all = Both.After(Act("begins", third, by: third));
        Assert.NotNull(all.Fault(Act("revoked", Party, by: third)));
    }

    [Fact]
    public void A_closed_key_entry_is_a_fault() =>
        Assert.Contains(
            "closed",
            Begun.Fault(Act("begins", Party, by: Party) with { Fields = [] }),
            StringComparison.Ordinal
        );

    private static SigningKey Key(string name, byte seed) =>
        SigningKey.Read(SigningKey.TextOf(name, KeyType.Ed25519, Enumerable.Repeat(seed, 32).ToArray()));

    private static OpenEntry Act(string act, SigningKey key, SigningKey by) =>
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            by,
            "P",
            0,
            AuthorKeys.Fields(act, key.Verifier, n => Salts.Derive("seed", act, n), "PUBLIC")
        );

    private static OpenEntry Note(SigningKey by) => OpenEntry.Seal("note", null, null, by, "P", 0, []);

    /// <summary>The same entry under another's signature.</summary>
    private static OpenEntry Signed(OpenEntry open, SigningKey by) =>
        open with
        {
            Entry = open.Entry with { Signature = by.SignBytes(EntryForm.SignedBytes(open.Entry)) },
        };
}
