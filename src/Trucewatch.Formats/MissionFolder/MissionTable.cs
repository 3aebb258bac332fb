using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads a table of a mission, every problem with its line and column.</summary>
/// <param name="file">The file's name for messages.</param>
/// <param name="columns">All columns that it may have.</param>
/// <param name="problems">Where problems are noted.</param>
/// <param name="optional">Those of them that may be left out; default: none may.</param>
internal sealed class MissionTable(
    string file,
    ImmutableArray<string> columns,
    Problems problems,
    ImmutableArray<string> optional = default
)
{
    private readonly ImmutableArray<string> needed = optional.IsDefault ? columns : columns.RemoveRange(optional);

    /// <summary>The rows whose form is right; all others are noted.</summary>
    public IEnumerable<MissionRow> Rows(string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var rows = new CsvRows(bytes, file, new CsvForm(needed));
        foreach (var row in rows.Rows())
        {
            foreach (var reason in row.Reasons)
                Note(
                    row.Line,
                    1,
                    reason.Found,
                    $"{columns.Length} fields, quoted where they hold commas ({reason.Problem})"
                );
            if (row.IsGood)
                yield return new(file, row, problems);
        }
        if (rows.Broken is { } broken)
            Note(broken.Line, 1, broken.Found, $"a readable table ({broken.Problem})");
        if (!rows.HasAny)
            Note(1, 1, "", "a header with " + string.Join(", ", needed));
        foreach (var lacking in rows.Lacking)
            Note(1, 1, "", $"the column \"{lacking}\"");
        foreach (var (column, _) in rows.Columns.Where(c => !columns.Contains(c.Key)).OrderBy(c => c.Value))
            problems.Add(new(file, 1, 1), Rule.UnknownKey, column, "a known column", Nearest.Cure(column, columns));
    }

    private void Note(long line, int column, string found, string expected) =>
        problems.Add(new(file, (int)line, column), Rule.BadTable, found, expected, "Compare it with docs/formats.");
}

/// <summary>A row of a mission's table: what is asked of it and is not there is noted as a problem.</summary>
internal sealed class MissionRow(string file, Row row, Problems problems)
{
    /// <summary>The field's words.</summary>
    public string this[string column] => row[column];

    /// <summary>Notes that a field is wrong.</summary>
    public void Wrong(string column, string code, string expected, string cure)
    {
        var words = row[column];
        var at = words.Length == 0 ? 0 : Math.Max(0, row.Raw.IndexOf(words, StringComparison.Ordinal));
        problems.Add(new(file, (int)row.Line, at + 1), code, words, $"{column}: {expected}", cure);
    }

    /// <summary>The words of a field that must be there.</summary>
    public string Must(string column)
    {
        if (row[column].Length == 0)
            Wrong(column, Rule.MissingKey, "something in this column", "Fill it in.");
        return row[column];
    }

    /// <summary>An id.</summary>
    public string Id(string column)
    {
        var id = Must(column);
        if (id.Length > 0 && !Ids.IsId(id))
            Wrong(column, Rule.BadId, "an id", Ids.Cure);
        return id;
    }

    /// <summary>One of these words; null, and noted, where it is none.</summary>
    public T? Word<T>(string column, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Must(column) is not { Length: > 0 } text)
            return null;
        if (words.TryGetValue(text, out var value))
            return value;
        Wrong(column, Rule.UnknownWord, "one of " + string.Join(", ", words.Keys), Nearest.Cure(text, [.. words.Keys]));
        return null;
    }

    /// <summary>A moment in UTC that must be there.</summary>
    public Instant? Moment(string column) => Must(column).Length > 0 ? MaybeMoment(column) : null;

    /// <summary>A moment in UTC; null where nothing stands, or what stands is none, which is noted.</summary>
    public Instant? MaybeMoment(string column)
    {
        if (row[column].Length == 0)
            return null;
        var moment = Moments.Read(row[column]);
        if (moment is null)
            Wrong(column, Rule.BadTime, "a moment in UTC", "Write it like 2025-04-19T15:00Z.");
        return moment;
    }

    /// <summary>A date as reported, in days of a zone; null where nothing stands, or what stands is none, which is noted.</summary>
    public Dated? MaybeDated(string column, DateTimeZone zone)
    {
        if (row[column].Length == 0)
            return null;
        var dated = Moments.ReadDated(row[column], zone);
        if (dated is null)
            Wrong(
                column,
                Rule.BadTime,
                "a day, a month, a year, or a moment in UTC",
                "Write it like 2026-01-06, 2026-01, 2026 or 2026-01-06T18:00Z."
            );
        return dated;
    }

    /// <summary>A date as reported that must be there.</summary>
    public Dated? Dated(string column, DateTimeZone zone) => Must(column).Length > 0 ? MaybeDated(column, zone) : null;

    /// <summary>A whole number within bounds that must be there.</summary>
    public int? Number(string column, int least, int most)
    {
        if (Must(column) is not { Length: > 0 } text)
            return null;
        if (
            int.TryParse(text, System.Globalization.NumberStyles.None, null, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Wrong(column, Rule.BadNumber, $"a whole number from {least} to {most}", "Write digits only.");
        return null;
    }

    /// <summary>A span from two columns, both needed.</summary>
    public Interval? Span(string from, string until)
    {
        if (Moment(from) is not { } start || Moment(until) is not { } end)
            return null;
        if (start < end)
            return new(start, end);
        Wrong(until, Rule.EndsFirst, "an end after its start", $"Change \"{from}\" and \"{until}\".");
        return null;
    }

    /// <summary>Codes that must be there.</summary>
    public CodeSet? Codes(string column)
    {
        if (Must(column) is not { Length: > 0 } text)
            return null;
        var codes = CodeSet.Read(text);
        if (codes is null)
            Wrong(
                column,
                Rule.BadCodes,
                "codes such as K-1 to K-12, I-1, or all",
                "Join codes by commas and ranges by \"to\"."
            );
        return codes;
    }

    /// <summary>Notes a word that is no id of these.</summary>
    public bool Known(string column, string word, IReadOnlyCollection<string> ids, string what)
    {
        if (ids.Contains(word))
            return true;
        Wrong(column, Rule.UnknownId, what, Nearest.Cure(word, ids));
        return false;
    }
}
