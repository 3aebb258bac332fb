using System.Collections.Immutable;
using NodaTime.Text;
using Trucewatch.Formats.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Verdicts;

/// <summary>A because line: a text's key and its values.</summary>
public sealed record BecauseLine(string Key, ImmutableSortedDictionary<string, string> Args);

/// <summary>A cell of the board as shown; incidents by issued number.</summary>
public sealed record BoardCellReply(
    string Clause,
    string Party,
    string Sector,
    string Day,
    string Value,
    string InForce,
    ImmutableArray<int> Incidents,
    ImmutableArray<int> Doubtful,
    int Allegations,
    double HoursInForce,
    double HoursWatched,
    double? Missed,
    ImmutableArray<BecauseLine> Because
)
{
    /// <summary>The cell for the one who looks.</summary>
    public static BoardCellReply Of(BoardCell cell, View view)
    {
        var numbers = cell.RestsOn.Select(i => view.Numbers[i]).Order().ToImmutableArray();
        var breached = cell.Verdict is Verdict.Breached;
        return new(
            cell.Clause,
            cell.Party.Code,
            cell.Sector,
            LocalDatePattern.Iso.Format(cell.Day),
            BoardCsv.Word(cell.Verdict.Value),
            cell.InForce == Answer.Yes ? "yes" : "disputed",
            breached ? numbers : [],
            breached ? [] : numbers,
            cell.Allegations,
            Math.Round(cell.Watching.Hours, 2),
            Math.Round(cell.Watching.Watched, 2),
            cell.Verdict is Verdict.Complied complied ? Math.Round(complied.Missed, 4) : null,
            [.. Lines(cell, numbers.Length)]
        );
    }

    private static IEnumerable<BecauseLine> Lines(BoardCell cell, int count)
    {
        if (cell.InForce != Answer.Yes)
            yield return Line("board.because.inforce_disputed");
        yield return cell.Verdict.Value switch
        {
            BoardValue.Breached => Line("board.because.breached", ("count", count.ToString())),
            BoardValue.Disputed => Line("board.because.disputed", ("count", count.ToString())),
            BoardValue.Complied => Line(
                "board.because.complied",
                ("share", (Math.Floor(cell.Watching.Share * 1000) / 10).ToString())
            ),
            _ => Line(
                "board.because.not_observed",
                ("watched", Math.Round(cell.Watching.Watched, 1).ToString()),
                ("hours", Math.Round(cell.Watching.Hours, 1).ToString())
            ),
        };
        if (cell.Allegations > 0)
            yield return Line("board.because.allegations", ("count", cell.Allegations.ToString()));
    }

    private static BecauseLine Line(string key, params (string Name, string Value)[] args) =>
        new(key, args.ToImmutableSortedDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal));
}

/// <summary>How much could have been seen of a party.</summary>
public sealed record CouldSeeReply(string Party, double CellHours, double WatchedHours, double Share);

/// <summary>A clause and party over all cells.</summary>
public sealed record BoardSummary(
    string Clause,
    string Party,
    string Value,
    int Complied,
    int Breached,
    int NotObserved,
    int Disputed
);

/// <summary>The board for the one who looks.</summary>
public sealed record BoardReply(
    long AsOf,
    ImmutableArray<string> Days,
    ImmutableArray<BoardCellReply> Cells,
    ImmutableArray<CouldSeeReply> Parties,
    ImmutableArray<BoardSummary> Summary
)
{
    /// <summary>The board of a view.</summary>
    public static BoardReply Of(View view)
    {
        var board = view.Picture.Board;
        return new(
            view.Known.AsOf.Value,
            [.. view.Known.Charter.Days.Select(LocalDatePattern.Iso.Format)],
            [.. board.Cells.Select(c => BoardCellReply.Of(c, view))],
            [
                .. board.Parties.Select(p => new CouldSeeReply(
                    p.Party.Code,
                    Math.Round(p.CellHours, 2),
                    Math.Round(p.WatchedHours, 2),
                    Math.Round(p.Share, 4)
                )),
            ],
            [
                .. board
                    .Cells.GroupBy(c => (c.Clause, c.Party))
                    .Select(g => new BoardSummary(
                        g.Key.Clause,
                        g.Key.Party.Code,
                        BoardCsv.Word(BoardCell.Worst(g)),
                        g.Count(c => c.Verdict.Value == BoardValue.Complied),
                        g.Count(c => c.Verdict.Value == BoardValue.Breached),
                        g.Count(c => c.Verdict.Value == BoardValue.NotObserved),
                        g.Count(c => c.Verdict.Value == BoardValue.Disputed)
                    )),
            ]
        );
    }
}
