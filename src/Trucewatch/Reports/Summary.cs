using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Incidents;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using Trucewatch.Time;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>Section 1: what could be seen, what was found, what was reported, what is alleged – in that order.</summary>
internal static class Summary
{
    private const int DaysBefore = 30;

    public static Section Write(Desk desk)
    {
        ImmutableArray<Sentence> sentences =
        [
            .. desk.Parties.Select(p => CouldSee(desk, p)),
            .. desk.Parties.SelectMany(p => InForceFor(desk, p)),
            .. desk.Known.Provisions.SelectMany(p => desk.Parties.SelectMany(party => Verdicts(desk, p, party))),
            .. desk.Classes.SelectMany(c => Reported(desk, c.Class)),
            .. desk.OfKind(SourceKind.Satellite).SelectMany(s => Heat(desk, s)),
            .. Alleged(desk),
        ];
        return new("summary", sentences, Allegations(desk), [.. Charts(desk)]);
    }

    /// <summary>Raw counts by day: bulletins per class and party, media per class, satellite detections.</summary>
    private static IEnumerable<Chart> Charts(Desk desk)
    {
        foreach (var (weapon, _) in desk.Classes)
        {
            var name = Say.W("class." + weapon.Id);
            foreach (var source in desk.OfKind(SourceKind.Bulletin))
            foreach (var party in desk.Parties)
                if (
                    Bars(
                        desk,
                        Series.Of(desk.Known, source, weapon.Codes, party.Id),
                        "report.chart_about",
                        name,
                        party
                    ) is
                    { } chart
                )
                    yield return chart;
            foreach (var source in desk.OfKind(SourceKind.Media))
                if (
                    Bars(desk, Series.Of(desk.Known, source, weapon.Codes, accused: null), "report.chart", name) is
                    { } chart
                )
                    yield return chart;
        }
        foreach (var source in desk.OfKind(SourceKind.Satellite))
            if (
                Bars(
                    desk,
                    Series.Of(desk.Known, source, codes: null, accused: null),
                    "report.chart",
                    Say.W("class.heat")
                ) is
                { } chart
            )
                yield return chart;
    }

    private static Chart? Bars(Desk desk, Series series, string key, Arg name, Party? party = null)
    {
        if (series.Counts.Values.All(c => c is null or 0))
            return null;
        var args = ImmutableSortedDictionary<string, Arg>
            .Empty.Add("class", name)
            .Add("source", Say.Names(series.Source.Name))
            .Add("party", party is null ? Say.T("") : Say.Of(party));
        return new(new Arg.Phrase(key, args), series.Counts, desk.Charter.Days[0], desk.Charter.Days[^1]);
    }

    private static Sentence CouldSee(Desk desk, Party party)
    {
        var seen = desk.Picture.Board.Parties.First(p => p.Party == party.Id);
        return seen.WatchedHours == 0
            ? Say.Coverage("could_not_see", ("party", Say.Of(party)))
            : Say.Coverage("could_see", ("party", Say.Of(party)), ("share", Say.Percent(seen.Share)));
    }

    private static IEnumerable<Sentence> InForceFor(Desk desk, Party party)
    {
        var codes = desk.Known.Provisions.SelectMany(p => Judge.CodesOf(p, desk.Known.Rules)).Distinct().ToList();
        foreach (
            var span in InForce.Over(party.Id, desk.Charter.Window, "all", codes, Judge.Anywhere(desk.Known.Claims))
        )
        {
            var key = span.Binding.Answer switch
            {
                Answer.Yes => "inforce_yes",
                Answer.No => "inforce_no",
                _ => "inforce_disputed",
            };
            yield return Say.Fact(
                    key,
                    ("party", Say.Of(party)),
                    ("from", Say.At(span.Span.Start)),
                    ("until", Say.At(span.Span.End))
                )
                .Resting("claim", span.Binding.Claims.Select(c => c.Id));
        }
    }

    private static IEnumerable<Sentence> Verdicts(Desk desk, Provision provision, Party party)
    {
        var cells = desk.Picture.Board.Cells.Where(c => c.Clause == provision.Clause && c.Party == party.Id).ToList();
        if (cells.Count == 0)
            yield break;
        (string, Arg)[] who =
        [
            ("party", Say.Of(party)),
            ("clause", Say.T(provision.Clause)),
            ("title", Say.T(provision.Title)),
        ];
        var breaches = cells
            .Select(c => c.Verdict)
            .OfType<Verdict.Breached>()
            .SelectMany(v => v.By)
            .Distinct()
            .ToList();
        var doubts = cells
            .Select(c => c.Verdict)
            .OfType<Verdict.Undetermined>()
            .SelectMany(v => v.Doubtful)
            .Distinct()
            .ToList();
        if (breaches.Count > 0)
            yield return Say.Verdict("breached", [.. who, ("count", Say.N(breaches.Count))])
                .Resting("incident", Numbers(desk, breaches));
        if (doubts.Count > 0)
            yield return Say.Verdict("disputed", [.. who, ("count", Say.N(doubts.Count))])
                .Resting("incident", Numbers(desk, doubts));
        var hours = cells.Sum(c => c.Watching.Hours);
        var watched = cells.Sum(c => c.Watching.Watched);
        if (cells.All(c => c.Verdict.Value == BoardValue.Complied))
            yield return Say.Verdict(
                "quiet_covered",
                [.. who, ("share", Say.Percent(hours == 0 ? 1 : watched / hours))]
            );
        else if (hours > 0 && watched == 0)
            yield return Say.Verdict("not_watched", [.. who, ("hours", Say.N(hours))]);
        else
            yield return Say.Verdict(
                "cells",
                [
                    .. who,
                    .. Enum.GetValues<BoardValue>()
                        .Select(v => (DailyReport.Snake(v), Say.N(cells.Count(c => c.Verdict.Value == v)))),
                ]
            );
    }

    private static IEnumerable<string> Numbers(Desk desk, IEnumerable<FactId> facts) =>
        facts
            .Select(f => f.Incident)
            .OfType<IncidentId>()
            .Select(i => desk.Numbers[i])
            .Order()
            .Select(n => n.ToString());

    private static IEnumerable<Sentence> Reported(Desk desk, WeaponClass weapon)
    {
        var name = Say.W("class." + weapon.Id);
        foreach (var party in desk.Parties)
        foreach (var sentence in Bulletins(desk, weapon, name, party))
            yield return sentence;
        foreach (var sentence in Paused(desk, weapon, name))
            yield return sentence;
        foreach (var source in desk.OfKind(SourceKind.Media))
            if (Change(desk, Series.Of(desk.Known, source, weapon.Codes, accused: null), name) is { } change)
                yield return change.Resting("source", source.Id.Code);
    }

    /// <summary>What the other party's own bulletins say of a party: whether reports stopped, or that there is no such source.</summary>
    private static IEnumerable<Sentence> Bulletins(Desk desk, WeaponClass weapon, Arg name, Party party)
    {
        var any = false;
        foreach (var source in desk.OfKind(SourceKind.Bulletin))
        {
            var series = Series.Of(desk.Known, source, weapon.Codes, party.Id);
            if (series.Counts.Values.All(c => c is null or 0))
                continue;
            any = true;
            yield return Stopped(desk, series, name, party).Resting("source", source.Id.Code);
        }
        if (!any && desk.OfKind(SourceKind.Bulletin).Any(s => Speaks(desk, s, weapon)))
            yield return Say.Coverage("no_source_direction", ("class", name), ("party", Say.Of(party)));
    }

    private static bool Speaks(Desk desk, Source source, WeaponClass weapon) =>
        Series.Of(desk.Known, source, weapon.Codes, accused: null).Counts.Values.Any(c => c > 0);

    private static Sentence Stopped(Desk desk, Series series, Arg name, Party party)
    {
        var window = desk.Charter.Days.Where(series.Counts.ContainsKey).ToList();
        var zeros = series.Zeros;
        var first = series.Counts.Keys.First();
        (string, Arg)[] args =
        [
            ("class", name),
            ("party", Say.Of(party)),
            ("source", Say.Names(series.Source.Name)),
            ("from", Say.D(first)),
            ("to", Say.D(series.Counts.Keys.Last())),
            ("total", Say.N(series.Counts.Count)),
        ];
        if (window.Count > 0 && window.All(zeros.Contains))
            return zeros.Length == window.Count
                ? Say.Fact("reports_stopped", [.. args, ("days", Say.Days(window)), ("count", Say.N(window.Count))])
                : Say.Fact(
                    "reports_stopped_more",
                    [.. args, ("days", Say.Days(window)), ("count", Say.N(zeros.Length))]
                );
        var during = window.Sum(d => series.Counts[d] ?? 0) / (double)Math.Max(1, window.Count);
        var before = series.Before(desk.Charter.Days[0], DaysBefore);
        return Say.Fact(
            "bulletins_went_on",
            [
                .. args,
                ("after", Say.N(during)),
                ("before", before is var (mean, _) ? Say.N(mean) : Say.W("report.no_figure")),
            ]
        );
    }

    /// <summary>Who says that a class paused. Where a statement names some of its codes only, those are told and not the class.</summary>
    private static IEnumerable<Sentence> Paused(Desk desk, WeaponClass weapon, Arg name)
    {
        var statements = desk
            .Known.Acts.OfType<RegisteredAct.StatementOfPause>()
            .Where(s => weapon.Codes.Any(s.Codes.Has) && s.During.Overlap(desk.Charter.Window) is not null)
            .ToList();
        var named = weapon.Codes.Where(c => statements.All(s => s.Codes.Has(c))).ToList();
        if (statements.Count == 0 || named.Count == 0)
            yield break;
        var what = named.Count == weapon.Codes.Count ? name : new Arg.List([.. named.Select(c => Say.W("code." + c))]);
        var by = statements.Select(s => s.By).Distinct().Order().ToList();
        yield return (
            by.Count == desk.Parties.Length
                ? Say.Allegation("both_say_paused", ("class", what))
                : Say.Allegation("one_says_paused", ("class", what), ("party", Say.Of(desk.Party(by[0]))))
        ).Resting("act", statements.Select(s => s.Id));
    }

    /// <summary>How reports changed on the main day against the days before: fell to half or less, rose to double or more, or neither.</summary>
    private static Sentence? Change(Desk desk, Series series, Arg name)
    {
        if (series.Before(desk.Charter.Days[0], DaysBefore) is not var (mean, days))
            return null;
        if (!series.Counts.TryGetValue(desk.MainDay, out var count) || count is not { } after)
            return null;
        if (mean < 1 && after < 2)
            return null; // too few to speak of a change
        var key =
            after * 2 <= mean && mean > 0 ? "reports_fell"
            : after >= mean * 2 && after > 0 ? "reports_rose"
            : "reports_unchanged";
        return Say.Fact(
            key,
            ("class", name),
            ("source", Say.Names(series.Source.Name)),
            ("before", Say.N(mean)),
            ("count", Say.N(days)),
            ("after", Say.N(after)),
            ("day", Say.D(desk.MainDay))
        );
    }

    private static IEnumerable<Sentence> Heat(Desk desk, Source source)
    {
        var series = Series.Of(desk.Known, source, codes: null, accused: null);
        foreach (var sentence in desk.NotObserved(desk.Known.Looked.Where(l => l.Source == source.Id)))
            yield return sentence;
        if (
            series.Counts.TryGetValue(desk.MainDay, out var after)
            && after is { } n
            && series.Before(desk.Charter.Days[0], DaysBefore) is var (mean, days)
        )
            yield return Say.Caution(
                    2 * n <= mean ? "heat_fell" : "heat_inconclusive",
                    ("source", Say.Names(source.Name)),
                    ("day", Say.D(desk.MainDay)),
                    ("after", Say.N(n)),
                    ("before", Say.N(mean)),
                    ("count", Say.N(days))
                )
                .Resting("source", source.Id.Code);
    }

    /// <summary>For each party the one count that says most: a total before a part, the longest span, the last known.</summary>
    private static IEnumerable<Sentence> Alleged(Desk desk)
    {
        var chosen = desk
            .Known.Counts.GroupBy(c => c.By)
            .OrderBy(g => g.Key)
            .Select(g =>
                g.OrderByDescending(c => c.Category == "total")
                    .ThenByDescending(c => c is { From: { } from, Until: { } until } ? (until - from).TotalHours : 0)
                    .ThenByDescending(c => c.Received)
                    .ThenByDescending(c => c.Count ?? 0)
                    .ThenBy(c => c.Id)
                    .First()
            )
            .ToList();
        foreach (var count in chosen)
            yield return Say.Allegation(
                    "allegations_beside",
                    ("claimant", Say.T(count.Claimant)),
                    ("amount", Amount(count)),
                    ("accused", Say.Of(desk.Party(count.Accused))),
                    ("category", Say.T(count.Category)),
                    ("from", count.From is { } from ? Say.At(from) : Say.W("report.no_figure")),
                    ("until", count.Until is { } until ? Say.At(until) : Say.W("report.no_figure"))
                )
                .Resting("count", Number(desk, count));
        if (chosen.Count > 1)
            yield return Say.Caution("allegations_differ");
    }

    /// <summary>Counts are numbered in the order in which they became known.</summary>
    private static string Number(Desk desk, AllegedCount count) => (desk.Known.Counts.IndexOf(count) + 1).ToString();

    private static Arg Amount(AllegedCount count) =>
        count.Count is { } n
            ? new Arg.Phrase(
                "qualifier." + DailyReport.Snake(count.Qualifier),
                ImmutableSortedDictionary<string, Arg>.Empty.Add("n", Say.N(n))
            )
            : Say.W("qualifier.some");

    private static ImmutableArray<Table> Allegations(Desk desk) =>
        desk.Known.Counts.IsEmpty
            ? []
            :
            [
                new(
                    "report.t.allegations",
                    [
                        "report.c.number",
                        "report.c.claimant",
                        "report.c.accused",
                        "report.c.category",
                        "report.c.count",
                        "report.c.from",
                        "report.c.until",
                        "report.c.area",
                    ],
                    [
                        .. desk.Known.Counts.Select(c =>
                            ImmutableArray.Create(
                                Say.T(Number(desk, c)),
                                Say.T(c.Claimant),
                                Say.Of(desk.Party(c.Accused)),
                                Say.T(c.Category),
                                Amount(c),
                                c.From is { } from ? Say.At(from) : Say.T("–"),
                                c.Until is { } until ? Say.At(until) : Say.T("–"),
                                Say.T(c.Area)
                            )
                        ),
                    ]
                ),
            ];
}
