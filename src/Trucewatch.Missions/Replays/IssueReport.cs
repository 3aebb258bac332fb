using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Replays;

/// <summary>Issues the report of all that is known: an entry that names its digest and its incident numbers.</summary>
public static class IssueReport
{
    /// <summary>Writes the report and appends its issue; a report of the same digest is not issued twice.</summary>
    public static async Task<WrittenReport> IssueAsync(
        MissionRecord record,
        Audience audience,
        CancellationToken cancellationToken
    )
    {
        var known = record.Known ?? throw new InvalidOperationException("the record has no mission yet");
        var until = known.Issues.LastOrDefault(i => i.Audience == Name(audience));
        var before = until is null ? known : await record.KnownAtAsync(new(until.AsOf), cancellationToken) ?? known;
        if (until is not null && OnlyIssuesSince(record, known, until))
            return WrittenReport.Of(before.Draw(), audience, until.Number);

        var written = WrittenReport.Of(known.Draw(), audience, known.Issues.Length + 1);
        var issued = new Issued(
            "report",
            Name(audience),
            written.Report.Number,
            known.AsOf.Value,
            written.Digest,
            Known.FoldVersion,
            ReportJson.Release,
            [.. written.Picture.InReportOrder.Select(i => i.Id.Text)],
            ProductDigest.OfContent(ReportJson.Write(written.Report, Words.Shipped)),
            ProductDigest.OfSections(written.Report)
        );
        await record.AppendAsync(
            [EntryValues.Of(issued, known.At)],
            Sealing.Replay(known.Charter, record.Keys),
            null,
            cancellationToken
        );
        return written;
    }

    /// <summary>True if nothing but issues was appended since: the report would say the same.</summary>
    private static bool OnlyIssuesSince(MissionRecord record, Known known, Issued last) =>
        record.Checkpoint.Size == last.AsOf + known.Issues.Count(i => i.AsOf >= last.AsOf);

    private static string Name(Audience audience) => audience.ToString().ToUpperInvariant();
}
