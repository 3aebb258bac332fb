using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Pick exact values for all that is doubtful and judge two-valued: the truth lies between sure and possible, always.</summary>
public sealed class DoubtTests
{
    private static int Cases => CaseCount.Of(400);

    [Fact]
    public void The_truth_lies_between_sure_and_possible()
    {
        var (sure, open) = (0, 0);
        for (var seed = CaseCount.From; seed < CaseCount.From + Cases; seed++)
        {
            var cases = new WideCases(seed + 10_000);
            var (provisions, facts) = (cases.Provisions(3), cases.Facts(12, doubt: true));
            var judged = JudgeNorms.All(WideCases.Matter(provisions, facts));
            sure += judged.Count(j => j.Verdict is Verdict.Breached);
            open += judged.Count(j => j.Verdict is Verdict.Undetermined);
            for (var pick = 0; pick < 3; pick++)
            {
                var truth = WideCases.Truth(facts, new((seed * 3) + pick));
                var breaches = WideCases.Breaches(provisions, truth.Select(WideCases.Exactly));
                var (missed, claimed) = Wrong(judged, breaches);
                Assert.True(
                    missed.Count + claimed.Count == 0,
                    WideCases.Said(seed + 10_000, provisions, [.. facts, .. truth], missed, claimed)
                );
            }
        }
        Assert.True(sure > Cases && open > Cases, $"only {sure} sure and {open} open");
    }

    [Fact]
    public void A_missing_field_never_adds_to_what_is_sure_and_never_takes_from_what_is_possible()
    {
        var lost = 0;
        for (var seed = CaseCount.From; seed < CaseCount.From + Cases; seed++)
        {
            var cases = new WideCases(seed + 20_000);
            var (provisions, facts) = (cases.Provisions(3), cases.Facts(12));
            var random = new Random(seed);
            var less = facts;
            for (var fields = 1 + random.Next(3); fields > 0; fields--)
            {
                var one = random.Next(less.Length);
                var field = WideCases.Domain.Keys.ElementAt(random.Next(WideCases.Domain.Count));
                less = less.SetItem(one, less[one] with { Fields = less[one].Fields.Remove(field) });
            }
            var judged = JudgeNorms.All(WideCases.Matter(provisions, less));
            var before = JudgeNorms.All(WideCases.Matter(provisions, facts));
            var breaches = before
                .Where(j => j.Verdict is Verdict.Breached)
                .Select(WideCases.Key)
                .ToImmutableSortedSet();
            var (missed, claimed) = Wrong(judged, breaches);
            Assert.True(
                missed.Count + claimed.Count == 0,
                WideCases.Said(seed + 20_000, provisions, less, missed, claimed)
            );
            lost += judged.Any(j => j.Verdict is Verdict.Undetermined) ? 1 : 0;
        }
        Assert.True(lost > Cases / 10, $"a field was missed in {lost} cases only");
    }

    // The engine is asked only of what hangs on a fact: a state is known by its key, and what is open in that has none.
    [Fact]
    public void The_truth_lies_between_what_the_engine_says_is_sure_and_possible()
    {
        for (var seed = CaseCount.From; seed < CaseCount.From + Cases; seed++)
        {
            var cases = new WideCases(seed + 30_000);
            var (provisions, facts) = (cases.Provisions(3), cases.Facts(12, doubt: true));
            var running = new Engine.Running(WideCases.Agreement(provisions));
            foreach (var fact in facts)
                running.Take(new Engine.Happening.Said(fact));
            running.Take(new Engine.Happening.Later(WideCases.Until));
            var names = running.Engine.Programs.Select(p => p.Name).ToHashSet();
            var standing = running
                .Engine.Standing()
                .Where(s => s.Anchor >= 0)
                .Select(s =>
                    (
                        Clause: running.Engine.Programs[s.Provision].Name,
                        Bearer: s.Bearer == 0 ? null : running.Schema.NameOf(s.Bearer),
                        Fact: running.Border.IdOf(s.Anchor).Text,
                        s.Verdict
                    )
                )
                .ToList();
            var truth = WideCases.Truth(facts, new(seed));
            var breaches = WideCases
                .Breaches(provisions, truth.Select(WideCases.Exactly))
                .Select(b =>
                    (Text: b, Words: b.Replace(" if breached", "~if~breached", StringComparison.Ordinal).Split(' '))
                )
                .Select(b => (b.Text, Clause: b.Words[0].Replace('~', ' '), Bearer: b.Words[1], Fact: b.Words[2]))
                .Where(b => b.Fact[0] == 'f' && names.Contains(b.Clause))
                .ToList();
            var missed = breaches
                .Where(b =>
                    !standing.Exists(s =>
                        s.Clause == b.Clause && s.Fact == b.Fact && (s.Bearer ?? b.Bearer) == b.Bearer
                    )
                )
                .Select(b => b.Text);
            var claimed = standing
                .Where(s =>
                    s.Verdict == EngineVerdict.Sure
                    && !breaches.Exists(b =>
                        s.Clause == b.Clause && s.Fact == b.Fact && (s.Bearer ?? b.Bearer) == b.Bearer
                    )
                )
                .Select(s => $"{s.Clause} {s.Bearer} {s.Fact}");
            Assert.True(
                !missed.Any() && !claimed.Any(),
                WideCases.Said(seed + 30_000, provisions, [.. facts, .. truth], missed, claimed)
            );
        }
    }

    // What holds for some exact choice and is not even possible; what is said to be sure and does not hold.
    // Of a state it is known from when on it surely holds, and from when on it may; it may begin more than once meanwhile.
    private static (List<string> Missed, List<string> Claimed) Wrong(
        ImmutableArray<Judgement> judged,
        ImmutableSortedSet<string> truth
    ) =>
        (
            [
                .. truth.Where(t =>
                    !judged.Any(j => j.Verdict is Verdict.Breached or Verdict.Undetermined && Is(t, j, ahead: true))
                ),
            ],
            [
                .. judged
                    .Where(j => j.Verdict is Verdict.Breached && !truth.Any(t => Is(t, j, ahead: false)))
                    .Select(WideCases.Key),
            ]
        );

    private static bool Is(string breach, Judgement judgement, bool ahead)
    {
        var key = WideCases.Key(judgement);
        var (at, its) = (breach.LastIndexOf(' '), key.LastIndexOf(' '));
        return breach == key
            || breach[..at] == key[..its]
                && long.TryParse(breach[at..], out var instant)
                && long.TryParse(key[its..], out _)
                && (ahead || instant < judgement.Anchor.End);
    }
}
