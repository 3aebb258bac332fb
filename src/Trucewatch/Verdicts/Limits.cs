using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>The last instant at which an obligation can still be discharged in time.</summary>
internal static class Limits
{
    private const string File = "file";

    /// <summary>The limit of an obligation triggered at an instant, microseconds; null: what it counts from has not come.</summary>
    /// <param name="limit">As the provision says.</param>
    /// <param name="trigger">The instant of the trigger.</param>
    /// <param name="fact">The fact that triggered; null: a state did.</param>
    /// <param name="calendar">Days, months and entry into force.</param>
    /// <param name="facts">All facts, for a limit that counts from the first or last of a noun.</param>
    /// <remarks>A limit never ends before its trigger. <c>at least … before</c> ends so long before it: it is judged at the trigger.</remarks>
    public static long? Of(Limit limit, long trigger, Fact? fact, Calendar calendar, ImmutableArray<Fact> facts) =>
        limit switch
        {
            Limit.Within { Noun: null } within => End(calendar, trigger, within.Of),
            Limit.Within within => Origin(within, fact, facts) is { } origin
                ? Math.Max(trigger, End(calendar, origin, within.Of))
                : null,
            Limit.By by => calendar.At(by.Moment, Instants.FromMicros(trigger)) is { } at
                ? Math.Max(trigger, at.ToMicros())
                : null,
            Limit.Before before => trigger - (before.AtLeast ?? 0),
            _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "no limit"),
        };

    private static long End(Calendar calendar, long from, Length length) =>
        calendar.End(Instants.FromMicros(from), length).ToMicros();

    // The earliest (latest) start among the facts of the noun that surely share the trigger's file.
    private static long? Origin(Limit.Within within, Fact? trigger, ImmutableArray<Fact> facts)
    {
        if (trigger?.Fields.GetValueOrDefault(File) is not { Possible: [var file] })
            return null;
        var starts = facts
            .Where(f => f.Kind == within.Noun && f.Fields.GetValueOrDefault(File)?.Possible is [var its] && its == file)
            .Select(f => f.Start)
            .ToList();
        return starts.Count == 0 ? null
            : within.Last ? starts.Max()
            : starts.Min();
    }
}
