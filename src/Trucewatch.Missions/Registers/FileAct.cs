using System.Collections.Immutable;
using System.Security.Cryptography;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Missions.Evidence;
using Trucewatch.Missions.Records;
using Trucewatch.Parties;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Registers;

/// <summary>Files an act, or a decision on one, in a mission's record: one entry, signed by the body that files it.</summary>
public static class FileAct
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>It is on disk.</summary>
        /// <param name="Entry">The entry's number.</param>
        /// <param name="Act">The act with its id and when it became known.</param>
        public sealed record Filed(long Entry, RegisteredAct Act) : Reply;

        /// <summary>Nothing was entered; all that hinders it.</summary>
        public sealed record Refused(ImmutableArray<Hindrance> Why) : Reply;
    }

    /// <summary>Files an act.</summary>
    /// <param name="record">The mission's record.</param>
    /// <param name="body">The body that files it, whose key signs.</param>
    /// <param name="id">The act's id; null: a new one.</param>
    /// <param name="make">Makes the act of its id and of the instant at which it becomes known.</param>
    /// <param name="clock">What time it is; an exercise or replay has its record's own.</param>
    /// <param name="cancellationToken">Ends it before it is begun.</param>
    public static async Task<Reply> RunAsync(
        MissionRecord record,
        string body,
        string? id,
        Func<string, Instant, RegisteredAct> make,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        if (record.Known is not { } known)
            return new Reply.Refused([new("record", "it has no mission yet", "Replay the mission first.")]);
        var act = make(id ?? NewId(clock), Now(known, clock));
        var hindrances = new ActCheck(known, body).Of(act);
        if (!hindrances.IsEmpty)
            return new Reply.Refused(hindrances);
        await record.AppendAsync(
            [EntryValues.Of(act) with { Author = body }],
            Sealing.Replay(known.Charter, record.Keys),
            progress: null,
            cancellationToken
        );
        return new Reply.Filed(record.Checkpoint.Size, act);
    }

    // The time of the record's last entry, for an exercise or replay has its own clock.
    private static Instant Now(Known known, IClock clock) =>
        known.Charter.Mark == Mark.Live
            ? clock.GetCurrentInstant()
            : Instant.FromUnixTimeSeconds(known.At.ToUnixTimeSeconds());

    private static string NewId(IClock clock) =>
        Ids.ForAct(
            clock.GetCurrentInstant().ToUnixTimeMilliseconds(),
            RandomNumberGenerator.GetBytes(Ids.RandomLength)
        );
}
