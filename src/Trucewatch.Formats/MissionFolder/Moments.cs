using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Time;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Moments in UTC as people write them: <c>2025-04-19T15:00Z</c>, with or without seconds.</summary>
internal static class Moments
{
    private static readonly InstantPattern[] Forms =
    [
        InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm'Z'"),
        InstantPattern.ExtendedIso,
        InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm'Z'"),
    ];

    /// <summary>The moment; null: it is none.</summary>
    public static Instant? Read(string text)
    {
        foreach (var form in Forms)
        {
            if (form.Parse(text).TryGetValue(default, out var moment))
                return moment;
        }
        return OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var local)
            ? local.ToInstant()
            : null;
    }

    /// <summary>A duration such as <c>12 h</c>, <c>45 min</c>, <c>2 d</c>; null: it is none.</summary>
    public static Duration? ReadDuration(string text)
    {
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        if (at < 0 || !Files.Row.TryNumber(text[..at], out var number) || number is < 0 or > 1e6)
            return null;
        return text[(at + 1)..].Trim() switch
        {
            "s" => Duration.FromSeconds(number),
            "min" => Duration.FromMinutes(number),
            "h" => Duration.FromHours(number),
            "d" => Duration.FromDays(number),
            _ => null,
        };
    }

    /// <summary>A date as it was reported: an instant, a day, a month or a year of a zone; null: it is none.</summary>
    public static Dated? ReadDated(string text, DateTimeZone zone)
    {
        if (Read(text) is { } moment)
            return new(moment, moment, text);
        var (first, next) = (default(LocalDate), default(LocalDate));
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day))
            (first, next) = (day, day.PlusDays(1));
        else if (YearMonthPattern.Iso.Parse(text).TryGetValue(default, out var month))
            (first, next) = (month.OnDayOfMonth(1), month.PlusMonths(1).OnDayOfMonth(1));
        else if (text.Length == 4 && int.TryParse(text, NumberStyles.None, null, out var year) && year > 0)
            (first, next) = (new(year, 1, 1), new(year + 1, 1, 1));
        else
            return null;
        return new(zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(next).ToInstant(), text);
    }
}
