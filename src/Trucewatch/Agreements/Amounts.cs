using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>Reads distances and zones.</summary>
internal sealed class Amounts(Cursor at, AgreementContext context)
{
    private static readonly ImmutableArray<(string Unit, double Meters)> lengths =
    [
        ("m", 1),
        ("km", 1000),
        ("nm", 1852),
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

    /// <summary>A distance in the words of the language.</summary>
    public static string Say(Distance distance)
    {
        var kilometers = distance.Meters / 1000;
        return kilometers >= 1 && kilometers * 1000 == distance.Meters
            ? $"{kilometers.ToString("R", CultureInfo.InvariantCulture)} km"
            : $"{distance.Meters.ToString("R", CultureInfo.InvariantCulture)} m";
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
        var found = at.Words(i => i > 0 && Stops.Any(at, i));
        var first = at.Next;
        var all = context.Zones.Append(new(AgreementContext.Everywhere, []));
        var known = all.SelectMany(z => z.All.SelectMany(n => Forms(z.Id, n)));
        if (at.Longest(known) is var (zone, length))
        {
            at.Skip(length);
            return zone;
        }
        at.TakeWords(i => i > 0 && Stops.Any(at, i));
        at.Wrong(first, Ag.UnknownZone, found, "it is no zone of this mission", Suggestion(found));
        return null;
    }

    private static IEnumerable<(string, ImmutableArray<string>)> Forms(string id, string name)
    {
        var words = Lexer.WordsOf(name);
        return words.IsEmpty ? [] : [(id, words), (id, words.Insert(0, "the"))];
    }

    /// <summary>What may have been meant by words that name no zone.</summary>
    public string Suggestion(string found)
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
}
