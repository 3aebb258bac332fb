using System.Collections.Immutable;

namespace Trucewatch.Verdicts.Tests;

/// <summary>Where nothing is in doubt, the verdicts from nothing are those of the reference.</summary>
public sealed class VerdictsAreRightTests
{
    private static int Cases => CaseCount.Of(2000);

    [Fact]
    public void They_are_the_breaches_that_the_reference_finds()
    {
        var compared = 0;
        for (var seed = CaseCount.From; seed < CaseCount.From + Cases; seed++)
        {
            var cases = new WideCases(seed);
            var (provisions, facts) = (cases.Provisions(3), cases.Facts(14));
            var expected = WideCases.Breaches(provisions, facts.Select(WideCases.Exactly));
            var judged = JudgeNorms.All(WideCases.Matter(provisions, facts));
            var found = judged.Where(j => j.Verdict is Verdict.Breached).Select(WideCases.Key).ToImmutableSortedSet();
            compared += expected.Count;
            Assert.True(expected.SetEquals(found), WideCases.Said(seed, provisions, facts, expected, found));
            Assert.DoesNotContain(judged, j => j.Verdict is Verdict.Undetermined);
        }
        Assert.True(compared > Cases, $"only {compared} breaches were compared");
    }
}
