using NodaTime;

namespace Trucewatch.Time;

/// <summary>What two spans of time have in common.</summary>
public static class Spans
{
    /// <summary>The span that lies in both; null: none does.</summary>
    public static Interval? Overlap(this Interval a, Interval b)
    {
        var start = Instant.Max(a.Start, b.Start);
        var end = Instant.Min(a.HasEnd ? a.End : Instant.MaxValue, b.HasEnd ? b.End : Instant.MaxValue);
        return start < end ? new Interval(start, end) : null;
    }

    /// <summary>How long a span is, hours.</summary>
    public static double Hours(this Interval span) => (span.End - span.Start).ToInt64Nanoseconds() / 3.6e12;
}
