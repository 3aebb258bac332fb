using NodaTime;
using NodaTime.Text;

namespace Trucewatch.Verdicts;

/// <summary>Instants as verdicts count them: whole microseconds since 1970, UTC.</summary>
public static class Instants
{
    /// <summary>Microseconds since 1970, floored.</summary>
    public static long ToMicros(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        return (ticks - (((ticks % 10) + 10) % 10)) / 10;
    }

    /// <summary>The instant so many microseconds after 1970.</summary>
    public static Instant FromMicros(long micros) => Instant.FromUnixTimeTicks(micros * 10);

    /// <summary>A stretch as an interval; one without a start or end has none.</summary>
    public static Interval ToInterval(this Stretch stretch) =>
        new(
            stretch.From == long.MinValue ? null : FromMicros(stretch.From),
            stretch.Until == long.MaxValue ? null : FromMicros(stretch.Until)
        );

    /// <summary>As ISO 8601 in UTC, with as many decimals as it needs.</summary>
    public static string Text(long micros) => InstantPattern.ExtendedIso.Format(FromMicros(micros));
}
