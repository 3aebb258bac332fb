using System.Security.Cryptography;
using System.Text;
using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Replays;

/// <summary>Issues the report of all that is known and the board under it: an entry each, which names its digests.</summary>
public static class IssueReport
{
    /// <summary>Writes the report and appends the issues; where nothing was added since, nothing is issued again.</summary>
    public static async Task<WrittenReport> IssueAsync(
        MissionRecord record,
        Audience audience,
        CancellationToken cancellationToken
    )
    {
        var known = record.Known ?? throw new InvalidOperationException("the record has no mission yet");
        var until = known.Issues.LastOrDefault(i => (i.Product, i.Audience) == (Issued.Report, Name(audience)));
        var before = until is null ? known : await record.KnownAtAsync(new(until.AsOf), cancellationToken) ?? known;
        if (until is not null && OnlyIssuesSince(record, known, until))
            return WrittenReport.Of(before.Draw(), audience, until.Number);

        var written = WrittenReport.Of(known.Draw(), audience, known.Reports + 1);
        var report = new Issued(
            Issued.Report,
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
        var board = report with
        {
            Product = Issued.Board,
            Digest = ProductDigest.OfBoard(written),
            Incidents = [],
            Content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(BoardCsv.Write(written)))),
            Sections = ProductDigest.OfBoardParts(written),
        };
        await record.AppendAsync(
            [EntryValues.Of(report, known.At), EntryValues.Of(board, known.At)],
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
