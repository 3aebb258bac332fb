using NodaTime;

namespace Trucewatch.Time;

/// <summary>A date as it was reported: an instant, a day, a month or a year. It is sure to have come only when its span is over.</summary>
/// <param name="First">The first moment that it may mean.</param>
/// <param name="End">From here on it has surely come: the span's end, or the instant itself.</param>
/// <param name="Text">As written: <c>2026-01-06</c>, <c>2026-01</c>, <c>2026</c> or an instant.</param>
public sealed record Dated(Instant First, Instant End, string Text)
{
    /// <summary>True if it has surely come by then.</summary>
    public bool SurelyBy(Instant t) => End <= t;

    /// <summary>True if it may have come by then.</summary>
    public bool PerhapsBy(Instant t) => First < t || SurelyBy(t);
}
