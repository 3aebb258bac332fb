using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>What a formula and a norm are made of.</summary>
internal static class Parts
{
    /// <summary>The formulas right inside.</summary>
    public static ImmutableArray<Formula> Of(Formula formula) =>
        formula switch
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
            _ => [], // what a Watched speaks of is no condition
        };

    /// <summary>The formula and all inside it.</summary>
    public static IEnumerable<Formula> AllOf(Formula formula) => Of(formula).SelectMany(AllOf).Prepend(formula);

    /// <summary>The window of a formula; null: it has none.</summary>
    public static Window? WindowOf(Formula formula) =>
        formula switch
        {
            Formula.Past past => past.Within,
            Formula.Next next => next.Within,
            Formula.Since since => since.Within,
            Formula.Until until => until.Within,
            Formula.Tally tally => tally.Within,
            _ => null,
        };

    /// <summary>The variables that a formula itself names, not those inside it.</summary>
    public static IEnumerable<string> VariablesOf(Formula formula) =>
        formula switch
        {
            Formula.Fact fact => fact.Arguments.Select(a => a.Is).OfType<Operand.Variable>().Select(v => v.Name),
            Formula.Compare compare => new[] { compare.Left, compare.Right }
                .OfType<Operand.Variable>()
                .Select(v => v.Name),
            Formula.Near near => [near.Of],
            Formula.Tally tally => tally.Of is { } of ? [tally.Result, of, .. tally.Per] : [tally.Result, .. tally.Per],
            Formula.Some some => [some.Over],
            _ => [],
        };

    /// <summary>The formulas of a norm, those of its remedies too.</summary>
    public static IEnumerable<Formula> Of(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => [forbid.Act],
            Norm.Require require => [require.Trigger, require.Act, .. require.IfBreached is { } then ? Of(then) : []],
            Norm.Keep keep => [keep.State],
            Norm.Permit permit => [permit.Act],
            Norm.Means means => [means.Is],
            Norm.InForce inForce => [inForce.When],
            _ => [],
        };

    /// <summary>The formulas of a provision, its exceptions among them.</summary>
    public static IEnumerable<Formula> Of(Provision provision) =>
        Of(provision.Norm).Concat(provision.Unless.Select(u => u.When));

    /// <summary>Who is bound by a norm; null: nobody (a definition, entry into force for all).</summary>
    public static Bearer? BearerOf(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => forbid.By,
            Norm.Require require => require.By,
            Norm.Keep keep => keep.By,
            Norm.Permit permit => permit.By,
            Norm.Empower empower => new Bearer.TheBody(empower.By),
            Norm.InForce inForce => inForce.For,
            _ => null,
        };

    /// <summary>The norm and the remedies under it, outermost first.</summary>
    public static IEnumerable<Norm> Chain(Norm norm)
    {
        for (Norm? at = norm; at is not null; at = (at as Norm.Require)?.IfBreached)
            yield return at;
    }
}
