using System.Globalization;
using NodaTime.Text;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Something in a provision that the language has no words for; it can come from an import, never from a text.</summary>
internal sealed class CannotBeSaidException(string what) : Exception(what);

/// <summary>Lengths, moments, names and codes in the words of the language.</summary>
internal sealed class Said(AgreementContext context)
{
    private static readonly LocalTimePattern minute = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern second = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    public static string Length(Length length) =>
        length switch
        {
            Agreements.Length.Exact exact => Exact(exact.Microseconds),
            Agreements.Length.CalendarDays days => $"{days.Days} calendar days",
            Agreements.Length.Months months => $"{months.Number} months rounded {(months.Up ? "up" : "down")}",
            _ => throw new CannotBeSaidException($"{length}"),
        };

    /// <summary>An exact length: in days from four on, else in hours, minutes, or parts of them.</summary>
    public static string Exact(long microseconds)
    {
        if (microseconds >= 4 * Durations.Day && microseconds % Durations.Day == 0)
            return $"{microseconds / Durations.Day} days";
        if (microseconds % Durations.Hour == 0)
            return $"{microseconds / Durations.Hour} h";
        foreach (
            var (word, unit) in new[] { ("min", Durations.Minute), ("h", Durations.Hour), ("days", Durations.Day) }
        )
            if ((decimal)microseconds / unit is var number && number * unit == microseconds)
                return $"{number.ToString("0.####################", CultureInfo.InvariantCulture)} {word}";
        throw new CannotBeSaidException($"{microseconds} µs");
    }

    public string Moment(Moment moment)
    {
        var day = moment.Of switch
        {
            MomentOf.Date when moment.Date is { } date => LocalDatePattern.Iso.Format(date),
            MomentOf.Day => $"day {moment.Day}",
            MomentOf.NextDay => "the next day",
            _ => "entry into force",
        };
        var time = moment.At is { } at ? " " + (at.Second == 0 ? minute : second).Format(at) : "";
        var zone = time.Length > 0 && moment.Zone is not null ? $" {moment.Zone}" : "";
        if (time.Length == 0 && moment.Zone is { } other && other != context.TimeZone.Id)
            throw new CannotBeSaidException($"a day in {other}");
        return $"{day}{time}{zone}{(moment.Plus is { } plus ? " plus " + Length(plus) : "")}";
    }

    public static string Codes(CodeSet codes) =>
        codes.Ranges.IsEmpty ? throw new CannotBeSaidException("all codes") : codes.ToString();

    /// <summary>A zone by its first name, or its id.</summary>
    public string Zone(string id) =>
        Article(context.Zones.FirstOrDefault(z => z.Id == id)?.Names.FirstOrDefault() ?? id);

    /// <summary>A body, party or guarantor by its first name, or its id.</summary>
    public string Name(string id)
    {
        var body = context.Bodies.FirstOrDefault(b => b.Id == id);
        return body is not null ? Article(body.Names.FirstOrDefault() ?? id) : id;
    }

    private static string Article(string name) =>
        name.StartsWith("the ", StringComparison.OrdinalIgnoreCase)
        || char.IsAsciiDigit(name[0])
        || char.IsAsciiDigit(name[^1])
            ? name
            : "the " + name;

    /// <summary>A value of a field, numbers with their measure.</summary>
    public string Value(Operand operand, KindAttribute.Field field) =>
        operand switch
        {
            Operand.Variable variable when variable.Name == field.Name => $"the {field.Name}",
            Operand.Constant { Value: Value.Name name } => field.Name is "sector" or "zone" or "place"
                ? Zone(name.Of)
                : Name(name.Of),
            Operand.Constant { Value: Value.Number number } when field.Measure is { } measure => Number(
                number.Of,
                measure
            ),
            _ => throw new CannotBeSaidException($"{field.Name} {operand}"),
        };

    // lengths on the ground are kept in metres, times in microseconds
    private static string Number(double number, string measure) =>
        measure is "min" or "h" or "days" ? Exact((long)number)
        : measure is "m" or "km" or "nm" ? $"{Figures(number)} m"
        : $"{Figures(number)} {measure}";

    private static string Figures(double number) =>
        number.ToString("R", CultureInfo.InvariantCulture) is var figures
        && !figures.Contains('E', StringComparison.Ordinal)
            ? figures
            : throw new CannotBeSaidException($"{number}");

    public static string Comparison(Comparison op) =>
        op switch
        {
            Agreements.Comparison.AtLeast => "at least ",
            Agreements.Comparison.AtMost => "at most ",
            Agreements.Comparison.MoreThan => "more than ",
            Agreements.Comparison.LessThan => "less than ",
            Agreements.Comparison.IsNot => "is not ",
            _ => "",
        };
}
