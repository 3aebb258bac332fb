using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Which variables a formula shares with what stands beside it.</summary>
internal static class Variables
{
    /// <summary>The variables of a formula that nothing inside it closes off, in the order of their first use.</summary>
    /// <param name="of">The formula.</param>
    /// <param name="terms">The meanings of defined terms: their variables are those of the same names.</param>
    public static ImmutableArray<string> Shared(Formula of, IReadOnlyDictionary<string, Formula> terms)
    {
        var found = new List<string>();
        Gather(of, terms, found, []);
        var results = Results(of).ToHashSet();
        return [.. found.Distinct().Where(v => !results.Contains(v))];
    }

    private static IEnumerable<string> Results(Formula of) =>
        of is Formula.Tally tally ? [tally.Result] : Parts(of).SelectMany(Results);

    private static void Gather(
        Formula of,
        IReadOnlyDictionary<string, Formula> terms,
        List<string> found,
        ImmutableHashSet<string> seen
    )
    {
        switch (of)
        {
            case Formula.Fact fact:
                found.AddRange(fact.Arguments.Select(a => a.Is).OfType<Operand.Variable>().Select(v => v.Name));
                break;
            case Formula.Compare compare:
                found.AddRange(new[] { compare.Left, compare.Right }.OfType<Operand.Variable>().Select(v => v.Name));
                break;
            case Formula.Near near:
                found.Add(near.Of);
                break;
            case Formula.Tally tally:
                found.AddRange(tally.Per);
                break;
            case Formula.Some some:
                var inner = new List<string>();
                Gather(some.Of, terms, inner, seen);
                found.AddRange(inner.Where(v => v != some.Over));
                break;
            case Formula.Defined defined
                when terms.TryGetValue(defined.Term, out var meant) && !seen.Contains(defined.Term):
                found.AddRange(SharedOf(meant, terms, seen.Add(defined.Term)));
                break;
            default:
                foreach (var part in Parts(of))
                    Gather(part, terms, found, seen);
                break;
        }
    }

    private static IEnumerable<string> SharedOf(
        Formula of,
        IReadOnlyDictionary<string, Formula> terms,
        ImmutableHashSet<string> seen
    )
    {
        var found = new List<string>();
        Gather(of, terms, found, seen);
        var results = Results(of).ToHashSet();
        return found.Where(v => !results.Contains(v));
    }

    /// <summary>The formulas of which a formula is made.</summary>
    public static IEnumerable<Formula> Parts(Formula of) =>
        of switch
        {
            Formula.Not not => [not.Of],
            Formula.All all => all.Of,
            Formula.Any any => any.Of,
            Formula.Some some => [some.Of],
            Formula.Past past => [past.Of],
            Formula.Next next => [next.Of],
            Formula.Since since => [since.Keeping, since.Start],
            Formula.Until until => [until.Keeping, until.End],
            Formula.Tally tally => [tally.Over],
            Formula.Begins begins => [begins.Of],
            Formula.Ends ends => [ends.Of],
            Formula.Watched watched => [watched.Of],
            _ => [],
        };
}
