using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts;

/// <summary>Judges the world of a clause test as a mission's facts are judged, by <see cref="JudgeNorms"/>.</summary>
/// <remarks>
/// In a test all was watched: what it does not tell did not happen. The agreement binds all parties from its entry into force
/// on, until its own words end it. A place that is said against one zone counts against another where their outlines leave no doubt.
/// </remarks>
public static class ClauseTestJudge
{
    /// <summary>The judging of tests of one agreement.</summary>
    public static JudgeTest Of(Terms terms, CheckContext context, Rules rules)
    {
        var places = new Places(context.Zones);
        return (provisions, world) => JudgeNorms.All(Matter(provisions, world, terms, context, rules, places));
    }

    private static Matter Matter(
        ImmutableArray<Provision> provisions,
        TestWorld world,
        Terms terms,
        CheckContext context,
        Rules rules,
        Places places
    )
    {
        var calendar = new Calendar(context.TimeZone, world.InForce);
        var parties = context.Parties.Select(p => new PartyId(p)).ToImmutableArray();
        var matter = new Matter(
            [.. provisions.Select((p, i) => new ClauseVersion(p, $"{i}", Stretch.Always, 0))],
            World(provisions, world, terms, context, rules, places),
            calendar,
            Force.Always,
            Powers.None(calendar),
            ImmutableDictionary<FactId, bool?>.Empty,
            parties,
            context.Guarantors ?? [],
            rules,
            world.Until
        );
        var claims = Entering.Claims(
            [AtOnce, .. provisions.Where(p => p.Norm is Norm.InForce { Begins: false })],
            matter,
            "test"
        );
        return matter with { Force = new(parties, [], _ => claims) };
    }

    // The test says when the agreement enters into force, whatever its own words ask for.
    private static readonly Provision AtOnce = new(
        "",
        "",
        "",
        "",
        new Norm.InForce(true, null, new Formula.All([]), new(MomentOf.EntryIntoForce, null, null, null, null, null)),
        [],
        new(null, null),
        new(Standard.ReasonableSuspicion, 1),
        new(CodeSet.All, null),
        new("", 1, 1)
    );

    private static World World(
        ImmutableArray<Provision> provisions,
        TestWorld world,
        Terms terms,
        CheckContext context,
        Rules rules,
        Places places
    )
    {
        var facts = world.Facts.ToLookup(f => f.Id);
        var start = world.InForce.ToMicros();
        return new(
            world.Facts,
            terms
                .Kinds.Where(k => k.Register == Register.Observed)
                .GroupBy(k => k.Noun, StringComparer.Ordinal)
                .ToImmutableDictionary(g => g.Key, g => g.First().Codes ?? CodeSet.All, StringComparer.Ordinal),
            provisions
                .Select(p => p.Norm)
                .OfType<Norm.Means>()
                .GroupBy(m => m.Term, StringComparer.Ordinal)
                .ToImmutableDictionary(g => g.Key, g => g.First().Is, StringComparer.Ordinal),
            rules,
            context.Parties,
            (id, zone, bound) =>
                Near(world.Places.GetValueOrDefault(id, []), facts[id].FirstOrDefault(), zone, bound, places),
            _ => Signal.Always,
            state =>
                state == CeasefireState.InForce ? Since(start)
                : state == CeasefireState.Scheduled ? Since(start).Not()
                : Signals.Never
        );
    }

    private static Signals Since(long start) => new(Signal.Of(start, long.MaxValue), Signal.Of(start, long.MaxValue));

    private static Answer Near(ImmutableArray<TestPlace> said, Fact? fact, string zone, Distance bound, Places places)
    {
        if (said.FirstOrDefault(p => p.Zone == zone) is { } own)
            return Own(own, bound.Meters);
        if (Sector(fact) == zone && bound.Meters == 0)
            return Answer.Yes;
        var lies = said.SelectMany(Lies).ToImmutableArray();
        if (lies.IsEmpty)
            return Answer.Unclear;
        return places.Against(lies.Add(new(zone, bound.Meters, true))) is not null ? Answer.Yes
            : places.Against(lies.Add(new(zone, bound.Meters, false))) is not null ? Answer.No
            : Answer.Unclear;
    }

    // Surely within if the whole circle is: at the distance exactly it still counts.
    private static Answer Own(TestPlace place, double bound)
    {
        if (place is { Inside: true, Meters: 0 })
            return Answer.Yes;
        if (double.IsPositiveInfinity(place.Meters))
            return bound == 0 ? Answer.No : Answer.Unclear;
        var distance = (place.Inside ? -place.Meters : place.Meters) - bound;
        return distance + place.Uncertainty <= 0 ? Answer.Yes
            : distance - place.Uncertainty > 0 ? Answer.No
            : Answer.Unclear;
    }

    private static IEnumerable<Literal.Lies> Lies(TestPlace place)
    {
        if (place.Inside)
            yield return new(place.Zone, 0, false);
        else if (double.IsPositiveInfinity(place.Meters))
            yield return new(place.Zone, 0, true);
        else
        {
            yield return new(place.Zone, place.Meters + place.Uncertainty, false);
            if (place.Meters > place.Uncertainty)
                yield return new(place.Zone, place.Meters - place.Uncertainty, true);
        }
    }

    private static string? Sector(Fact? fact) =>
        fact?.Fields.GetValueOrDefault("sector") is { Possible: [Value.Name name] } ? name.Of : null;
}
