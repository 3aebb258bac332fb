using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements.Checks;

/// <summary>AG107: the mirror. AG108: what nobody sees. AG109: circles. AG110: units.</summary>
public sealed class FairnessTests
{
    private static Provision Only(
        string party,
        string clause,
        params System.Collections.Immutable.ImmutableArray<Formula> act
    ) => Made.Of(clause, new Norm.Forbid(new Bearer.Named(new PartyId(party)), new Formula.All(act)));

    [Fact]
    public void A_provision_for_one_party_has_a_mirror_or_is_listed()
    {
        var flaw = Made.Check(Only("A", "3", Made.Fact("firing"))).One("AG107");
        Assert.Equal(("3", FlawWeight.Warning), (flaw.Clause, flaw.Weight));
        Assert.NotEmpty(flaw.Example);
        Made.Check(Only("A", "3", Made.Fact("firing")), Only("B", "4", Made.Fact("firing"))).None("AG107");
        Made.Check(Made.MustNot("3", Made.Fact("firing"))).None("AG107");
    }

    [Fact]
    public void A_mirror_says_the_same()
    {
        var flaws = Made.Check(Only("A", "3", Made.Fact("firing")), Only("B", "4", Made.Fact("strike")));
        Assert.Equal(["3", "4"], flaws.Where(f => f.Check == "AG107").Select(f => f.Clause));
        var later = Only("B", "4", Made.Fact("firing")).Running(30, null);
        Assert.Equal(2, Made.Check(Only("A", "3", Made.Fact("firing")), later).Count(f => f.Check == "AG107"));
    }

    [Fact]
    public void Each_side_has_its_own_zone() =>
        Made.Check(
                Only("A", "3", Made.Fact("firing"), Made.In("north")),
                Only("B", "4", Made.Fact("firing"), Made.In("south"))
            )
            .None("AG107");

    [Fact]
    public void The_text_may_say_that_it_is_meant_so()
    {
        var meant = Only("A", "3", Made.Fact("firing")) with
        {
            Prose = "A ceases fire first.\n\nUnequal by agreement: A holds the heights.",
        };
        Assert.Equal(FlawWeight.Note, Made.Check(meant).One("AG107").Weight);
    }

    [Fact]
    public void A_party_named_inside_needs_its_mirror_too() =>
        Made.Check(
                Made.MustNot(
                    "3",
                    Made.Fact("firing"),
                    Made.Lately(
                        Made.Fact("notice") with
                        {
                            Arguments = [new("by", new Operand.Constant(new Value.Name("A")))],
                        }
                    )
                )
            )
            .One("AG107");

    [Fact]
    public void No_firing_for_a_time_is_blind_unless_watched()
    {
        var firing = new Formula.All([Made.Fact("firing"), Made.In("north")]);
        var quiet = new Formula.Not(new Formula.Past(new(0, 7 * Made.Day), firing));
        var blind = Made.Must("5", quiet, Made.Within(Made.Day), Made.Fact("withdrawal"));
        var flaw = Made.Check(blind).One("AG108");
        Assert.Equal("5", flaw.Clause);
        Assert.Contains("F1  firing, in the north", flaw.ToString(), StringComparison.Ordinal);
        var watched = Made.Must(
            "5",
            new Formula.All([quiet, new Formula.Watched(7 * Made.Day, firing)]),
            Made.Within(Made.Day),
            Made.Fact("withdrawal")
        );
        Made.Check(watched).None("AG108");
    }

    [Fact]
    public void A_register_is_never_blind() =>
        Made.Check(Made.MustNot("5", Made.Fact("firing"), new Formula.Not(Made.Lately(Made.Fact("notice")))))
            .None("AG108");

    [Theory]
    [InlineData(0.94, true)]
    [InlineData(0.95, false)]
    public void Enough_planned_coverage_is_enough(double share, bool isBlind)
    {
        (CodeSet, string?, string?)? asked = null;
        var mission = Made.Mission with
        {
            PlannedShare = (codes, zone, party) =>
            {
                asked = (codes, zone, party);
                return share;
            },
        };
        var quiet = new Formula.Not(Made.Lately(new Formula.All([Made.Fact("firing"), Made.In("north")])));
        var flaws = Made.Check(mission, Made.MustNot("5", Made.Fact("sighting"), quiet));
        Assert.Equal(isBlind, flaws.Any(f => f.Check == "AG108"));
        Assert.Equal((CodeSet.Read("K-1 to K-12")!, "north", null), asked);
    }

    [Fact]
    public void Terms_must_not_explain_one_another_in_a_circle()
    {
        var one = Made.Means("1", "calm", new Formula.Not(new Formula.Defined("unrest")));
        var two = Made.Means("2", "unrest", new Formula.Not(new Formula.Defined("calm")));
        var flaw = Made.Check(one, two).One("AG109");
        Assert.Contains("1 → 2 → 1", flaw.ToString(), StringComparison.Ordinal);
        Made.Check(one, Made.Means("2", "unrest", Made.Lately(Made.Fact("firing")))).None("AG109");
    }

    [Fact]
    public void Remedies_must_not_set_one_another_off_for_ever()
    {
        Provision Duty(string clause, string trigger, string remedy) =>
            Made.Of(
                clause,
                new Norm.Require(
                    Made.Each,
                    null,
                    Made.Fact(trigger),
                    Made.Within(Made.Hour),
                    Made.Fact("return"),
                    new Norm.Require(Made.Each, null, Made.Always, Made.Within(Made.Hour), Made.Fact(remedy), null)
                )
            );
        Made.Check(Duty("1", "notice", "access"), Duty("2", "access", "notice")).One("AG109");
        Made.Check(Duty("1", "notice", "access"), Duty("2", "access", "withdrawal")).None("AG109");
    }

    [Fact]
    public void An_address_leads_somewhere()
    {
        var fire = Made.MustNot("2", Made.Fact("firing"));
        var flaw = Made.Check(fire, Made.May("3", "9", Made.Fact("firing"))).One("AG109");
        Assert.Contains("9", flaw.Wrong, StringComparison.Ordinal);
        Made.Check(fire, Made.May("3", "2", Made.Fact("firing", CodeSet.Read("K-11")!))).None("AG109");
        var amended = Made.Check(Made.Mission with { Removed = ["2"] }, Made.May("3", "2", Made.Fact("firing")))
            .One("AG109");
        Assert.Contains("an amendment took out", amended.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void One_fact_is_counted_in_one_unit()
    {
        var fire = Made.MustNot("2", Made.Fact("firing")).Counts("discharge");
        var strike = Made.MustNot("3", Made.Fact("strike"));
        var flaw = Made.Check(fire, strike.Counts("round")).One("AG110");
        Assert.Equal("3", flaw.Clause);
        Assert.Contains("K-4", flaw.ToString(), StringComparison.Ordinal); // the first code that both have
        Made.Check(fire, strike.Counts("discharge")).None("AG110");
        Made.Check(fire, strike).None("AG110");
        Made.Check(fire.Codes("K-1 to K-3"), strike.Counts("round")).None("AG110");
        Made.Check(fire.Running(0, 10), strike.Counts("round").Running(10, 20)).None("AG110");
    }
}
