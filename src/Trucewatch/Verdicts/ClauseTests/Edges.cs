using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>The histories at the edges of one provision.</summary>
internal sealed class Edges(Provision provision, Checking all)
{
    private const double Millimetre = 0.001;

    private readonly Witness witness = new(all);

    public IEnumerable<EdgeHistory> Histories() =>
        provision.Norm switch
        {
            Norm.Forbid forbid => First(forbid.By, b => all.Forbidden(provision, forbid, b)) is { } anchor
                ? Distances(anchor, Parts.AllOf(forbid.Act).OfType<Formula.Near>()).Concat(Windows(anchor, forbid.Act))
                : [],
            Norm.Require require => First(require.By, b => all.WaysOf(require.Trigger, b)) is { } trigger
                ? Limits(require, trigger)
                : [],
            _ => [],
        };

    /// <summary>A fact that the provision is about, for the first bearer.</summary>
    private (OneBearer Bearer, Way Way, Solution.Found Found)? First(
        Bearer by,
        Func<OneBearer, ImmutableArray<Way>?> ways
    )
    {
        foreach (var bound in OneBearer.Each(by, all.Context))
        foreach (var way in ways(bound) ?? [])
            if (way.Noun is not null && all.Solver.Solve(way) is Solution.Found found)
                return (bound, way, found);
        return null;
    }

    /// <summary>A time at which the provision has run for long enough that every window behind lies in it.</summary>
    public Instant Noon()
    {
        var run = all.Runs.Of(provision);
        var behind = Parts
            .Of(provision)
            .SelectMany(Parts.AllOf)
            .Select(f => Parts.WindowOf(f)?.To ?? 0)
            .Append(provision.Norm is Norm.Require { Limit: Limit.Before { AtMost: { } most } } ? most : 0)
            .Max();
        var days = 1 + (int)Math.Min(3650, behind / 86_400_000_000);
        var date = run.From.InZone(all.Context.TimeZone).Date.PlusDays(days + 1);
        var noon = all.Context.TimeZone.AtLeniently(date.At(new LocalTime(12, 0))).ToInstant();
        return noon < run.Until ? noon : run.From;
    }

    private IEnumerable<EdgeHistory> Distances(
        (OneBearer Bearer, Way Way, Solution.Found Found) anchor,
        IEnumerable<Formula.Near> nears
    )
    {
        foreach (var near in nears.Where(n => n.Bound.Meters > 0).Distinct())
        foreach (
            var (meters, says) in new[]
            {
                (near.Bound.Meters, "exactly at"),
                (
                    near.Bound.Meters + (near.Outside ? -Millimetre : Millimetre),
                    near.Outside ? "1 mm nearer than" : "1 mm beyond"
                ),
            }
        )
        {
            var fact = witness.Fact(anchor.Found, "F1") is var f
                ? f with
                {
                    Places = [.. f.Places.Where(p => p.Zone != near.Zone), new TestPlace(near.Zone, meters, 0, false)],
                }
                : f;
            yield return new(
                $"{says} {Solver.Kilometers(near.Bound.Meters)} from {all.ZoneWords(near.Zone)}",
                [(Noon(), fact)],
                null
            );
        }
    }

    /// <summary>The windows behind an act, of its exceptions and its own.</summary>
    private IEnumerable<EdgeHistory> Windows((OneBearer Bearer, Way Way, Solution.Found Found) anchor, Formula act)
    {
        var noon = Noon();
        var asked = provision
            .Unless.Select(u => u.When)
            .Append(act)
            .SelectMany(Parts.AllOf)
            .OfType<Formula.Past>()
            .Distinct();
        foreach (var past in asked)
        foreach (var way in all.WaysOf(past.Of, anchor.Bearer) ?? [])
            if (way.Noun is not null && all.Solver.Solve(way) is Solution.Found found)
                foreach (var (before, says) in Ends(past.Within))
                {
                    var (one, two) = witness.Pair((anchor.Way, anchor.Found), (way, found));
                    yield return new(
                        $"{found.Noun} {says}",
                        [(noon, one with { Label = "F2" }), (Runs.Plus(noon, -before), two with { Label = "F1" })],
                        null
                    );
                }
    }

    private static IEnumerable<(long Before, string Says)> Ends(Window window)
    {
        if (window.From > 0)
        {
            yield return (window.From, $"exactly {Hours(window.From)} before");
            yield return (window.From - 1, $"1 µs later than {Hours(window.From)} before");
        }
        if (window.To is not { } to)
            yield break;
        yield return (to, $"exactly {Hours(to)} before");
        yield return (to + 1, $"1 µs earlier than {Hours(to)} before");
    }

    private IEnumerable<EdgeHistory> Limits(
        Norm.Require require,
        (OneBearer Bearer, Way Way, Solution.Found Found) trigger
    )
    {
        var noon = Noon();
        var acts = (all.WaysOf(require.Act, trigger.Bearer) ?? []).Where(w => w.Noun is not null).Take(1);
        foreach (var way in acts)
            if (all.Solver.Solve(way) is Solution.Found found)
            {
                var (one, two) = witness.Pair((trigger.Way, trigger.Found), (way, found));
                foreach (
                    var history in require.Limit is Limit.Before before
                        ? Before(before, one, two, noon)
                        : After(require, one, two, noon)
                )
                    yield return history;
            }
    }

    // What an act is about must be known before it: an announcement cannot be about what has not come, so it says no label.
    private static IEnumerable<EdgeHistory> Before(Limit.Before limit, TestFact trigger, TestFact act, Instant noon) =>
        Ends(new(limit.AtLeast ?? 0, limit.AtMost))
            .Select(e => new EdgeHistory(
                $"{act.Noun} {e.Says}",
                [
                    (noon, trigger with { Label = "F2" }),
                    (Runs.Plus(noon, -e.Before), act with { Label = "F1", About = null }),
                ],
                null
            ));

    /// <summary>A trigger of a duty for one bearer; null: it is no fact.</summary>
    public (Way Way, Solution.Found Found)? Trigger(Norm.Require require, OneBearer bearer)
    {
        foreach (var way in all.WaysOf(require.Trigger, bearer) ?? [])
            if (way.Noun is not null && all.Solver.Solve(way) is Solution.Found found)
                return (way, found);
        return null;
    }

    /// <summary>The last instant of a duty's limit after a trigger; null: it lies before the trigger, or counts from another fact.</summary>
    public Instant? LimitOf(Norm.Require require, Instant trigger) =>
        require.Limit switch
        {
            Limit.Within { Noun: null } within => all.Runs.EndOf(trigger, within.Of),
            Limit.By by => all.Runs.At(by.Moment, trigger),
            _ => null,
        };

    private IEnumerable<EdgeHistory> After(Norm.Require require, TestFact trigger, TestFact act, Instant noon)
    {
        if (LimitOf(require, noon) is not { } limit || limit < noon)
            yield break;
        yield return new(
            $"{act.Noun} exactly at the limit",
            [(noon, trigger), (limit, act with { Label = "F2" })],
            Runs.Plus(limit, 1)
        );
        yield return new(
            $"{act.Noun} 1 µs after the limit",
            [(noon, trigger), (Runs.Plus(limit, 1), act with { Label = "F2" })],
            null
        );
        yield return new("nothing done when the limit ends", [(noon, trigger)], limit);
        yield return new("nothing done 1 µs after the limit", [(noon, trigger)], Runs.Plus(limit, 1));
    }

    private static string Hours(long microseconds) =>
        microseconds % 86_400_000_000 == 0
            ? $"{microseconds / 86_400_000_000} days"
            : $"{(microseconds / 3_600_000_000.0).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} h";
}

/// <summary>Facts made of what a condition asks.</summary>
internal sealed class Witness(Checking all)
{
    /// <summary>A fact that fits.</summary>
    public TestFact Fact(Solution.Found found, string label) =>
        new(
            label,
            found.Noun!,
            Name(found, "by"),
            Name(found, "to"),
            null,
            found.Codes.IsEmpty ? null : found.Codes[0],
            [
                .. found
                    .Fields.Where(f => f.Key is not ("by" or "to" or "about" or "id") && f.Key[0] != '?')
                    .Select(f => (f.Key, Value: f.Value.One()))
                    .Where(f => f.Value is not null)
                    .Select(f => (f.Key, f.Value!)),
            ],
            [.. found.Places.Select(Place)]
        );

    /// <summary>Two facts, with the same values where the provision asks for the same.</summary>
    public (TestFact One, TestFact Two) Pair(
        (Way Way, Solution.Found Found) first,
        (Way Way, Solution.Found Found) second
    )
    {
        var (one, two) = (Fact(first.Found, "F1"), Fact(second.Found, "F2"));
        foreach (var (variable, field) in second.Way.Fields)
        {
            if (field == "about")
                two = two with { About = one.Label };
            else if (
                field is not "id"
                && first.Way.Fields.TryGetValue(variable, out var own)
                && own is not ("id" or "place" or "about")
            )
            {
                var value = Get(two, field) ?? Get(one, own) ?? Any(own);
                (one, two) = (Set(one, own, value), Set(two, field, value));
            }
        }
        return (one, two);
    }

    private static Value? Get(TestFact fact, string field) =>
        field switch
        {
            "by" => fact.By is { } by ? new Value.Name(by) : null,
            "to" => fact.To is { } to ? new Value.Name(to) : null,
            _ => fact.Values.FirstOrDefault(v => v.Field == field).Value,
        };

    private static TestFact Set(TestFact fact, string field, Value value) =>
        field switch
        {
            "by" => fact with { By = ((Value.Name)value).Of },
            "to" => fact with { To = ((Value.Name)value).Of },
            _ => fact with { Values = [.. fact.Values.Where(v => v.Field != field), (field, value)] },
        };

    private Value.Name Any(string field) =>
        new(
            field switch
            {
                "sector" => all.Context.Zones.FirstOrDefault(z => z.Kind == ZoneKind.Sector)?.Id ?? "4",
                "zone" => all.Context.Zones.FirstOrDefault(z => z.Kind == ZoneKind.Area)?.Id ?? "1",
                "weapon" => "artillery",
                _ => "C-1",
            }
        );

    private static string? Name(Solution.Found found, string field) =>
        found.Fields.TryGetValue(field, out var domain) && domain.One() is Value.Name name ? name.Of : null;

    private static TestPlace Place(Literal.Lies lies) =>
        (lies.Meters > 0, lies.Outside) switch
        {
            (false, false) => new(lies.Zone, 0, 0, true),
            (false, true) => new(lies.Zone, double.PositiveInfinity, 0, false),
            (true, false) => new(lies.Zone, lies.Meters / 2, 0, false),
            (true, true) => new(lies.Zone, lies.Meters * 2, 0, false),
        };
}
