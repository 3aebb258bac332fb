using System.Collections.Immutable;
using Trucewatch.Missions.Records;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Verdicts;

/// <summary>The verdict table of a record: every change with the entry that caused it.</summary>
public static class VerdictHistory
{
    /// <summary>The table up to an entry, judged from nothing at each entry: exact, and slow in a long record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="asOf">The last entry.</param>
    /// <param name="progress">Told at which entry it is.</param>
    /// <param name="cancellationToken">Stops it between two entries.</param>
    public static async Task<ImmutableArray<VerdictRow>> OfAsync(
        MissionRecord record,
        EntryNumber asOf,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        var fold = new MissionFold();
        var known = new List<(long, ImmutableArray<Judgement>)>();
        var at = fold.At;
        await foreach (var stored in record.Log.ReadAsync(new(1), asOf, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            fold.Add(stored.Number, stored.Open);
            progress?.Report(stored.Number.Value);
            // An issue or a key changes no verdict, unless time has gone on with it.
            if (fold.At == at && stored.Open.Entry.Kind is "issue" or "rejection" or AuthorKeys.Kind)
                continue;
            at = fold.At;
            if (fold.Now() is { } now)
                known.Add((stored.Number.Value, now.Judged()));
        }
        return VerdictTable.Of(known);
    }
}
