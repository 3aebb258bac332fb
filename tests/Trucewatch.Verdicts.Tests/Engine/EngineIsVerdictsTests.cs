using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>What the engine keeps up to date is what the norms say over meaning, from nothing.</summary>
public sealed class EngineIsVerdictsTests
{
    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("TRUCEWATCH_CASES"), out var n) ? n : 100;

    [Fact]
    public void Its_sure_verdicts_are_the_breaches_of_the_judgement_from_nothing()
    {
        var compared = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            var cases = new RandomCases(seed + 90_000);
            var agreement = cases.Agreement(3) with
            {
                Calendar = new(DateTimeZone.Utc, Instant.FromUnixTimeSeconds(-1000)),
            };
            var running = new Running(agreement);
            foreach (var happening in cases.Log(20))
                running.Take(happening);
            running.Take(new Happening.Later(1000));
            var expected = Breached(agreement, [.. running.Facts]);
            var found = running
                .Engine.Standing()
                .Where(s => s.Verdict == EngineVerdict.Sure && s.Anchor >= 0)
                .Where(s => !running.Engine.Programs[s.Provision].Name.EndsWith("breached", StringComparison.Ordinal))
                .Select(s =>
                    $"{running.Engine.Programs[s.Provision].Name} {running.Border.IdOf(s.Anchor)} {Bearer(s, running)}"
                )
                .Order(StringComparer.Ordinal)
                .ToList();
            compared += expected.Count;
            Assert.True(
                expected.SequenceEqual(found),
                $"seed {seed}: missing {string.Join(", ", expected.Except(found))}; too many {string.Join(", ", found.Except(expected))}\n"
                    + string.Join(
                        '\n',
                        agreement.Provisions.Select(p =>
                            System.Text.Json.JsonSerializer.Serialize(p.Norm)
                            + System.Text.Json.JsonSerializer.Serialize(p.Unless)
                        )
                    )
                    + "\n"
                    + string.Join(
                        '\n',
                        running.Facts.Select(f =>
                            $"{f.Id} {f.Kind} {f.Start} {string.Join(' ', f.Fields.Select(x => x.Key + "=" + x.Value.Possible[0]))}"
                        )
                    )
            );
        }
        Assert.True(compared > Cases, $"only {compared} were compared");
    }

    private static string Bearer(EngineStanding standing, Running running) =>
        standing.Bearer != 0
            ? running.Schema.NameOf(standing.Bearer)
            : (
                (Value.Name)
                    running.Facts.First(f => f.Id == running.Border.IdOf(standing.Anchor)).Fields["by"].Possible[0]
            ).Of;

    private static List<string> Breached(EngineAgreement agreement, ImmutableArray<Fact> facts)
    {
        var world = Worlds.Of(facts);
        var matter = new Matter(
            [
                .. agreement
                    .Provisions.Where(p => p.Norm is Norm.Forbid or Norm.Require)
                    .Select(p => new ClauseVersion(p, p.Clause, Stretch.Always, 0)),
            ],
            world,
            agreement.Calendar,
            Force.Always,
            Powers.None(agreement.Calendar),
            ImmutableDictionary<FactId, bool?>.Empty,
            [new("A"), new("B")],
            agreement.Guarantors,
            DefaultRules.Value,
            1000
        );
        return
        [
            .. JudgeNorms
                .All(matter)
                .Where(j => j.Verdict is Verdict.Breached && j.Anchor.Fact is not null && j.Obligation?.Remedy is null)
                .Select(j => $"{j.Key.Clause} {j.Anchor.Fact} {j.Key.Bearer}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
