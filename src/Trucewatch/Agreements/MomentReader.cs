using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Trucewatch.Agreements;

/// <summary>Reads dates and times.</summary>
internal sealed class MomentReader(Cursor at, AgreementContext context)
{
    /// <summary>A moment such as <c>2025-04-19 18:00 Europe/Moscow</c>; null: a problem was reported.</summary>
    public Moment? Read()
    {
        var first = at.Next;
        if (at.TakeIf(TokenKind.Date) is not { } day)
            return NotADate(first);
        var time = at.TakeIf(TokenKind.Time)?.Text;
        if (Zone(time) is not { } zone)
            return null;
        if (!LocalDatePattern.Iso.Parse(day.Text).TryGetValue(default, out var date) || date.Year is < 1900 or > 2200)
            return NoMoment(
                first,
                Ag.Moment,
                day.Text,
                "the calendar has no such day from 1900 to 2200",
                "Write a date such as \"2025-04-19\"."
            );
        if (time is null)
            return new(MomentOf.Date, null, date, null, zone.Id, null);
        return Local(date, time) is { } local
            ? Mapped(local, zone, first) is null
                ? null
                : new(MomentOf.Date, null, local.Date, local.TimeOfDay, zone.Id, null)
            : NoMoment(
                first,
                Ag.Moment,
                time,
                "the clock does not have this time",
                "Write a time from \"00:00\" to \"24:00\"."
            );
    }

    private Moment? NotADate(Token token)
    {
        if (token.Is("day") || at.Has("the", "next", "day"))
        {
            Refusal.Add(
                at,
                token,
                at.Words(i => i > 0 && OptionReader.Begins(at, i)),
                "a moment counted from entry into force (\"day …\", \"the next day\")"
            );
            return null;
        }
        var near = Nearest.To(at.Words(i => i > 2), ["entry into force"]) is null
            ? ""
            : "Did you mean \"entry into force\"? ";
        return NoMoment(
            token,
            Ag.Moment,
            token.Text,
            "a date was expected",
            near + "Write \"2025-04-19\" or \"2025-04-19 18:00 Europe/Kyiv\"."
        );
    }

    private DateTimeZone? Zone(string? time)
    {
        if (at.Next.Kind != TokenKind.Word || OptionReader.Begins(at, 0))
            return context.TimeZone;
        var token = at.Take();
        if (token.Is("UTC") || token.Is("Z"))
            return DateTimeZone.Utc;
        var known = DateTimeZoneProviders.Tzdb.Ids;
        if (time is not null && known.Contains(token.Text))
            return DateTimeZoneProviders.Tzdb[token.Text];
        var near = Nearest.To(token.Text, known) is { } n
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

    private static LocalDateTime? Local(LocalDate date, string time)
    {
        var parts = time.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).Append(0).Take(3).ToArray();
        if (parts is [24, 0, 0])
            return date.PlusDays(1).AtMidnight();
        return parts[0] < 24 && parts[1] < 60 && parts[2] < 60
            ? date.At(new LocalTime(parts[0], parts[1], parts[2]))
            : null;
    }

    private Instant? Mapped(LocalDateTime local, DateTimeZone zone, Token token)
    {
        var mapping = zone.MapLocal(local);
        if (mapping.Count == 1)
            return mapping.Single().ToInstant();
        var clocks = mapping.Count == 0 ? "the clocks jumped over this time" : "the clocks showed this time twice";
        at.Wrong(token, Ag.LocalTime, $"{local} {zone}", clocks, "Write it in UTC.");
        return null;
    }

    private Moment? NoMoment(Token token, string code, string found, string expected, string cure)
    {
        at.Wrong(token, code, found, expected, cure);
        return null;
    }
}
