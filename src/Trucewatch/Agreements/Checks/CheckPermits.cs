namespace Trucewatch.Agreements;

/// <summary>AG106: a permit without a prohibition, a power over a clause that has no limit, a bearer that cannot act.</summary>
internal static class CheckPermits
{
    public const string Code = "AG106";

    public static IEnumerable<Flaw> Of(Checking all) =>
        all.Provisions.SelectMany(p => Permits(p, all).Concat(Powers(p, all)).Concat(Bearers(p, all)));

    private static IEnumerable<Flaw> Permits(Provision provision, Checking all)
    {
        if (provision.Norm is not Norm.Permit permit)
            yield break;
        var from = permit
            .From.Concat(
                all.Provisions.Where(p => p.Unless.Any(u => u.GrantedBy == provision.Clause)).Select(p => p.Clause)
            )
            .Distinct(StringComparer.Ordinal)
            .SelectMany(a => all.ByClause[a])
            .ToList();
        var lifted = from.Where(p => p.Norm is Norm.Require or Norm.Keep || Lifts(permit, p, all)).ToList();
        if (lifted.Count == 0 && permit.From.All(a => all.ByClause.Contains(a)))
            yield return Checking.Flaw(
                Code,
                provision,
                FlawWeight.Error,
                from.Count == 0
                    ? "it allows what nothing forbids: it names no clause that it derogates from"
                    : $"it allows what {string.Join(" and ", from.Select(f => f.Clause))} does not forbid",
                "Name the prohibition with \"derogates from\", or take the provision out",
                [.. Example(provision, permit, all)]
            );
    }

    private static IEnumerable<ExampleFact> Example(Provision provision, Norm.Permit permit, Checking all) =>
        OneBearer
            .Each(permit.By, all.Context)
            .SelectMany(b => all.WaysOf(permit.Act, b) ?? [])
            .Select(all.Solver.Solve)
            .OfType<Solution.Found>()
            .Take(1)
            .Select(f => all.Example(f, "F1", null, $"allowed by {provision.Clause}, and by no clause forbidden"));

    private static bool Lifts(Norm.Permit permit, Provision of, Checking all) =>
        of.Norm is Norm.Forbid forbid
        && OneBearer
            .Each(permit.By, all.Context)
            .Intersect(OneBearer.Each(forbid.By, all.Context))
            .Any(bound =>
                all.WaysOf(permit.Act, bound) is not { } ways
                || all.Forbidden(of, forbid, bound) is not { } forbidden
                || ways.Any(w =>
                    forbidden.Any(f =>
                        all.Ways.AreSame(w.Noun, f.Noun) && all.Solver.Solve(f.With(w.Of)) is Solution.Found
                    )
                )
            );

    private static IEnumerable<Flaw> Powers(Provision provision, Checking all)
    {
        if (provision.Norm is not Norm.Empower { Of: null } power)
            yield break;
        foreach (var clause in power.Over)
        foreach (var over in all.ByClause[clause])
            if (power.Power == Power.Extend && over.Norm is not Norm.Require)
                yield return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    $"{clause} has no time limit, so there is nothing to extend",
                    "Name a clause with a limit, or give the power to waive or suspend",
                    new ExampleFact(null, $"an extension of {clause} by the {power.By}", "it changes nothing")
                );
            else if (over.Norm is Norm.Means or Norm.Permit or Norm.Empower or Norm.InForce)
                yield return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    $"{clause} asks nothing of anybody, so there is nothing to {power.Power.ToString().ToLowerInvariant()}",
                    "Name a clause that asks for something",
                    new ExampleFact(null, $"an act of the {power.By} over {clause}", "it changes nothing")
                );
    }

    private static IEnumerable<Flaw> Bearers(Provision provision, Checking all)
    {
        foreach (var norm in Parts.Chain(provision.Norm))
            if (Parts.BearerOf(norm) is { } bearer && CannotAct(norm, bearer, all) is { } why)
                yield return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    why,
                    "Bind somebody who can act, or change the noun in the terms",
                    new ExampleFact(null, "no fact", "nobody can do or leave what is asked")
                );
    }

    private static string? CannotAct(Norm norm, Bearer bearer, Checking all) =>
        bearer switch
        {
            Bearer.TheBody body when !all.Context.Bodies.Contains(body.Body) =>
                $"the mission has no body \"{body.Body}\" that could act",
            Bearer.Named named when !all.Context.Parties.Contains(named.Party.Code) =>
                $"the mission has no party \"{named.Party.Code}\"",
            Bearer.EachGuarantor when all.Context.Guarantors is { IsEmpty: true } => "the mission has no guarantor",
            _ => Foreign(norm, bearer, all),
        };

    /// <summary>The act is of a noun that others do.</summary>
    private static string? Foreign(Norm norm, Bearer bearer, Checking all)
    {
        var (act, variable) = norm switch
        {
            Norm.Forbid forbid => (forbid.Act, Variable(bearer)),
            Norm.Require require => (require.Act, Variable(bearer)),
            Norm.Permit permit => (permit.Act, Variable(bearer)),
            _ => (null, ""),
        };
        if (act is null)
            return null;
        foreach (var fact in Parts.AllOf(act).OfType<Formula.Fact>())
            if (
                fact.Arguments.Any(a => a.Field == "by" && a.Is is Operand.Variable v && v.Name == variable)
                && all.Ways.Kind(fact.Kind)?.Attributes.OfType<KindAttribute.By>().FirstOrDefault() is { } by
                && !MayBe(by.Who, bearer)
            )
                return $"\"{fact.Kind}\" is by {by.Who} in the terms, and here somebody else is bound to it";
        return null;
    }

    private static string Variable(Bearer bearer) =>
        bearer switch
        {
            Bearer.EachGuarantor => "guarantor",
            Bearer.TheBody => "body",
            _ => "party",
        };

    private static bool MayBe(string who, Bearer bearer) =>
        bearer switch
        {
            Bearer.TheBody body => who == "body" || who == body.Body,
            Bearer.EachGuarantor => who.StartsWith("guarantor", StringComparison.Ordinal),
            _ => who.StartsWith("part", StringComparison.Ordinal),
        };
}
