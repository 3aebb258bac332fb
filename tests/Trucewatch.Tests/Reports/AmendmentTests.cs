using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Verdicts;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Reports;

/// <summary>Clause versions as the entries of a record adopt them.</summary>
public sealed class AmendmentTests
{
    private static readonly Provision stricter = NoFire with { Needs = NoFire.Needs with { IndependentSources = 3 } };

    private static Known Folded(params Draft[] drafts)
    {
        var fold = new MissionFold();
        Draft[] all = [EntryValues.Of(Mission, Midnight), EntryValues.Of(Counting, Midnight), .. drafts];
        using var key = SigningKey.Read(SigningKey.DerivedText("sample", KeyType.Ed25519, "sample"));
        for (var i = 0; i < all.Length; i++)
            fold.Add(new(i + 1), Opened(all[i], key));
        return fold.Now()!;
    }

    private static OpenEntry Opened(Draft draft, SigningKey key) =>
        OpenEntry.Seal(
            draft.Kind,
            id: null,
            prev: null,
            author: key,
            label: "P",
            at: draft.At.ToUnixTimeSeconds(),
            [
                .. draft.Fields.Select(f => new Trucewatch.Record.Field(
                    f.Name,
                    Salts.Derive("sample", draft.Key, f.Name),
                    f.Json is null ? "null" : Jcs.Canonical(f.Json),
                    "P"
                )),
            ]
        );

    private static Draft Amend(Provision? to, double hour, Underway then = Underway.Keep) =>
        EntryValues.Of(new Amendment("2(1)", to, Hour(hour), then, null, ""), Hour(hour));

    [Fact]
    public void A_clause_as_signed_is_valid_from_ever()
    {
        var version = Assert.Single(Folded(EntryValues.Of(NoFire, Midnight)).Clauses);
        Assert.Equal((Stretch.Always, 3L), (version.Valid, version.Adopted));
        Assert.Equal(ProvisionDigest.Of(NoFire), version.Version);
    }

    [Fact]
    public void An_amendment_ends_one_version_and_begins_the_next()
    {
        var known = Folded(EntryValues.Of(NoFire, Midnight), Amend(stricter, 6, Underway.Convert));
        Assert.Equal(
            [
                (long.MinValue, Hour(6).ToMicros(), Underway.Convert, 3L),
                (Hour(6).ToMicros(), long.MaxValue, Underway.Keep, 4L),
            ],
            known.Clauses.Select(c => (c.Valid.From, c.Valid.Until, c.Then, c.Adopted))
        );
        Assert.Equal(2, known.Clauses.Select(c => c.Version).Distinct().Count());
        Assert.Equal(3, Assert.Single(known.Provisions).Needs.IndependentSources);
    }

    [Fact]
    public void One_with_effect_before_the_newest_takes_its_place() =>
        Assert.Equal(
            [Hour(4).ToMicros(), long.MaxValue],
            Folded(EntryValues.Of(NoFire, Midnight), Amend(stricter, 6), Amend(NoFire, 4))
                .Clauses.Select(c => c.Valid.Until)
        );

    [Fact]
    public void A_clause_that_is_struck_runs_no_more()
    {
        var known = Folded(EntryValues.Of(NoFire, Midnight), Amend(null, 6));
        Assert.Equal(Hour(6).ToMicros(), Assert.Single(known.Clauses).Valid.Until);
        Assert.Empty(known.Provisions);
    }

    [Fact]
    public void Adopted_again_with_the_same_words_it_is_the_same_version() =>
        Assert.Single(
            Folded(EntryValues.Of(NoFire, Midnight), Amend(NoFire, 6)).Clauses.Select(c => c.Version).Distinct()
        );

    [Fact]
    public void A_ban_of_an_early_record_is_of_the_acts_of_those_whom_it_binds()
    {
        var bare = NoFire with
        {
            Norm = new Norm.Forbid(new Bearer.EachParty(), new Formula.All([new Formula.Fact("fire", Fire, [])])),
        };
        var act = (Formula.All)((Norm.Forbid)Folded(EntryValues.Of(bare, Midnight)).Provisions[0].Norm).Act;
        Assert.Equal([new Argument("by", new Operand.Variable("party"))], ((Formula.Fact)act.Of[0]).Arguments);
    }
}
