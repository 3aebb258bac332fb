using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Guarantees;

/// <summary>An event of a file, as the record has it.</summary>
/// <param name="Fact">The fact's id.</param>
/// <param name="Start">The earliest moment at which it may have happened.</param>
/// <param name="Known">The entry from which it is known in this form.</param>
/// <param name="Until">The entry from which it no longer is: withdrawn, or corrected; null: it stands.</param>
public sealed record FileEvent(string Fact, Instant Start, long Known, long? Until);

/// <summary>The first event of a file as it was known from an entry on.</summary>
/// <param name="From">The entry.</param>
/// <param name="At">Its earliest start; null: the file holds no event any more.</param>
public sealed record KnownFirst(long From, Instant? At);

/// <summary>E0: the earliest start of what happened, among the events of the file. Ladders run from it.</summary>
/// <remarks>A later-known earlier event moves it; what was held before stays in the history.</remarks>
public static class FirstEvent
{
    /// <summary>As known at an entry; null: the file holds no event then.</summary>
    public static Instant? At(IEnumerable<FileEvent> events, long asOf) =>
        events.Where(e => e.Known <= asOf && !(e.Until <= asOf)).Select(e => (Instant?)e.Start).Min();

    /// <summary>Every change of it up to an entry, in the order in which it became known.</summary>
    public static ImmutableArray<KnownFirst> History(IReadOnlyCollection<FileEvent> events, long asOf)
    {
        var changes = ImmutableArray.CreateBuilder<KnownFirst>();
        var entries = events.SelectMany(e => new[] { e.Known, e.Until ?? long.MaxValue }).Where(n => n <= asOf);
        foreach (var entry in entries.Distinct().Order())
        {
            var at = At(events, entry);
            if (changes.Count == 0 ? at is not null : at != changes[^1].At)
                changes.Add(new(entry, at));
        }
        return changes.ToImmutable();
    }
}

/// <summary>A rung of a ladder: who owes what, how long after the first event.</summary>
/// <param name="Id">Its id, such as the clause's address.</param>
/// <param name="Bearer">Who owes it, by id.</param>
/// <param name="After">How long after the first event: an exact length, so that a change of clocks moves nothing.</param>
public sealed record Rung(string Id, string Bearer, Duration After);

/// <summary>A rung's limit as known at an entry, with those that stood before.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Limit">The limit; null: the file holds no event, and no clock runs.</param>
/// <param name="Earlier">Limits that were held before, each with the entry from which it was, oldest first.</param>
public sealed record RungClock(Rung Rung, Instant? Limit, ImmutableArray<KnownFirst> Earlier);

/// <summary>The clocks of a ladder.</summary>
public static class Ladder
{
    /// <summary>The limit of each rung, in the order of the rungs.</summary>
    public static ImmutableArray<RungClock> Clocks(
        IEnumerable<Rung> rungs,
        IReadOnlyCollection<FileEvent> events,
        long asOf
    )
    {
        var history = FirstEvent.History(events, asOf);
        return
        [
            .. rungs.Select(r => new RungClock(
                r,
                history.IsEmpty ? null : history[^1].At + r.After,
                [.. history.SkipLast(1).Select(h => h with { At = h.At + r.After })]
            )),
        ];
    }
}
