using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Incidents and acts as facts of the nouns of the agreement's terms.</summary>
/// <remarks>
/// An incident is a fact of each noun whose codes it may have. Refuted ones are no facts, and those that rest on allegations
/// alone are none either: they are counted beside. Whose it was comes from an attribution that stands; where there is none, or
/// it says "not attributable", the field is missing: it may have been anybody. What nobody reported stays missing too.
/// </remarks>
public static class FactFold
{
    /// <summary>The sector of what surely lies in none of them.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>The facts of incidents.</summary>
    /// <param name="kinds">The nouns of the terms.</param>
    /// <param name="incidents">The incidents.</param>
    /// <param name="observations">Their observations by id, for the fields that sources report.</param>
    /// <param name="attributed">What was decided of them.</param>
    /// <param name="sectorsOf">In which sectors one lies, surely or possibly.</param>
    /// <param name="rules">From which chance on a kind of act counts as possible.</param>
    public static IEnumerable<Fact> OfIncidents(
        ImmutableArray<FactKind> kinds,
        IEnumerable<Incident> incidents,
        IReadOnlyDictionary<ObservationId, Observation> observations,
        IReadOnlyDictionary<IncidentId, Attributed> attributed,
        Func<Incident, Field?> sectorsOf,
        Rules rules
    )
    {
        foreach (var incident in incidents.Where(i => i.Standing != Standing.Alleged))
        {
            var decided = attributed.TryGetValue(incident.Id, out var found) ? found : Attributed.Open;
            if (decided.Verified == false)
                continue;
            foreach (var kind in kinds.Where(k => k.IsIncident && MayBe(incident, k, rules)))
                yield return new(
                    FactId.Of(incident.Id),
                    kind.Noun,
                    incident.Occurred.Start.ToMicros(),
                    incident.Occurred.End.ToMicros(),
                    incident.Likely,
                    Fields(kind, incident, observations, decided, sectorsOf(incident)),
                    new(false, incident.Groups, decided.Verified, decided.Decided?.Standard)
                );
        }
    }

    /// <summary>What is alleged alone, as if the party that is accused had done it: to be counted beside, never a fact.</summary>
    public static IEnumerable<Fact> OfAllegations(
        ImmutableArray<FactKind> kinds,
        IEnumerable<Incident> incidents,
        IReadOnlyDictionary<IncidentId, PartyId> accused,
        Func<Incident, Field?> sectorsOf,
        Rules rules
    ) =>
        from incident in incidents
        where incident.Standing == Standing.Alleged && accused.ContainsKey(incident.Id)
        from kind in kinds
        where kind.IsIncident && MayBe(incident, kind, rules)
        let fields = ImmutableSortedDictionary
            .Create<string, Field>(StringComparer.Ordinal)
            .Add("by", Field.Of(new Value.Name(accused[incident.Id].Code)))
        select new Fact(
            FactId.Of(incident.Id),
            kind.Noun,
            incident.Occurred.Start.ToMicros(),
            incident.Occurred.End.ToMicros(),
            incident.Likely,
            sectorsOf(incident) is { } sector ? fields.Add("sector", sector) : fields,
            new(false, 0, null, null)
        );

    /// <summary>The facts of acts that are filed under a noun of the terms; all others make none.</summary>
    /// <param name="kinds">The nouns of the terms.</param>
    /// <param name="acts">The acts that stand on the register.</param>
    /// <param name="incidentOf">The incident that holds an observation, by <c>source:reference</c>.</param>
    public static IEnumerable<Fact> OfActs(
        ImmutableArray<FactKind> kinds,
        IEnumerable<RegisteredAct> acts,
        IReadOnlyDictionary<string, IncidentId> incidentOf
    ) =>
        from act in acts.OfType<RegisteredAct.Filed>()
        let kind = kinds.FirstOrDefault(k => !k.IsIncident && k.Noun == act.Noun)
        where kind is not null
        let start = act.Happened.Start.ToMicros()
        select new Fact(
            FactId.OfAct(act.Id),
            kind.Noun,
            start,
            act.Happened.HasEnd ? Math.Max(act.Happened.End.ToMicros(), start + 1) : start + 1,
            ImmutableSortedDictionary<Code, double>.Empty,
            Fields(kind, act, incidentOf),
            FactProof.Registered
        );

    /// <summary>The kinds of an agreement whose terms are not in the record: each noun of its provisions, as incidents.</summary>
    /// <remarks>The first records hold provisions without their terms; those judged incidents only.</remarks>
    public static ImmutableArray<FactKind> Implied(IEnumerable<Provision> provisions) =>
        [
            .. provisions
                .Select(p => p.Norm)
                .OfType<Norm.Forbid>()
                .SelectMany(f => Anchored.Ways(f.Act))
                .Select(w => w.Fact?.Kind)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(n => new FactKind(n, true, CodeSet.All, [], Register.Observed, new("", 1, 1))),
        ];

    private static bool MayBe(Incident incident, FactKind kind, Rules rules) =>
        incident.ChanceOf(kind.Codes ?? CodeSet.All) >= rules.DoubtAt;

    private static ImmutableSortedDictionary<string, Field> Fields(
        FactKind kind,
        Incident incident,
        IReadOnlyDictionary<ObservationId, Observation> observations,
        Attributed decided,
        Field? sector
    )
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Field>(StringComparer.Ordinal);
        if (decided.Decided?.Party is { } party)
            fields["by"] = Field.Of(new Value.Name(party.Code));
        if (sector is not null)
            fields["sector"] = sector;
        foreach (var field in kind.Attributes.OfType<KindAttribute.Field>().Where(f => !fields.ContainsKey(f.Name)))
            if (Reported(field, incident, observations) is { IsEmpty: false } values)
                fields[field.Name] = new(values);
        return fields.ToImmutable();
    }

    // Where sources differ, it may be any of what they say.
    private static ImmutableArray<Value> Reported(
        KindAttribute.Field field,
        Incident incident,
        IReadOnlyDictionary<ObservationId, Observation> observations
    ) =>
        [
            .. incident
                .Members.Select(m => observations.GetValueOrDefault(m))
                .OfType<Observation>()
                .Where(o => o.Standing != Standing.Alleged)
                .Select(o => Detail(o, field))
                .OfType<Value>()
                .Distinct()
                .OrderBy(v => v.ToString(), StringComparer.Ordinal),
        ];

    private static Value? Detail(Observation observation, KindAttribute.Field field) =>
        observation.Details.GetValueOrDefault(field.Name) is { } detail ? Read(detail.Value, field.Measure)
        : field.Measure is { } measure && observation.Details.GetValueOrDefault($"{field.Name}_{measure}") is { } number
            ? Read(number.Value, measure)
        : null;

    private static ImmutableSortedDictionary<string, Field> Fields(
        FactKind kind,
        RegisteredAct.Filed act,
        IReadOnlyDictionary<string, IncidentId> incidentOf
    )
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Field>(StringComparer.Ordinal);
        fields["by"] = Field.Of(new Value.Name(act.By));
        if (act.To is { } to)
            fields["to"] = Field.Of(new Value.Name(to));
        if (act.About is { } about)
            fields["about"] = Field.Of(new Value.Name(Named(about, incidentOf).Text));
        foreach (var (name, given) in act.Fields)
            if (Read(given, Measure(kind, name)) is { } value)
                fields[name] = Field.Of(value);
        return fields.ToImmutable();
    }

    /// <summary>The fact that an act names: an observation as <c>source:reference</c>, else an act by its id.</summary>
    public static FactId Named(string about, IReadOnlyDictionary<string, IncidentId> incidentOf) =>
        incidentOf.TryGetValue(about, out var incident) ? FactId.Of(incident) : FactId.OfAct(about);

    private static string? Measure(FactKind kind, string field) =>
        kind.Attributes.OfType<KindAttribute.Field>().FirstOrDefault(f => f.Name == field)?.Measure;

    // A number that cannot be read is missing, and may be anything.
    private static Value? Read(string given, string? measure)
    {
        var text = given.Trim();
        if (text.Length == 0)
            return null;
        if (measure is null)
            return new Value.Name(text);
        if (text.EndsWith(measure, StringComparison.Ordinal))
            text = text[..^measure.Length].TrimEnd();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Value.Number(number)
            : null;
    }
}
