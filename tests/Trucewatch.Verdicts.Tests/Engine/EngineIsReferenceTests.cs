using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>Where nothing is in doubt and all limits have run, the engine says what the reference finds.</summary>
public sealed class EngineIsReferenceTests
{
    // Later than any limit of what happens in the log.
    private const int Until = 80;

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("TRUCEWATCH_CASES"), out var n) ? n : 2000;

    [Fact]
    public void It_equals_the_reference_on_what_it_was_made_for() =>
        Same(seed => new RandomCases(seed).Agreement(3), seed => new RandomCases(seed + 500_000).Log(20), share: 0.98);

    [Fact]
    public void It_equals_the_reference_on_all_that_it_accepts() =>
        Same(
            seed => WideCases.Agreement(new WideCases(seed).Provisions(3)),
            seed => new RandomCases(seed + 500_000).Log(20),
            share: 0.5
        );

    private static void Same(Func<int, EngineAgreement> agreements, Func<int, List<Happening>> logs, double share)
    {
        var (compared, run, all) = (0, 0, 0);
        for (var seed = 0; seed < Cases; seed++)
        {
            var running = new Running(agreements(seed));
            foreach (var happening in logs(seed))
                running.Take(happening);
            running.Take(new Happening.Later(Until));
            var accepted = running.Engine.Programs.Select(p => p.Name).ToHashSet();
            var expected = WideCases
                .Breaches(running.Agreement.Provisions, running.Facts.Select(WideCases.Exactly), Until)
                .Where(b => accepted.Contains(b[..b.LastIndexOf(' ', b.LastIndexOf(' ') - 1)]))
                .ToImmutableSortedSet();
            var found = running
                .Engine.Standing()
                .Where(s => running.Engine.Programs[s.Provision].Provision.Norm is not Norm.Means)
                .Select(s => Said(s, running))
                .ToImmutableSortedSet();
            Assert.True(
                expected.SetEquals(found),
                WideCases.Said(seed, running.Agreement.Provisions, running.Facts, expected, found)
            );
            compared += expected.Count;
            run += accepted.Count;
            all += accepted.Count + running.Engine.Refused.Length;
        }
        Assert.True(compared > Cases, $"only {compared} breaches were compared");
        Assert.True(run >= all * share, $"only {run} of {all} provisions were compared");
    }

    // Nothing is in doubt, and no limit runs: what stands is sure.
    private static string Said(EngineStanding standing, Running running)
    {
        var program = running.Engine.Programs[standing.Provision];
        var fact = running.Facts.FirstOrDefault(f =>
            standing.Anchor >= 0 && f.Id == running.Border.IdOf(standing.Anchor)
        );
        var whose =
            standing.Bearer != 0 ? running.Schema.NameOf(standing.Bearer)
            : fact is null ? Bearer(standing, running)
            : Bearer(program.Provision.Norm, fact);
        return $"{program.Name} {whose} {fact?.Id.Text ?? $"{standing.At}"}"
            + (standing.Verdict == EngineVerdict.Sure ? "" : $" {standing.Verdict}");
    }

    // Whom the anchor itself names.
    private static string Bearer(Norm norm, Fact fact) =>
        norm switch
        {
            Norm.Require { By: Trucewatch.Agreements.Bearer.EachGuarantor } => Name(fact.Fields["for"]),
            Norm.Forbid { By: Trucewatch.Agreements.Bearer.Named named } => named.Party.Code,
            Norm.Require { By: Trucewatch.Agreements.Bearer.Named named } => named.Party.Code,
            _ => Name(fact.Fields["by"]),
        };

    private static string Name(Field field) => ((Value.Name)field.Possible.Single()).Of;

    private static string Bearer(EngineStanding standing, Running running) =>
        running.Engine.Programs[standing.Provision].Provision.Norm switch
        {
            Norm.Forbid { By: Trucewatch.Agreements.Bearer.Named named } => named.Party.Code,
            Norm.Require { By: Trucewatch.Agreements.Bearer.Named named } => named.Party.Code,
            Norm.Keep { By: Trucewatch.Agreements.Bearer.Named named } => named.Party.Code,
            _ => standing
                .Key.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(v => running.Schema.NameOf(int.Parse(v, System.Globalization.CultureInfo.InvariantCulture)))
                .FirstOrDefault(n => n is "A" or "B", "nobody"),
        };
}
