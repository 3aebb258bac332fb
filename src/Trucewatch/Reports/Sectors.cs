using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Time;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>Section 2: by sector. Rows with nothing in them and nothing watched are named in a sentence, never as zeros.</summary>
internal static class Sectors
{
    public static Section Write(Desk desk)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<Arg>>();
        var placing = new Placing(desk.Picture.Facts);
        var groups = desk
            .Picture.Board.Cells.GroupBy(c => (c.Sector, c.Clause, c.Party))
            .OrderBy(g => g.Key.Sector, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Clause, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Party);
        foreach (var group in groups)
        {
            var cells = group.ToList();
            var hours = cells.Sum(c => c.Watching.Hours);
            var watched = cells.Sum(c => c.Watching.Watched);
            var value = BoardCell.Worst(cells);
            var incidents = cells.SelectMany(c => c.RestsOn).Distinct().Count();
            var allegations = cells.Sum(c => c.Allegations);
            if (value == BoardValue.NotObserved && watched == 0 && allegations == 0)
                continue;
            rows.Add([
                Name(desk, group.Key.Sector),
                Say.T(group.Key.Clause),
                desk.BearerName(group.Key.Party.Code),
                Say.W("value." + DailyReport.Snake(value)),
                Say.N(incidents),
                Say.N(Previous(desk, placing, group.Key.Sector, group.Key.Clause)),
                Say.N(allegations),
                Say.N(hours),
                Say.Percent(hours == 0 ? 0 : watched / hours),
            ]);
        }
        return new(
            "sectors",
            [.. desk.Parties.SelectMany(p => Blind(desk, p))],
            [
                new(
                    "report.t.sectors",
                    [
                        "report.c.sector",
                        "report.c.clause",
                        "report.c.party",
                        "report.c.value",
                        "report.c.incidents",
                        "report.c.previous",
                        "report.c.allegations",
                        "report.c.hours",
                        "report.c.watched",
                    ],
                    rows.ToImmutable()
                ),
            ]
        );
    }

    /// <summary>The sectors in which nothing was watched, reported or alleged of a party under any clause.</summary>
    private static IEnumerable<Sentence> Blind(Desk desk, Party party)
    {
        var sectors = desk
            .Picture.Board.Cells.Where(c => c.Party == party.Id)
            .GroupBy(c => c.Sector, StringComparer.Ordinal)
            .Where(g =>
                g.All(c => c.Watching.Watched == 0 && c.Allegations == 0 && c.Verdict.Value == BoardValue.NotObserved)
            )
            .Select(g => g.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (sectors.Count > 0)
            yield return Say.Coverage(
                "blind_sectors",
                ("party", Say.Of(party)),
                ("count", Say.N(sectors.Count)),
                ("sectors", new Arg.List([.. sectors.Select(s => Name(desk, s))]))
            );
    }

    // A duty has no sector where its trigger has none.
    private static Arg Name(Desk desk, string sector) =>
        sector.Length == 0 ? Say.T("–") : Say.Names(desk.Known.Zones.First(z => z.Id == sector).Name);

    /// <summary>Incidents of the clause's codes that may lie in the sector, in the span of the same length before the window.</summary>
    private static int Previous(Desk desk, Placing placing, string sector, string clause)
    {
        var window = desk.Charter.Window;
        var span = new Interval(window.Start - window.Duration, window.Start);
        var provision = desk.Known.Provisions.First(p => p.Clause == clause);
        var codes = new HashSet<Code>(Judge.CodesOf(provision, desk.Known.Rules));
        return desk.Picture.Incidents.Count(i =>
            i.Standing != Standing.Alleged
            && span.Contains(i.Occurred.Start)
            && i.Likely.Where(l => codes.Contains(l.Key)).Sum(l => l.Value) >= desk.Known.Rules.DoubtAt
            && sector.Length > 0
            && placing.InSector(i, sector) != Answer.No
        );
    }
}
