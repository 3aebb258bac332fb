using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>Checks a report that somebody was handed against the record that it comes from.</summary>
public static class VerifyReport
{
    /// <summary>Checks a <c>report.json</c>, a <c>board.csv</c>, or a page <c>report.html</c> by the provenance at its head.</summary>
    /// <param name="report">The file as it was handed over.</param>
    /// <param name="files">The record.</param>
    /// <param name="trust">Whose signatures must stand under its checkpoint.</param>
    /// <param name="making">This program.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="IOException">A file cannot be read, or the address does not answer.</exception>
    public static async Task<ReportVerdict> RunAsync(
        HandedReport report,
        RecordFiles files,
        Trust trust,
        Making making,
        CancellationToken cancellationToken
    )
    {
        if (report.OwnFault() is { } altered)
            return new ReportVerdict.Altered(altered);
        var verdict = await VerifyRecord.FilesAsync(files, trust, cancellationToken);
        if (verdict is not RecordVerdict.Holds record)
            return new ReportVerdict.RecordFails((RecordVerdict.Fails)verdict);
        if (await OriginFaultAsync(report, record, files, cancellationToken) is { } elsewhere)
            return new ReportVerdict.NotInRecord(elsewhere, 0);

        var issues = await IssuesAsync(files, record.Size, cancellationToken);
        var open = issues.Where(i => i.Issued is not null).ToList();
        if (open.FirstOrDefault(i => report.Is(i.Issued!)) is not { } found)
            return new ReportVerdict.NotInRecord(
                "no entry of the record issues a report with these digests",
                issues.Count - open.Count
            );

        var versions = open.Where(i =>
                (i.Issued!.Product, i.Issued.Audience) == (found.Issued!.Product, found.Issued.Audience)
            )
            .ToList();
        var again = new Recompute(making);
        var recomputed = await again.FoldAsync(files.EntriesAsync(record.Size, cancellationToken), cancellationToken);
        var written = again.Written.GetValueOrDefault(found.Number.Value);
        var difference =
            report.Json is { } json && making.ReportJson is { } write && written is not null
                ? ReportDifference.First(json, write(written.Report))
            : report.Board is { } board && making.BoardCsv is { } rows && written is not null
                ? BoardDifference.FirstRow(board, rows(written))
            : null;
        return new ReportVerdict.Found(
            record,
            found.Number,
            found.At,
            found.Issued!,
            versions.IndexOf(found) + 1,
            versions.Count,
            versions.SkipWhile(v => v != found).Skip(1).LastOrDefault()?.Number,
            issues.Count - open.Count,
            recomputed,
            written,
            difference
        );
    }

    private sealed record Issue(EntryNumber Number, long At, Issued? Issued);

    private static async Task<List<Issue>> IssuesAsync(
        RecordFiles files,
        long size,
        CancellationToken cancellationToken
    )
    {
        var issues = new List<Issue>();
        await foreach (var stored in files.EntriesAsync(size, cancellationToken))
            if (stored.Open.Entry.Kind == "issue")
                issues.Add(new(stored.Number, stored.Open.Entry.At, Read(stored.Open)));
        return issues;
    }

    // Null: closed. The incidents' derived ids are open to the mechanism only; without them it is still the same issue.
    private static Issued? Read(OpenEntry open)
    {
        try
        {
            var fields = open.Fields;
            if (fields.All(f => f.Name != "incidents"))
                fields = fields.Add(new("incidents", [], "[]", ""));
            return EntryValues.Read<Issued>(fields);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The tree at the size that the report names must have the root that it names: then this record has only grown since.
    private static async Task<string?> OriginFaultAsync(
        HandedReport report,
        RecordVerdict.Holds record,
        RecordFiles files,
        CancellationToken cancellationToken
    )
    {
        if (report.Origin is { } origin && origin != record.Origin)
            return $"it names the record \"{origin}\", and this one is \"{record.Origin}\"";
        if (report.Entries is not { } entries || report.Root is not { } root)
            return null;
        if (entries > record.Size)
            return $"it was written when the record had {entries} entries, and this one has {record.Size}: an older copy, or one rolled back";
        return
            Convert.ToHexStringLower(
                (await new TileProofs(files.Source, record.Size).RootAsync(entries, cancellationToken)).AsSpan()
            ) == root
            ? null
            : $"the first {entries} entries of the record do not give the root that it names: another history";
    }
}

/// <summary>What a check of a report says.</summary>
public abstract record ReportVerdict
{
    private ReportVerdict() { }

    /// <summary>The file was changed since it was written: it does not even fit itself.</summary>
    public sealed record Altered(string Why) : ReportVerdict;

    /// <summary>The record it is to be checked against does not hold.</summary>
    public sealed record RecordFails(RecordVerdict.Fails Why) : ReportVerdict;

    /// <summary>No entry that is open to this reader issues it.</summary>
    /// <param name="Why">In words, without a full stop.</param>
    /// <param name="ClosedIssues">How many issues are closed to this reader: it may be one of them.</param>
    public sealed record NotInRecord(string Why, int ClosedIssues) : ReportVerdict;

    /// <summary>It is the report that an entry issues.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="Entry">The entry.</param>
    /// <param name="At">When it was logged, by the record's clock: UTC seconds since 1970.</param>
    /// <param name="Issued">What the entry says.</param>
    /// <param name="Version">Which it is of the versions for its audience, from 1.</param>
    /// <param name="Versions">How many versions are open to this reader.</param>
    /// <param name="SupersededBy">The entry of the newest version; null: it is this one.</param>
    /// <param name="ClosedIssues">How many issues are closed to this reader: for other audiences, as far as the record was labelled rightly.</param>
    /// <param name="Recomputed">What came of folding the whole record again.</param>
    /// <param name="Written">This report as it follows from the entries; null: it could not be computed.</param>
    /// <param name="Difference">The first line of the file that is another than what follows from the entries; null: none, or it could not be computed.</param>
    public sealed record Found(
        RecordVerdict.Holds Record,
        EntryNumber Entry,
        long At,
        Issued Issued,
        int Version,
        int Versions,
        EntryNumber? SupersededBy,
        int ClosedIssues,
        Recomputed Recomputed,
        WrittenReport? Written,
        string? Difference
    ) : ReportVerdict;
}
