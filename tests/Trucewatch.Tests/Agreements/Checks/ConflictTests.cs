using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements.Checks;

/// <summary>AG104: must and must not. AG105: what never comes. AG106: permits, powers and bearers.</summary>
public sealed class ConflictTests
{
    private static readonly Formula.Fact request = new("request", CodeSet.All, []);
    private static readonly Provision withdraw = Made.Must(
        "5",
        request,
        Made.Within(3 * Made.Day),
        Made.Fact("withdrawal").With("zone", "north")
    );

    [Fact]
    public void The_same_party_must_and_must_not()
    {
        var flaw = Made.Check(withdraw, Made.MustNot("6", Made.Fact("withdrawal"))).One("AG104");
        Assert.Equal(("5", FlawWeight.Error), (flaw.Clause, flaw.Weight));
        Assert.Equal(2, flaw.Example.Length);
        Assert.Contains("F1  request", flaw.Example[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("F2  withdrawal by A, zone north", flaw.Example[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("forbidden by 6", flaw.Example[1].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_no_conflict_where_something_is_left_to_do()
    {
        Made.Check(withdraw, Made.MustNot("6", Made.Fact("withdrawal").With("zone", "south"))).None("AG104");
        var wide = Made.Must("5", request, Made.Within(Made.Day), Made.Fact("withdrawal", "zone"));
        Made.Check(wide, Made.MustNot("6", Made.Fact("withdrawal").With("zone", "south"))).None("AG104");
    }

    [Fact]
    public void What_the_trigger_fixes_leaves_no_choice()
    {
        var same = Made.Must("5", Made.Fact("notice", "sector"), Made.Within(Made.Day), Made.Fact("strike", "sector"));
        Made.Check(same, Made.MustNot("6", Made.Fact("strike").With("sector", "4"))).One("AG104");
    }

    [Fact]
    public void An_exception_takes_the_conflict_away()
    {
        var ban = Made.MustNot("6", Made.Fact("withdrawal"));
        Made.Check(withdraw, ban, Made.May("7", "6", Made.Fact("withdrawal").With("zone", "north"))).None("AG104");
        Made.Check(withdraw, ban, Made.May("7", "6", Made.Fact("withdrawal").With("zone", "south"))).One("AG104");
        Made.Check(withdraw, ban with { Unless = [new(Made.Lately(request), null)] }).None("AG104");
    }

    [Fact]
    public void A_ban_that_ends_before_the_limit_is_no_conflict()
    {
        var ban = Made.MustNot("6", Made.Fact("withdrawal"));
        Made.Check(withdraw, ban.Running(null, 2)).None("AG104");
        Made.Check(withdraw, ban.Running(null, 20)).One("AG104");
        Made.Check(withdraw.Running(20, null), ban.Running(null, 20)).None("AG104");
    }

    [Fact]
    public void Other_parties_are_bound_for_themselves()
    {
        var ban = Made.Of(
            "6",
            new Norm.Forbid(new Bearer.Named(new PartyId("B")), new Formula.All([Made.Fact("withdrawal")]))
        );
        var duty = Made.Of("5", ((Norm.Require)withdraw.Norm) with { By = new Bearer.Named(new PartyId("A")) });
        Made.Check(duty, ban).None("AG104");
        Made.Check(withdraw, ban).One("AG104");
    }

    [Fact]
    public void What_is_due_soon_cannot_be_announced_long_before()
    {
        var access = Made.Must("7", request, Made.Within(12 * Made.Hour), Made.Fact("access"));
        var announce = Made.Must("8", Made.Fact("access"), new Limit.Before(24 * Made.Hour, null), Made.Fact("notice"));
        var flaw = Made.Check(access, announce).One("AG104");
        Assert.Equal("7", flaw.Clause);
        Assert.Contains("2026-03-02 00:00  F2  access by A", flaw.ToString(), StringComparison.Ordinal);
        var sooner = Made.Must("8", Made.Fact("access"), new Limit.Before(12 * Made.Hour, null), Made.Fact("notice"));
        Made.Check(access, sooner).None("AG104");
    }

    [Fact]
    public void Two_states_that_cannot_be_together()
    {
        Formula quiet = new Formula.Not(Made.Lately(Made.Fact("firing")));
        var keep = Made.Of("1", new Norm.Keep(Made.Each, quiet));
        var other = Made.Of("2", new Norm.Keep(Made.Each, Made.Lately(Made.Fact("firing"))));
        Made.Check(keep, other).One("AG104");
        Made.Check(keep, Made.Of("2", new Norm.Keep(Made.Each, Made.Lately(Made.Fact("notice"))))).None("AG104");
    }

    [Fact]
    public void A_limit_must_end_while_the_agreement_lasts()
    {
        var short_ = Made.Mission with { End = Made.Mission.EntryIntoForce + Duration.FromDays(30) };
        var flaw = Made.Check(short_, withdraw.Running(29, null)).One("AG105");
        Assert.Contains("2026-04-02 00:00", flaw.ToString(), StringComparison.Ordinal);
        Made.Check(short_, withdraw).None("AG105");
    }

    [Fact]
    public void A_limit_must_not_be_over_before_the_provision_runs()
    {
        Provision By(int day) =>
            Made.Must(
                    "5",
                    request,
                    new Limit.By(new(MomentOf.Day, day, null, null, null, null)),
                    Made.Fact("withdrawal")
                )
                .Running(10, null);
        Made.Check(By(5)).One("AG105");
        Made.Check(By(15)).None("AG105");
    }

    [Fact]
    public void A_remedy_needs_a_breach_that_can_come()
    {
        var remedy = new Norm.Require(Made.Each, null, Made.Always, Made.Within(Made.Hour), Made.Fact("notice"), null);
        Provision Duty(Formula trigger) =>
            Made.Of(
                "5",
                new Norm.Require(Made.Each, null, trigger, Made.Within(Made.Day), Made.Fact("return"), remedy)
            );
        Made.Check(Duty(Made.Fact("return"))).One("AG105");
        Made.Check(Duty(Made.Fact("sighting"))).None("AG105");
        Made.Check(Duty(Made.Fact("return").With("weapon", "tank"))).One("AG105");
    }

    [Fact]
    public void A_term_is_used_by_another_provision()
    {
        var term = Made.Means(
            "1",
            "quiet",
            new Formula.Not(Made.Lately(new Formula.Any([Made.Fact("firing"), new Formula.Defined("calm")])))
        );
        var calm = Made.Means("2", "calm", Made.Lately(Made.Fact("notice")));
        Assert.Equal("1", Made.Check(term, calm).One("AG105").Clause);
        Made.Check(term, calm, Made.MustNot("3", Made.Fact("firing"), new Formula.Defined("quiet"))).None("AG105");
    }

    [Fact]
    public void A_noun_that_nothing_uses_is_a_note()
    {
        var notes = CheckAgreement
            .Of(Made.Terms, [Made.MustNot("1", Made.Fact("firing"))], Made.Mission)
            .Where(f => f.Clause.Length == 0)
            .ToList();
        Assert.All(notes, n => Assert.Equal(("AG105", FlawWeight.Note), (n.Check, n.Weight)));
        Assert.Contains(notes, n => n.Wrong.Contains("\"strike\"", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, n => n.Wrong.Contains("\"firing\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_permit_needs_a_prohibition_that_it_lifts()
    {
        var fire = Made.MustNot("2", Made.Fact("firing")).Codes("K-1 to K-3");
        var flaw = Made.Check(fire, Made.May("3", "2", Made.Fact("firing", CodeSet.Read("K-11")!))).One("AG106");
        Assert.Equal("3", flaw.Clause);
        Assert.Contains("F1  firing by A, K-11", flaw.ToString(), StringComparison.Ordinal);
        Made.Check(fire, Made.May("3", "2", Made.Fact("firing", CodeSet.Read("K-2")!))).None("AG106");
        Made.Check(fire, Made.Of("3", new Norm.Permit(Made.Each, Made.Fact("firing"), []))).One("AG106");
    }

    [Fact]
    public void Only_a_limit_can_be_extended()
    {
        Provision Extend(string over) =>
            Made.Of("12", new Norm.Empower("commission", Power.Extend, [over], null, new(1, null)));
        var fire = Made.MustNot("2", Made.Fact("firing"));
        Made.Check(fire, withdraw, Extend("2")).One("AG106");
        Made.Check(fire, withdraw, Extend("5")).None("AG106");
    }

    [Fact]
    public void Who_is_bound_must_be_there_and_be_able_to_act()
    {
        Provision By(Bearer bearer, string variable) =>
            Made.Of(
                "9",
                new Norm.Forbid(bearer, new Formula.Fact("notice", CodeSet.All, [new("by", Made.Var(variable))]))
            );
        Made.Check(By(new Bearer.TheBody("coordination cell"), "body")).One("AG106");
        Made.Check(By(new Bearer.EachGuarantor(), "guarantor")).One("AG106"); // a notice is by a party
        Made.Check(Made.Mission with { Guarantors = [] }, By(new Bearer.EachGuarantor(), "party")).One("AG106");
        Made.Check(By(Made.Each, "party")).None("AG106");
    }
}
