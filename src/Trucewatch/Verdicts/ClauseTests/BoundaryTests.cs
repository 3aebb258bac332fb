using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>A test at the edge of a limit, with the verdict as the program computes it: a proposal, for approval by people.</summary>
/// <param name="Test">The test. Approving it is putting its block into the document.</param>
/// <param name="IsOpen">True: the program cannot say, so the test expects no breach and may not be what was meant.</param>
public sealed record BoundaryTest(ClauseTest Test, bool IsOpen);

/// <summary>Makes a test for each limit of time and distance: exactly at it, and just beyond (1 µs, 1 mm).</summary>
/// <remarks>
/// Of prohibitions: distances, and the windows of exceptions. Of duties whose trigger is a fact: the limit, before or after.
/// What is set off by a state, such as a pattern, has no such test: its edges depend on several facts.
/// </remarks>
public static class BoundaryTests
{
    /// <summary>What stands behind the title of a test until people have approved it.</summary>
    public const string Mark = "(for approval)";

    /// <summary>The tests, by provision in the order given.</summary>
    public static ImmutableArray<BoundaryTest> Of(
        Terms terms,
        ImmutableArray<Provision> provisions,
        CheckContext context,
        JudgeTest judge
    )
    {
        var all = new Checking(terms, provisions, context);
        return [.. provisions.SelectMany(p => new Edges(p, all).Histories().Select(h => Judged(h, p, all, judge)))];
    }

    private static BoundaryTest Judged(EdgeHistory history, Provision provision, Checking all, JudgeTest judge)
    {
        var test = history.AsTest(provision, all);
        var (judgements, labelOf) = RunClauseTest.Last(
            test,
            all.Terms,
            all.Provisions,
            all.Context.TimeZone,
            all.Context.Codes,
            judge
        );
        var own = judgements.Where(j => j.Key.Clause == provision.Clause).ToList();
        var breached = own.Find(j => j.Verdict is Verdict.Breached);
        var lifted = own.Find(j => j.Because.Any(b => all.ByClause.Contains(b)));
        var expected = breached is not null
            ? new Expectation(
                provision.Clause,
                true,
                breached.Key.Bearer,
                breached.Anchor.Fact is { } f ? labelOf(f) : null,
                null
            )
            : new Expectation(
                provision.Clause,
                false,
                null,
                null,
                lifted?.Because.First(b => all.ByClause.Contains(b))
            );
        return new(
            test with
            {
                Steps = test.Steps.Add(new TestStep.Then([expected], provision.Text)),
            },
            breached is null && own.Exists(j => j.Verdict is Verdict.Undetermined { Doubtful.IsEmpty: false })
        );
    }
}

/// <summary>What happens in a boundary test, in order of time.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Facts">The facts and when they happen.</param>
/// <param name="Until">Until when time runs on; null: until the last fact.</param>
internal sealed record EdgeHistory(string Title, ImmutableArray<(Instant At, TestFact Fact)> Facts, Instant? Until)
{
    public ClauseTest AsTest(Provision provision, Checking all)
    {
        var zone = all.Context.TimeZone;
        var facts = Facts
            .OrderBy(f => f.At)
            .Select(f => (TestStep)new TestStep.Learned(Written(f.At, zone), null, f.Fact, provision.Text));
        var later = Until is { } until ? new[] { new TestStep.Nothing(Written(until, zone), provision.Text) } : [];
        return new(
            provision.Clause,
            $"{Title} {BoundaryTests.Mark}",
            Written(all.Runs.Start, zone),
            [.. facts, .. later],
            provision.Text
        );
    }

    // Where the clocks show a time twice or never, it is written in UTC.
    private static Moment Written(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        var plain = zone.MapLocal(local).Count == 1;
        var shown = plain ? local : at.InUtc().LocalDateTime;
        return new(MomentOf.Date, null, shown.Date, shown.TimeOfDay, plain ? null : "UTC", null);
    }
}
