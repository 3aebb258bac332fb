using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Trucewatch.Agreements;

/// <summary>What people write and the language does not have, and what is meant by it: for cures only, nothing is read so.</summary>
internal static class Meant
{
    private static readonly ImmutableArray<string> ones =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly ImmutableArray<string> tens =
    [
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
    ];

    private static readonly ImmutableArray<string> months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    private static readonly ImmutableDictionary<string, (string Unit, decimal Times)> units =
        ImmutableDictionary.CreateRange(
            StringComparer.OrdinalIgnoreCase,
            Units().Select(u => KeyValuePair.Create(u.Word, (u.Unit, u.Times)))
        );

    private static IEnumerable<(string Word, string Unit, decimal Times)> Units() =>
        [
            ("hour", "h", 1),
            ("hours", "h", 1),
            ("hrs", "h", 1),
            ("minute", "min", 1),
            ("minutes", "min", 1),
            ("mins", "min", 1),
            ("d", "days", 1),
            ("week", "days", 7),
            ("weeks", "days", 7),
            ("year", "days", 365),
            ("years", "days", 365),
            ("metre", "m", 1),
            ("metres", "m", 1),
            ("meter", "m", 1),
            ("meters", "m", 1),
            ("kilometre", "km", 1),
            ("kilometres", "km", 1),
            ("kilometer", "km", 1),
            ("kilometers", "km", 1),
            ("kms", "km", 1),
            ("millimetre", "mm", 1),
            ("millimetres", "mm", 1),
            ("millimeter", "mm", 1),
            ("millimeters", "mm", 1),
            ("cm", "mm", 10),
            ("centimetres", "mm", 10),
            ("centimeters", "mm", 10),
            ("tonne", "t", 1),
            ("tonnes", "t", 1),
            ("tons", "t", 1),
            ("kilogram", "kg", 1),
            ("kilograms", "kg", 1),
        ];

    /// <summary>A whole number in one word: <c>three</c>, <c>twenty-four</c>; null: it is none.</summary>
    public static int? Number(string word)
    {
        var parts = word.ToLowerInvariant().Split('-');
        var first = tens.IndexOf(parts[0]);
        return (parts.Length, first) switch
        {
            (1, < 0) => ones.IndexOf(parts[0]) is >= 0 and var one ? one : null,
            (1, _) => (first + 2) * 10,
            (2, >= 0) => ones.IndexOf(parts[1]) is > 0 and < 10 and var more ? ((first + 2) * 10) + more : null,
            _ => null,
        };
    }

    /// <summary>The figures of a token that is a number, in figures or as a word; null: it is none.</summary>
    public static string? Figures(Token token) =>
        token.Kind == TokenKind.Number ? token.Text
        : token.Kind == TokenKind.Word ? Number(token.Text)?.ToString(CultureInfo.InvariantCulture)
        : null;

    /// <summary>A number with a unit, in a unit of the language: 2 and <c>weeks</c> are <c>14 days</c>.</summary>
    /// <param name="figures">The number in figures.</param>
    /// <param name="unit">The unit as written.</param>
    /// <param name="known">The units that fit.</param>
    /// <returns>null: what is meant is not known.</returns>
    public static string? Amount(string figures, string unit, IEnumerable<string> known)
    {
        var (of, times) = units.TryGetValue(unit, out var meant) ? meant : (unit, 1);
        return
            known.Contains(of, StringComparer.OrdinalIgnoreCase)
            && decimal.TryParse(figures, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= 1_000_000
            ? $"{(number * times).ToString("0.######", CultureInfo.InvariantCulture)} {of.ToLowerInvariant()}"
            : null;
    }

    /// <summary>True if the word is a unit of time that the language does not have.</summary>
    public static bool IsTime(string unit) =>
        units.TryGetValue(unit, out var meant) && meant.Unit is "h" or "min" or "days";

    /// <summary>A date as people write it, <c>19 April 2025</c>, <c>April 19, 2025</c>, <c>19.04.2025</c>; null: it is none.</summary>
    public static string? Date(Cursor at)
    {
        if (at.Next.Text.Split('.', '/') is [var day, var month, var year])
            return Written(year, Whole(month), Whole(day), at.Next.Text.Contains('/', StringComparison.Ordinal));
        var named = 1 + Array.FindIndex([.. months], m => at.Next.Is(m) || at.Ahead(1).Is(m));
        if (named == 0)
            return null;
        var isFirst = at.Next.Is(months[named - 1]);
        var number = isFirst ? at.Ahead(1) : at.Next;
        var later = at.Ahead(2).Is(",") ? at.Ahead(3) : at.Ahead(2);
        return Written(later.Text, named, Whole(number.Text.TrimEnd('t', 'h', 's', 'n', 'd', 'r')), false);
    }

    private static int Whole(string figures) =>
        int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // 04/05/2025 is one day in one country and another in the next: nothing is guessed
    private static string? Written(string year, int month, int day, bool isOpen) =>
        Whole(year) is >= 1900 and <= 2200 and var y
        && month is >= 1 and <= 12
        && !(isOpen && day <= 12)
        && day >= 1
        && day <= CalendarSystem.Iso.GetDaysInMonth(y, month)
            ? new LocalDate(y, month, day).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)
            : null;

    /// <summary>The last day of the month of a date that is none, such as 2025-04-31; null: the month is none either.</summary>
    public static string? LastDay(string date) =>
        date.Split('-') is [var year, var month, _]
        && Whole(year) is >= 1900 and <= 2200 and var y
        && Whole(month) is >= 1 and <= 12 and var m
            ? new LocalDate(y, m, CalendarSystem.Iso.GetDaysInMonth(y, m)).ToString(
                "uuuu-MM-dd",
                CultureInfo.InvariantCulture
            )
            : null;
}
