using System.Runtime.InteropServices;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>A stretch of time: microseconds since 1970, the start included, the end excluded. Never empty.</summary>
/// <param name="From">The first microsecond; <see cref="long.MinValue"/>: from ever.</param>
/// <param name="Until">The first one that is no longer in it; <see cref="long.MaxValue"/>: for ever.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Stretch(long From, long Until)
{
    /// <summary>All of time.</summary>
    public static readonly Stretch Always = new(long.MinValue, long.MaxValue);

    /// <summary>One microsecond.</summary>
    public static Stretch At(long instant) => new(instant, instant + 1);

    /// <summary>What lies in both; null: nothing.</summary>
    public Stretch? And(Stretch other)
    {
        var (from, until) = (Math.Max(From, other.From), Math.Min(Until, other.Until));
        return from < until ? new(from, until) : null;
    }

    /// <summary>Yes: all of that lies in this; no: nothing of it.</summary>
    public Answer Holds(Stretch that) =>
        And(that) is not { } both ? Answer.No
        : both == that ? Answer.Yes
        : Answer.Unclear;

    /// <summary>When a provision runs by its own words, whether or not the agreement binds; null: what it counts from has not come.</summary>
    /// <remarks>
    /// <c>from entry into force</c> bounds nothing: the claims say from when it binds whom. A day counted from it has no instant
    /// before it is known.
    /// </remarks>
    public static Stretch? Of(Validity when, Calendar calendar)
    {
        var from = Edge(when.From, long.MinValue, calendar);
        var until = Edge(when.Until, long.MaxValue, calendar);
        return from is { } f && until is { } u && f < u ? new(f, u) : null;
    }

    private static long? Edge(Edge? edge, long open, Calendar calendar) =>
        edge is null or { Moment: { Of: MomentOf.EntryIntoForce, At: null, Plus: null } } ? open
        : calendar.At(edge) is { } at ? at.ToMicros()
        : null;
}
