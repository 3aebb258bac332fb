using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Pick exact values for all that is doubtful and judge two-valued: the truth lies between sure and possible, always.</summary>
public sealed class DoubtTests
{
    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("TRUCEWATCH_CASES"), out var n) ? n : 500;

    [Fact]
    public void The_truth_lies_between_sure_and_possible()
    {
        var (sure, open) = (0, 0);
        for (var seed = 0; seed < Cases; seed++)
        {
            var cases = new WideCases(seed + 10_000);
            var (provisions, facts) = (cases.Provisions(3), cases.Facts(12, doubt: true));
            var judged = JudgeNorms.All(WideCases.Matter(provisions, facts));
            sure += judged.Count(j => j.Verdict is Verdict.Breached);
            open += judged.Count(j => j.Verdict is Verdict.Undetermined);
            for (var pick = 0; pick < 3; pick++)
            {
                var truth = WideCases.Truth(facts, new(seed * 3 + pick));
                var breaches = WideCases.Breaches(provisions, truth.Select(WideCases.Exactly));
                var said = Wrong(judged, breaches);
                if (said.Count > 0) wrong.Add(WideCases.Said(seed, provisions, facts.Concat(truth), said, []));
            }
        }
        Assert.True(wrong.Count == 0, wrong.Count + "\n" + string.Join("\n", wrong.OrderBy(w => w.Length).Take(5)));
        Assert.True(sure > Cases && open > Cases, $"only {sure} sure and {open} open");
    }
    private List<string> wrong = [];

    // Of a state it is known from when on it surely holds, and from when on it may; it may begin more than once meanwhile.
    private static List<string> Wrong(ImmutableArray<Judgement> judged, ImmutableSortedSet<string> truth)
    {
        var wrong = new List<string>();
        foreach (var judgement in judged.Where(j => j.Verdict is Verdict.Breached))
            if (!truth.Any(t => Is(t, judgement, (at, j) => at < j.Anchor.End)))
                wrong.Add($"- {WideCases.Key(judgement)}");
        foreach (var breach in truth)
            if (
                !judged.Any(j =>
                    j.Verdict is Verdict.Breached or Verdict.Undetermined && Is(breach, j, (_, _) => true)
                )
            )
                wrong.Add($"+ {breach}");
        return wrong;
    }

    private static bool Is(string breach, Judgement judgement, Func<long, Judgement, bool> then)
    {
        var key = WideCases.Key(judgement);
        var (at, its) = (breach.LastIndexOf(' '), key.LastIndexOf(' '));
        return breach == key
            || breach[..at] == key[..its]
                && long.TryParse(breach[at..], out var instant)
                && long.TryParse(key[its..], out _)
                && then(instant, judgement);
    }
}
