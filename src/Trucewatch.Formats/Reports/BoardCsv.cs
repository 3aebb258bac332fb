using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime.Text;
using Trucewatch.Incidents;
using Trucewatch.Parties;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Formats.Reports;

/// <summary>The board as CSV (RFC 4180, UTF-8, LF): one row a cell.</summary>
public static class BoardCsv
{
    /// <summary>The columns, in order.</summary>
    public static readonly string[] Columns =
    [
        "mark",
        "clause",
        "party",
        "sector",
        "day",
        "value",
        "in_force",
        "incidents",
        "allegations",
        "hours_in_force",
        "hours_watched",
        "chance_missed",
        "claims",
    ];

    /// <summary>The CSV of the board under a report: what is issued as the product <c>board</c>, byte for byte.</summary>
    public static string Write(WrittenReport written) =>
        Write(written.Picture.Board, written.Picture.Known.Charter.Mark, written.Numbers);

    /// <summary>The CSV of a board; incidents by issued number.</summary>
    public static string Write(Board board, Mark mark, IReadOnlyDictionary<IncidentId, int> numbers)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var csv = new CsvWriter(text, Form, leaveOpen: true))
        {
            foreach (var column in Columns)
                csv.WriteField(column);
            csv.NextRecord();
            foreach (var cell in board.Cells)
            {
                csv.WriteField(mark.ToString().ToUpperInvariant());
                csv.WriteField(cell.Clause);
                csv.WriteField(cell.Party.Code);
                csv.WriteField(cell.Sector);
                csv.WriteField(LocalDatePattern.Iso.Format(cell.Day));
                csv.WriteField(Word(cell.Verdict.Value));
                csv.WriteField(cell.InForce == Answer.Yes ? "yes" : "disputed");
                csv.WriteField(string.Join(' ', cell.RestsOn.Select(i => numbers[i]).Order()));
                csv.WriteField(cell.Allegations);
                csv.WriteField(cell.Watching.Hours.ToString("0.###"));
                csv.WriteField(cell.Watching.Watched.ToString("0.###"));
                csv.WriteField(cell.Verdict is Verdict.Complied complied ? complied.Missed.ToString("0.####") : "");
                csv.WriteField(string.Join(' ', cell.Claims));
                csv.NextRecord();
            }
        }
        return text.ToString();
    }

    /// <summary>The board's word for a value.</summary>
    public static string Word(BoardValue value) =>
        value == BoardValue.NotObserved ? "not observed" : value.ToString().ToLowerInvariant();

    /// <summary>How CSV files are written here: commas, LF, quotes where needed, formulas defused.</summary>
    public static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        InjectionOptions = InjectionOptions.Escape,
    };
}
