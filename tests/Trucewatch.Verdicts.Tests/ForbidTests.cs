using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Acts that are forbidden: each is an anchor of its own.</summary>
public sealed class ForbidTests
{
    private static readonly Formula notified = new Formula.Past(
        new(24 * HourLong, 168 * HourLong),
        ByParty("notice", ("sector", "sector"))
    );

    private static readonly Provision noFire = Clause(
        "2(1)",
        new Norm.Forbid(Each, And(ByParty("firing", ("sector", "sector"))))
    );

    private static readonly Provision demining = Clause(
        "2(5)",
        new Norm.Permit(Each, And(ByParty("firing", ("sector", "sector")), notified), ["2(1)"])
    );

    [Fact]
    public void An_act_by_a_party_is_its_breach_and_not_the_others()
    {
        var judgement = Only(Matter(10, [noFire], Fact("firing", H(3), ("by", "A"), ("sector", "4"))));
        Assert.Equal("A", judgement.Key.Bearer);
        Assert.Equal("breached", Word(judgement));
        Assert.Equal([judgement.Anchor.Fact!.Value], judgement.Verdict!.RestsOn);
        Assert.Equal(("2(1)", "v-2(1)"), (judgement.Key.Clause, judgement.Key.Version));
    }

    [Fact]
    public void An_act_that_nobody_attributed_is_undetermined_for_both()
    {
        var both = JudgeNorms.All(Matter(10, [noFire], Fact("firing", H(3), ("sector", "4"))));
        Assert.Equal(["A undetermined", "B undetermined"], both.Select(j => $"{j.Key.Bearer} {Word(j)}"));
    }

    [Fact]
    public void An_attribution_below_the_standard_leaves_it_open_for_that_party_alone()
    {
        var weak = Fact("firing", H(3), ("by", "A"), ("sector", "4")) with
        {
            Proof = new(false, 2, null, Standard.ReasonableSuspicion),
        };
        var judgement = Only(Matter(10, [noFire], weak));
        Assert.Equal(("A", "undetermined"), (judgement.Key.Bearer, Word(judgement)));
        Assert.Equal(
            "breached",
            Word(Only(Matter(10, [noFire], weak with { Proof = weak.Proof with { Attributed = Needs.Standard } })))
        );
    }

    [Theory]
    [InlineData(24, "complied")] // exactly a day before
    [InlineData(23.999999999, "breached")]
    [InlineData(168, "complied")] // exactly seven days before
    [InlineData(168.0000001, "breached")]
    public void A_permit_lifts_it_within_its_bounds(double before, string word)
    {
        var judgement = Only(
            Matter(
                300,
                [noFire, demining],
                Fact("firing", H(200), ("by", "A"), ("sector", "4")),
                Fact("notice", H(200 - before), ("by", "A"), ("sector", "4"))
            )
        );
        Assert.Equal(word, Word(judgement));
        Assert.Equal(word == "complied" ? ["2(5)"] : ImmutableArray<string>.Empty, judgement.Because);
    }

    [Theory]
    [InlineData("B", "4", "breached")] // another's notice
    [InlineData("A", "5", "breached")] // for another sector
    [InlineData("A", "4|5", "undetermined")] // nobody knows for which
    [InlineData("A", "", "undetermined")] // it does not say
    public void Only_the_partys_own_notice_for_that_sector_lifts_it(string by, string sector, string word) =>
        Assert.Equal(
            word,
            Word(
                Only(
                    Matter(
                        99,
                        [noFire, demining],
                        Fact("firing", H(48), ("by", "A"), ("sector", "4")),
                        Fact("notice", H(10), ("by", by), ("sector", sector))
                    )
                )
            )
        );

    [Fact]
    public void A_firing_of_which_nobody_knows_the_sector_is_not_surely_lifted_by_a_notice_for_one() =>
        Assert.Equal(
            "undetermined",
            Word(
                Only(
                    Matter(
                        99,
                        [noFire, demining],
                        Fact("firing", H(48), ("by", "A")),
                        Fact("notice", H(10), ("by", "A"), ("sector", "4"))
                    )
                )
            )
        );

    [Fact]
    public void An_exception_to_the_permit_takes_it_back()
    {
        var except = demining with { Unless = [new(Ever(ByParty("misuse")), null)] };
        Fact[] facts =
        [
            Fact("firing", H(48), ("by", "A"), ("sector", "4")),
            Fact("notice", H(10), ("by", "A"), ("sector", "4")),
        ];
        Assert.Equal("complied", Word(Only(Matter(99, [noFire, except], [.. facts]))));
        Assert.Equal(
            "breached",
            Word(Only(Matter(99, [noFire, except], [.. facts, Fact("misuse", H(20), ("by", "A"))])))
        );
    }

    [Fact]
    public void An_unless_names_the_clause_that_grants_it()
    {
        var granted = noFire with { Unless = [new(notified, "2(5)")] };
        var judgement = Only(
            Matter(
                99,
                [granted],
                Fact("firing", H(48), ("by", "A"), ("sector", "4")),
                Fact("notice", H(10), ("by", "A"), ("sector", "4"))
            )
        );
        Assert.Equal(["2(5)"], judgement.Because);
        Assert.Equal("complied", Word(judgement));
    }

    [Theory]
    [InlineData("4", "4", "complied")]
    [InlineData("4", "5", "breached")]
    [InlineData("", "5", "undetermined")]
    public void A_state_of_which_nobody_knows_the_sector_is_not_surely_unlifted(
        string strike,
        string alarm,
        string word
    )
    {
        var alarmed = new Unless(new Formula.Past(new(0, 9 * HourLong), Atom("alarm", ("sector", "sector"))), null);
        var pattern = new Formula.Past(new(0, 2 * HourLong), ByParty("strike", ("sector", "sector")));
        Assert.Equal(
            word,
            Word(
                Only(
                    Matter(
                        99,
                        [Clause("3", new Norm.Forbid(Each, pattern), alarmed)],
                        Fact("strike", H(5), ("by", "A"), ("sector", strike)),
                        Fact("alarm", H(1), ("sector", alarm))
                    )
                )
            )
        );
    }

    [Fact]
    public void A_state_that_began_nobody_knows_when_is_lifted_surely_only_if_it_is_wherever_it_began()
    {
        var quiet = new Unless(new Formula.Past(new(0, HourLong), Atom("notice")), null);
        var pattern = new Formula.Past(new(0, 9 * HourLong), ByParty("strike"));
        Assert.Equal("undetermined", Judged(H(7)));
        Assert.Equal("undetermined", Judged(H(4)));
        Assert.Equal("breached", Judged(H(1)));

        string Judged(long notice) =>
            Word(
                Only(
                    Matter(
                        99,
                        [Clause("3", new Norm.Forbid(Each, pattern), quiet)],
                        Fact("strike", H(5), H(8), ("by", "A")),
                        Fact("notice", notice)
                    )
                )
            );
    }

    [Fact]
    public void An_act_at_an_unknown_instant_is_sure_only_if_the_rest_holds_at_each()
    {
        var quiet = Clause("3", new Norm.Forbid(Each, And(ByParty("firing"), Ever(Atom("order")))));
        Assert.Equal("breached", At(order: 3));
        Assert.Equal("undetermined", At(order: 4));
        Assert.Empty(JudgeNorms.All(Matter(99, [quiet], Firing, Fact("order", H(6)))));

        string At(double order) => Word(Only(Matter(99, [quiet], Firing, Fact("order", H(order)))));
    }

    private static Fact Firing => Fact("firing", H(3), H(5), ("by", "A"));

    [Theory]
    [InlineData(null, "undetermined")]
    [InlineData(true, "complied")]
    [InlineData(false, "breached")]
    public void A_plea_of_self_defence_that_nobody_examined_leaves_it_open(bool? upheld, string word)
    {
        var firing = Fact("firing", H(3), ("by", "A"), ("sector", "4"));
        var matter = Matter(10, [noFire], firing) with
        {
            Pleas = ImmutableDictionary<FactId, bool?>.Empty.Add(firing.Id, upheld),
        };
        var judgement = Only(matter);
        Assert.Equal(word, Word(judgement));
        Assert.Equal(upheld == true ? ["self-defence"] : ImmutableArray<string>.Empty, judgement.Because);
    }

    [Fact]
    public void What_happened_after_the_instant_of_judging_is_not_judged()
    {
        var firing = Fact("firing", H(3), ("by", "A"), ("sector", "4"));
        Assert.Single(JudgeNorms.All(Matter(3, [noFire], firing)));
        Assert.Empty(JudgeNorms.All(Matter(3, [noFire], firing with { Start = H(3) + 1, End = H(3) + 2 })));
    }

    [Theory]
    [InlineData(-1, 0)] // the last microsecond of the day before
    [InlineData(0, 1)]
    public void After_a_day_means_from_the_next_midnight_on(long micros, int judged)
    {
        var after = noFire with { When = new(new(new(MomentOf.Day, 30, null, null, null, null), After: true), null) };
        var at = H(31 * 24) + micros;
        var firing = Fact("firing", at, ("by", "A"), ("sector", "4"));
        Assert.Equal(judged, JudgeNorms.All(Matter(999, [after], firing)).Length);
    }

    [Fact]
    public void Where_the_agreement_is_disputed_no_breach_is_sure_and_where_it_does_not_bind_nothing_is_judged()
    {
        var firing = Fact("firing", H(3), ("by", "A"), ("sector", "4"));
        var others = Claims("B", "A");
        Assert.Equal("undetermined", Word(Only(Matter(10, [noFire], firing) with { Force = others })));
        Assert.Empty(JudgeNorms.All(Matter(10, [noFire], firing) with { Force = Claims("B", "B") }));
        Assert.Equal("breached", Word(Only(Matter(10, [noFire], firing) with { Force = Claims("A", "A") })));
    }

    private static Force Claims(string claimant, string binds) =>
        new(
            [new("A"), new("B")],
            ["4"],
            _ =>
                [
                    new(
                        "c",
                        "t",
                        claimant,
                        ClaimAct.Declares,
                        TruceKind.Signed,
                        [new(binds)],
                        Begin,
                        null,
                        "all",
                        CodeSet.All,
                        "",
                        "UTC",
                        Begin,
                        ""
                    ),
                ]
        );
}
