using System.Collections.Immutable;

namespace Trucewatch.Verdicts;

/// <summary>One judgement, and at which entries of the record it stood so.</summary>
/// <param name="Judgement">What was known. An obligation whose trigger is gone stands as cancelled.</param>
/// <param name="KnownFrom">The entry that caused it: from it on it stood so.</param>
/// <param name="KnownUntil">The entry that caused it to change, excluded; null: it stands.</param>
public sealed record VerdictRow(Judgement Judgement, long KnownFrom, long? KnownUntil);

/// <summary>Every change of every verdict, with the entry that caused it: "what did we know, when".</summary>
public static class VerdictTable
{
    /// <summary>The table over a span of entries.</summary>
    /// <param name="known">The judgements as known at each entry, in the order of entries; entries that change nothing may be left out.</param>
    /// <returns>By key, then by the entry from which it was known.</returns>
    /// <remarks>What stood at the first entry of the span is taken as known from there.</remarks>
    public static ImmutableArray<VerdictRow> Of(IEnumerable<(long Entry, ImmutableArray<Judgement> Judgements)> known)
    {
        var rows = new List<VerdictRow>();
        var standing = new Dictionary<JudgementKey, VerdictRow>();
        foreach (var (entry, judgements) in known)
        {
            var now = judgements.ToDictionary(j => j.Key);
            foreach (var (key, row) in standing.ToList())
            {
                var next = now.GetValueOrDefault(key) ?? Gone(row.Judgement);
                if (next?.Equals(row.Judgement) == true)
                    continue;
                rows.Add(row with { KnownUntil = entry });
                standing.Remove(key);
                if (next is not null)
                    standing[key] = new(next, entry, null);
            }
            foreach (var judgement in judgements)
                standing.TryAdd(judgement.Key, new(judgement, entry, null));
        }
        return [.. rows.Concat(standing.Values).OrderBy(r => r.Judgement.Key).ThenBy(r => r.KnownFrom)];
    }

    // The trigger was withdrawn, or turned out to be another's.
    private static Judgement? Gone(Judgement judgement) =>
        judgement.Obligation is { } obligation
            ? judgement with
            {
                Verdict = null,
                Because = [],
                Obligation = obligation with { State = ObligationState.Cancelled, Discharged = null },
            }
            : null;
}
