using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>AG105: what can never come: a limit after the agreement's end, a remedy without a breach, a term that nothing uses.</summary>
internal static class CheckReach
{
    public const string Code = "AG105";

    public static IEnumerable<Flaw> Of(Checking all, IReadOnlySet<string> neverBreached) =>
        all.Provisions.SelectMany(p => Limits(p, all).Concat(Remedies(p, neverBreached, all))).Concat(Terms(all));

    private static IEnumerable<Flaw> Limits(Provision provision, Checking all)
    {
        if (provision.Norm is not Norm.Require require)
            yield break;
        var run = all.Runs.Of(provision);
        if (run.IsEmpty)
            yield break;
        var last = Last(require.Limit, run.From, all);
        if (last is { } end && end >= all.Runs.End)
            yield return Limit(
                provision,
                FlawWeight.Warning,
                "no limit of it ends while the agreement lasts, so it is never overdue",
                "Make the limit shorter, or let it start earlier",
                end,
                "the limit ends, and the agreement has ended",
                all
            );
        else if (require.Limit is Limit.By && last < run.From)
            yield return Limit(
                provision,
                FlawWeight.Error,
                "its limit is over before it runs",
                "Name a later limit",
                last.Value,
                "the limit ends, and the provision does not run yet",
                all
            );
    }

    private static Flaw Limit(
        Provision provision,
        FlawWeight weight,
        string wrong,
        string cure,
        Instant at,
        string says,
        Checking all
    ) => Checking.Flaw(Code, provision, weight, wrong, cure, new ExampleFact(all.Runs.Local(at), "the limit", says));

    private static Instant? Last(Limit limit, Instant trigger, Checking all) =>
        limit switch
        {
            Limit.Within within => all.Runs.EndOf(trigger, within.Of),
            Limit.By by => all.Runs.At(by.Moment, trigger),
            _ => null,
        };

    private static IEnumerable<Flaw> Remedies(Provision provision, IReadOnlySet<string> neverBreached, Checking all)
    {
        foreach (var require in Parts.Chain(provision.Norm).OfType<Norm.Require>())
        {
            var done = DoneAtOnce(require, all);
            if (done is not null)
                yield return Checking.Flaw(
                    require.IfBreached is null ? CheckVacuous.Code : Code,
                    provision,
                    FlawWeight.Error,
                    "what sets the duty off already fulfils it, so it is never breached"
                        + (require.IfBreached is null ? "" : ", and its remedy never comes"),
                    "Name another act, or another trigger",
                    all.Example(done, "F1", null, "sets the duty off and fulfils it")
                );
            else if (require.IfBreached is not null && neverBreached.Contains(provision.Clause))
                yield return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    "its remedy never comes, for it can never be breached",
                    "Make it such that it can be breached, or take the remedy out"
                );
        }
    }

    /// <summary>A trigger, if each one is an act that is due.</summary>
    private static Solution.Found? DoneAtOnce(Norm.Require require, Checking all)
    {
        if (require.Limit is Trucewatch.Agreements.Limit.Before { AtLeast: > 0 })
            return null;
        Solution.Found? example = null;
        foreach (var bound in OneBearer.Each(require.By, all.Context))
        foreach (var way in all.WaysOf(require.Trigger, bound) ?? [])
        {
            if (way.Noun is null || all.Solver.Solve(way) is not Solution.Found found)
                return null;
            var acts = (all.WaysOf(require.Act, bound, way.Noun) ?? []).Where(a => all.Ways.AreSame(a.Noun, way.Noun));
            if (all.Solver.Without(way, acts) is not Solution.None)
                return null;
            example ??= found;
        }
        return example;
    }

    private static IEnumerable<Flaw> Terms(Checking all)
    {
        var used = all
            .Provisions.SelectMany(p => Parts.Of(p), (p, f) => (p, f))
            .SelectMany(u => Used(u.p, u.f))
            .ToHashSet(StringComparer.Ordinal);
        used.UnionWith(all.Provisions.Select(p => p.Norm).OfType<Norm.Empower>().Select(e => e.Of ?? ""));
        foreach (var provision in all.Provisions)
            if (provision.Norm is Norm.Means means && !used.Contains(means.Term))
                yield return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Warning,
                    $"no provision uses the term \"{means.Term}\"",
                    "Use it, or take it out"
                );
        var nouns = Nouns(all);
        foreach (var kind in all.Terms.Kinds.Where(k => !nouns.Contains(k.Noun)))
            yield return new(
                Code,
                "",
                kind.Text,
                FlawWeight.Note,
                $"no provision uses the noun \"{kind.Noun}\"",
                "Leave it out of the terms, or leave it for later",
                []
            );
    }

    // A definition that uses itself does not make it used.
    private static IEnumerable<string> Used(Provision provision, Formula formula) =>
        Parts
            .AllOf(formula)
            .OfType<Formula.Defined>()
            .Select(d => d.Term)
            .Where(t => !(provision.Norm is Norm.Means means && means.Term == t));

    private static HashSet<string> Nouns(Checking all) =>
        [
            .. all.Provisions.SelectMany(Parts.Of).SelectMany(Parts.AllOf).OfType<Formula.Fact>().Select(f => f.Kind),
            .. all
                .Provisions.SelectMany(p => Parts.Chain(p.Norm))
                .OfType<Norm.Require>()
                .Select(r => (r.Limit as Limit.Within)?.Noun ?? ""),
            .. all.Provisions.Select(p => p.Norm).OfType<Norm.Empower>().Select(e => e.Of ?? ""),
            .. all.Terms.Kinds.SelectMany(k => k.Attributes).OfType<KindAttribute.About>().Select(a => a.Noun),
        ];
}
