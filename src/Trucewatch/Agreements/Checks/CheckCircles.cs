using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>AG109: terms, exceptions or remedies that lead back to themselves; addresses that lead nowhere.</summary>
internal static class CheckCircles
{
    public const string Code = "AG109";

    public static IEnumerable<Flaw> Of(Checking all) =>
        Terms(all).Concat(Exceptions(all)).Concat(Remedies(all)).Concat(Addresses(all));

    private static IEnumerable<Flaw> Terms(Checking all)
    {
        var meant = all
            .Provisions.Where(p => p.Norm is Norm.Means)
            .ToLookup(p => ((Norm.Means)p.Norm).Term, StringComparer.Ordinal);
        return Circles(
            all.Provisions.Where(p => p.Norm is Norm.Means),
            p => Parts.Of(p).SelectMany(Parts.AllOf).OfType<Formula.Defined>().SelectMany(d => meant[d.Term]),
            FlawWeight.Error,
            "the term is explained by itself",
            "Explain one of the terms by facts"
        );
    }

    private static IEnumerable<Flaw> Exceptions(Checking all) =>
        Circles(
            all.Provisions.Where(p => p.Norm is Norm.Permit),
            p => p.Norm is Norm.Permit permit ? permit.From.SelectMany(a => all.ByClause[a]) : [],
            FlawWeight.Error,
            "the clauses derogate from one another in a circle, so none of them comes first",
            "Let the narrowest derogate from the wider one only"
        );

    private static IEnumerable<Flaw> Remedies(Checking all) =>
        Circles(
            all.Provisions.Where(p => p.Norm is Norm.Require { IfBreached: not null }),
            p => Started(p, all),
            FlawWeight.Warning,
            "its remedy sets off a duty whose remedy sets off this one again, without end",
            "Let one of the remedies be an act that sets off nothing"
        );

    /// <summary>The duties that an act under a provision's remedy sets off.</summary>
    private static IEnumerable<Provision> Started(Provision provision, Checking all)
    {
        var acts = Parts
            .Chain(provision.Norm)
            .Skip(1)
            .OfType<Norm.Require>()
            .SelectMany(r => OneBearer.Each(r.By, all.Context), (r, b) => (r, b))
            .SelectMany(x => all.WaysOf(x.r.Act, x.b) ?? [])
            .ToList();
        return all.Provisions.Where(p =>
            p.Norm is Norm.Require next
            && OneBearer
                .Each(next.By, all.Context)
                .SelectMany(b => all.WaysOf(next.Trigger, b) ?? [])
                .Any(t =>
                    acts.Exists(a =>
                        all.Ways.AreSame(a.Noun, t.Noun) && all.Solver.Solve(a.With(t.Of)) is Solution.Found
                    )
                )
        );
    }

    private static IEnumerable<Flaw> Circles(
        IEnumerable<Provision> from,
        Func<Provision, IEnumerable<Provision>> next,
        FlawWeight weight,
        string wrong,
        string cure
    )
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in from)
            if (!told.Contains(start.Clause) && Way(start, next) is { } way)
            {
                told.UnionWith(way);
                yield return Checking.Flaw(
                    Code,
                    start,
                    weight,
                    wrong,
                    cure,
                    new ExampleFact(null, string.Join(" → ", way.Append(start.Clause)), "and so on")
                );
            }
    }

    /// <summary>The clauses on the shortest way from a provision back to itself; null: there is none.</summary>
    private static ImmutableArray<string>? Way(Provision start, Func<Provision, IEnumerable<Provision>> next)
    {
        var queue = new Queue<ImmutableArray<Provision>>([
            [start],
        ]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var way))
            foreach (var to in next(way[^1]))
                if (to.Clause == start.Clause)
                    return [.. way.Select(p => p.Clause)];
                else if (seen.Add(to.Clause))
                    queue.Enqueue(way.Add(to));
        return null;
    }

    private static IEnumerable<Flaw> Addresses(Checking all) =>
        from provision in all.Provisions
        from address in References(provision).Distinct(StringComparer.Ordinal)
        where all.Context.Removed.Contains(address) || !all.ByClause.Contains(address)
        select Checking.Flaw(
            Code,
            provision,
            FlawWeight.Error,
            all.Context.Removed.Contains(address)
                ? $"it speaks of {address}, which an amendment took out"
                : $"it speaks of {address}, and no provision has that address",
            "Name a clause that stands, or take the reference out",
            new ExampleFact(null, $"{provision.Clause} → {address}", "nothing is there")
        );

    private static IEnumerable<string> References(Provision provision) =>
        provision
            .Unless.Select(u => u.GrantedBy)
            .OfType<string>()
            .Concat(
                provision.Norm switch
                {
                    Norm.Permit permit => permit.From,
                    Norm.Empower empower => empower.Over,
                    _ => ImmutableArray<string>.Empty,
                }
            );
}
