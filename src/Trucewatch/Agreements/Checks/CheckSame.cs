namespace Trucewatch.Agreements;

/// <summary>AG113: <c>in the same sector</c> where nothing else in the clause has a sector, so that nothing is compared.</summary>
/// <remarks>A defined term shares its sector with the clauses that use it: neither the term nor such a clause is told.</remarks>
internal static class CheckSame
{
    public const string Code = "AG113";
    private const string Sector = "sector";

    public static IEnumerable<Flaw> Of(Checking all) =>
        from provision in all.Provisions
        where provision.Norm is not (Norm.Means or Norm.InForce)
        let parts = Parts.Of(provision).SelectMany(Parts.AllOf).ToList()
        where !parts.Any(f => f is Formula.Defined) && parts.SelectMany(Parts.VariablesOf).Count(v => v == Sector) == 1
        let noun = parts.OfType<Formula.Fact>().First(f => Parts.VariablesOf(f).Contains(Sector)).Kind
        select Checking.Flaw(
            Code,
            provision,
            FlawWeight.Error,
            $"\"in the same sector\" compares the {noun} with nothing: what the clause is about has no sector",
            "Add \"sector\" to the other noun in terms, or take \"in the same sector\" out",
            new ExampleFact(null, $"F1  {noun}, sector elsewhere", "counts as if it were in the same sector")
        );
}
