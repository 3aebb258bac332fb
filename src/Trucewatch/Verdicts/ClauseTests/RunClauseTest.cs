using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Judges provisions over what is known at one step of a clause test: the same judging as for a mission.</summary>
public delegate ImmutableArray<Judgement> JudgeTest(ImmutableArray<Provision> provisions, TestWorld world);

/// <summary>What came of one expectation.</summary>
/// <param name="Where">The line that expects it.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Holds">Whether it came so.</param>
/// <param name="Came">What came, in the words of a test: <c>4(2) breached by A at F1</c>.</param>
public sealed record TestOutcome(TextSpan Where, Expectation Expected, bool Holds, string Came)
{
    /// <summary>One line.</summary>
    public override string ToString() =>
        $"{Where.File}:{Where.Line}  {(Holds ? "holds" : "FAILS")}: expected {Expected}; came {Came}";
}

/// <summary>What came of a clause test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Outcomes">In the order of the text.</param>
public sealed record TestResult(ClauseTest Test, ImmutableArray<TestOutcome> Outcomes)
{
    /// <summary>True if all came as expected.</summary>
    public bool Holds => Outcomes.All(o => o.Holds);
}

/// <summary>Runs clause tests: at each step the world as known then is judged anew, from nothing.</summary>
public static class RunClauseTest
{
    /// <summary>Runs one test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="terms">The agreement's vocabulary.</param>
    /// <param name="provisions">All that runs of the agreement.</param>
    /// <param name="zone">The agreement's time zone.</param>
    /// <param name="codes">The rulebook's codes.</param>
    /// <param name="judge">Judges; pure.</param>
    public static TestResult Of(
        ClauseTest test,
        Terms terms,
        ImmutableArray<Provision> provisions,
        DateTimeZone zone,
        ImmutableSortedSet<Code> codes,
        JudgeTest judge
    )
    {
        var start = new Calendar(zone, null).At(test.InForce)!.Value;
        var facts = new TestFacts(terms, new(zone, start), codes.IsEmpty ? [.. DefaultRules.Value.Codes.Keys] : codes);
        var outcomes = ImmutableArray.CreateBuilder<TestOutcome>();
        var now = start;
        foreach (var step in test.Steps)
        {
            now = facts.Take(step) ?? now;
            if (step is TestStep.Then then)
                outcomes.AddRange(Compared(then, judge(provisions, facts.World(now)), facts));
        }
        return new(test, outcomes.ToImmutable());
    }

    /// <summary>The judgements after the last step, and the names of the facts: for tests that are yet to be written.</summary>
    public static (ImmutableArray<Judgement> Judgements, Func<FactId, string> LabelOf) Last(
        ClauseTest test,
        Terms terms,
        ImmutableArray<Provision> provisions,
        DateTimeZone zone,
        ImmutableSortedSet<Code> codes,
        JudgeTest judge
    )
    {
        var start = new Calendar(zone, null).At(test.InForce)!.Value;
        var facts = new TestFacts(terms, new(zone, start), codes.IsEmpty ? [.. DefaultRules.Value.Codes.Keys] : codes);
        var now = start;
        foreach (var step in test.Steps)
            now = facts.Take(step) ?? now;
        return (judge(provisions, facts.World(now)), facts.LabelOf);
    }

    private static IEnumerable<TestOutcome> Compared(
        TestStep.Then then,
        ImmutableArray<Judgement> judgements,
        TestFacts facts
    ) =>
        then.Expected.Select(e =>
        {
            var about = judgements.Where(j => IsAbout(j, e, facts)).ToImmutableArray();
            return new TestOutcome(then.Text, e, Holds(e, about), Came(e, judgements, facts));
        });

    private static bool IsAbout(Judgement judgement, Expectation expected, TestFacts facts) =>
        (expected.Clause is null || judgement.Key.Clause == expected.Clause)
        && (expected.By is null || judgement.Key.Bearer == expected.By)
        && (expected.At is null || RestsOn(judgement, facts.Of(expected.At)));

    private static bool RestsOn(Judgement judgement, FactId fact) =>
        judgement.Anchor.Fact == fact || judgement.Verdict?.RestsOn.Contains(fact) == true;

    private static bool Holds(Expectation expected, ImmutableArray<Judgement> about)
    {
        if (about.Any(j => j.Verdict is Verdict.Breached) != expected.Breached)
            return false;
        return expected.Because is not { } because || about.Any(j => j.Because.Contains(because));
    }

    private static string Came(Expectation expected, ImmutableArray<Judgement> judgements, TestFacts facts)
    {
        var breached = judgements
            .Where(j => j.Verdict is Verdict.Breached && (expected.Clause is null || j.Key.Clause == expected.Clause))
            .Select(j => $"{j.Key.Clause} breached by {j.Key.Bearer}{At(j, facts)}");
        var lifted = judgements
            .Where(j => j.Key.Clause == expected.Clause && !j.Because.IsEmpty)
            .Select(j =>
                $"{j.Key.Clause} not breached by {j.Key.Bearer}{At(j, facts)} because {string.Join(", ", j.Because)}"
            );
        var open = judgements
            .Where(j =>
                j.Key.Clause == expected.Clause && j.Verdict is Verdict.Undetermined { Doubtful.IsEmpty: false }
            )
            .Select(j => $"{j.Key.Clause} open for {j.Key.Bearer}{At(j, facts)}: what is known is not enough to say");
        var all = breached.Concat(lifted).Concat(open).Distinct().ToList();
        return all.Count == 0 ? "nothing breached" : string.Join("; ", all.Take(8));
    }

    private static string At(Judgement judgement, TestFacts facts) =>
        judgement.Anchor.Fact is { } fact ? $" at {facts.LabelOf(fact)}" : "";
}
