using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Files;
using Trucewatch.Time;

namespace Trucewatch.Formats.DescribedCsv;

/// <summary>Reads the times of a described table.</summary>
internal sealed class TimeReader(TimeColumns columns, ReadingContext context)
{
    private static readonly LocalDateTimePattern[] Iso =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm':'ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd' 'HH':'mm"),
    ];

    /// <summary>When the row's thing happened; null: what stands there is wrong, which is noted.</summary>
    public Occurred? Read(Row row)
    {
        var start = Span(row, columns.Start);
        if (columns.End is not { } column || row[column].Length == 0)
            return start is { } only ? Occurred.Between(only.From, only.Until, only.Precision, Declare(row)) : null;
        if (Span(row, column) is not { } last || start is not { } first)
            return null;
        if (last.Precision == Precision.Day ? last.Until <= first.From : last.Until < first.From)
        {
            row.Wrong(column, Problem.EndsBeforeStart, $"{row[columns.Start]} to {row[column]}");
            return null;
        }
        var days = first.Precision == Precision.Day && last.Precision == Precision.Day;
        return Occurred.Between(first.From, last.Until, days ? Precision.Day : Precision.Span, Declare(row));
    }

    /// <summary>A moment of a column; null: what stands there is wrong, which is noted.</summary>
    public static Instant? Moment(
        Row row,
        string column,
        ImmutableArray<string> formats,
        string? zone,
        ReadingContext context
    )
    {
        var words = row.Required(column);
        if (words.Length == 0)
            return null;
        if (MissionFolder.Moments.Read(words) is { } moment && formats.Contains("iso"))
            return moment;
        if (Local(words, formats) is { } local)
            return row.Local(column, local.Time, Zone(zone, context));
        row.Wrong(column, Problem.Malformed, words);
        return null;
    }

    private (Instant From, Instant Until, Precision Precision)? Span(Row row, string column)
    {
        var words = row.Required(column);
        if (words.Length == 0)
            return null;
        var zone = Zone(columns.Zone, context);
        if (columns.Formats.Contains("iso") && MissionFolder.Moments.Read(words) is { } stated)
            return Around(stated, stated.InZone(zone).LocalDateTime, dateOnly: false, zone);
        if (Local(words, columns.Formats) is not { } local)
        {
            row.Wrong(column, Problem.Malformed, words);
            return null;
        }
        if (IsDay(local.Time, local.DateOnly))
            return Day(local.Time.Date, zone);
        return row.Local(column, local.Time, zone) is { } moment
            ? Around(moment, local.Time, local.DateOnly, zone)
            : null;
    }

    private (Instant, Instant, Precision) Around(Instant at, LocalDateTime local, bool dateOnly, DateTimeZone zone) =>
        IsDay(local, dateOnly)
            ? Day(local.Date, zone)
            : (at - columns.PlusMinus, at + columns.PlusMinus, Precision.Minute);

    private bool IsDay(LocalDateTime local, bool dateOnly) =>
        columns.Precision == TimePrecision.Day
        || (columns.Precision == TimePrecision.Auto && dateOnly)
        || (columns.MidnightIsDay && local.TimeOfDay == LocalTime.Midnight);

    private static (Instant, Instant, Precision) Day(LocalDate day, DateTimeZone zone) =>
        (zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant(), Precision.Day);

    private static (LocalDateTime Time, bool DateOnly)? Local(string words, ImmutableArray<string> formats)
    {
        foreach (var format in formats)
        {
            if (format == "iso")
            {
                foreach (var iso in Iso)
                {
                    if (iso.Parse(words).TryGetValue(default, out var time))
                        return (time, false);
                }
                if (LocalDatePattern.Iso.Parse(words).TryGetValue(default, out var date))
                    return (date.AtMidnight(), true);
            }
            else if (Pattern(format).Parse(words).TryGetValue(default, out var own))
                return (own, !HasTime(format));
        }
        return null;
    }

    // A pattern without an hour is a date.
    private static bool HasTime(string format) => format.AsSpan().IndexOfAny('H', 'h') >= 0;

    private static LocalDateTimePattern Pattern(string format) =>
        LocalDateTimePattern.CreateWithInvariantCulture(format);

    private static DateTimeZone Zone(string? zone, ReadingContext context) =>
        zone switch
        {
            null => context.TimeZone,
            "UTC" => DateTimeZone.Utc,
            _ => DateTimeZoneProviders.Tzdb[zone],
        };

    private Declared? Declare(Row row) =>
        columns.Zone == "UTC"
            ? null
            : new(
                columns.End is { } end && row[end].Length > 0
                    ? $"{row[columns.Start]} – {row[end]}"
                    : row[columns.Start],
                columns.Zone ?? context.Charter.Zone
            );
}
