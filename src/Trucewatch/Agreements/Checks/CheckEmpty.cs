using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>AG102: no fact can match, or no time is left.</summary>
internal static class CheckEmpty
{
    public const string Code = "AG102";

    public static IEnumerable<Flaw> Of(Checking all) =>
        all.Provisions.SelectMany(p => Conditions(p, all).Concat(Times(p, all)));

    private static IEnumerable<Flaw> Conditions(Provision provision, Checking all)
    {
        foreach (var norm in Parts.Chain(provision.Norm))
        foreach (var (formula, role) in Roles(norm))
            if (Empty(provision, norm, formula, role, all) is { } flaw)
                yield return flaw;
        foreach (var unless in provision.Unless)
            if (Empty(provision, provision.Norm, unless.When, "the exception", all) is { } flaw)
                yield return flaw;
    }

    private static IEnumerable<(Formula, string)> Roles(Norm norm) =>
        norm switch
        {
            Norm.Forbid forbid => [(forbid.Act, "the forbidden act")],
            Norm.Require require => [(require.Trigger, "the trigger"), (require.Act, "the act that is due")],
            Norm.Keep keep => [(keep.State, "the state that must be kept")],
            Norm.Permit permit => [(permit.Act, "the act that is allowed")],
            Norm.Means means => [(means.Is, "the term")],
            Norm.InForce inForce => [(inForce.When, "the condition")],
            _ => [],
        };

    private static Flaw? Empty(Provision provision, Norm norm, Formula formula, string role, Checking all)
    {
        (Way Way, Solution.None Why)? first = null;
        foreach (var bound in OneBearer.Each(Parts.BearerOf(norm), all.Context))
        {
            var ways = norm is Norm.Forbid forbid
                ? all.Forbidden(provision, forbid, bound)
                : all.WaysOf(formula, bound);
            if (ways is not { IsEmpty: false } some)
                return null;
            foreach (var way in some)
                if (all.Solver.Solve(way) is not Solution.None none)
                    return null;
                else
                    first ??= (way, none);
        }
        return first is { } found
            ? Checking.Flaw(
                Code,
                provision,
                FlawWeight.Error,
                $"{role} can never be: {found.Why.Why}",
                "Take one of the conditions out, or change it",
                Almost(found.Way, found.Why, all)
            )
            : null;
    }

    /// <summary>A fact that matches all but one of the conditions.</summary>
    private static ImmutableArray<ExampleFact> Almost(Way way, Solution.None why, Checking all)
    {
        foreach (var against in why.Against.Reverse())
            if (all.Solver.Solve(way with { Of = way.Of.Remove(against) }) is Solution.Found { Noun: not null } found)
                return [all.Example(found, "F1", null, $"does not count: {why.Why}")];
        return [];
    }

    private static IEnumerable<Flaw> Times(Provision provision, Checking all)
    {
        var own = all.Runs.Of(provision.When);
        if (own.IsEmpty)
            yield return Late(provision, "it ends before it starts", "Name an end after the start", own.From, all);
        else if (own.From >= all.Runs.End)
            yield return Late(
                provision,
                "it starts after the agreement has ended",
                "Let it start earlier",
                own.From,
                all
            );
        else if (own.Until <= all.Runs.Start)
            yield return Late(
                provision,
                "it ends before the agreement is in force",
                "Name a later end",
                own.Until,
                all
            );
        foreach (var norm in Parts.Chain(provision.Norm))
            if (norm is Norm.Require { Limit: Limit.Before { AtLeast: { } least, AtMost: { } most } } && least > most)
                yield return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    "no time is left for the act: it must come at least so long before, and at most a shorter time before",
                    "Make \"at most\" longer than \"at least\""
                );
    }

    private static Flaw Late(Provision provision, string wrong, string cure, NodaTime.Instant at, Checking all) =>
        Checking.Flaw(
            Code,
            provision,
            FlawWeight.Error,
            wrong,
            cure,
            new ExampleFact(all.Runs.Local(at), "F1  any fact at this time", "the provision does not run then")
        );
}
