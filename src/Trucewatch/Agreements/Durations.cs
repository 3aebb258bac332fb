using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>Reads lengths of time: <c>48 h</c>, <c>3 calendar days</c>, <c>2 months rounded down</c>.</summary>
internal static class Durations
{
    /// <summary>Microseconds of a minute, an hour, a day.</summary>
    public const long Minute = 60_000_000,
        Hour = 60 * Minute,
        Day = 24 * Hour;

    private const long Most = 100 * 366 * Day;

    private static readonly ImmutableArray<(string Word, long Microseconds)> exact =
    [
        ("min", Minute),
        ("h", Hour),
        ("days", Day),
        ("day", Day),
    ];

    /// <summary>Words that begin a unit of time.</summary>
    public static readonly ImmutableArray<string> Units = [.. exact.Select(e => e.Word), "calendar", "months", "month"];

    /// <summary>True if a number with a unit of time, or with a word that is meant as one, stands some tokens on.</summary>
    public static bool Stands(Cursor at, int by = 0) =>
        Meant.Figures(at.Ahead(by)) is not null
        && (Units.Any(u => at.Ahead(by + 1).Is(u)) || Meant.IsTime(at.Ahead(by + 1).Text));

    /// <summary>A length; null: a problem was reported.</summary>
    public static Length? Read(Cursor at)
    {
        var number = at.Next;
        if (number.Kind != TokenKind.Number)
            return NoNumber(at, number);
        at.Take();
        foreach (var (word, microseconds) in exact)
            if (at.TakeIf(word))
                return Exact(at, number, microseconds);
        if (at.TakeIf("calendar", "days") || at.TakeIf("calendar", "day"))
            return Whole(at, number, 3660) is { } days ? new Length.CalendarDays(days) : null;
        if (at.TakeIf("months") || at.TakeIf("month"))
            return Months(at, number);
        return Wrong(
            at,
            at.AtEnd ? number : at.Next,
            Ag.TimeUnit,
            "a length of time needs a unit: min, h, days, calendar days or months",
            $"Write \"{Amount(number.Text, at.Next.Text) ?? number.Text + " h"}\"."
        );
    }

    private static string? Amount(string figures, string unit) =>
        Meant.Amount(figures, unit, exact.Select(e => e.Word))
        ?? (unit is "month" or "months" ? Meant.Amount(figures, "days", ["days"]) : null);

    // "twenty-four hours", "month" behind "in the last"
    private static Length? NoNumber(Cursor at, Token number)
    {
        var meant =
            Meant.Figures(number) is { } figures ? Amount(figures, at.Ahead(1).Text)
            : number.Is("month") ? "30 days"
            : Amount("1", number.Text);
        return Wrong(
            at,
            number,
            Ag.Number,
            "a number was expected",
            meant is null ? "Write a length, such as \"24 h\"." : $"Write it in figures: \"{meant}\"."
        );
    }

    /// <summary>An exact length in microseconds; null: a problem was reported.</summary>
    public static long? ReadExact(Cursor at)
    {
        var number = at.Next;
        switch (Read(at))
        {
            case null:
                return null;
            case Length.Exact length:
                return length.Microseconds;
            case var length:
                var days = length is Length.Months months ? months.Number * 30 : ((Length.CalendarDays)length).Days;
                at.Wrong(
                    number,
                    Ag.ExactLength,
                    at.Since(number),
                    "a condition looks back or ahead over an exact length",
                    $"Write \"{days} days\" (of 24 h each)."
                );
                return null;
        }
    }

    private static Length? Exact(Cursor at, Token number, long unit)
    {
        var length = decimal.TryParse(number.Text, CultureInfo.InvariantCulture, out var value) ? value * unit : 0;
        return length is > 0 and <= Most && length == decimal.Truncate(length)
            ? new Length.Exact((long)length)
            : Wrong(
                at,
                number,
                Ag.Number,
                "a length is more than 0, at most 100 years, and whole in microseconds",
                "Write a length, such as \"24 h\"."
            );
    }

    private static Length? Months(Cursor at, Token number)
    {
        if (!at.TakeIf("rounded", "down") && !at.Has("rounded", "up"))
            return Wrong(
                at,
                number,
                Ag.MonthRounding,
                "months are not of one length, so a month needs a rounding",
                $"Write \"{number.Text} months rounded down\" (where the month has no such day, its last day) or \"rounded up\" (the first day of the next)."
            );
        var up = at.TakeIf("rounded", "up");
        return Whole(at, number, 1200) is { } months ? new Length.Months(months, up) : null;
    }

    private static int? Whole(Cursor at, Token number, int most)
    {
        if (int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            if (whole > 0 && whole <= most)
                return whole;
        Wrong(at, number, Ag.Number, $"a whole number, 1 to {most}, was expected", "Write it without decimals.");
        return null;
    }

    private static Length? Wrong(Cursor at, Token token, string code, string expected, string cure)
    {
        at.Wrong(token, code, token == at.Next ? token.Text : at.Since(token), expected, cure);
        return null;
    }
}
