using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Windows and limits: wider ones take in no less, longer ones are missed no more, and they hold to the microsecond.</summary>
public sealed class WindowTests
{
    private const long Day = 24 * HourLong;

    private static int Many =>
        int.TryParse(Environment.GetEnvironmentVariable("TRUCEWATCH_CASES"), out var n) ? n : 300;

    [Fact]
    public void A_wider_window_behind_holds_never_at_fewer_instants()
    {
        for (var seed = 0; seed < Many; seed++)
        {
            var random = new Random(seed);
            var world = Of(new WideCases(seed).Facts(12, doubt: true));
            var atom = Atom("abc"[random.Next(3)..][..1], ("by", "party"));
            var (near, far) = (random.Next(1, 4), 4 + random.Next(5));
            var narrow = Holds(new(near, far));
            foreach (
                var wider in new Window[] { new(near - 1, far), new(near, far + 1), new(near, null), new(0, far + 3) }
            )
            {
                var wide = Holds(wider);
                Assert.True(
                    narrow.Sure.And(wide.Sure.Not()).IsNever && narrow.Possible.And(wide.Possible.Not()).IsNever,
                    $"case {seed}: [{near}, {far}] holds at {narrow}, {wider} at {wide}"
                );
            }

            Signals Holds(Window within) =>
                new Meaning(world, Needs).Of(new Formula.Past(within, atom), Nothing.Add("party", new Value.Name("A")));
        }
    }

    [Fact]
    public void A_longer_limit_is_never_more_overdue()
    {
        for (var seed = 0; seed < Many; seed++)
        {
            var facts = new WideCases(seed).Facts(14, doubt: seed % 2 == 1);
            var before = Overdue(0);
            for (var limit = 1; limit < 9; limit += 2)
            {
                var then = Overdue(limit);
                Assert.True(
                    then.Sure.IsSubsetOf(before.Sure) && then.Possible.IsSubsetOf(before.Possible),
                    $"case {seed}: {string.Join(", ", then.Possible.Except(before.Possible))} at {limit} µs and not before"
                );
                before = then;
            }

            (ImmutableHashSet<string> Sure, ImmutableHashSet<string> Possible) Overdue(int micros)
            {
                var duty = new Norm.Require(
                    Each,
                    null,
                    ByParty("a", ("sector", "sector")),
                    new Limit.Within(new Length.Exact(micros), null, false),
                    ByParty("b", ("sector", "sector")),
                    null
                );
                var judged = JudgeNorms.All(WideCases.Matter([Clause("1", duty)], facts));
                return (
                    [.. judged.Where(j => j.Verdict is Verdict.Breached).Select(WideCases.Key)],
                    [.. judged.Where(j => j.Verdict is Verdict.Breached or Verdict.Undetermined).Select(WideCases.Key)]
                );
            }
        }
    }

    public static TheoryData<string> Instants =>
        [
            "2026-03-28T23:30:00Z", // the clocks in Kyiv go forward on 29 March 2026 at 01:00 UTC
            "2026-03-29T00:59:59.999999Z",
            "2026-03-29T01:00:00Z",
            "2026-10-25T00:30:00Z", // and back on 25 October 2026 at 01:00 UTC
            "2026-10-25T00:59:59.999999Z",
            "2026-10-25T01:00:00Z",
            "2028-02-28T22:00:00Z", // the leap day begins in Kyiv
            "2028-02-29T12:00:00Z",
            "2028-02-29T22:00:00Z",
            "2026-01-31T21:59:59.999999Z", // the last microsecond of a month in Kyiv
            "2026-01-31T22:00:00Z",
            "2026-12-31T22:00:00Z",
        ];

    [Theory]
    [MemberData(nameof(Instants))]
    public void An_act_exactly_at_the_end_of_a_window_counts_and_a_microsecond_past_it_does_not(string text)
    {
        var at = Micros(text);
        foreach (var length in new[] { HourLong, Day, 7 * Day })
        {
            Assert.Equal("complied", Judged(at - length));
            Assert.Equal("breached", Judged(at - length - 1));
            Assert.Equal("complied", Judged(at));
            Assert.Equal("breached", Judged(at + 1));

            string Judged(long notice)
            {
                var ban = Clause(
                    "2(1)",
                    new Norm.Forbid(Each, And(ByParty("firing"))),
                    new Unless(new Formula.Past(new(0, length), ByParty("notice")), null)
                );
                return Word(Only(Later(at, ban, Fact("firing", at, ("by", "A")), Fact("notice", notice, ("by", "A")))));
            }
        }
    }

    public static TheoryData<string, string, string> Limits
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (
                var (length, from, last) in new[]
                {
                    ("24 h", "2026-03-28T23:30:00Z", "2026-03-29T23:30:00Z"),
                    ("1 day", "2026-03-28T23:30:00Z", "2026-03-30T20:59:59.999999Z"), // triggered on the 29th, local time
                    ("1 day", "2026-03-28T21:59:59.999999Z", "2026-03-29T20:59:59.999999Z"), // the day of 23 hours
                    ("1 month down", "2026-02-28T23:30:00Z", "2026-03-31T22:30:00Z"), // 01:30 in Kyiv, in summer time
                    ("24 h", "2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z"),
                    ("1 day", "2026-10-24T20:59:59.999999Z", "2026-10-25T21:59:59.999999Z"), // the day of 25 hours
                    ("1 month up", "2026-10-24T20:30:00Z", "2026-11-24T21:30:00Z"),
                    ("24 h", "2028-02-28T12:00:00Z", "2028-02-29T12:00:00Z"),
                    ("1 day", "2028-02-28T12:00:00Z", "2028-02-29T21:59:59.999999Z"),
                    ("1 day", "2027-02-28T12:00:00Z", "2027-03-01T21:59:59.999999Z"),
                    ("1 month down", "2028-01-31T12:00:00Z", "2028-02-29T12:00:00Z"),
                    ("1 month up", "2027-01-31T12:00:00Z", "2027-03-01T12:00:00Z"),
                    ("12 months down", "2028-02-29T12:00:00Z", "2029-02-28T12:00:00Z"),
                    ("1 day", "2026-04-30T12:00:00Z", "2026-05-01T20:59:59.999999Z"),
                    ("1 month down", "2026-05-31T12:00:00Z", "2026-06-30T12:00:00Z"),
                    ("1 day", "2026-12-31T12:00:00Z", "2027-01-01T21:59:59.999999Z"),
                }
            )
                data.Add(length, from, last);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_duty_is_discharged_exactly_at_its_limit_and_overdue_a_microsecond_past_it(
        string length,
        string from,
        string last
    )
    {
        var (at, limit) = (Micros(from), Micros(last));
        var clause = Clause("4(6)", Return(new Limit.Within(Read(length), null, false)));
        var left = Fact("removal", at, ("by", "A"), ("weapon", "gun-1"));
        Assert.Equal(limit, Only(Later(limit, clause, left)).Obligation!.Limit);
        Assert.Equal(ObligationState.Due, State(Later(limit, clause, left)));
        Assert.Equal(ObligationState.Overdue, State(Later(limit + 1, clause, left)));
        Assert.Equal(ObligationState.Discharged, State(Later(limit + 9, clause, left, Back(limit))));
        Assert.Equal(ObligationState.DischargedLate, State(Later(limit + 9, clause, left, Back(limit + 1))));

        static Fact Back(long at) => Fact("return", at, ("by", "A"), ("weapon", "gun-1"));
    }

    private static Length Read(string text) =>
        text.Split(' ') switch
        {
            [var n, "h"] => Hours(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)),
            [var n, "day"] => new Length.CalendarDays(int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)),
            [var n, _, var way] => new Length.Months(
                int.Parse(n, System.Globalization.CultureInfo.InvariantCulture),
                way == "up"
            ),
            _ => throw new FormatException(text),
        };

    // In Kyiv, in force since 2020.
    private static Matter Later(long until, Provision provision, params ImmutableArray<Fact> facts) =>
        Matter(0, [provision], facts) with
        {
            Calendar = new(DateTimeZoneProviders.Tzdb["Europe/Kyiv"], Instant.FromUtc(2020, 1, 1, 0, 0)),
            Until = until,
        };

    private static long Micros(string text) => InstantPattern.ExtendedIso.Parse(text).Value.ToMicros();
}
