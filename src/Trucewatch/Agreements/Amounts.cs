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
            return NoNumber(number);
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

    /// <summary>What to write for <c>over the buffer zone</c> or <c>near the town</c>; null: nothing of that kind stands here.</summary>
    public string? Instead() =>
        Stands(1) is not { } zone ? null
        : at.Next.Text.ToLowerInvariant() is "over" or "inside" or "into" or "across" or "above" or "throughout" or "at"
            ? $"in {zone}"
        : at.Next.Text.ToLowerInvariant() is "near" or "around" or "beside" ? $"within 2 km of {zone}"
        : null;

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
        var isUnit = at.Next.Kind == TokenKind.Word && (at.Ahead(1).Is("of") || at.Ahead(1).Is("from"));
        var unit = isUnit ? at.Take().Text : "";
        var rest = at.Words(_ => false);
        var found = string.Join(' ', new[] { option.Text, number.Text, unit, rest }.Where(w => w.Length > 0));
        var meant = Meant.Amount(number.Text, unit, lengths.Select(l => l.Unit)) ?? number.Text + " km";
        var cure = $"Write \"{option.Text} {meant} {(rest.Length > 0 ? rest : "of …")}\" (m, km or nm).";
        at.Wrong(number, Ag.DistanceUnit, found, "a distance needs a unit", cure);
        return null;
    }

    private Distance? NoNumber(Token number)
    {
        var meant = Meant.Figures(number) is { } figures
            ? Meant.Amount(figures, at.Ahead(1).Text, lengths.Select(l => l.Unit)) ?? figures + " km"
            : null;
        return Wrong(
            number,
            Ag.Number,
            "a number was expected",
            meant is null ? "Write a distance, such as \"2 km\"." : $"Write it in figures: \"{meant}\"."
        );
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
        if (at.Longest(Known()) is var (zone, length) && !IsMore(found, length))
        {
            at.Skip(length);
            return zone;
        }
        at.TakeWords(i => i > 0 && Stops.Any(at, i));
        at.Wrong(first, Ag.UnknownZone, found, "it is no zone of this mission", Suggestion(found));
        return null;
    }

    private IEnumerable<(string, ImmutableArray<string> Words)> Known() =>
        context
            .Zones.Append(new(AgreementContext.Everywhere, []))
            .SelectMany(z => z.All.SelectMany(n => Forms(z.Id, n)));

    /// <summary>The words of a zone that stands some tokens on; null: none.</summary>
    public string? Stands(int by) =>
        Known()
            .Where(k => at.HasAt(by, k.Words.AsSpan()))
            .OrderByDescending(k => k.Words.Length)
            .Select(k => at.Text(at.Position + by, k.Words.Length))
            .FirstOrDefault();

    // "the area of the truse": more than a zone "area", and less than a zone "area of the truce"
    private bool IsMore(string found, int length) =>
        at.Ahead(length).Kind != TokenKind.End
        && !Stops.Any(at, length)
        && Nearest.To(Bare(found), context.Zones.SelectMany(z => z.All)) is not null;

    private static string Bare(string found) =>
        found.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? found[4..] : found;

    private static IEnumerable<(string, ImmutableArray<string>)> Forms(string id, string name)
    {
        var words = Lexer.WordsOf(name);
        return words.IsEmpty ? [] : [(id, words), (id, words.Insert(0, "the"))];
    }

    /// <summary>What may have been meant by words that name no zone.</summary>
    public string Suggestion(string found)
    {
        var bare = Bare(found);
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
