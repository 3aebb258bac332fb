using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Sources;

namespace Trucewatch.Formats.Files;

/// <summary>Reads a table row by row: what is accepted, what is rejected with all its reasons, and where the file broke.</summary>
internal static class Table
{
    /// <param name="source">The source.</param>
    /// <param name="context">The mission.</param>
    /// <param name="file">The file, packed or not.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="form">How its tables are written.</param>
    /// <param name="read">Makes of a row what it says; null: nothing to give. A row with reasons is rejected anyway.</param>
    public static IEnumerable<Intake> Read(
        SourceId source,
        ReadingContext context,
        Stream file,
        string name,
        CsvForm form,
        Func<Row, Intake?> read
    )
    {
        var last = context.Begin;
        using var bytes = UnpackedStream.Open(file);
        using var rows = new CsvRows(bytes, name, form);
        foreach (var row in rows.Rows())
        {
            var given = read(row);
            if (!row.IsGood)
                yield return row.Reject(source, last);
            else if (given is not null)
            {
                last = given.Known;
                yield return given;
            }
        }
        foreach (var reason in Troubles(rows))
            yield return Kept.Reject(source, name, reason.Line, rows.BrokenRow, reason.Reasons, last);
    }

    private static IEnumerable<(long Line, Reason[] Reasons)> Troubles(CsvRows rows)
    {
        if (rows.Broken is { } broken)
            yield return (broken.Line, [Kept.Because("", broken.Problem, broken.Found)]);
        else if (!rows.HasAny)
            yield return (0, [Kept.Because("", Problem.EmptyFile, "")]);
        if (!rows.Lacking.IsEmpty)
            yield return (0, [.. rows.Lacking.Select(c => Kept.Because(c, Problem.MissingColumn, ""))]);
    }
}
