using NodaTime;

namespace Trucewatch.Time;

/// <summary>How sure a stated time is.</summary>
public enum Precision
{
    /// <summary>To the minute or better.</summary>
    Minute = 1,

    /// <summary>A day only: the source gave a date, or "00:00" that means "time unknown".</summary>
    Day = 2,

    /// <summary>A stated span with a start and an end.</summary>
    Span = 3,
}

/// <summary>The local time as a source wrote it: kept for ever beside what we made of it.</summary>
/// <param name="Text">The words of the source, such as <c>2025-04-18 21:00</c>.</param>
/// <param name="Zone">The IANA zone by which we read it.</param>
public sealed record Declared(string Text, string Zone);

/// <summary>When something happened: an interval in which it lies, start included, end excluded.</summary>
/// <remarks>
/// Flat (uniform) over the interval in this first form; a stated time ± 45 min is the interval of that width.
/// All instants are floored to microseconds. Never empty: the shortest is one microsecond.
/// </remarks>
public sealed record Occurred
{
    private Occurred(Instant start, Instant end, Precision precision, Declared? declared) =>
        (Start, End, Precision, Declared) = (start, end, precision, declared);

    /// <summary>The earliest moment, included.</summary>
    public Instant Start { get; }

    /// <summary>The end, excluded.</summary>
    public Instant End { get; }

    /// <summary>How the source gave it.</summary>
    public Precision Precision { get; }

    /// <summary>The words of the source; null where the source speaks UTC itself.</summary>
    public Declared? Declared { get; }

    /// <summary>How long the interval is.</summary>
    public Duration Length => End - Start;

    /// <summary>The middle of the interval.</summary>
    public Instant Middle => Start + Duration.FromNanoseconds((End - Start).ToInt64Nanoseconds() / 2);

    /// <summary>An interval, start included, end excluded.</summary>
    /// <exception cref="ArgumentException">The end is before the start.</exception>
    public static Occurred Between(Instant start, Instant end, Precision precision, Declared? declared = null)
    {
        var (from, to) = (Micros.Floor(start), Micros.Floor(end));
        if (to < from)
            throw new ArgumentException($"ends at {to}, before it starts at {from}", nameof(end));
        return new(from, to == from ? from + Micros.One : to, precision, declared);
    }

    /// <summary>One calendar day of a zone, midnight to midnight.</summary>
    public static Occurred OnDay(LocalDate day, DateTimeZone zone, Declared? declared = null) =>
        Between(
            zone.AtStartOfDay(day).ToInstant(),
            zone.AtStartOfDay(day.PlusDays(1)).ToInstant(),
            Precision.Day,
            declared
        );

    /// <summary>True if some moment lies in both.</summary>
    public bool Overlaps(Interval other) =>
        (!other.HasEnd || Start < other.End) && (!other.HasStart || other.Start < End);

    /// <summary>True if every moment of this lies in the other.</summary>
    public bool Within(Interval other) =>
        (!other.HasStart || other.Start <= Start) && (!other.HasEnd || End <= other.End);
}

/// <summary>Time in whole microseconds.</summary>
public static class Micros
{
    /// <summary>One microsecond.</summary>
    public static readonly Duration One = Duration.FromTicks(10);

    /// <summary>The instant at or before, in whole microseconds.</summary>
    public static Instant Floor(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % 10) + 10) % 10));
    }
}
