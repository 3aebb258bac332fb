using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Which defined terms a provision uses, and whether they lead anywhere.</summary>
internal static class UsedTerms
{
    /// <summary>Those provisions whose terms are all defined by one of them: the others would mean nothing.</summary>
    public static ImmutableArray<Provision> Explained(IEnumerable<Provision> provisions)
    {
        var left = provisions.ToImmutableArray();
        while (true)
        {
            var defined = left.Select(p => (p.Norm as Norm.Means)?.Term)
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
            var explained = left.Where(p => Of(p).All(defined.Contains)).ToImmutableArray();
            if (explained.Length == left.Length)
                return left;
            left = explained;
        }
    }

    /// <summary>The terms on the shortest way from a term back to itself; null: there is none.</summary>
    public static ImmutableArray<string>? Back(string term, IReadOnlyDictionary<string, Provision> meant)
    {
        var queue = new Queue<ImmutableArray<string>>([
            [term],
        ]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var way))
            foreach (var next in meant.TryGetValue(way[^1], out var of) ? Of(of) : [])
                if (next == term)
                    return way;
                else if (seen.Add(next))
                    queue.Enqueue(way.Add(next));
        return null;
    }

    private static IEnumerable<string> Of(Provision provision) =>
        NormFormulas.Of(provision.Norm).Concat(provision.Unless.Select(u => u.When)).SelectMany(Of);

    private static IEnumerable<string> Of(Formula formula) =>
        formula is Formula.Defined defined ? [defined.Term] : Variables.Parts(formula).SelectMany(Of);
}
