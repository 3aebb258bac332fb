using Trucewatch.Formats.Reports;
using Trucewatch.Missions.Records;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Proofs;

/// <summary>A mission's record opened for proofs, as known at one entry.</summary>
/// <param name="Written">The picture and the numbers that products give to incidents.</param>
/// <param name="Matter">All that proofs are made of.</param>
public sealed record ProofDesk(WrittenReport Written, ProofMatter Matter)
{
    /// <summary>Folds the record up to an entry; null: nothing was known then.</summary>
    public static async Task<ProofDesk?> OpenAsync(
        MissionRecord record,
        EntryNumber entry,
        Labels.Audience audience,
        CancellationToken cancellationToken
    )
    {
        var (fold, citations) = (new MissionFold(), new Citations());
        await foreach (var stored in record.Log.ReadAsync(new(1), entry, cancellationToken))
        {
            fold.Add(stored.Number, stored.Open);
            citations.Add(stored.Number, stored.Open);
        }
        if (fold.Now() is not { } known)
            return null;
        var written = WrittenReport.Of(known.Draw(), audience, Math.Max(1, known.Issues.Length));
        return new(written, ProofFold.Of(written.Picture, citations, written.Numbers, ReportJson.Release));
    }
}
