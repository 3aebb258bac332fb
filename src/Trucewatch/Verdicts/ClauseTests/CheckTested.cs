using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>AG111: every provision has a test that breaches it and one that does not; a permit one in which it excuses.</summary>
/// <remarks>Definitions, powers and entry into force are not breached; they are tested through what uses them.</remarks>
public static class CheckTested
{
    /// <summary>The check's code.</summary>
    public const string Code = "AG111";

    /// <summary>The provisions that lack a test, in the order given. A warning each.</summary>
    public static ImmutableArray<Flaw> Of(ImmutableArray<Provision> provisions, ImmutableArray<ClauseTest> tests)
    {
        var expected = tests
            .SelectMany(
                t => t.Steps.OfType<TestStep.Then>().SelectMany(s => s.Expected),
                (t, e) => (t.Clause, Expected: e)
            )
            .ToList();
        return [.. provisions.Select(p => Of(p, expected)).OfType<Flaw>()];
    }

    private static Flaw? Of(Provision provision, List<(string Test, Expectation Expected)> all)
    {
        var clause = provision.Clause;
        var missing = provision.Norm switch
        {
            Norm.Permit => all.Exists(a => a.Expected.Because == clause)
                ? []
                : new[] { $"one in which it excuses (\"… not breached because {clause}\")" },
            Norm.Forbid or Norm.Require or Norm.Keep => Missing(clause, all).ToArray(),
            _ => [],
        };
        return missing.Length == 0
            ? null
            : new(
                Code,
                clause,
                provision.Text,
                FlawWeight.Warning,
                $"no test shows what it means: missing is {string.Join(" and ", missing)}",
                $"Write a block \"```test {clause} …\"; \"trucewatch agreement test FOLDER --boundaries\" proposes some",
                []
            );
    }

    private static IEnumerable<string> Missing(string clause, List<(string Test, Expectation Expected)> all)
    {
        if (!all.Exists(a => a.Expected.Clause == clause && a.Expected.Breached))
            yield return "one that breaches it";
        if (!all.Exists(a => !a.Expected.Breached && (a.Expected.Clause ?? a.Test) == clause))
            yield return "one that does not";
    }
}
