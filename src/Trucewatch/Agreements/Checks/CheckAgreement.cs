using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Checks an agreement before it runs: AG101 to AG113, each flaw with an example that shows it.</summary>
/// <remarks>
/// AG102 to AG106 are exact on conjunctions of number intervals, finite sets, times and zones. What else a condition asks (other
/// facts, other times) is taken as a whole that may hold or not: nothing is then called impossible that is not.
/// </remarks>
public static class CheckAgreement
{
    /// <summary>All flaws, by file, line, column and check; none: an empty list.</summary>
    public static ImmutableArray<Flaw> Of(Terms terms, ImmutableArray<Provision> provisions, CheckContext context)
    {
        var all = new Checking(terms, provisions, context);
        var empty = CheckEmpty.Of(all).ToList();
        var vacuous = CheckVacuous.Of(all).ToList();
        var never = empty
            .Concat(vacuous)
            .Where(f => f.Weight == FlawWeight.Error)
            .Select(f => f.Clause)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. CheckVariables
                .Of(all)
                .Concat(empty)
                .Concat(vacuous)
                .Concat(CheckConflict.Of(all))
                .Concat(CheckReach.Of(all, never))
                .Concat(CheckPermits.Of(all))
                .Concat(CheckMirror.Of(all))
                .Concat(CheckBlind.Of(all))
                .Concat(CheckCircles.Of(all))
                .Concat(CheckUnits.Of(all))
                .Concat(CheckForever.Of(all))
                .Concat(CheckSame.Of(all))
                .OrderBy(f => f.Where.File, StringComparer.Ordinal)
                .ThenBy(f => f.Where.Line)
                .ThenBy(f => f.Where.Column)
                .ThenBy(f => f.Check, StringComparer.Ordinal),
        ];
    }
}
