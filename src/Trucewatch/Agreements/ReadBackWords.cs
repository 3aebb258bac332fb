using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Texts of one language with their values put in: names, codes, lengths, moments, windows.</summary>
internal sealed class ReadBackWords(string language, Func<string, string?> texts)
{
    private static readonly LocalDateTimePattern minute = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );
    private static readonly LocalDateTimePattern second = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm:ss"
    );
    private static readonly LocalTimePattern time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>A text with its values.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public string Text(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text =
            texts("readback." + key) ?? throw new KeyNotFoundException($"no text \"readback.{key}\" in {language}");
        foreach (var (name, value) in values)
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The name of something, or the id itself.</summary>
    public string Known(string family, string id) => texts(family + id) ?? id;

    public string Kind(string noun) => Known("readback.kind.", noun);

    public string Field(string field) => Known("readback.field.", field);

    public string Zone(string zone) => Known("zone.", zone);

    /// <summary>A party, guarantor or body, a role, or a listed value.</summary>
    public string Name(string id) =>
        texts("readback.who." + id)
        ?? texts("party." + id)
        ?? texts("guarantor." + id)
        ?? texts("body." + id)
        ?? texts("readback.value." + id)
        ?? id;

    public string Codes(CodeSet codes) =>
        codes.Ranges.IsEmpty
            ? Text("codes.all")
            : string.Join(
                ", ",
                codes.Ranges.Select(r =>
                    r.From == r.To ? r.From.Text : Text("codes.range", ("from", r.From.Text), ("to", r.To.Text))
                )
            );

    public string Distance(double meters) =>
        meters >= 1000 ? $"{Figures(meters / 1000)} {Text("unit.km")}" : $"{Figures(meters)} {Text("unit.m")}";

    public string Figures(double number)
    {
        var figures = number.ToString("0.###", CultureInfo.InvariantCulture);
        return language == "en" ? figures : figures.Replace('.', ',');
    }

    public string Length(Length length) =>
        length switch
        {
            Agreements.Length.Exact exact => Exact(exact.Microseconds),
            Agreements.Length.CalendarDays days => Text("length.calendar_days", ("number", Figures(days.Days))),
            Agreements.Length.Months months => Text(
                months.Up ? "length.months_up" : "length.months_down",
                ("number", Figures(months.Number))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(length), length, "no length"),
        };

    /// <summary>In days from four whole ones on, else in hours or minutes.</summary>
    public string Exact(long microseconds) =>
        microseconds >= 4 * Durations.Day && microseconds % Durations.Day == 0
            ? Number("length.days", microseconds, Durations.Day)
        : microseconds % Durations.Hour == 0 ? Number("length.h", microseconds, Durations.Hour)
        : Number("length.min", microseconds, Durations.Minute);

    private string Number(string key, long microseconds, long unit) =>
        Text(key, ("number", Figures(microseconds / (double)unit)));

    /// <summary>A time behind.</summary>
    public string Behind(Window window) =>
        window switch
        {
            { From: 0, To: null } => Text("window.ever"),
            { From: 0, To: { } to } => Text("window.last", ("to", Exact(to))),
            { To: null } => Text("window.at_least", ("from", Exact(window.From))),
            { To: { } to } => Text("window.between", ("from", Exact(window.From)), ("to", Exact(to))),
        };

    /// <summary>A time ahead.</summary>
    public string Ahead(Window window) =>
        window.From == 0
            ? Text("window.next", ("to", Exact(window.To ?? 0)))
            : Text("window.next_between", ("from", Exact(window.From)), ("to", Exact(window.To ?? 0)));

    /// <summary>A moment; a date in UTC, a day in the agreement's time zone.</summary>
    public string Moment(Edge edge)
    {
        var moment = edge.Moment with { Plus = null };
        var said = moment.Of switch
        {
            MomentOf.Date => Date(edge with { Moment = moment }),
            MomentOf.Day when moment.At is null => Text(edge.After ? "moment.after_day" : "moment.day", Day(moment)),
            MomentOf.Day => Text("moment.day_time", Day(moment), ("time", Time(moment))),
            MomentOf.NextDay => Text("moment.next_day", ("time", Time(moment))),
            _ => Text("moment.entry") + (moment.At is null ? "" : ", " + Time(moment)),
        };
        return edge.Moment.Plus is { } plus ? Text("moment.plus", ("moment", said), ("length", Length(plus))) : said;
    }

    private static (string, string) Day(Moment moment) =>
        ("day", (moment.Day ?? 0).ToString(CultureInfo.InvariantCulture));

    private static string Time(Moment moment) =>
        time.Format(moment.At ?? LocalTime.Midnight) + (moment.Zone is { } zone ? " " + zone : "");

    private static string Date(Edge edge)
    {
        var utc = new Calendar(DateTimeZone.Utc, null).At(edge)!.Value.InUtc().LocalDateTime;
        return (utc.Second == 0 ? minute : second).Format(utc) + " UTC";
    }
}
