using System.Collections.Immutable;
using Trucewatch.Agreements;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>What was known when, and clauses that are amended.</summary>
public sealed class OverTimeTests
{
    private static readonly Provision returns = Clause("4(6)", Return());

    private static readonly Fact left = Fact("removal", H(10), ("by", "A"), ("weapon", "gun-1"));

    private static readonly Fact back = Fact("return", H(20), ("by", "A"), ("weapon", "gun-1"));

    [Fact]
    public void Every_change_is_kept_with_the_entry_that_caused_it()
    {
        var table = VerdictTable.Of([
            (7, JudgeNorms.All(Matter(12, [returns], left))),
            (8, JudgeNorms.All(Matter(12, [returns], left))),
            (9, JudgeNorms.All(Matter(60, [returns], left))),
            (12, JudgeNorms.All(Matter(60, [returns], left, back))),
        ]);
        Assert.Equal(
            [("runs", 7, (long?)9), ("breached", 9, 12), ("complied", 12, null)],
            table.Select(r => (Word(r.Judgement), r.KnownFrom, r.KnownUntil))
        );
        Assert.Single(table.Select(r => r.Judgement.Key).Distinct());
    }

    [Fact]
    public void An_obligation_whose_trigger_is_withdrawn_or_anothers_is_cancelled()
    {
        var anothers = left with { Fields = left.Fields.SetItem("by", Field.Of(new Value.Name("B"))) };
        var table = VerdictTable.Of([
            (1, JudgeNorms.All(Matter(60, [returns], left))),
            (2, JudgeNorms.All(Matter(60, [returns], anothers))),
            (3, JudgeNorms.All(Matter(60, [returns]))),
        ]);
        Assert.Equal(
            [
                ("A", ObligationState.Overdue, 1, (long?)2),
                ("A", ObligationState.Cancelled, 2, null),
                ("B", ObligationState.Overdue, 2, 3),
                ("B", ObligationState.Cancelled, 3, null),
            ],
            table.Select(r => (r.Judgement.Key.Bearer, r.Judgement.Obligation!.State, r.KnownFrom, r.KnownUntil))
        );
    }

    [Fact]
    public void A_breach_that_is_withdrawn_ends_there_and_may_come_back()
    {
        var ban = Clause("2(1)", new Norm.Forbid(Each, And(ByParty("firing"))));
        var firing = Fact("firing", H(3), ("by", "A"));
        var table = VerdictTable.Of([
            (1, JudgeNorms.All(Matter(9, [ban], firing))),
            (2, JudgeNorms.All(Matter(9, [ban]))),
            (5, JudgeNorms.All(Matter(9, [ban], firing))),
        ]);
        Assert.Equal([(1, (long?)2), (5, null)], table.Select(r => (r.KnownFrom, r.KnownUntil)));
    }

    [Theory]
    [InlineData(29.9999999, "old")]
    [InlineData(30, "new")]
    public void A_fact_is_judged_by_the_version_that_was_valid_when_it_happened(double hour, string version)
    {
        var ban = Clause("2(1)", new Norm.Forbid(Each, And(ByParty("firing"))));
        var matter = Matter(99, [], Fact("firing", H(hour), ("by", "A"))) with
        {
            Clauses = [new(ban, "old", new(long.MinValue, H(30)), 1), new(ban, "new", new(H(30), long.MaxValue), 9)],
        };
        Assert.Equal(version, Only(matter).Key.Version);
    }

    [Theory]
    [InlineData(Underway.Keep, "old", ObligationState.Overdue, 58.0)]
    [InlineData(Underway.Convert, "new", ObligationState.Due, 106.0)]
    [InlineData(Underway.Cancel, "old", ObligationState.Cancelled, null)]
    public void An_obligation_that_runs_at_an_amendment_is_kept_converted_or_ended(
        Underway then,
        string version,
        ObligationState state,
        double? limit
    )
    {
        var judgement = Only(Amended(then, 60, left));
        Assert.Equal(
            (version, state, limit is { } h ? H(h) : null),
            (judgement.Key.Version, judgement.Obligation!.State, judgement.Obligation.Limit)
        );
        Assert.Equal(H(10), judgement.Anchor.Start);
    }

    [Theory]
    [InlineData(Underway.Convert)]
    [InlineData(Underway.Cancel)]
    public void What_was_over_before_the_amendment_stays_so(Underway then)
    {
        var judgement = Only(Amended(then, 60, left, back));
        Assert.Equal(("old", "complied"), (judgement.Key.Version, Word(judgement)));
        var before = Only(Amended(then, 29, left));
        Assert.Equal(("old", ObligationState.Due), (before.Key.Version, before.Obligation!.State));
    }

    // From hour 30 on, 96 hours in the place of 48.
    private static Matter Amended(Underway then, double until, params ImmutableArray<Fact> facts) =>
        Matter(until, [], facts) with
        {
            Clauses =
            [
                new(returns, "old", new(long.MinValue, H(30)), 1, then),
                new(
                    Clause("4(6)", Return(new Limit.Within(Hours(96), null, false))),
                    "new",
                    new(H(30), long.MaxValue),
                    9
                ),
            ],
        };
}
