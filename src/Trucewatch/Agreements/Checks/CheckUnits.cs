namespace Trucewatch.Agreements;

/// <summary>AG110: two provisions count the same fact with different units, so their numbers cannot be read side by side.</summary>
/// <remarks>Only units that both name: a provision that names none counts in incidents, as every provision does beside.</remarks>
internal static class CheckUnits
{
    public const string Code = "AG110";

    public static IEnumerable<Flaw> Of(Checking all)
    {
        var counted = all.Provisions.Where(p => p.Norm is Norm.Forbid && p.Breach.Unit is not null).ToList();
        for (var i = 0; i < counted.Count; i++)
        for (var j = i + 1; j < counted.Count; j++)
            if (counted[i].Breach.Unit != counted[j].Breach.Unit && Both(counted[i], counted[j], all) is { } flaw)
                yield return flaw;
    }

    private static Flaw? Both(Provision one, Provision other, Checking all)
    {
        if (all.Runs.Of(one).And(all.Runs.Of(other)) is not { IsEmpty: false, From: var at })
            return null;
        var (a, b) = ((Norm.Forbid)one.Norm, (Norm.Forbid)other.Norm);
        foreach (var bound in OneBearer.Each(a.By, all.Context).Intersect(OneBearer.Each(b.By, all.Context)))
        foreach (var way in all.Forbidden(one, a, bound) ?? [])
        foreach (var same in all.Forbidden(other, b, bound) ?? [])
            if (all.Ways.AreSame(way.Noun, same.Noun) && all.Solver.Solve(way.With(same.Of)) is Solution.Found found)
                return Checking.Flaw(
                    Code,
                    other,
                    FlawWeight.Warning,
                    $"{one.Clause} counts the same fact in \"{one.Breach.Unit}\", and this counts it in \"{other.Breach.Unit}\"",
                    "Count both in the same unit, or make one of the two narrower",
                    all.Example(found, "F1", at, $"counted by {one.Clause} and by {other.Clause}")
                );
        return null;
    }
}
