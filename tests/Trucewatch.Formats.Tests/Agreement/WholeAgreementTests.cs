using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>The sample agreement of the language: every provision is read, and as what.</summary>
public sealed class WholeAgreementTests
{
    private const long Hour = 3_600_000_000,
        Day = 24 * Hour;

    private static readonly Operand party = new Operand.Variable("party");
    private static readonly Operand sector = new Operand.Variable("sector");

    [Fact]
    public void It_has_no_problems() => Assert.Empty(WholeAgreement.Whole.Problems);

    [Fact]
    public void All_provisions_come_in_the_order_of_the_text() =>
        Assert.Equal(
            ["2(1)", "2(5)", "4(2)", "4(6)", "5(1)", "6(2)", "7(1)", "9(1)", "9(2)", "11(1)", "11(2)", "12(3)", "15"],
            WholeAgreement.Whole.Provisions.Select(p => p.Clause)
        );

    [Fact]
    public void No_fire_but_announced_demining()
    {
        var provision = WholeAgreement.Of("2(1)");
        Assert.Equal(
            new Norm.Forbid(
                new Bearer.EachParty(),
                All(
                    Fact("firing", "K-1 to K-12", ("by", party), ("sector", sector), ("place", Var("place"))),
                    new Formula.Near("area", new(), false)
                )
            ),
            provision.Norm
        );
        Assert.Equal([new Unless(Notice, "2(5)")], provision.Unless.AsEnumerable());
        Assert.Equal(new BreachRule(CodeSet.Read("K-1 to K-12")!, "discharge"), provision.Breach);
        Assert.Equal(new Validity(null, null), provision.When);
    }

    [Fact]
    public void The_permission_says_the_same_as_the_exception() =>
        Assert.Equal(
            new Norm.Permit(
                new Bearer.EachParty(),
                All(Fact("firing", "K-11", ("by", party), ("sector", sector)), Notice),
                ["2(1)"]
            ).ToString(),
            WholeAgreement.Of("2(5)").Norm.ToString()
        );

    [Fact]
    public void Heavy_artillery_near_the_line_after_day_thirty()
    {
        var provision = WholeAgreement.Of("4(2)");
        Assert.Equal(
            new Norm.Forbid(
                new Bearer.EachParty(),
                All(
                    Fact(
                        "sighting",
                        "W-1",
                        ("by", party),
                        ("calibre", Var("calibre")),
                        ("weapon", Name("artillery")),
                        ("place", Var("place"))
                    ),
                    new Formula.Compare(Var("calibre"), Comparison.AtLeast, Number(100)),
                    new Formula.Near("line", Distance.FromKilometers(15), false)
                )
            ),
            provision.Norm
        );
        Assert.Equal(new Edge(new(MomentOf.Day, 30, null, null, null, null), true), provision.When.From);
    }

    [Fact]
    public void What_left_storage_comes_back_the_same_weapon() =>
        Assert.Equal(
            new Norm.Require(
                new Bearer.EachParty(),
                "mechanism",
                Fact("removal", "all", ("by", party), ("weapon", Var("weapon"))),
                new Limit.Within(new Length.Exact(48 * Hour), null, false),
                Fact("return", "all", ("by", party), ("weapon", Var("weapon"))),
                null
            ),
            WholeAgreement.Of("4(6)").Norm
        );

    [Fact]
    public void Seven_silent_days_must_be_watched()
    {
        var firing = new Formula.Some(
            "its place",
            All(
                Fact("firing", "all", ("place", Var("its place"))),
                new Formula.Near("disengagement", new(), false, "its place")
            )
        );
        Assert.Equal(
            new Norm.Require(
                new Bearer.EachParty(),
                null,
                All(new Formula.Not(new Formula.Past(new(0, 7 * Day), firing)), new Formula.Watched(7 * Day, firing)),
                new Limit.Within(new Length.CalendarDays(3), null, false),
                Fact("withdrawal", "all", ("by", party), ("zone", Name("disengagement"))),
                null
            ),
            WholeAgreement.Of("5(1)").Norm
        );
    }

    [Fact]
    public void A_manoeuvre_is_notified_before() =>
        Assert.Equal(
            new Norm.Require(
                new Bearer.EachParty(),
                null,
                Fact("manoeuvre", "all", ("by", party), ("id", Var("manoeuvre"))),
                new Limit.Before(48 * Hour, null),
                Fact("notification", "all", ("by", party), ("about", Var("manoeuvre"))),
                null
            ),
            WholeAgreement.Of("6(2)").Norm
        );

    [Fact]
    public void Access_is_granted_unless_the_place_was_closed()
    {
        var provision = WholeAgreement.Of("7(1)");
        Assert.Equal(
            new Norm.Require(
                new Bearer.EachParty(),
                null,
                Fact(
                    "request for access",
                    "all",
                    ("by", Name("mechanism")),
                    ("to", party),
                    ("id", Var("request for access")),
                    ("place", Var("place"))
                ),
                new Limit.Within(new Length.Exact(12 * Hour), null, false),
                Fact("access", "all", ("by", party), ("about", Var("request for access"))),
                null
            ),
            provision.Norm
        );
        Assert.Equal(
            [new Unless(new Formula.Past(new(0, Day), Fact("closure", "all", ("place", Var("place")))), null)],
            provision.Unless.AsEnumerable()
        );
    }

    [Fact]
    public void A_missed_consultation_is_explained()
    {
        var request = Fact("request for consultation", "all", ("id", Var("request for consultation")));
        Assert.Equal(
            new Norm.Require(
                new Bearer.EachGuarantor(),
                null,
                request,
                new Limit.Within(new Length.Exact(Day), null, false),
                Fact("consultation", "all", ("by", Var("guarantor")), ("about", Var("request for consultation"))),
                new Norm.Require(
                    new Bearer.EachGuarantor(),
                    "cell",
                    All(),
                    new Limit.Within(new Length.Exact(Day), null, false),
                    Fact("explanation", "all", ("by", Var("guarantor"))),
                    null
                )
            ),
            WholeAgreement.Of("9(1)").Norm
        );
    }

    [Fact]
    public void Measures_are_reported_within_a_time_of_the_first_event() =>
        Assert.Equal(
            new Norm.Require(
                new Bearer.EachGuarantor(),
                null,
                Fact("request for consultation", "all", ("file", Var("file"))),
                new Limit.Within(new Length.Exact(72 * Hour), "event", false),
                Fact("report of measures", "all", ("by", Var("guarantor"))),
                null
            ),
            WholeAgreement.Of("9(2)").Norm
        );

    [Fact]
    public void A_pattern_of_strikes_is_counted_by_party_and_sector() =>
        Assert.Equal(
            new Norm.Means(
                "pattern of strikes",
                All(
                    new Formula.Tally(
                        "number of strike",
                        TallyKind.Count,
                        null,
                        ["party", "sector"],
                        new(0, 7 * Day),
                        Fact("strike", "all", ("by", party), ("sector", sector))
                    ),
                    new Formula.Compare(Var("number of strike"), Comparison.AtLeast, Number(3))
                )
            ),
            WholeAgreement.Of("11(1)").Norm
        );

    [Fact]
    public void A_pattern_goes_to_the_commission() =>
        Assert.Equal(
            new Norm.Require(
                new Bearer.TheBody("head-of-monitoring"),
                null,
                new Formula.Begins(new Formula.Defined("pattern of strikes")),
                new Limit.Within(new Length.Exact(72 * Hour), null, false),
                Fact("referral", "all", ("by", Name("head-of-monitoring")), ("to", Name("commission"))),
                null
            ),
            WholeAgreement.Of("11(2)").Norm
        );

    [Fact]
    public void The_commission_may_extend_two_limits_once() =>
        Assert.Equal(
            "commission Extend 4(6) 7(1)  1 48",
            WholeAgreement.Of("12(3)").Norm is Norm.Empower power
                ? $"{power.By} {power.Power} {string.Join(' ', power.Over)} {power.Of} {power.Bounds.Times} {((Length.Exact)power.Bounds.AtMost!).Microseconds / Hour}"
                : ""
        );

    [Fact]
    public void Orders_and_list_have_been_given_by_then() =>
        Assert.Equal(
            new Norm.InForce(
                true,
                null,
                All(
                    All(Given("order", ("by", Name("A"))), Given("order", ("by", Name("B")))),
                    Given("delivery of the list")
                ),
                new(MomentOf.NextDay, null, null, new(6, 0), null, null)
            ),
            WholeAgreement.Of("15").Norm
        );

    private static Formula.Past Notice =>
        new(new(24 * Hour, 7 * Day), Fact("notice of demining", "all", ("by", party), ("sector", sector)));

    private static Formula.Past Given(string noun, params (string, Operand)[] arguments) =>
        new(new(0, null), Fact(noun, "all", arguments));

    private static Formula.All All(params Formula[] of) => new([.. of]);

    private static Formula.Fact Fact(string noun, string codes, params (string Field, Operand Is)[] arguments) =>
        new(noun, CodeSet.Read(codes)!, [.. arguments.Select(a => new Argument(a.Field, a.Is))]);

    private static Operand.Variable Var(string name) => new(name);

    private static Operand.Constant Name(string name) => new(new Value.Name(name));

    private static Operand.Constant Number(double number) => new(new Value.Number(number));
}
