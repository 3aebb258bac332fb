using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Duties: a weapon that left storage is returned within 48 hours. Each trigger makes one obligation.</summary>
public sealed class RequireTests
{
    private static readonly Provision returns = Clause("4(6)", Return());

    private static Fact Left(double hour, string by = "A", string weapon = "gun-1") =>
        Fact("removal", H(hour), ("by", by), ("weapon", weapon));

    private static Fact Back(double hour, string by = "A", string weapon = "gun-1") =>
        Fact("return", H(hour), ("by", by), ("weapon", weapon));

    [Theory]
    [InlineData(20, ObligationState.Due, "runs")]
    [InlineData(58, ObligationState.Due, "runs")] // exactly at the limit it can still be discharged
    [InlineData(58.0000001, ObligationState.Overdue, "breached")]
    public void It_is_due_until_its_limit_and_overdue_from_the_next_microsecond(
        double until,
        ObligationState state,
        string word
    )
    {
        var judgement = Only(Matter(until, [returns], Left(10)));
        Assert.Equal((state, word), (judgement.Obligation!.State, Word(judgement)));
        Assert.Equal(H(58), judgement.Obligation.Limit);
        Assert.Equal("the mechanism", judgement.Obligation.OwedTo);
    }

    [Fact]
    public void One_microsecond_past_the_limit_it_is_overdue() =>
        Assert.Equal(ObligationState.Overdue, State(Matter(0, [returns], Left(10)) with { Until = H(58) + 1 }));

    [Theory]
    [InlineData(10, "complied", ObligationState.Discharged)] // at once
    [InlineData(58, "complied", ObligationState.Discharged)] // exactly at the limit
    [InlineData(58.0000001, "breached", ObligationState.DischargedLate)]
    [InlineData(9, "breached", ObligationState.Overdue)] // an earlier return is not this one's
    public void It_is_discharged_in_time_or_late(double back, string word, ObligationState state)
    {
        var judgement = Only(Matter(99, [returns], Left(10), Back(back)));
        Assert.Equal((word, state), (Word(judgement), judgement.Obligation!.State));
        Assert.Equal(state == ObligationState.Overdue ? null : H(back), judgement.Obligation.Discharged);
    }

    [Theory]
    [InlineData("B", "gun-1")]
    [InlineData("A", "gun-2")]
    public void Another_party_or_another_weapon_discharges_nothing(string by, string weapon) =>
        Assert.Equal("breached", Word(Only(Matter(99, [returns], Left(10), Back(20, by, weapon)))));

    [Fact]
    public void A_return_of_which_the_weapon_is_not_known_leaves_it_open_and_is_named()
    {
        var doubtful = Back(20, weapon: "");
        var judgement = Only(Matter(99, [returns], Left(10), doubtful));
        Assert.Equal([doubtful.Id], Assert.IsType<Verdict.Undetermined>(judgement.Verdict).Doubtful);
    }

    [Fact]
    public void Each_trigger_makes_one_obligation()
    {
        var judgements = JudgeNorms.All(
            Matter(99, [returns], Left(10), Left(12, weapon: "gun-2"), Left(14, "B"), Back(20))
        );
        Assert.Equal(
            ["A complied", "A breached", "B breached"],
            judgements.OrderBy(j => j.Anchor.Start).Select(j => $"{j.Key.Bearer} {Word(j)}")
        );
        Assert.Equal(3, judgements.Select(j => j.Key).Distinct().Count());
    }

    [Fact]
    public void A_trigger_at_an_unknown_instant_is_overdue_for_sure_only_by_its_last_one()
    {
        var left = Fact("removal", H(10), H(20), ("by", "A"), ("weapon", "gun-1"));
        Assert.Equal("runs", Word(Only(Matter(58, [returns], left))));
        Assert.Equal("undetermined", Word(Only(Matter(60, [returns], left))));
        Assert.Equal("breached", Word(Only(Matter(69, [returns], left))));
        Assert.Equal("complied", Word(Only(Matter(99, [returns], left, Back(57)))));
        Assert.Equal("undetermined", Word(Only(Matter(99, [returns], left, Back(60)))));
        Assert.Equal("undetermined", Word(Only(Matter(99, [returns], left, Back(15)))));
    }

    [Fact]
    public void A_trigger_that_is_not_settled_never_makes_a_sure_breach()
    {
        var left = Left(10) with { Proof = new(false, 1, null, null) };
        var judgement = Only(Matter(99, [returns], left));
        Assert.Equal([left.Id], Assert.IsType<Verdict.Undetermined>(judgement.Verdict).Doubtful);
    }

    [Fact]
    public void A_body_lets_it_off_moves_it_or_stops_it()
    {
        var matter = Matter(
            99,
            [returns, Empowers(Power.Waive), Empowers(Power.Extend), Empowers(Power.Suspend)],
            Left(10)
        );
        Assert.Equal(ObligationState.Waived, State(matter.With(Use(Power.Waive, 20))));
        Assert.Equal(ObligationState.Overdue, State(matter.With(Use(Power.Waive, 59)))); // too late: it is overdue
        Assert.Equal(ObligationState.Due, State(matter.With(Use(Power.Extend, 20, by: 48))));
        Assert.Equal(H(106), Only(matter.With(Use(Power.Extend, 20, by: 48))).Obligation!.Limit);
        Assert.Equal(ObligationState.Overdue, State(matter.With(Use(Power.Extend, 59, by: 48))));
        Assert.Equal(ObligationState.Suspended, State(matter.With(Use(Power.Suspend, 20, 110))));
        var paused = Only(matter.With(Use(Power.Suspend, 20, 50)));
        Assert.Equal((ObligationState.Overdue, H(88)), (paused.Obligation!.State, paused.Obligation.Limit));
        Assert.Equal([FactId.OfAct("u1")], paused.Obligation.By);
    }

    [Fact]
    public void A_body_without_the_power_moves_nothing()
    {
        var matter = Matter(99, [returns, Empowers(Power.Extend)], Left(10));
        Assert.Equal(H(58), Only(matter.With(Use(Power.Extend, 20, by: 48, body: "team"))).Obligation!.Limit);
        Assert.Equal(ObligationState.Overdue, State(matter.With(Use(Power.Waive, 20))));
    }

    [Fact]
    public void A_power_goes_no_further_than_its_bounds()
    {
        var matter = Matter(99, [returns, Empowers(Power.Extend, times: 1, hours: 48)], Left(10));
        Assert.Equal(H(58), Only(matter.With(Use(Power.Extend, 20, by: 49))).Obligation!.Limit);
        var twice = matter.With(Use(Power.Extend, 20, by: 48), Use(Power.Extend, 30, by: 48, id: "u2"));
        Assert.Equal(H(106), Only(twice).Obligation!.Limit);
    }

    [Fact]
    public void An_overdue_obligation_starts_what_follows_from_the_breach()
    {
        var explain = new Norm.Require(
            Each,
            "the coordination cell",
            And(),
            new Limit.Within(Hours(24), null, false),
            ByParty("explanation"),
            null
        );
        var clause = Clause("9(1)", Return(then: explain));
        Assert.Single(JudgeNorms.All(Matter(58, [clause], Left(10))));
        var (breach, remedy) = Two(Matter(60, [clause], Left(10)));
        Assert.Equal(("breached", "runs"), (Word(breach), Word(remedy)));
        Assert.Equal(H(82) + 1, remedy.Obligation!.Limit);
        Assert.Equal(breach.Key, remedy.Obligation.Remedy);
        Assert.Equal(breach.Key.AsObligation, remedy.Anchor.Fact);
        var explained = Matter(99, [clause], Left(10), Fact("explanation", H(82), ("by", "A")));
        Assert.Equal("complied", Word(Two(explained).Remedy));
        Assert.Equal(
            "breached",
            Word(Two(Matter(99, [clause], Left(10), Fact("explanation", H(50), ("by", "A")))).Remedy)
        );
        Assert.Equal(
            "breached",
            Word(Two(Matter(99, [clause], Left(10), Fact("explanation", H(70), ("by", "B")))).Remedy)
        );
    }

    private static (Judgement Breach, Judgement Remedy) Two(Matter matter)
    {
        var all = JudgeNorms.All(matter);
        Assert.Equal(2, all.Length);
        return (all.Single(j => j.Obligation!.Remedy is null), all.Single(j => j.Obligation!.Remedy is not null));
    }

    [Theory]
    [InlineData(48, "complied")] // exactly
    [InlineData(47.9999999, "breached")]
    [InlineData(500, "complied")]
    public void At_least_so_long_before_is_judged_at_the_trigger_by_looking_back(double before, string word)
    {
        var notify = Clause(
            "6(2)",
            new Norm.Require(
                Each,
                null,
                And(ByParty("manoeuvre", ("id", "manoeuvre"))),
                new Limit.Before(48 * HourLong, null),
                ByParty("notification", ("about", "manoeuvre")),
                null
            )
        );
        var manoeuvre = Fact("manoeuvre", H(600), ("by", "A"));
        var notice = Fact("notification", H(600 - before), ("by", "A"), ("about", manoeuvre.Id.Text));
        Assert.Equal(word, Word(Only(Matter(600, [notify], manoeuvre, notice))));
        var other = Fact("notification", H(600 - before), ("by", "A"), ("about", "another"));
        Assert.Equal("breached", Word(Only(Matter(600, [notify], manoeuvre, other))));
    }

    [Fact]
    public void A_limit_of_the_first_event_counts_from_the_earliest_in_the_same_file_and_never_ends_before_its_trigger()
    {
        var report = Clause(
            "9(2)",
            new Norm.Require(
                new Bearer.EachGuarantor(),
                null,
                And(Atom("request for consultation")),
                new Limit.Within(Hours(72), "event", false),
                Atom("report of measures", ("by", "guarantor")),
                null
            )
        );
        var request = Fact("request for consultation", H(30), ("file", "F-7"));
        Assert.Equal([null, null], Limits());
        Assert.Equal([H(92), H(92)], Limits(Fact("event", H(20), ("file", "F-7"))));
        Assert.Equal(
            [H(82), H(82)],
            Limits(Fact("event", H(20), ("file", "F-7")), Fact("event", H(10), ("file", "F-7")))
        );
        Assert.Equal([null, null], Limits(Fact("event", H(20), ("file", "F-8"))));
        Assert.Equal([H(30), H(30)], Limits(Fact("event", H(-200), ("file", "F-7"))));

        IEnumerable<long?> Limits(params ImmutableArray<Fact> events) =>
            JudgeNorms.All(Matter(300, [report], [request, .. events])).Select(j => j.Obligation!.Limit);
    }

    [Fact]
    public void An_exception_that_holds_when_the_limit_is_missed_lifts_it()
    {
        var closed = new Unless(new Formula.Past(new(0, 24 * HourLong), Atom("closure", ("place", "place"))), null);
        var access = Clause(
            "7(1)",
            new Norm.Require(
                Each,
                null,
                And(Atom("request", ("to", "party"), ("id", "request"), ("place", "place"))),
                new Limit.Within(Hours(12), null, false),
                ByParty("access", ("about", "request")),
                null
            ),
            closed
        );
        var request = Fact("request", H(10), ("to", "A"), ("place", "quarry"));
        Assert.Equal("breached", Word(Only(Matter(99, [access], request))));
        var lifted = Only(Matter(99, [access], request, Fact("closure", H(5), ("place", "quarry"))));
        Assert.Equal(("complied", ObligationState.Overdue), (Word(lifted), lifted.Obligation!.State));
        Assert.Equal(["unless"], lifted.Because);
        Assert.Equal(
            "breached",
            Word(Only(Matter(99, [access], request, Fact("closure", H(-5), ("place", "quarry")))))
        );
    }

    [Theory]
    [InlineData(2026, 3, 28, 20, "2026-03-29T20:00:00Z")] // 24 h over the clocks going forward
    [InlineData(2026, 10, 24, 20, "2026-10-25T20:00:00Z")]
    [InlineData(2028, 2, 28, 12, "2028-02-29T12:00:00Z")] // a leap day
    public void Exact_hours_do_not_care_for_the_clock(int year, int month, int day, int hour, string limit) =>
        Assert.Equal(limit, LimitOf(Hours(24), Instant.FromUtc(year, month, day, hour, 0)));

    [Theory]
    [InlineData("2026-03-27T20:00:00Z", 1, "2026-03-28T21:59:59.999999Z")]
    [InlineData("2026-03-28T20:00:00Z", 1, "2026-03-29T20:59:59.999999Z")] // 23 hours long
    [InlineData("2026-10-24T20:00:00Z", 1, "2026-10-25T21:59:59.999999Z")] // 25 hours long
    [InlineData("2028-02-28T12:00:00Z", 1, "2028-02-29T21:59:59.999999Z")]
    public void Calendar_days_end_with_the_day_in_the_agreements_zone(string trigger, int days, string limit) =>
        Assert.Equal(limit, LimitOf(new Length.CalendarDays(days), At(trigger)));

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", false, "2026-02-28T12:00:00Z")]
    [InlineData("2026-01-31T12:00:00Z", true, "2026-03-01T12:00:00Z")]
    [InlineData("2028-01-31T12:00:00Z", false, "2028-02-29T12:00:00Z")]
    [InlineData("2026-01-15T12:00:00Z", true, "2026-02-15T12:00:00Z")]
    public void A_month_without_that_day_ends_as_the_text_rounds(string trigger, bool up, string limit) =>
        Assert.Equal(limit, LimitOf(new Length.Months(1, up), At(trigger)));

    private static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;

    // In Kyiv; the microsecond after it is overdue.
    private static string LimitOf(Length length, Instant trigger)
    {
        var clause = Clause("4(6)", Return(new Limit.Within(length, null, false)));
        var left = Fact("removal", trigger.ToMicros(), ("by", "A"), ("weapon", "gun-1"));
        var matter = Matter(0, [clause], left) with
        {
            Calendar = new(DateTimeZoneProviders.Tzdb["Europe/Kyiv"], Begin),
            Until = long.MaxValue - 1,
        };
        var limit = Only(matter).Obligation!.Limit!.Value;
        Assert.Equal(ObligationState.Due, State(matter with { Until = limit }));
        Assert.Equal(ObligationState.Overdue, State(matter with { Until = limit + 1 }));
        return Instants.Text(limit);
    }

    [Fact]
    public void A_duty_without_a_trigger_is_born_once_at_entry_into_force()
    {
        var deliver = Clause(
            "3",
            new Norm.Require(
                Each,
                null,
                And(),
                new Limit.By(new(MomentOf.Day, 7, null, null, null, null)),
                ByParty("delivery"),
                null
            )
        );
        var judgements = JudgeNorms.All(Matter(24 * 8, [deliver], Fact("delivery", H(24 * 7), ("by", "A"))));
        Assert.Equal(["A complied", "B breached"], judgements.Select(j => $"{j.Key.Bearer} {Word(j)}"));
        Assert.All(judgements, j => Assert.Equal((H(0), H(24 * 7)), (j.Anchor.Start, j.Obligation!.Limit)));
        var unborn = Matter(24 * 8, [deliver]);
        Assert.Empty(JudgeNorms.All(unborn with { Calendar = unborn.Calendar with { EntryIntoForce = null } }));
    }

    [Fact]
    public void A_state_triggers_at_each_begin()
    {
        var pattern = new Formula.Past(new(0, 10 * HourLong), Atom("strike"));
        var refer = Clause(
            "11(2)",
            new Norm.Require(
                new Bearer.TheBody("monitors"),
                null,
                pattern,
                new Limit.Within(Hours(72), null, false),
                Atom("referral"),
                null
            )
        );
        var judgements = JudgeNorms.All(
            Matter(
                200,
                [refer],
                Fact("strike", H(1)),
                Fact("strike", H(5)),
                Fact("strike", H(40)),
                Fact("referral", H(20))
            )
        );
        Assert.Equal([H(1), H(40)], judgements.Select(j => j.Anchor.Start).Order());
        Assert.Equal(["complied", "breached"], judgements.OrderBy(j => j.Anchor.Start).Select(Word));
        Assert.All(judgements, j => Assert.Equal("monitors", j.Key.Bearer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void That_another_number_is_counted_begins_nothing(bool begins)
    {
        var pattern = And(
            new Formula.Tally(
                "number",
                TallyKind.Count,
                null,
                ["sector"],
                new(0, 10 * HourLong),
                Atom("strike", ("sector", "sector"))
            ),
            new Formula.Compare(
                new Operand.Variable("number"),
                Comparison.AtLeast,
                new Operand.Constant(new Value.Number(2))
            )
        );
        var refer = Clause(
            "11(2)",
            new Norm.Require(
                new Bearer.TheBody("monitors"),
                null,
                begins ? new Formula.Begins(pattern) : pattern,
                new Limit.Within(Hours(72), null, false),
                Atom("referral"),
                null
            )
        );
        Fact[] strikes = [.. new[] { 1, 5, 7, 40 }.Select(h => Fact("strike", H(h), ("sector", "4")))];
        Assert.Equal(H(5), Only(Matter(200, [refer], [.. strikes])).Anchor.Start);
    }

    [Fact]
    public void An_act_that_nobody_could_have_seen_keeps_an_overdue_duty_open()
    {
        var matter = Matter(99, [returns], Left(10));
        var seen = matter with { World = Observing(matter.World, Signal.Always) };
        Assert.Equal("breached", Word(Only(seen)));
        var blind = Only(matter with { World = Observing(matter.World, Signal.Of(H(0), H(20))) });
        Assert.NotEmpty(Assert.IsType<Verdict.Undetermined>(blind.Verdict).Unwatched);
    }

    private static World Observing(World world, Signal watched) =>
        world with
        {
            Observed = world.Observed.Add("return", Rulebook.CodeSet.All),
            Watched = _ => watched,
        };
}
