using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Verdicts;

/// <summary>Makes of what is known at one entry all that a judgement is a function of.</summary>
public static class MatterFold
{
    /// <summary>What a body's <c>may</c> says of one that is a guarantor of the agreement.</summary>
    public const string MayGuarantee = "guarantee";

    /// <summary>The matter of a mission's picture.</summary>
    public static Matter Of(Facts facts, Placing placing)
    {
        var kinds = facts.Kinds.IsEmpty ? FactFold.Implied(facts.Clauses.Select(c => c.Provision)) : facts.Kinds;
        var known = FactFold
            .OfIncidents(kinds, facts.Incidents, facts.Observations, facts.Attributed, placing.SectorsOf, facts.Rules)
            .Concat(FactFold.OfActs(kinds, facts.Acts, IncidentsByReference(facts)))
            .Where(f => f.Start <= facts.Until.ToMicros())
            .ToImmutableArray();
        return Over(known, kinds, facts, placing);
    }

    /// <summary>The same where what is alleged alone counts as a fact: to be counted beside.</summary>
    internal static Matter OfAllegations(Facts facts, Matter matter, Placing placing)
    {
        var kinds = facts.Kinds.IsEmpty ? FactFold.Implied(facts.Clauses.Select(c => c.Provision)) : facts.Kinds;
        var alleged = FactFold.OfAllegations(kinds, facts.Incidents, facts.Accused, placing.SectorsOf, facts.Rules);
        var acts = matter.World.Facts.Where(f => f.Proof.IsRegistered);
        return matter with { World = matter.World with { Facts = [.. acts, .. alleged] } };
    }

    private static Matter Over(ImmutableArray<Fact> known, ImmutableArray<FactKind> kinds, Facts facts, Placing placing)
    {
        var provisions = facts.Clauses.Select(c => c.Provision).ToList();
        var calendar = new Calendar(facts.Charter.TimeZone, null);
        var byId = facts.Incidents.ToDictionary(i => FactId.Of(i.Id));
        var sights = new Sights(facts);
        var first = new Matter(
            facts.Clauses,
            new(
                known,
                kinds
                    .Where(k => k.Register == Register.Observed)
                    .ToImmutableDictionary(k => k.Noun, k => k.Codes ?? CodeSet.All, StringComparer.Ordinal),
                provisions
                    .Select(p => p.Norm)
                    .OfType<Norm.Means>()
                    .ToImmutableDictionary(m => m.Term, m => m.Is, StringComparer.Ordinal),
                facts.Rules,
                [.. facts.Charter.Parties.Select(p => p.Id.Code).Order(StringComparer.Ordinal)],
                Near,
                sights.Of,
                _ => Signals.Unclear
            ),
            calendar,
            Force.Never,
            Powers.None(calendar),
            Pleas(facts),
            [.. facts.Charter.Parties.Select(p => p.Id)],
            [.. facts.Charter.Bodies.Where(b => b.May.Contains(MayGuarantee)).Select(b => b.Id)],
            facts.Rules,
            facts.Until.ToMicros()
        );
        return Entered(first, facts, placing, provisions);

        Answer Near(FactId fact, string zone, Distance bound) =>
            byId.TryGetValue(fact, out var incident) ? placing.Near(incident, zone, bound)
            : fact.Text == zone ? Answer.Yes // an act that names its place
            : Answer.Unclear;
    }

    // First it is asked when the agreement enters into force; all else is counted from there.
    private static Matter Entered(Matter first, Facts facts, Placing placing, List<Provision> provisions)
    {
        var own = Entering.Claims(provisions, first, facts.Charter.Truce);
        placing.Add(own);
        var force = new Force(
            first.Parties,
            facts.Sectors,
            a => placing.ClaimsFor(a),
            first.Guarantors.Select(g => new PartyId(g))
        );
        var calendar = new Calendar(facts.Charter.TimeZone, EntryIntoForce(force, first));
        var uses = facts.Acts.OfType<RegisteredAct.Exercise>().Select(u => Resolved(u, facts)).ToList();
        return first with
        {
            World = first.World with { Truce = s => Truce(s, force, first) },
            Calendar = calendar,
            Force = force,
            Powers = new(uses, provisions, calendar),
        };
    }

    /// <summary>T0: the first instant since which each party is bound somewhere; null: not all of them are.</summary>
    private static Instant? EntryIntoForce(Force force, Matter matter)
    {
        var first = matter
            .Parties.Select(p =>
                force
                    .Over(p.Code, long.MinValue, long.MaxValue, Force.Everywhere, CodeSet.All)
                    .Where(s => s.Answer == Answer.Yes)
                    .Select(s => (long?)s.Start)
                    .FirstOrDefault()
            )
            .ToList();
        return first.Count > 0 && first.TrueForAll(f => f > long.MinValue)
            ? Instants.FromMicros(first.Max()!.Value)
            : null;
    }

    // The states that acts of others bring about (credible, collapsed …) nobody has said here: they are open.
    private static Signals Truce(CeasefireState state, Force force, Matter matter)
    {
        if (state is not (CeasefireState.InForce or CeasefireState.None))
            return Signals.Unclear;
        var all = matter
            .Parties.Select(p => force.Over(p.Code, long.MinValue, long.MaxValue, Force.Everywhere, CodeSet.All))
            .Select(spans => new Signals(Where(spans, a => a == Answer.Yes), Where(spans, a => a != Answer.No)))
            .Aggregate(Signals.Always, (both, one) => both.And(one));
        return state == CeasefireState.InForce ? all : all.Not();

        static Signal Where(IEnumerable<AnswerSpan> spans, Func<Answer, bool> that) =>
            Signal.Of(spans.Where(s => that(s.Answer)).Select(s => (s.Start, s.End)));
    }

    private static ImmutableDictionary<FactId, bool?> Pleas(Facts facts)
    {
        var incidentOf = IncidentsByReference(facts);
        var examined = facts
            .Acts.OfType<RegisteredAct.Examination>()
            .GroupBy(e => e.About, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(e => (e.Known, e.Id))!.Holds, StringComparer.Ordinal);
        return facts
            .Acts.OfType<RegisteredAct.Plea>()
            .Where(p => incidentOf.ContainsKey(p.About))
            .GroupBy(p => FactId.Of(incidentOf[p.About]))
            .ToImmutableDictionary(
                g => g.Key,
                g => g.Max(p => examined.TryGetValue(p.About, out var holds) ? holds : (bool?)null)
            );
    }

    private static RegisteredAct.Exercise Resolved(RegisteredAct.Exercise use, Facts facts) =>
        use.Trigger is { } trigger
            ? use with
            {
                Trigger = FactFold.Named(trigger, IncidentsByReference(facts)).Text,
            }
            : use;

    private static Dictionary<string, IncidentId> IncidentsByReference(Facts facts)
    {
        var found = new Dictionary<string, IncidentId>(StringComparer.Ordinal);
        foreach (var incident in facts.Incidents)
        foreach (var member in incident.Members)
            if (facts.Observations.GetValueOrDefault(member) is { Reference: { } reference, Source: var source })
                found[$"{source}:{reference}"] = incident.Id;
        return found;
    }
}
