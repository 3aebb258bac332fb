using System.Globalization;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads a length of time as agreements write it: <c>48 h</c>, <c>3 calendar days</c>, <c>1 month rounded down</c>.</summary>
public static class Lengths
{
    private const long Minute = 60_000_000;

    /// <summary>The length; null: it is none.</summary>
    public static Length? Read(string text)
    {
        var words = text.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (
            words.Length != 2
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return null;
        return words[1] switch
        {
            "min" => new Length.Exact(number * Minute),
            "h" => new Length.Exact(number * 60 * Minute),
            "day" or "days" => new Length.Exact(number * 24 * 60 * Minute),
            "calendar day" or "calendar days" => new Length.CalendarDays(number),
            "month rounded down" or "months rounded down" => new Length.Months(number, false),
            "month rounded up" or "months rounded up" => new Length.Months(number, true),
            _ => null,
        };
    }
}
