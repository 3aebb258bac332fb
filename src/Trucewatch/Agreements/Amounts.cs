using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>Reads distances, zones and moments.</summary>
internal sealed class Amounts(Cursor at, AgreementContext context)
{
    private static readonly ImmutableArray<(string Unit, double Meters)> lengths =
    [
        ("m", 1),
        ("km", 1000),
        ("nm", 1852),
    ];

    /// <summary>In these a time limit is given.</summary>
    public static readonly ImmutableArray<string> TimeUnits =
    [
        "min",
        "h",
        "days",
        "day",
        "calendar",
        "months",
        "month",
    ];

    /// <summary>A distance such as <c>2 km</c>; null: a problem was reported.</summary>
    public Distance? Length(Token option)
    {
        var number = at.Next;
        if (number.Kind != TokenKind.Number)
            return Wrong(number, Ag.Number, "a number was expected", "Write a distance, such as \"2 km\".");
        at.Take();
        if (lengths.FirstOrDefault(l => at.Next.Is(l.Unit)) is not ({ } _, var meters))
            return NoUnit(option, number);
        at.Take();
        var value = double.Parse(number.Text, CultureInfo.InvariantCulture) * meters;
        return value is > 0 and <= 20_040_000
            ? Distance.FromMeters(value)
            : Wrong(
                number,
                Ag.Number,
                "a distance is more than 0 and at most half way round the earth",
                "Write a distance, such as \"2 km\"."
            );
    }

    private Distance? NoUnit(Token option, Token number)
    {
        var unit = at.Next.Kind == TokenKind.Word && at.Ahead(1).Is("of") ? at.Take().Text : "";
        var rest = at.Words(_ => false);
        var found = string.Join(' ', new[] { option.Text, number.Text, unit, rest }.Where(w => w.Length > 0));
        var cure = $"Write \"{option.Text} {number.Text} km {(rest.Length > 0 ? rest : "of …")}\" (m, km or nm).";
        at.Wrong(number, Ag.DistanceUnit, found, "a distance needs a unit", cure);
        return null;
    }

    private Distance? Wrong(Token token, string code, string expected, string cure)
    {
        at.Wrong(token, code, token.Text, expected, cure);
        return null;
    }

    /// <summary>The id of a zone; null: a problem was reported.</summary>
    public string? Zone()
    {
        var found = at.Words(i => i > 0 && OptionReader.Begins(at, i));
        var first = at.Next;
        var all = context.Zones.Append(new(AgreementContext.Everywhere, []));
        var known = all.SelectMany(z => z.All.SelectMany(n => Forms(z.Id, n)));
        if (at.Longest(known) is var (zone, length))
        {
            at.Skip(length);
            return zone;
        }
        at.TakeWords(i => i > 0 && OptionReader.Begins(at, i));
        at.Wrong(first, Ag.UnknownZone, found, "it is no zone of this mission", Suggestion(found));
        return null;
    }

    private static IEnumerable<(string, ImmutableArray<string>)> Forms(string id, string name)
    {
        var words = Lexer.WordsOf(name);
        return words.IsEmpty ? [] : [(id, words), (id, words.Insert(0, "the"))];
    }

    private string Suggestion(string found)
    {
        var bare = found.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? found[4..] : found;
        var names = context.Zones.SelectMany(z => z.All.Select(n => (z.Id, Name: n))).ToList();
        var near = Nearest
            .Several(bare, names.Select(n => n.Name), 3)
            .Select(n => Shown(names.Find(x => x.Name == n)))
            .Distinct()
            .ToList();
        return near.Count > 0
            ? $"Did you mean {string.Join(" or ", near)}?"
            : $"Name one of: {string.Join(", ", context.Zones.Select(z => z.Id).Take(12))}.";
    }

    private static string Shown((string Id, string Name) zone) =>
        zone.Id == zone.Name ? $"\"{zone.Id}\"" : $"\"{zone.Name}\" (zone {zone.Id})";

    /// <summary>A moment such as <c>2025-04-19 18:00 Europe/Moscow</c>; null: a problem was reported.</summary>
    public Instant? Moment()
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
            return zone.AtStartOfDay(date).ToInstant();
        return Local(date, time) is { } local
            ? Mapped(local, zone, first)
            : NoMoment(
                first,
                Ag.Moment,
                time,
                "the clock does not have this time",
                "Write a time from \"00:00\" to \"24:00\"."
            );
    }

    private Instant? NotADate(Token token)
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
        return mapping.Count switch
        {
            0 => NoMoment(
                token,
                Ag.LocalTime,
                $"{local} {zone}",
                "the clocks jumped over this time",
                "Write it in UTC."
            ),
            1 => mapping.Single().ToInstant(),
            _ => NoMoment(
                token,
                Ag.LocalTime,
                $"{local} {zone}",
                "the clocks showed this time twice",
                "Write it in UTC."
            ),
        };
    }

    private Instant? NoMoment(Token token, string code, string found, string expected, string cure)
    {
        at.Wrong(token, code, found, expected, cure);
        return null;
    }
}
