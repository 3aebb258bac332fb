using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements.Checks;

/// <summary>AG101: it can be monitored. AG102: some fact can match. AG103: it can be breached.</summary>
public sealed class EmptyTests
{
    [Fact]
    public void A_number_that_no_fact_gives_cannot_be_compared()
    {
        var flaw = Made.Check(Made.MustNot("1", Made.Fact("firing"), Made.Compare("calibre", Comparison.AtLeast, 100)))
            .One("AG101");
        Assert.Equal(("1", FlawWeight.Error), (flaw.Clause, flaw.Weight));
        Assert.Contains("calibre", flaw.Wrong, StringComparison.Ordinal);
        Assert.NotEmpty(flaw.Example);
    }

    [Fact]
    public void A_number_that_one_of_two_ways_gives_cannot_be_compared() =>
        Made.Check(
                Made.MustNot(
                    "1",
                    new Formula.Any([Made.Fact("firing", "calibre"), Made.Fact("strike")]),
                    Made.Compare("calibre", Comparison.AtLeast, 100)
                )
            )
            .One("AG101");

    [Fact]
    public void What_is_waited_for_has_an_end()
    {
        Made.Check(Made.MustNot("1", Made.Fact("firing"), new Formula.Next(new(0, null), Made.Fact("notice"))))
            .One("AG101");
        Made.Check(Made.MustNot("1", Made.Fact("firing"), new Formula.Next(new(0, Made.Hour), Made.Fact("notice"))))
            .None("AG101");
    }

    [Fact]
    public void The_same_unknown_thing_cannot_be_missing_twice()
    {
        var nobody = new Formula.Not(Made.Lately(Made.Fact("notice", "sector")));
        var nothing = new Formula.Not(Made.Lately(Made.Fact("strike", "sector")));
        Made.Check(Made.MustNot("1", Made.Fact("firing"), nobody, nothing)).One("AG101");
        Made.Check(Made.MustNot("1", Made.Fact("firing", "sector"), nobody, nothing)).None("AG101");
        Made.Check(Made.MustNot("1", Made.Fact("firing"), nobody)).None("AG101");
    }

    [Fact]
    public void A_count_fixes_what_it_counts_by()
    {
        var strikes = new Formula.Tally(
            "number",
            TallyKind.Count,
            null,
            ["party", "sector"],
            new(0, Made.Day),
            Made.Fact("strike", "sector")
        );
        Made.Check(
                Made.Means("1", "pattern", new Formula.All([strikes, Made.Compare("number", Comparison.AtLeast, 3)]))
            )
            .None("AG101");
        Made.Check(Made.Means("1", "pattern", strikes with { Per = ["party", "weapon"] })).One("AG101");
    }

    [Theory]
    [InlineData(100, 30, true)]
    [InlineData(100, 99.99, true)]
    [InlineData(100, 100, false)]
    [InlineData(30, 100, false)]
    public void A_calibre_must_be_able_to_be_both(double least, double most, bool isEmpty)
    {
        var flaws = Made.Check(
            Made.MustNot(
                "4",
                Made.Fact("sighting", "calibre"),
                Made.Compare("calibre", Comparison.AtLeast, least),
                Made.Compare("calibre", Comparison.AtMost, most)
            )
        );
        if (!isEmpty)
        {
            flaws.None("AG102");
            return;
        }
        var flaw = flaws.One("AG102");
        Assert.Equal(("4", FlawWeight.Error), (flaw.Clause, flaw.Weight));
        Assert.Contains("F1  sighting by A, W-1, calibre 100 mm", flaw.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_measure_is_never_below_nought()
    {
        Made.Check(Made.MustNot("4", Made.Fact("sighting", "calibre"), Made.Compare("calibre", Comparison.LessThan, 0)))
            .One("AG102");
        Made.Check(Made.MustNot("4", Made.Fact("sighting", "calibre"), Made.Compare("calibre", Comparison.AtMost, 0)))
            .None("AG102");
    }

    [Fact]
    public void Two_weapons_cannot_be_one()
    {
        Made.Check(Made.MustNot("1", Made.Fact("firing").With("weapon", "mortar").With("weapon", "tank"))).One("AG102");
        Made.Check(Made.MustNot("1", Made.Fact("firing").With("weapon", "mortar"))).None("AG102");
    }

    [Fact]
    public void Codes_must_be_among_those_of_the_noun()
    {
        Made.Check(Made.MustNot("1", Made.Fact("strike")).Codes("K-9")).One("AG102");
        Made.Check(Made.MustNot("1", Made.Fact("strike")).Codes("K-8 to K-9")).None("AG102");
    }

    [Fact]
    public void Nothing_lies_in_a_line()
    {
        var flaw = Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In("line"))).One("AG102");
        Assert.Contains("no area", flaw.Wrong, StringComparison.Ordinal);
        Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In("line", 15))).None("AG102");
    }

    [Theory]
    [InlineData("north", 0, "south", 0, true)]
    [InlineData("north", 0, "far", 0, true)]
    [InlineData("north", 100, "far", 100, true)] // they are some 220 km apart
    [InlineData("north", 120, "far", 120, false)]
    [InlineData("north", 0, "area", 0, false)]
    public void Two_zones_must_meet(string one, double near, string other, double nearOther, bool isEmpty)
    {
        var flaws = Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In(one, near), Made.In(other, nearOther)));
        Assert.Equal(isEmpty, flaws.Any(f => f.Check == "AG102"));
    }

    [Fact]
    public void Something_must_be_left_of_a_zone()
    {
        Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In("north"), Made.Outside("area"))).One("AG102");
        Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In("line", 5), Made.Outside("line", 5))).One("AG102");
        Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In("area"), Made.Outside("north"))).None("AG102");
        Made.Check(Made.MustNot("4", Made.Fact("firing"), Made.In("line", 15), Made.Outside("line", 5))).None("AG102");
    }

    [Fact]
    public void A_provision_runs_for_some_time()
    {
        var fire = Made.MustNot("1", Made.Fact("firing"));
        Made.Check(fire.Running(30, 30)).One("AG102");
        Made.Check(fire.Running(30, 31)).None("AG102");
        var ends = Made.Mission with { End = Made.Mission.EntryIntoForce + NodaTime.Duration.FromDays(20) };
        var flaw = Made.Check(ends, fire.Running(30, null)).One("AG102");
        Assert.Contains("2026-03-31 00:00", flaw.ToString(), StringComparison.Ordinal);
        Made.Check(ends, fire.Running(19, null)).None("AG102");
    }

    [Fact]
    public void Without_an_entry_into_force_days_are_compared_with_days_and_dates_left_open()
    {
        var open = Made.Mission with { EntryIntoForce = null };
        var fire = Made.MustNot("1", Made.Fact("firing"));
        Made.Check(open, fire.Running(30, 20)).One("AG102");
        var dated = fire.Running(30, null) with { };
        dated = dated with
        {
            When = dated.When with
            {
                Until = new(new(MomentOf.Date, null, new NodaTime.LocalDate(2020, 1, 1), null, null, null), false),
            },
        };
        Made.Check(open, dated).None("AG102");
    }

    [Fact]
    public void At_least_so_long_before_and_at_most_a_shorter_time_leaves_none()
    {
        var manoeuvre = Made.Fact("firing");
        Made.Check(Made.Must("6", manoeuvre, new Limit.Before(48 * Made.Hour, 24 * Made.Hour), Made.Fact("notice")))
            .One("AG102");
        Made.Check(Made.Must("6", manoeuvre, new Limit.Before(24 * Made.Hour, 24 * Made.Hour), Made.Fact("notice")))
            .None("AG102");
    }

    [Fact]
    public void Exceptions_that_cover_all_leave_nothing_to_breach()
    {
        var light = new Unless(
            new Formula.All([Made.Fact("firing", "calibre"), Made.Compare("calibre", Comparison.LessThan, 100)]),
            null
        );
        var heavy = new Unless(
            new Formula.All([Made.Fact("firing", "calibre"), Made.Compare("calibre", Comparison.AtLeast, 100)]),
            null
        );
        var fire = Made.MustNot("2", Made.Fact("firing", "calibre"));
        var flaw = Made.Check(fire with { Unless = [light, heavy] }).One("AG103");
        Assert.Equal("2", flaw.Clause);
        Assert.Contains("firing by A, K-1", flaw.ToString(), StringComparison.Ordinal);
        Made.Check(fire with { Unless = [heavy] }).None("AG103");
    }

    [Fact]
    public void A_permit_that_covers_all_leaves_nothing_to_breach()
    {
        var fire = Made.MustNot("2", Made.Fact("firing")).Codes("K-4 to K-5");
        Made.Check(fire, Made.May("3", "2", Made.Fact("firing"))).One("AG103");
        Made.Check(fire, Made.May("3", "2", Made.Fact("firing", CodeSet.Read("K-4")!))).None("AG103");
        Made.Check(fire, Made.May("3", "2", Made.Fact("firing"), Made.Lately(Made.Fact("notice")))).None("AG103");
        Made.Check(fire, Made.May("3", "2", Made.Fact("firing")).Running(0, 30)).None("AG103");
    }

    [Fact]
    public void What_can_only_be_before_it_is_in_force_sets_nothing_off()
    {
        var flaw = Made.Check(Made.MustNot("2", Made.Fact("firing"), new Formula.Truce(CeasefireState.Scheduled)))
            .One("AG103");
        Assert.Contains("before the agreement is in force", flaw.Wrong, StringComparison.Ordinal);
        Made.Check(Made.MustNot("2", Made.Fact("firing"), new Formula.Truce(CeasefireState.Collapsed))).None("AG103");
    }

    [Fact]
    public void Entry_into_force_sets_off_only_what_runs_from_then()
    {
        var duty = Made.Must("5", Made.Always, Made.Within(Made.Day), Made.Fact("withdrawal"));
        Made.Check(duty.Running(5, null)).One("AG103");
        Made.Check(duty).None("AG103");
    }
}
