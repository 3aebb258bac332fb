using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>Facts under their labels, with the entries that they are made of.</summary>
internal sealed class ProofFacts
{
    private readonly Picture picture;
    private readonly Citations citations;
    private readonly IReadOnlyDictionary<IncidentId, int> numbers;
    private readonly ImmutableArray<FactKind> kinds;
    private readonly ILookup<string, RegisteredAct> about;
    private readonly ImmutableArray<string> sectors;
    private readonly Placing placing;

    public ProofFacts(
        Picture picture,
        Citations citations,
        IReadOnlyDictionary<IncidentId, int> numbers,
        ImmutableArray<FactKind> kinds,
        ImmutableArray<RegisteredAct> standing
    )
    {
        (this.picture, this.citations, this.numbers, this.kinds) = (picture, citations, numbers, kinds);
        about = standing.ToLookup(About, StringComparer.Ordinal);
        placing = new(picture.Facts);
        sectors =
        [
            .. picture
                .Known.Zones.Where(z => z.Kind == ZoneKind.Sector)
                .Select(z => z.Id)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        var incidents = picture.Incidents.Where(i => i.Standing != Standing.Alleged).ToList();
        All = [.. incidents.SelectMany(Facts), .. Acts(standing)];
        Places = All.Where(f => !f.Proof.IsRegistered).ToImmutableDictionary(f => f.Id, f => byLabel[f.Id.Text].Place);
        Premises = All.ToImmutableDictionary(f => f.Id.Text, f => Premise(f, standing), StringComparer.Ordinal);
        Pleas = All.Where(f => !f.Proof.IsRegistered)
            .Select(f => (f.Id.Text, Plea: Plea(byLabel[f.Id.Text])))
            .Where(p => p.Plea is not null)
            .ToImmutableDictionary(p => p.Text, p => p.Plea!, StringComparer.Ordinal);
    }

    private readonly Dictionary<string, Incident> byLabel = new(StringComparer.Ordinal);

    public ImmutableArray<Fact> All { get; }

    public ImmutableDictionary<FactId, Place> Places { get; }

    public ImmutableDictionary<string, Premise> Premises { get; }

    public ImmutableDictionary<string, CitedPlea> Pleas { get; }

    /// <summary>An incident's label by its number; as a fact of a further noun the number of that noun stands behind it.</summary>
    private string Label(IncidentId incident, int noun) =>
        noun == 0 ? $"I-{numbers[incident]}" : $"I-{numbers[incident]}/{noun + 1}";

    private IEnumerable<Fact> Facts(Incident incident)
    {
        var decided = picture.Attributed.GetValueOrDefault(incident.Id) ?? Attributed.Open;
        var open = ImmutableDictionary<IncidentId, Attributed>.Empty.Add(incident.Id, decided with { Verified = null });
        var any = picture.Known.Rules with { DoubtAt = -1 };
        var found = FactFold
            .OfIncidents(kinds, [incident], picture.Known.Observations, open, Sectors, any)
            .Where(f => MayBe(incident, kinds.First(k => k.IsIncident && k.Noun == f.Kind)));
        foreach (var (fact, i) in found.Select((f, i) => (f, i)))
        {
            var label = Label(incident.Id, i);
            byLabel[label] = incident;
            yield return fact with
            {
                Id = new(label),
                Proof = fact.Proof with { Verified = decided.Verified },
            };
        }
    }

    // Whatever a report may speak of: the check asks for these, too.
    private bool MayBe(Incident incident, FactKind kind)
    {
        var codes = kind.Codes ?? CodeSet.All;
        return incident.ChanceOf(codes) >= picture.Known.Rules.DoubtAt
            || incident
                .Members.Select(m => picture.Known.Observations[m])
                .Any(o =>
                    o.Standing != Standing.Alleged
                    && (
                        o.Type.Nats.IsEmpty
                        || o.Type.Nats.Any(n => codes.Has(n.Key) && n.Value > TypeEvidence.Elsewhere)
                    )
                );
    }

    private Field? Sectors(Incident incident)
    {
        if (incident.Place is Place.Unknown)
            return null;
        var lies = sectors.Select(s => (Sector: s, Answer: placing.InSector(incident, s))).ToList();
        var sure = lies.Where(l => l.Answer == Answer.Yes).Select(l => l.Sector).ToList();
        IEnumerable<string> possible =
            sure.Count > 0
                ? sure
                : lies.Where(l => l.Answer == Answer.Unclear).Select(l => l.Sector).Append(FactFold.Elsewhere);
        return new([.. possible.Select(s => new Value.Name(s))]);
    }

    private IEnumerable<Fact> Acts(ImmutableArray<RegisteredAct> standing)
    {
        var incidentOf = new Dictionary<string, IncidentId>(StringComparer.Ordinal);
        foreach (var incident in picture.Incidents)
        foreach (var member in incident.Members)
            if (picture.Known.Observations[member] is { Reference: { } reference, Source: var source })
                incidentOf[$"{source}:{reference}"] = incident.Id;
        foreach (var fact in FactFold.OfActs(kinds, standing, incidentOf))
            yield return fact.Fields.GetValueOrDefault("about") is { Possible: [Value.Name other] }
            && new FactId(other.Of).Incident is { } id
                ? fact with
                {
                    Fields = fact.Fields.SetItem("about", Field.Of(new Value.Name(Label(id, 0)))),
                }
                : fact;
    }

    private Premise Premise(Fact fact, ImmutableArray<RegisteredAct> standing) =>
        new(
            fact.Id.Text,
            fact.Kind,
            new(fact.Start, fact.End),
            fact.Likely,
            fact.Fields,
            byLabel.GetValueOrDefault(fact.Id.Text)?.Place,
            fact.Proof,
            byLabel.TryGetValue(fact.Id.Text, out var incident)
                ? [.. Entries(incident)]
                : [new(CitedRole.Act, citations.Of(standing.First(a => FactId.OfAct(a.Id) == fact.Id)), null)],
            []
        );

    private IEnumerable<CitedEntry> Entries(Incident incident)
    {
        foreach (var member in incident.Members)
            yield return new(
                CitedRole.Member,
                picture.Known.EntryOf[member].Value,
                citations.IsReading(picture.Known.EntryOf[member]) ? member.Text : null
            );
        var decided = Names(incident)
            .SelectMany(n => about[n])
            .OrderBy(a => a.Known)
            .ThenBy(a => a.Id, StringComparer.Ordinal)
            .ToList();
        if (decided.OfType<RegisteredAct.Attribution>().LastOrDefault() is { } attribution)
            yield return new(CitedRole.Attribution, citations.Of(attribution), null);
        if (decided.OfType<RegisteredAct.Verification>().LastOrDefault() is { } verification)
            yield return new(CitedRole.Verification, citations.Of(verification), null);
    }

    private CitedPlea? Plea(Incident incident)
    {
        var acts = Names(incident)
            .SelectMany(n => about[n])
            .OrderBy(a => a.Known)
            .ThenBy(a => a.Id, StringComparer.Ordinal)
            .ToList();
        return acts.OfType<RegisteredAct.Plea>().Any()
            ? new(
                acts.OfType<RegisteredAct.Examination>().LastOrDefault()?.Holds,
                [.. acts.Where(a => a is RegisteredAct.Plea or RegisteredAct.Examination).Select(citations.Of).Order()]
            )
            : null;
    }

    private IEnumerable<string> Names(Incident incident) =>
        from member in incident.Members
        let observation = picture.Known.Observations[member]
        where observation.Reference is not null
        select $"{observation.Source}:{observation.Reference}";

    private static string About(RegisteredAct act) =>
        act switch
        {
            RegisteredAct.Attribution a => a.About,
            RegisteredAct.Verification v => v.About,
            RegisteredAct.Plea p => p.About,
            RegisteredAct.Examination x => x.About,
            _ => "",
        };
}
