using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Trucewatch.Agreements;

/// <summary>Reads moments: <c>2025-04-19 18:00 Europe/Moscow</c>, <c>day 30</c>, <c>entry into force plus 48 h</c>, <c>the next day 06:00</c>.</summary>
internal sealed class MomentReader(Cursor at, AgreementContext context)
{
    private const string Example = "Write \"2025-04-19\", \"2025-04-19 18:00 Europe/Kyiv\" or \"day 30\".";

    // names of today, for messages: older ones are read as well
    private static readonly ImmutableArray<string> current =
    [
        .. TzdbDateTimeZoneSource.Default.CanonicalIdMap.Where(n => n.Key == n.Value).Select(n => n.Key),
    ];

    /// <summary>True if a moment begins some tokens on.</summary>
    public static bool Stands(Cursor at, int by) =>
        at.Ahead(by).Kind == TokenKind.Date
        || at.HasAt(by, "day")
        || at.HasAt(by, "entry", "into")
        || at.HasAt(by, "the", "next", "day");

    /// <summary>True if it is entry into force itself, from which everything counts anyway.</summary>
    public static bool IsStart(Moment moment) => moment is { Of: MomentOf.EntryIntoForce, At: null, Plus: null };

    /// <summary>A moment; null: a problem was reported.</summary>
    /// <param name="nextDay">True: something stands before it from which the next day counts.</param>
    public Moment? Read(bool nextDay = false)
    {
        if (Base(nextDay) is not { } moment)
            return null;
        if (!at.TakeIf("plus"))
            return moment;
        return Durations.Read(at) is { } plus ? moment with { Plus = plus } : null;
    }

    private Moment? Base(bool nextDay)
    {
        var first = at.Next;
        if (at.Next.Kind == TokenKind.Date)
            return Dated();
        if (at.TakeIf("entry", "into", "force"))
            return Timed(first, new(MomentOf.EntryIntoForce, null, null, null, null, null));
        if (at.TakeIf("the", "next", "day"))
            return nextDay
                ? Timed(first, new(MomentOf.NextDay, null, null, null, null, null))
                : Wrong(
                    first,
                    Ag.Moment,
                    "the next day",
                    "nothing stands here from which the next day counts",
                    Example
                );
        if (at.TakeIf("day"))
            return Day() is { } day ? Timed(first, new(MomentOf.Day, day, null, null, null, null)) : null;
        return Wrong(
            first,
            Ag.Moment,
            first.Text,
            "a date, a day or entry into force was expected",
            MeantMoment() is { } meant ? $"Did you mean \"{meant}\"? {Example}" : Example
        );
    }

    // "the entry into force", "14 days", "the day 14", "19 April 2025"
    private string? MeantMoment()
    {
        if (Meant.Date(at) is { } date)
            return date;
        if (Meant.Figures(at.Next) is { } days && (at.HasAt(1, "days") || at.HasAt(1, "day")))
            return $"day {days}";
        if (at.Next.Is("the") && at.HasAt(1, "day") && Meant.Figures(at.Ahead(2)) is { } day)
            return $"day {day}";
        var from = at.Next.Is("the") ? 1 : 0;
        return Nearest.To(at.Text(at.Position + from, 3), ["entry into force"]);
    }

    private int? Day()
    {
        var number = at.Next;
        if (
            number.Kind == TokenKind.Number
            && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day <= 36_600
        )
        {
            at.Take();
            return day;
        }
        at.Wrong(
            Ag.Moment,
            "the number of a day was expected",
            $"Write \"day {(number.Kind == TokenKind.Word ? Meant.Figures(number) : null) ?? "30"}\"; day 0 is the day of entry into force."
        );
        return null;
    }

    private Moment? Timed(Token first, Moment moment)
    {
        var time = at.TakeIf(TokenKind.Time)?.Text;
        if (time is null && moment.Of != MomentOf.Day && moment.Of != MomentOf.NextDay)
            return moment;
        if (Zone(time, out var named) is not { } zone)
            return null;
        moment = moment with { Zone = named ? zone.Id : null };
        return time is null ? moment
            : Local(new LocalDate(2000, 1, 1), time) is not { } local ? NoTime(first, time)
            : local.Day == 1 ? moment with { At = local.TimeOfDay }
            : moment.Day is { } day ? moment with { Day = day + 1, At = LocalTime.Midnight }
            : NoTime(first, time);
    }

    private Moment? NoTime(Token first, string time) =>
        Wrong(
            first,
            Ag.Moment,
            time,
            "the clock does not have this time",
            "Write a time from \"00:00\" to \"23:59\", for a date or day also \"24:00\"."
        );

    private Moment? Dated()
    {
        var first = at.Take();
        var time = at.TakeIf(TokenKind.Time)?.Text;
        if (Zone(time, out _) is not { } zone)
            return null;
        if (!LocalDatePattern.Iso.Parse(first.Text).TryGetValue(default, out var date) || date.Year is < 1900 or > 2200)
            return Wrong(
                first,
                Ag.Moment,
                first.Text,
                "the calendar has no such day from 1900 to 2200",
                Meant.LastDay(first.Text) is { } last
                    ? $"The last day of that month is \"{last}\"; write a date such as \"2025-04-19\"."
                    : "Write a date such as \"2025-04-19\": the year, the month, the day."
            );
        if (time is null)
            return new(MomentOf.Date, null, date, null, zone.Id, null);
        return Local(date, time) is not { } local
                ? Wrong(
                    first,
                    Ag.Moment,
                    time,
                    "the clock does not have this time",
                    "Write a time from \"00:00\" to \"24:00\"."
                )
            : IsOnce(local, zone, first) ? new(MomentOf.Date, null, local.Date, local.TimeOfDay, zone.Id, null)
            : null;
    }

    private DateTimeZone? Zone(string? time, out bool named)
    {
        named = false;
        if (at.Next.Kind != TokenKind.Word || Stops.Any(at, 0) || at.Has("plus"))
            return context.TimeZone;
        named = true;
        if (at.Has("at") && at.Ahead(1).Kind == TokenKind.Time)
            return NoAt();
        var token = at.Take();
        if (token.Is("UTC") || token.Is("Z"))
            return DateTimeZone.Utc;
        var known = DateTimeZoneProviders.Tzdb.Ids;
        if (time is not null && known.Contains(token.Text))
            return DateTimeZoneProviders.Tzdb[token.Text];
        var near = Nearest.To(token.Text, current) is { } n
            ? $"Did you mean \"{n}\"?"
            : "Write \"UTC\" or a name such as \"Europe/Kyiv\".";
        at.Wrong(
            token,
            Ag.Moment,
            token.Text,
            time is null ? "a time was expected before a time zone" : "it is no time zone",
            near
        );
        return null;
    }

    private DateTimeZone? NoAt()
    {
        at.Wrong(
            Ag.Moment,
            "the time stands right behind the day",
            $"Write \"{at.Text(0, at.Position)} {at.Ahead(1).Text}\"."
        );
        return null;
    }

    private static LocalDateTime? Local(LocalDate date, string time)
    {
        var parts = time.Split(':')
            .Select(p => p.Contains('.', StringComparison.Ordinal) ? -1 : int.Parse(p, CultureInfo.InvariantCulture))
            .Append(0)
            .Take(3)
            .ToArray();
        if (parts is [24, 0, 0])
            return date.PlusDays(1).AtMidnight();
        return parts[0] < 24 && parts[1] < 60 && parts[2] is >= 0 and < 60
            ? date.At(new LocalTime(parts[0], parts[1], parts[2]))
            : null;
    }

    private bool IsOnce(LocalDateTime local, DateTimeZone zone, Token token)
    {
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 1)
            return true;
        var clocks = mapping.Count == 0 ? "the clocks jumped over this time" : "the clocks showed this time twice";
        at.Wrong(token, Ag.LocalTime, $"{local} {zone}", clocks, "Write it in UTC.");
        return false;
    }

    private Moment? Wrong(Token token, string code, string found, string expected, string cure)
    {
        at.Wrong(token, code, found, expected, cure);
        return null;
    }
}
