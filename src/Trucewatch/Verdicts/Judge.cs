using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Coverage;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Verdicts;

/// <summary>The board over verdicts: by clause, party, sector and day.</summary>
public static class Judge
{
    /// <summary>The board of the mission's window.</summary>
    public static Board Board(Facts facts)
    {
        var placing = new Placing(facts);
        return Board(facts, MatterFold.Of(facts, placing), placing);
    }

    /// <summary>The board of a matter that was made of these facts.</summary>
    public static Board Board(Facts facts, Matter matter, Placing placing)
    {
        var alleged = MatterFold.OfAllegations(facts, matter, placing);
        var cells = ImmutableArray.CreateBuilder<BoardCell>();
        foreach (var version in facts.Clauses)
            if (version.Provision.Norm is not Norm.Forbid forbid)
                cells.AddRange(DutyCells.Of(version, facts, matter));
            // What an instrument forbids is judged act by act: its days have no cells, for the truce does not bind by it.
            else if (InstrumentClause.InstrumentOf(version.Provision.Clause) is null)
                cells.AddRange(new ForbiddenCells(version, forbid, facts, matter, alleged, placing).All());
        var parties = facts.Charter.Parties.OrderBy(p => p.Id).Select(p => Seen(p.Id, cells));
        return new(Merged(cells), [.. parties]);
    }

    // Two versions of a clause may share a day: it has one cell.
    private static ImmutableArray<BoardCell> Merged(IEnumerable<BoardCell> cells) =>
        [
            .. cells
                .GroupBy(c => (c.Clause, c.Party, c.Sector, c.Day))
                .Select(g =>
                    g.Aggregate((a, b) => BoardCell.Rank(a.Verdict.Value) <= BoardCell.Rank(b.Verdict.Value) ? a : b)
                ),
        ];

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

    /// <summary>The codes that a provision names: of a ban, those of its act that its breach rule counts; of all else, those that it is counted as.</summary>
    public static ImmutableArray<Code> CodesOf(Provision provision, Rules rules)
    {
        var named = provision.Breach.Codes;
        if (provision.Norm is not Norm.Forbid forbid)
            return named.Ranges.IsEmpty ? [] : [.. rules.Codes.Keys.Where(named.Has)];
        var acts = Anchored.Ways(forbid.Act).Select(w => w.Fact?.Codes).OfType<CodeSet>().ToList();
        return [.. rules.Codes.Keys.Where(c => c.Family != 'N' && named.Has(c) && acts.Exists(a => a.Has(c)))];
    }

    /// <summary>The claims as if each covered every place: whether a truce binds a party at all.</summary>
    public static ImmutableArray<TruceClaim> Anywhere(ImmutableArray<TruceClaim> claims) =>
        [.. claims.Select(c => c with { Area = Force.Everywhere })];
}

/// <summary>The cells of a ban: what may be contrary to it, by sector and day, and where nothing is, what was watched.</summary>
internal sealed class ForbiddenCells
{
    private readonly Provision provision;
    private readonly Facts facts;
    private readonly Placing placing;
    private readonly ImmutableArray<Code> codes;
    private readonly Stretch? runs;
    private readonly ILookup<string, Contrary> contrary;
    private readonly ILookup<string, Contrary> alleged;
    private readonly Dictionary<FactId, Incidents.Incident> incidents;

    public ForbiddenCells(
        ClauseVersion version,
        Norm.Forbid forbid,
        Facts facts,
        Matter matter,
        Matter allegations,
        Placing placing
    )
    {
        (provision, this.facts, this.placing) = (version.Provision, facts, placing);
        codes = Judge.CodesOf(provision, facts.Rules);
        runs = new Running(version, matter).Runs;
        contrary = Forbidden.Of(provision, forbid, matter).Where(c => c.Answer != Answer.No).ToLookup(c => c.Bound.Id);
        alleged = Forbidden.Of(provision, forbid, allegations).ToLookup(c => c.Bound.Id);
        incidents = facts.Incidents.ToDictionary(i => FactId.Of(i.Id));
    }

    /// <summary>All cells in which the ban runs and binds, surely or disputedly.</summary>
    public IEnumerable<BoardCell> All() =>
        from party in Bearers()
        from sector in facts.Sectors
        from day in facts.Charter.Days
        let cell = Cell(party, sector, day)
        where cell is not null
        select cell;

    private IEnumerable<PartyId> Bearers() =>
        provision.Norm switch
        {
            Norm.Forbid { By: Bearer.Named named } => [named.Party],
            Norm.Forbid { By: Bearer.EachParty } => facts.Charter.Parties.Select(p => p.Id).Order(),
            _ => [],
        };

    private BoardCell? Cell(PartyId party, string sector, LocalDate day)
    {
        var spans = Spans(party, sector, day);
        if (spans.IsEmpty)
            return null;
        var found = contrary[party.Code]
            .Select(c => (Contrary: c, Answer: Answers.And(c.Answer, There(c, sector), Then(c, spans))))
            .Where(c => c.Answer != Answer.No)
            .ToLookup(c => c.Answer, c => c.Contrary.Fact!.Id);
        var watching = facts.Coverage.Of(sector, party, codes, spans.Select(s => s.Span));
        return new(
            provision.Clause,
            party,
            sector,
            day,
            Settle([.. found[Answer.Yes]], [.. found[Answer.Unclear]], watching),
            spans.Min(s => s.Binding.Answer),
            [.. spans.SelectMany(s => s.Binding.Claims).Select(c => c.Id).Distinct().Order(StringComparer.Ordinal)],
            watching,
            alleged[party.Code].Count(c => Answers.And(There(c, sector), Then(c, spans)) != Answer.No)
        );
    }

    private Verdict Settle(ImmutableArray<FactId> contrary, ImmutableArray<FactId> doubtful, Watching watching)
    {
        if (!contrary.IsEmpty)
            return new Verdict.Breached(contrary);
        return doubtful.IsEmpty && watching.Suffices(facts.Rules)
            ? new Verdict.Complied(watching.Missed)
            : new Verdict.Undetermined(doubtful, watching.Unwatched);
    }

    private Answer There(Contrary contrary, string sector) =>
        contrary.Fact is not { } fact ? Answer.No
        : incidents.TryGetValue(fact.Id, out var incident) ? placing.InSector(incident, sector)
        : fact.Fields.GetValueOrDefault("sector")?.Possible.Contains(new Value.Name(sector)) == true ? Answer.Yes
        : Answer.No;

    private static Answer Then(Contrary contrary, ImmutableArray<BindingSpan> spans)
    {
        var answer = Answer.No;
        foreach (var span in spans)
        {
            var during = new Stretch(span.Span.Start.ToMicros(), span.Span.End.ToMicros()).Holds(contrary.At);
            answer = Answers.Or(answer, Answers.And(during, span.Binding.Answer));
        }
        return answer;
    }

    /// <summary>The spans of a day in which the ban runs and the truce binds, surely or disputedly.</summary>
    private ImmutableArray<BindingSpan> Spans(PartyId party, string sector, LocalDate day)
    {
        if (
            runs is not { } run
            || facts.Charter.SpanOf(day).Overlap(facts.Charter.Window) is not { } inside
            || inside.Overlap(Until(run)) is not { } span
        )
            return [];
        return
        [
            .. InForce
                .Over(party, span, sector, codes, placing.ClaimsFor(sector))
                .Where(s => s.Binding.Answer != Answer.No),
        ];
    }

    private Interval Until(Stretch run)
    {
        var interval = run.ToInterval();
        var end = interval.HasEnd ? Instant.Min(interval.End, facts.Until) : facts.Until;
        var start = interval.HasStart ? interval.Start : Instant.MinValue;
        return new(start, Instant.Max(start, end));
    }
}

/// <summary>The cells of duties and of states to keep: by bearer and the day of the limit, or each day that a state fails.</summary>
internal static class DutyCells
{
    /// <summary>The cells of one clause version; of a norm that binds nobody, none.</summary>
    /// <remarks>
    /// A duty that still runs has no cell yet. The sector is the trigger's where that is known, else empty. What a register
    /// keeps needs no watching: a cell of a duty has no hours.
    /// </remarks>
    public static IEnumerable<BoardCell> Of(ClauseVersion version, Facts facts, Matter matter)
    {
        var byId = matter.World.Facts.ToLookup(f => f.Id);
        return JudgeNorms
            .Of(version, matter)
            .Where(j => j.Verdict is not null)
            .SelectMany(j =>
                Days(j, facts).Select(day => (j.Key.Bearer, Sector: Sector(j, byId, facts), Day: day, j.Verdict))
            )
            .GroupBy(c => (c.Bearer, c.Sector, c.Day))
            .OrderBy(g => g.Key.Bearer, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Sector, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Day)
            .Select(g => new BoardCell(
                version.Provision.Clause,
                new PartyId(g.Key.Bearer),
                g.Key.Sector,
                g.Key.Day,
                Together(g.Select(c => c.Verdict!)),
                Answer.Yes,
                [],
                Watching.Nothing,
                0
            ));
    }

    private static IEnumerable<LocalDate> Days(Judgement judgement, Facts facts)
    {
        var span = judgement.Obligation is { Limit: { } limit }
            ? Stretch.At(Math.Min(limit, long.MaxValue - 1))
            : new Stretch(judgement.Anchor.Start, judgement.Anchor.End);
        return facts.Charter.Days.Where(d =>
        {
            var day = facts.Charter.SpanOf(d);
            return new Stretch(day.Start.ToMicros(), day.End.ToMicros()).And(span) is not null;
        });
    }

    private static string Sector(Judgement judgement, ILookup<FactId, Fact> byId, Facts facts) =>
        judgement.Anchor.Fact is { } id
        && byId[id].FirstOrDefault()?.Fields.GetValueOrDefault("sector") is { Possible: [Value.Name sector] }
        && facts.Sectors.Contains(sector.Of)
            ? sector.Of
            : "";

    private static Verdict Together(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        var breaches = all.OfType<Verdict.Breached>().SelectMany(v => v.By).Distinct().Order().ToImmutableArray();
        if (!breaches.IsEmpty)
            return new Verdict.Breached(breaches);
        var open = all.OfType<Verdict.Undetermined>().ToList();
        return open.Count == 0
            ? new Verdict.Complied(0)
            : new Verdict.Undetermined(
                [.. open.SelectMany(v => v.Doubtful).Distinct().Order()],
                [.. open.SelectMany(v => v.Unwatched).Distinct().OrderBy(i => i.HasStart ? i.Start : Instant.MinValue)]
            );
    }
}
