using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Tests.Agreement;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>The twelve provisions as read from their text, and the story that a clause test tells of them.</summary>
public sealed class SampleAgreementTests
{
    private const long Hour = 3_600_000_000;

    // 2026-03-01 12:00 in Kyiv, which is 10:00 in UTC; local midnight of day 31 is 2026-04-01 00:00, two hours less after the change of clocks.
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 10, 0);
    private static readonly long Day31 = Instant.FromUtc(2026, 3, 31, 21, 0).ToUnixTimeTicks() / 10;

    private readonly Running running = new(
        new(
            WholeAgreement.Whole.Provisions,
            WholeAgreement.Whole.Terms,
            new(DateTimeZoneProviders.Tzdb["Europe/Kyiv"], Start),
            ["A", "B"],
            ["G1", "G2"]
        ),
        (_, _) => Answer.Yes
    );

    [Fact]
    public void All_that_have_a_verdict_run()
    {
        Assert.Empty(running.Engine.Refused);
        Assert.Equal(
            [
                "2(1)",
                "4(2)",
                "4(6)",
                "5(1)",
                "6(2)",
                "7(1)",
                "9(1)",
                "9(1) if breached",
                "9(2)",
                "11(1)",
                "11(2)",
                "15",
            ],
            running.Engine.Programs.Select(p => p.Name)
        );
    }

    [Fact]
    public void A_howitzer_seen_on_day_31_and_what_becomes_known_later()
    {
        Say("F1", "sighting", 10 * Hour, "A", "W-1", ("weapon", "artillery"), ("sector", "4"));
        Stands("4(2) F1 A");
        Say("F1", "sighting", 10 * Hour, "B", "W-1", ("weapon", "artillery"), ("sector", "4"));
        Stands("4(2) F1 B");
        Say("F2", "firing", (3 * 24 * Hour) + (8 * Hour), "B", "K-11", ("weapon", "mine"), ("sector", "4"));
        Stands("2(1) F2 B", "4(2) F1 B");
        Say("N", "notice of demining", (24 * Hour) + (10 * Hour), "B", null, ("sector", "4"));
        Stands("4(2) F1 B");
        running.Take(new Happening.Unsaid(new("F1")));
        Stands();
    }

    [Fact]
    public void A_gun_seen_a_microsecond_before_day_31_is_none_too_early()
    {
        Say("F1", "sighting", -1, "A", "W-1", ("weapon", "artillery"), ("sector", "4"));
        Stands();
        Say("F2", "sighting", 0, "A", "W-1", ("weapon", "artillery"), ("sector", "4"));
        Stands("4(2) F2 A");
    }

    [Fact]
    public void A_guarantor_that_does_not_consult_is_overdue_a_microsecond_after_the_limit_and_then_owes_an_explanation()
    {
        Say("Q", "request for consultation", 0, "A", null);
        Say("C", "consultation", Hour, "G1", null, ("about", "Q"));
        running.Take(new Happening.Later(Day31 + (24 * Hour)));
        Stands();
        running.Take(new Happening.Later(Day31 + (24 * Hour) + 1));
        Stands("9(1) Q G2");
        running.Take(new Happening.Later(Day31 + (48 * Hour) + 2));
        Stands("9(1) Q G2", "9(1) if breached Q G2");
    }

    private void Say(string id, string noun, long after, string by, string? code, params (string, string)[] fields)
    {
        var held = fields.ToImmutableSortedDictionary(f => f.Item1, f => Field.Of(new Value.Name(f.Item2)));
        held = held.Add("by", Field.Of(new Value.Name(by)));
        if (noun == "sighting")
            held = held.Add("calibre", Field.Of(new Value.Number(152)));
        var likely = ImmutableSortedDictionary<Code, double>.Empty;
        if (code is not null)
            likely = likely.Add(new(code), 1);
        var at = Day31 + after;
        running.Take(new Happening.Said(new(new(id), noun, at, at + 1, likely, held, FactProof.Registered)));
    }

    private void Stands(params string[] expected) =>
        Assert.Equal(
            expected,
            running
                .Engine.Standing()
                .Where(s => s.Verdict == EngineVerdict.Sure && s.Anchor >= 0)
                .Select(s => $"{running.Engine.Programs[s.Provision].Name} {running.Border.IdOf(s.Anchor)} {By(s)}")
                .Where(s => !s.StartsWith("9(2)", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    private string By(EngineStanding standing) =>
        standing.Bearer != 0
            ? running.Schema.NameOf(standing.Bearer)
            : (
                (Value.Name)
                    running.Facts.First(f => f.Id == running.Border.IdOf(standing.Anchor)).Fields["by"].Possible[0]
            ).Of;
}
