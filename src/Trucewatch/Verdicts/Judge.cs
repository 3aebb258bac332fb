using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Attributions;
using Trucewatch.Coverage;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Verdicts;

/// <summary>What a verdict rests on, all of it as known at one entry.</summary>
/// <remarks><c>Until</c> is when that entry was logged: nothing is judged that had not happened by then.</remarks>
public sealed record Facts(
    Charter Charter,
    Rules Rules,
    ImmutableArray<Zone> Zones,
    ImmutableArray<TruceClaim> Claims,
    ImmutableArray<Provision> Provisions,
    ImmutableArray<Incident> Incidents,
    ImmutableDictionary<IncidentId, Attributed> Attributed,
    CoverageLedger Coverage,
    ImmutableDictionary<IncidentId, PartyId> Accused,
    Instant Until
);

/// <summary>Provisions judged over facts: one function for all of them, since a provision is data.</summary>
public static class Judge
{
    /// <summary>The board of the mission's window.</summary>
    public static Board Board(Facts facts)
    {
        var sectors = facts
            .Zones.Where(z => z.Kind == ZoneKind.Sector)
            .GroupBy(z => z.Id, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);
        var placing = new Placing(facts);
        var cells = ImmutableArray.CreateBuilder<BoardCell>();
        foreach (var provision in facts.Provisions)
        foreach (var party in Bearers(provision, facts.Charter))
        foreach (var sector in sectors.Keys)
        foreach (var day in facts.Charter.Days)
            if (Cell(provision, party, sector, day, facts, placing) is { } cell)
                cells.Add(cell);
        return new(cells.ToImmutable(), [.. facts.Charter.Parties.OrderBy(p => p.Id).Select(p => Seen(p.Id, cells))]);
    }

    private static CouldSee Seen(PartyId party, IEnumerable<BoardCell> cells)
    {
        var (hours, watched) = (0.0, 0.0);
        foreach (var cell in cells.Where(c => c.Party == party))
        {
            hours += cell.Watching.Hours;
            watched += cell.Watching.Watched;
        }
        return new(party, hours, watched);
    }

    private static IEnumerable<PartyId> Bearers(Provision provision, Charter charter) =>
        provision.Norm switch
        {
            Norm.Forbid { By: Bearer.Named named } => [named.Party],
            _ => charter.Parties.Select(p => p.Id).Order(),
        };

    /// <summary>The codes that a provision names: those of its fact that its breach rule counts.</summary>
    public static ImmutableArray<Code> CodesOf(Provision provision, Rules rules) =>
        [
            .. rules.Codes.Keys.Where(c =>
                c.Family != 'N' && provision.Breach.Codes.Has(c) && FactOf(provision.Norm).Codes.Has(c)
            ),
        ];

    /// <summary>The claims as if each covered every place: whether a truce binds a party at all.</summary>
    public static ImmutableArray<TruceClaim> Anywhere(ImmutableArray<TruceClaim> claims) =>
        [.. claims.Select(c => c with { Area = "all" })];

    private static Formula.Fact FactOf(Norm norm) =>
        norm switch
        {
            Norm.Forbid { Act: Formula.Fact fact } => fact,
            Norm.Forbid { Act: Formula.All all } => all.Of.OfType<Formula.Fact>().First(),
            _ => throw new InvalidOperationException("the first form judges forbidden facts only"),
        };

    private static BoardCell? Cell(
        Provision provision,
        PartyId party,
        string sector,
        LocalDate day,
        Facts facts,
        Placing placing
    )
    {
        var codes = CodesOf(provision, facts.Rules);
        var spans = Spans(provision, party, sector, day, codes, facts, placing);
        if (spans.IsEmpty)
            return null;

        var contrary = ImmutableArray.CreateBuilder<FactId>();
        var doubtful = ImmutableArray.CreateBuilder<FactId>();
        var allegations = 0;
        foreach (var incident in facts.Incidents)
        {
            var answer = IsContrary(provision, incident, party, sector, spans, facts, placing);
            if (answer == Answer.No)
                continue;
            if (incident.Standing == Standing.Alleged)
                allegations++;
            else
                (answer == Answer.Yes ? contrary : doubtful).Add(FactId.Of(incident.Id));
        }
        var watching = facts.Coverage.Of(sector, party, codes, spans.Select(s => s.Span));
        return new(
            provision.Clause,
            party,
            sector,
            day,
            Settle(contrary.ToImmutable(), doubtful.ToImmutable(), watching, spans, facts.Rules),
            spans.Min(s => s.Binding.Answer),
            [.. spans.SelectMany(s => s.Binding.Claims).Select(c => c.Id).Distinct().Order(StringComparer.Ordinal)],
            watching,
            allegations
        );
    }

    private static Verdict Settle(
        ImmutableArray<FactId> contrary,
        ImmutableArray<FactId> doubtful,
        Watching watching,
        ImmutableArray<BindingSpan> spans,
        Rules rules
    )
    {
        if (!contrary.IsEmpty)
            return new Verdict.Breached(contrary);
        return doubtful.IsEmpty && watching.Suffices(rules) && spans.Length > 0
            ? new Verdict.Complied(watching.Missed)
            : new Verdict.Undetermined(doubtful, watching.Unwatched);
    }

    /// <summary>The spans of a day in which the provision runs and the truce binds, surely or disputedly.</summary>
    private static ImmutableArray<BindingSpan> Spans(
        Provision provision,
        PartyId party,
        string sector,
        LocalDate day,
        ImmutableArray<Code> codes,
        Facts facts,
        Placing placing
    )
    {
        var calendar = new Calendar(facts.Charter.TimeZone, null);
        var until = facts.Until;
        if (provision.When.Until is { } end)
            until = Instant.Min(calendar.At(end) ?? until, until);
        var from = provision.When.From is { } start ? calendar.At(start) : null;
        if (from >= until)
            return [];
        if (
            facts.Charter.SpanOf(day).Overlap(facts.Charter.Window) is not { } inside
            || inside.Overlap(new Interval(from ?? Instant.MinValue, until)) is not { } span
        )
            return [];
        return
        [
            .. InForce
                .Over(party, span, sector, codes, placing.ClaimsFor(sector))
                .Where(s => s.Binding.Answer != Answer.No),
        ];
    }

    /// <summary>Does the incident speak against that party's keeping that provision there and then?</summary>
    private static Answer IsContrary(
        Provision provision,
        Incident incident,
        PartyId party,
        string sector,
        ImmutableArray<BindingSpan> spans,
        Facts facts,
        Placing placing
    )
    {
        var time = Time(incident, spans);
        if (time == Answer.No)
            return Answer.No;
        var kind = Kind(incident, provision, facts.Rules);
        if (kind == Answer.No)
            return Answer.No;
        var where = placing.InSector(incident, sector);
        if (where == Answer.No)
            return Answer.No;
        var attributed = facts.Attributed.GetValueOrDefault(incident.Id) ?? Attributed.Open;
        if (attributed.Verified == false)
            return Answer.No;
        if (incident.Standing == Standing.Alleged)
            return facts.Accused.TryGetValue(incident.Id, out var accused) && accused == party
                ? Answers.And(placing.Of(incident, provision.Norm), Answer.Unclear)
                : Answer.No;
        var proven =
            attributed.Verified == true || incident.Groups >= provision.Needs.IndependentSources
                ? Answer.Yes
                : Answer.Unclear;
        return Answers.And(
            time,
            kind,
            where,
            proven,
            attributed.WasBy(party, provision.Needs.Standard),
            placing.Of(incident, provision.Norm)
        );
    }

    private static Answer Time(Incident incident, ImmutableArray<BindingSpan> spans)
    {
        var answer = Answer.No;
        foreach (var span in spans)
        {
            if (!incident.Occurred.Overlaps(span.Span))
                continue;
            var within = incident.Occurred.Within(span.Span) ? Answer.Yes : Answer.Unclear;
            answer = Answers.Or(answer, Answers.And(within, span.Binding.Answer));
        }
        return answer;
    }

    private static Answer Kind(Incident incident, Provision provision, Rules rules)
    {
        var chance = 0.0;
        var fact = FactOf(provision.Norm);
        foreach (var (code, share) in incident.Likely)
            if (code.Family != 'N' && provision.Breach.Codes.Has(code) && fact.Codes.Has(code))
                chance += share;
        return chance >= rules.SureAt ? Answer.Yes
            : chance >= rules.DoubtAt ? Answer.Unclear
            : Answer.No;
    }
}
