namespace Trucewatch.Agreements;

/// <summary>AG112: a fact behind <c>when</c> or <c>unless</c> that counts for ever, because nothing says how far back to look.</summary>
/// <remarks>
/// It may be meant so: a listing holds until somebody says otherwise. So it is a note. A condition for the entry into force, and the
/// start of a <c>since</c>, are looked for at any time before by their sense, and are not told.
/// </remarks>
internal static class CheckForever
{
    public const string Code = "AG112";

    public static IEnumerable<Flaw> Of(Checking all) =>
        all.Provisions.Where(p => p.Norm is not Norm.InForce).SelectMany(p => Of(p, all));

    private static IEnumerable<Flaw> Of(Provision provision, Checking all) =>
        Parts
            .Of(provision)
            .SelectMany(Endless)
            .Distinct(StringComparer.Ordinal)
            .Select(noun =>
                Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Note,
                    $"a {noun} counts here however long ago it was",
                    "Nothing need be done if it is meant so; if not, say how far to look back, such as \"in the last 30 days\"",
                    new ExampleFact(
                        all.Runs.Local(all.Runs.Of(provision).From),
                        $"F1  {noun}",
                        "counts from then on, for ever"
                    )
                )
            );

    private static IEnumerable<string> Endless(Formula formula) =>
        formula switch
        {
            Formula.Past { Within.To: null } past => Parts
                .AllOf(past.Of)
                .OfType<Formula.Fact>()
                .Take(1)
                .Select(f => f.Kind),
            Formula.Since since => Endless(since.Keeping),
            _ => Parts.Of(formula).SelectMany(Endless),
        };
}
