using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>AG104: the same bearer must and must not, or two limits that cannot both be met.</summary>
/// <remarks>
/// A duty conflicts with a prohibition if there is a trigger for which every way of doing the duty is forbidden for as long as
/// the limit runs, and nothing excuses it. That some ways are forbidden is no conflict: the others are left.
/// </remarks>
internal static class CheckConflict
{
    public const string Code = "AG104";

    public static IEnumerable<Flaw> Of(Checking all)
    {
        var duties = all
            .Provisions.SelectMany(p => Parts.Chain(p.Norm).OfType<Norm.Require>(), (p, r) => (p, r))
            .ToList();
        var bans = all.Provisions.Where(p => p.Norm is Norm.Forbid or Norm.Keep).ToList();
        foreach (var (provision, duty) in duties)
        {
            foreach (var ban in bans)
                if (MustAndMustNot(provision, duty, ban, all) is { } flaw)
                    yield return flaw;
            foreach (var (other, later) in duties)
                if (TooLate(provision, duty, other, later, all) is { } flaw)
                    yield return flaw;
        }
        for (var i = 0; i < bans.Count; i++)
        for (var j = i + 1; j < bans.Count; j++)
            if (TwoStates(bans[i], bans[j], all) is { } flaw)
                yield return flaw;
    }

    private static IEnumerable<OneBearer> Both(Bearer one, Bearer other, Checking all) =>
        OneBearer.Each(one, all.Context).Intersect(OneBearer.Each(other, all.Context));

    private static Flaw? MustAndMustNot(Provision provision, Norm.Require duty, Provision ban, Checking all)
    {
        if (Start(provision, duty, ban, all) is not { } at)
            return null;
        foreach (var bound in Both(duty.By, Parts.BearerOf(ban.Norm)!, all))
        foreach (var way in all.WaysOf(WithTrigger(duty), bound) ?? [])
        foreach (var forbidden in BansOf(ban, bound, way.Noun, all).Where(b => all.Ways.AreSame(way.Noun, b.Noun)))
        {
            var forced = way.With(Shared(duty, way, forbidden));
            if (
                all.Solver.Solve(forced) is Solution.Found found
                && all.Solver.Without(forced, BansOf(ban, bound, way.Noun, all)) is Solution.None
                && all.Exceptions(ban, bound, way.Noun).All(e => all.Solver.Solve(forced.With(e.Of)) is Solution.None)
            )
                return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    $"{bound.Id} must do what {ban.Clause} forbids to it",
                    $"Except it in {ban.Clause} (\"unless …\"), or narrow one of the two",
                    [
                        .. Trigger(duty, bound, at, all),
                        all.Example(found, "F2", at, $"asked for by {provision.Clause}, forbidden by {ban.Clause}"),
                    ]
                );
        }
        return null;
    }

    private static ImmutableArray<Way> BansOf(Provision ban, OneBearer bound, string? noun, Checking all) =>
        ban.Norm switch
        {
            Norm.Forbid forbid => all.Forbidden(ban, forbid, bound) ?? [],
            Norm.Keep keep => all.WaysOf(new Formula.Not(keep.State), bound, noun) ?? [],
            _ => [],
        };

    // What the trigger says of the values that it shares with the act.
    private static Formula.All WithTrigger(Norm.Require duty) =>
        new Formula.All([
            duty.Act,
            .. (duty.Trigger is Formula.All all ? all.Of : [duty.Trigger]).OfType<Formula.Compare>(),
        ]);

    private static IEnumerable<Literal> Shared(Norm.Require duty, Way way, Way forbidden)
    {
        var fixedByTrigger = Parts.AllOf(duty.Trigger).SelectMany(Parts.VariablesOf).ToHashSet(StringComparer.Ordinal);
        var fields = way
            .Fields.Where(f => fixedByTrigger.Contains(f.Key))
            .Select(f => f.Value)
            .ToHashSet(StringComparer.Ordinal);
        return forbidden.Of.Where(l => l is Literal.Has has && fields.Contains(has.Field));
    }

    private static IEnumerable<ExampleFact> Trigger(Norm.Require duty, OneBearer bound, Instant at, Checking all) =>
        (all.WaysOf(duty.Trigger, bound) ?? [])
            .Select(all.Solver.Solve)
            .OfType<Solution.Found>()
            .Where(f => f.Noun is not null)
            .Take(1)
            .Select(f => all.Example(f, "F1", at, "sets off the duty"));

    /// <summary>A trigger's instant for which the ban lasts as long as the limit; null: there is none.</summary>
    public static Instant? Start(Provision provision, Norm.Require duty, Provision ban, Checking all)
    {
        var (run, banned) = (all.Runs.Of(provision), all.Runs.Of(ban));
        var first = Instant.Max(run.From, banned.From);
        switch (duty.Limit)
        {
            case Limit.Before before:
                if (before.AtMost is not { } most)
                    return null; // it could be done before the ban began
                first = Instant.Max(run.From, Runs.Plus(banned.From, most));
                return first < run.Until && Runs.Plus(first, -(before.AtLeast ?? 0)) < banned.Until ? first : null;
            case Limit.Within { Of: var length }:
                return
                    first < run.Until
                    && (banned.Until == Instant.MaxValue || all.Runs.EndOf(first, length) < banned.Until)
                    ? first
                    : null;
            case Limit.By by:
                return
                    first < run.Until
                    && (banned.Until == Instant.MaxValue || all.Runs.At(by.Moment, first) < banned.Until)
                    ? first
                    : null;
            default:
                return null;
        }
    }

    /// <summary>What is due within a time must have been announced longer before than that.</summary>
    private static Flaw? TooLate(
        Provision provision,
        Norm.Require duty,
        Provision other,
        Norm.Require later,
        Checking all
    )
    {
        if (
            duty.Limit is not Limit.Within { Of: Length.Exact { Microseconds: var limit }, Noun: null }
            || later.Limit is not Limit.Before { AtLeast: { } least }
            || least <= limit
            || all.Runs.Of(provision).And(all.Runs.Of(other)) is not { IsEmpty: false, From: var at }
        )
            return null;
        foreach (var bound in Both(duty.By, later.By, all))
        foreach (var way in all.WaysOf(duty.Act, bound) ?? [])
            if (
                way.Noun is not null
                && all.Solver.Solve(way) is Solution.Found found
                && all.WaysOf(later.Trigger, bound, way.Noun) is { } triggers
                && all.Solver.Without(way, triggers.Where(t => all.Ways.AreSame(t.Noun, way.Noun))) is Solution.None
            )
                return Checking.Flaw(
                    Code,
                    provision,
                    FlawWeight.Error,
                    $"what is due here within {Hours(limit)} must by {other.Clause} be announced at least {Hours(least)} before: before it was asked for",
                    $"Make the limit longer than {Hours(least)}, or except it in {other.Clause}",
                    [
                        .. Trigger(duty, bound, at, all),
                        all.Example(
                            found,
                            "F2",
                            Runs.Plus(at, limit),
                            $"the last moment by {provision.Clause}; {other.Clause} wanted word of it before F1"
                        ),
                    ]
                );
        return null;
    }

    private static string Hours(long microseconds) =>
        $"{(microseconds / 3_600_000_000.0).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} h";

    private static Flaw? TwoStates(Provision one, Provision other, Checking all)
    {
        if (
            one.Norm is not Norm.Keep a
            || other.Norm is not Norm.Keep b
            || all.Runs.Of(one).And(all.Runs.Of(other)).IsEmpty
        )
            return null;
        foreach (var bound in Both(a.By, b.By, all))
            if (
                all.WaysOf(a.State, bound, owns: false) is { IsEmpty: false } ways
                && all.WaysOf(b.State, bound, owns: false) is { IsEmpty: false } others
                && ways.Any(w => all.Solver.Solve(w) is Solution.Found)
                && others.Any(w => all.Solver.Solve(w) is Solution.Found)
                && ways.All(w => others.All(o => all.Solver.Solve(w.With(o.Of)) is Solution.None))
            )
                return Checking.Flaw(
                    Code,
                    one,
                    FlawWeight.Error,
                    $"{bound.Id} must keep a state that cannot be beside the one of {other.Clause}",
                    "Narrow one of the two",
                    new ExampleFact(
                        all.Runs.Local(all.Runs.Of(one).And(all.Runs.Of(other)).From),
                        "at any time",
                        $"{one.Clause} or {other.Clause} is breached"
                    )
                );
        return null;
    }
}
