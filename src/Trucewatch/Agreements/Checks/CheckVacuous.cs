using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>AG103: it can never bind: its trigger can only come before it runs, or its exceptions cover all of it.</summary>
internal static class CheckVacuous
{
    public const string Code = "AG103";

    // What may be so while an agreement is in force, or later.
    private static readonly Literal running = new Literal.State([
        .. Enum.GetValues<CeasefireState>()
            .Except([CeasefireState.None, CeasefireState.Declared, CeasefireState.Agreed, CeasefireState.Scheduled]),
    ]);

    public static IEnumerable<Flaw> Of(Checking all) => all.Provisions.SelectMany(p => Of(p, all));

    private static IEnumerable<Flaw> Of(Provision provision, Checking all) =>
        provision.Norm switch
        {
            Norm.Forbid forbid => Covered(provision, b => all.Forbidden(provision, forbid, b), forbid.By, true, all),
            Norm.Require { Trigger: Formula.All { Of.IsEmpty: true } } => AtEntry(provision, all),
            Norm.Require require => Covered(provision, b => all.WaysOf(require.Trigger, b), require.By, false, all),
            _ => [],
        };

    private static IEnumerable<Flaw> AtEntry(Provision provision, Checking all)
    {
        if (all.Runs.Of(provision).From is var from && from > all.Runs.Start)
            yield return Checking.Flaw(
                Code,
                provision,
                FlawWeight.Warning,
                "what sets it off is the entry into force, and it does not run then yet",
                "Take the start out, or name what sets the duty off with \"when\"",
                new ExampleFact(
                    all.Runs.Local(all.Runs.Start),
                    "entry into force",
                    $"the provision runs from {Printed(from, all)}"
                )
            );
    }

    private static string Printed(NodaTime.Instant at, Checking all) =>
        all.Runs.Local(at) is { } local ? TestMoments.Print(local) : "never";

    private static IEnumerable<Flaw> Covered(
        Provision provision,
        Func<OneBearer, ImmutableArray<Way>?> ways,
        Bearer by,
        bool ownsFacts,
        Checking all
    )
    {
        Solution.Found? example = null;
        string? why = null;
        foreach (var bound in OneBearer.Each(by, all.Context))
        {
            if (ways(bound) is not { IsEmpty: false } some)
                yield break;
            foreach (var way in some.Where(w => all.Solver.Solve(w) is Solution.Found))
            {
                var inForce = way.With([running]);
                if (all.Solver.Solve(inForce) is Solution.None)
                    why ??= "what sets it off can only be so before the agreement is in force";
                else if (Left(provision, inForce, bound, ownsFacts, all) is Solution.None none)
                    why ??= none.Why;
                else
                    yield break;
                example ??= all.Solver.Solve(way) as Solution.Found;
            }
        }
        if (why is not null && example is not null)
            yield return Checking.Flaw(
                Code,
                provision,
                FlawWeight.Error,
                $"it can never be breached: {why}",
                "Make the exceptions narrower, or take the provision out",
                all.Example(example, "F1", null, "no breach, and so is every other")
            );
    }

    private static Solution? Left(Provision provision, Way way, OneBearer bound, bool ownsFacts, Checking all) =>
        all.Solver.Without(
            way,
            ownsFacts
                ? all.Exceptions(provision, bound, way.Noun)
                : provision.Unless.SelectMany(u => all.WaysOf(u.When, bound, owns: false) ?? [])
        );
}
