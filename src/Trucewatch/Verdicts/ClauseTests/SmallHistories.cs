using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>What came of trying a duty against a prohibition on small histories.</summary>
/// <param name="Duty">The clause of the duty.</param>
/// <param name="Ban">The clause of the prohibition.</param>
/// <param name="Most">The most facts that a history had.</param>
/// <param name="Example">A history that keeps both; where there is none, one that does the duty and breaches the prohibition.</param>
/// <param name="IsConflict">True: whatever was tried, doing the duty breached the prohibition.</param>
public sealed record TriedPair(string Duty, string Ban, int Most, ImmutableArray<ExampleFact> Example, bool IsConflict)
{
    /// <summary>One line, and one for each fact where there is a conflict.</summary>
    public override string ToString() =>
        IsConflict
            ? string.Join(
                '\n',
                Example
                    .Select(e => $"    {e}")
                    .Prepend(
                        $"{Duty} and {Ban}: in all histories of up to {Most} facts, who does what {Duty} asks breaches {Ban}"
                    )
            )
            : $"{Duty} and {Ban}: no conflict found up to {Most} facts";
}

/// <summary>Tries what the exact checks leave open: duties and prohibitions whose conditions speak of other facts or other times.</summary>
/// <remarks>
/// A history is the trigger, an act that fulfils the duty, and at most one more fact of those that the conditions speak of. It
/// is judged as any facts are. That none shows a conflict is no proof that there is none.
/// </remarks>
public static class SmallHistories
{
    /// <summary>The most facts in a history.</summary>
    public const int Most = 3;

    /// <summary>The pairs that the exact check leaves open, each with what came of it.</summary>
    public static ImmutableArray<TriedPair> Of(
        Terms terms,
        ImmutableArray<Provision> provisions,
        CheckContext context,
        JudgeTest judge
    )
    {
        var all = new Checking(terms, provisions, context);
        return
        [
            .. from duty in provisions
            where duty.Norm is Norm.Require
            from ban in provisions
            where ban.Norm is Norm.Forbid && CheckConflict.Start(duty, (Norm.Require)duty.Norm, ban, all) is not null
            let tried = Try(duty, ban, all, judge)
            where tried is not null
            select tried,
        ];
    }

    private static TriedPair? Try(Provision duty, Provision ban, Checking all, JudgeTest judge)
    {
        var (require, forbid) = ((Norm.Require)duty.Norm, (Norm.Forbid)ban.Norm);
        foreach (
            var bearer in OneBearer.Each(require.By, all.Context).Intersect(OneBearer.Each(forbid.By, all.Context))
        )
        {
            var histories = Histories(duty, require, ban, forbid, bearer, all).ToList();
            if (histories.Count == 0)
                continue;
            EdgeHistory? against = null;
            foreach (var history in histories)
            {
                var judged = RunClauseTest
                    .Last(
                        history.AsTest(duty, all),
                        all.Terms,
                        all.Provisions,
                        all.Context.TimeZone,
                        all.Context.Codes,
                        judge
                    )
                    .Judgements.Where(j => j.Key.Bearer == bearer.Id)
                    .ToList();
                if (judged.Exists(j => j.Key.Clause == duty.Clause && j.Verdict is Verdict.Breached))
                    continue; // it does not do the duty
                if (!judged.Exists(j => j.Key.Clause == ban.Clause && j.Verdict is Verdict.Breached))
                    return new(duty.Clause, ban.Clause, Most, Shown(history, all), false);
                against ??= history;
            }
            if (against is not null)
                return new(duty.Clause, ban.Clause, Most, Shown(against, all), true);
        }
        return null;
    }

    private static ImmutableArray<ExampleFact> Shown(EdgeHistory history, Checking all) =>
        [
            .. history
                .Facts.OrderBy(f => f.At)
                .Select(f => new ExampleFact(
                    all.Runs.Local(f.At),
                    ClauseTestText.Print(f.Fact, all.Terms, all.ZoneWords),
                    ""
                )),
        ];

    private static IEnumerable<EdgeHistory> Histories(
        Provision duty,
        Norm.Require require,
        Provision ban,
        Norm.Forbid forbid,
        OneBearer bearer,
        Checking all
    )
    {
        var edges = new Edges(duty, all);
        var witness = new Witness(all);
        if (edges.Trigger(require, bearer) is not { } trigger)
            yield break;
        var noon = edges.Noon();
        var forbidden = (all.Forbidden(ban, forbid, bearer) ?? []).ToList();
        var others = Others(ban, bearer, all).ToList();
        foreach (var way in all.WaysOf(require.Act, bearer) ?? [])
        {
            var meets = forbidden
                .Where(f => all.Ways.AreSame(way.Noun, f.Noun) && all.Solver.Solve(way.With(f.Of)) is Solution.Found)
                .ToList();
            if (meets.Count == 0 || (way.IsExact && meets.TrueForAll(m => m.IsExact)))
                continue; // settled exactly
            foreach (var act in Acts(way, meets, all))
            {
                var (one, two) = witness.Pair(trigger, (way, act));
                foreach (var at in Times(require.Limit, noon, all))
                {
                    ImmutableArray<(Instant, TestFact)> both = [(noon, one), (at, two with { Label = "F2" })];
                    var until = Runs.Plus(edges.LimitOf(require, noon) ?? at, 1);
                    yield return new("", both, until);
                    foreach (var (before, other) in others)
                        yield return new(
                            "",
                            both.Add((Runs.Plus(at, -before), Alike(other, two) with { Label = "F0" })),
                            until
                        );
                }
            }
        }
    }

    // The same sector, weapon … as the act, so that a condition that asks for the same finds it.
    private static TestFact Alike(TestFact other, TestFact act) =>
        other with
        {
            Values = [.. other.Values, .. act.Values.Where(v => !other.Values.Any(o => o.Field == v.Field))],
        };

    private static IEnumerable<Solution.Found> Acts(Way way, List<Way> meets, Checking all) =>
        meets
            .SelectMany(m => m.Of.Select(l => way.With([l.Not(all.Ways.Codes)])).Append(way.With(m.Of)))
            .Prepend(way)
            .Select(all.Solver.Solve)
            .OfType<Solution.Found>();

    private static IEnumerable<Instant> Times(Limit limit, Instant noon, Checking all) =>
        limit switch
        {
            Limit.Within within => [Runs.Plus(noon, 60_000_000), all.Runs.EndOf(noon, within.Of)],
            Limit.Before before =>
            [
                Runs.Plus(noon, -(before.AtLeast ?? 0)),
                Runs.Plus(noon, -(before.AtMost ?? before.AtLeast ?? 0)),
            ],
            Limit.By by => all.Runs.At(by.Moment, noon) is { } at && at > noon ? [Runs.Plus(noon, 60_000_000), at] : [],
            _ => [],
        };

    /// <summary>The facts that the prohibition and its exceptions speak of besides the act, and how long before it they count.</summary>
    private static IEnumerable<(long Before, TestFact Fact)> Others(Provision ban, OneBearer bearer, Checking all) =>
        from formula in Parts.Of(ban).Concat(all.Permits(ban).SelectMany(p => Parts.Of(p)))
        from past in Parts.AllOf(formula).OfType<Formula.Past>()
        from way in all.WaysOf(past.Of, bearer) ?? []
        where way.Noun is not null
        let found = all.Solver.Solve(way) as Solution.Found
        where found is not null
        select (
            past.Within.From
                + (
                    (Math.Min(past.Within.To ?? long.MaxValue, past.Within.From + 86_400_000_000) - past.Within.From)
                    / 2
                ),
            new Witness(all).Fact(found, "F0")
        );
}
