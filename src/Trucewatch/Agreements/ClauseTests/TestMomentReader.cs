using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Trucewatch.Agreements;

/// <summary>Reads the moments of clause tests: <c>day 31 10:14</c>, <c>2026-03-01 12:00:00.000001 UTC</c>.</summary>
internal sealed class TestMomentReader(Cursor at)
{
    private static readonly LocalTimePattern clock = LocalTimePattern.CreateWithInvariantCulture("H:mm");
    private static readonly LocalTimePattern exact = LocalTimePattern.CreateWithInvariantCulture("H:mm:ss.FFFFFF");

    /// <summary>A moment; null: a problem was reported.</summary>
    public Moment? Read()
    {
        var first = at.Next;
        if (at.TakeIf("entry", "into", "force"))
            return new(MomentOf.EntryIntoForce, null, null, null, null, null);
        if (at.TakeIf("day"))
            return
                at.TakeIf(TokenKind.Number) is { } number
                && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
                ? Timed(MomentOf.Day, day, null)
                : Wrong(first, "a day has a number", "Write \"day 31 10:14\".");
        if (at.TakeIf(TokenKind.Date) is not { } date)
            return Wrong(first, "a moment was expected", "Write \"day 31 10:14\" or \"2026-04-01 10:14\".");
        return LocalDatePattern.Iso.Parse(date.Text).TryGetValue(default, out var on) && on.Year is >= 1900 and <= 2200
            ? Timed(MomentOf.Date, null, on)
            : Wrong(date, "the calendar has no such day from 1900 to 2200", "Write a date such as \"2026-04-01\".");
    }

    /// <summary>True if a moment begins here.</summary>
    public static bool Begins(Cursor at) =>
        at.Next.Kind == TokenKind.Date || at.Has("day") || at.Has("entry", "into", "force");

    private Moment? Timed(MomentOf of, int? day, LocalDate? date)
    {
        if (at.TakeIf(TokenKind.Time) is not { } time)
            return new(of, day, date, null, Zone(), null);
        if (time.Text == "24:00")
            return new(of, day + 1, date?.PlusDays(1), null, Zone(), null);
        if (
            !clock.Parse(time.Text).TryGetValue(default, out var local)
            && !exact.Parse(time.Text).TryGetValue(default, out local)
        )
            return Wrong(time, "the clock does not have this time", "Write a time from \"00:00\" to \"24:00\".");
        return new(of, day, date, local, Zone(), null);
    }

    private string? Zone()
    {
        if (at.TakeIf("UTC"))
            return "UTC";
        return at.Next.Kind == TokenKind.Word && DateTimeZoneProviders.Tzdb.Ids.Contains(at.Next.Text)
            ? at.Take().Text
            : null;
    }

    private Moment? Wrong(Token token, string expected, string cure)
    {
        at.Wrong(token, Ag.Moment, token.Text, expected, cure);
        return null;
    }
}
