using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>What the times of cosignatures say of the record's own clock.</summary>
/// <remarks>
/// An entry's time is a statement of those who wrote and keep it; a cosignature's time is its witness's. A checkpoint that
/// was cosigned at T covers only entries that were there at T, and what it does not cover came later, but for the while
/// that a cosignature takes. So a clock that runs ahead or back shows, by as much as <see cref="Lag"/>. Records marked
/// REPLAY or EXERCISE run by the clock of the past they tell; theirs is not compared.
/// </remarks>
public static class WitnessedTime
{
    /// <summary>How long after the last entry a checkpoint may be cosigned (INTEGRITY-INTEROP 1.4: full quorum within 24 hours).</summary>
    public static readonly Duration Lag = Duration.FromHours(24);

    /// <summary>By how much clocks may differ.</summary>
    public static readonly Duration Slack = Duration.FromMinutes(5);

    /// <summary>Is it a record whose clock is that of the present?</summary>
    public static bool IsLive(string origin) => !origin.Split('/').Any(static part => part is "REPLAY" or "EXERCISE");

    /// <summary>When the first witness saw a checkpoint, as it says; null: none says.</summary>
    public static Instant? First(ImmutableArray<NoteVerdict.Vouched> vouched) =>
        vouched
            .Select(static v => v.Time ?? 0)
            .Where(static t => t > 0)
            .Order()
            .Select(Instant.FromUnixTimeSeconds)
            .Cast<Instant?>()
            .FirstOrDefault();

    /// <summary>What is wrong with the time of the last entry under a cosigned checkpoint, in words; null: nothing that shows.</summary>
    /// <param name="origin">The record's name.</param>
    /// <param name="lastAt">When the last entry was logged, as it says.</param>
    /// <param name="vouched">Who signed the checkpoint that covers it.</param>
    public static string? Ahead(string origin, Instant lastAt, ImmutableArray<NoteVerdict.Vouched> vouched) =>
        IsLive(origin) && First(vouched) is { } seen && lastAt > seen + Slack
            ? $"the record's clock is wrong: its last entry says {Text(lastAt)}, and a witness had seen it at {Text(seen)}"
            : null;

    /// <summary>What is wrong with the time of an entry that a cosigned checkpoint does not cover, in words; null: nothing that shows.</summary>
    /// <param name="origin">The record's name.</param>
    /// <param name="number">The entry.</param>
    /// <param name="at">When it was logged, as it says.</param>
    /// <param name="size">The size of the checkpoint.</param>
    /// <param name="vouched">Who signed that checkpoint.</param>
    public static string? Behind(
        string origin,
        EntryNumber number,
        Instant at,
        long size,
        ImmutableArray<NoteVerdict.Vouched> vouched
    ) =>
        IsLive(origin) && First(vouched) is { } seen && at < seen - Lag
            ? $"entry {number} is back-dated: it says {Text(at)}, and at {Text(seen)} a witness saw the record with its first {size} entries only"
            : null;

    /// <summary>A time as the verifier writes it.</summary>
    public static string Text(Instant time) => InstantPattern.ExtendedIso.Format(time);

    internal static async Task<string?> BackDatedAsync(
        RecordFiles files,
        Checkpoint last,
        Checkpoint next,
        SignedNote kept,
        ImmutableArray<NoteVerdict.Vouched> vouched,
        CancellationToken cancellationToken
    )
    {
        var then = kept.Check([.. vouched.Select(static v => v.By)]) is NoteVerdict.Accepted accepted
            ? accepted.Verified
            : [];
        if (!IsLive(next.Origin) || (First(then) is null && First(vouched) is null))
            return null;
        var lastAt = Instant.MinValue;
        await foreach (var stored in files.EntriesAsync(next.Size, cancellationToken))
        {
            lastAt = Instant.FromUnixTimeSeconds(stored.Open.Entry.At);
            if (
                stored.Number.Value > last.Size
                && Behind(next.Origin, stored.Number, lastAt, last.Size, then) is { } early
            )
                return early;
        }

        return Ahead(next.Origin, lastAt, vouched);
    }
}
