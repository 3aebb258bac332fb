using CsvHelper;
using NodaTime.Text;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;

namespace Trucewatch.Formats.Reports;

/// <summary>What could not be read, as CSV: one row a reason. The original, its length and its digest are shown inside the mechanism only: a short row could be guessed.</summary>
public static class RejectionsCsv
{
    /// <summary>The CSV of rejections, by source, file and line.</summary>
    public static string Write(IEnumerable<Rejection> rejections, Mark mark, Viewer viewer)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var csv = new CsvWriter(text, BoardCsv.Form, leaveOpen: true))
        {
            foreach (
                var column in new[]
                {
                    "mark",
                    "source",
                    "file",
                    "line",
                    "field",
                    "problem",
                    "found",
                    "length",
                    "sha256",
                    "received",
                    "original",
                }
            )
                csv.WriteField(column);
            csv.NextRecord();
            var inside = viewer.Audience == Audience.Mission;
            var ordered = rejections
                .OrderBy(r => r.Source)
                .ThenBy(r => r.File, StringComparer.Ordinal)
                .ThenBy(r => r.Line)
                .ThenBy(r => r.Sha256, StringComparer.Ordinal);
            foreach (var rejection in ordered)
            foreach (var reason in rejection.Reasons)
            {
                csv.WriteField(mark.ToString().ToUpperInvariant());
                csv.WriteField(rejection.Source.Code);
                csv.WriteField(rejection.File);
                csv.WriteField(rejection.Line);
                csv.WriteField(reason.Field);
                csv.WriteField(reason.Problem);
                csv.WriteField(inside ? reason.Found : "");
                csv.WriteField(inside ? rejection.Length.ToString() : "");
                csv.WriteField(inside ? rejection.Sha256 : "");
                csv.WriteField(InstantPattern.ExtendedIso.Format(rejection.Received));
                csv.WriteField(inside ? rejection.Original : "");
                csv.NextRecord();
            }
        }
        return text.ToString();
    }
}
