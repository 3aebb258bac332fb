using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>A value of a field as it stands in the text: what it is, how many tokens, and what is wrong with it.</summary>
/// <param name="Wrong">Reports what is wrong; null: nothing.</param>
internal sealed record FoundValue(ValueSaid Value, int Length, Action? Wrong = null);

/// <summary>Reads what a field must be: a number with its measure, a name, a zone, <c>any weapon</c>, <c>the weapon</c>.</summary>
internal sealed class ValueReader(Cursor at, AgreementContext context)
{
    private static readonly ImmutableArray<string> places = ["sector", "zone", "place"];

    private static readonly ImmutableDictionary<string, double> units = ImmutableDictionary.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        new Dictionary<string, double>
        {
            ["m"] = 1,
            ["km"] = 1000,
            ["nm"] = 1852,
            ["mm"] = 0.001,
            ["kg"] = 1,
            ["t"] = 1000,
            ["min"] = Durations.Minute,
            ["h"] = Durations.Hour,
            ["days"] = Durations.Day,
        }
    );

    private static readonly ImmutableArray<ImmutableHashSet<string>> families =
    [
        ["mm"],
        ["m", "km", "nm"],
        ["kg", "t"],
        ["min", "h", "days"],
    ];

    /// <summary>The unit in which a measure is kept: metres for lengths on the ground, microseconds for times.</summary>
    public static double UnitOf(string measure) => measure is "mm" or "kg" or "t" ? units[measure] : 1;

    /// <summary>How much one of a measure is in the unit in which it is kept: 1852 for nm, 1 for mm.</summary>
    public static double Scale(string measure) => units[measure] / UnitOf(measure);

    /// <summary>A value some tokens on; null: none begins there.</summary>
    /// <param name="ends">A word at which an unknown value ends, besides keywords; null: none.</param>
    public FoundValue? Find(int by, KindAttribute.Field field, string? ends = null)
    {
        if (at.Ahead(by).Kind == TokenKind.End)
            return null;
        if (at.HasAt(by, "<") && at.HasAt(by + 2, ">"))
            return new(
                new ValueSaid.Hole(at.Ahead(by + 1).Text.ToLowerInvariant()),
                3,
                at.HasHoles ? null : Filled(at.Ahead(by), at.Ahead(by + 1).Text, field)
            );
        if (at.HasAt(by, "any", field.Name))
            return new(new ValueSaid.Any(field.Name), 2);
        var article = at.HasAt(by, "the") || at.HasAt(by, "a") || at.HasAt(by, "an") ? 1 : 0;
        if (at.HasAt(by + article, field.Name) && !(Named(by, field.Name) is { } named && named.Length > article + 1))
            return new(new ValueSaid.Same(field.Name), article + 1);
        return at.Ahead(by).Kind == TokenKind.Number && field.Measure is { } measure
            ? Measured(by, measure)
            : Named(by, field.Name) ?? Unknown(by, field, ends);
    }

    private FoundValue Measured(int by, string measure)
    {
        var number = at.Ahead(by);
        var value = double.Parse(number.Text, CultureInfo.InvariantCulture);
        var unit = at.Ahead(by + 1);
        var family = families.First(f => f.Contains(measure));
        if (unit.Kind == TokenKind.Word && family.Contains(unit.Text.ToLowerInvariant()))
            return new(new ValueSaid.Number(value * units[unit.Text] / UnitOf(measure)), 2);
        var meant = Meant.Amount(number.Text, unit.Text, family);
        var isUnit = meant is not null || units.ContainsKey(unit.Text);
        return new(
            new ValueSaid.Number(value),
            isUnit ? 2 : 1,
            () =>
                at.Wrong(
                    number,
                    Ag.Value,
                    isUnit ? $"{number.Text} {unit.Text}" : number.Text,
                    $"the field is given in {measure}",
                    $"Write \"{meant ?? $"{number.Text} {measure}"}\"."
                )
        );
    }

    private FoundValue? Named(int by, string field)
    {
        var names = places.Contains(field)
            ? context.Zones
            : context.Parties.Concat(context.Guarantors).Concat(context.Bodies).Concat(context.Listed);
        (string, int)? best = null;
        foreach (var name in names)
        foreach (var words in name.All.Select(Lexer.WordsOf).SelectMany(w => new[] { w, w.Insert(0, "the") }))
            if (words.Length > (best?.Item2 ?? 0) && at.HasAt(by, words.AsSpan()))
                best = (name.Id, words.Length);
        return best is var (id, length) ? new(new ValueSaid.Name(id), length) : null;
    }

    private FoundValue? Unknown(int by, KindAttribute.Field field, string? ends)
    {
        var count = 0;
        while (
            at.Ahead(by + count).Kind != TokenKind.End
            && !Stops.Any(at, by + count)
            && !(ends is not null && count > 0 && at.HasAt(by + count, ends))
        )
            count++;
        if (count == 0)
            return null;
        var first = at.Ahead(by);
        var words = at.Text(at.Position + by, count);
        return new(new ValueSaid.Name(words.ToLowerInvariant()), count, Doubt(first, words, field));
    }

    private Action Filled(Token first, string hole, KindAttribute.Field field) =>
        () =>
            at.Wrong(
                first,
                Ag.Value,
                $"<{hole}>",
                "a hole belongs to the phrase in terms, and here it is filled",
                $"Write \"any {field.Name}\", or which one."
            );

    private Action? Doubt(Token first, string words, KindAttribute.Field field)
    {
        if (
            Nearest.To(words, [$"any {field.Name}", $"the {field.Name}"]) is { } variable
            && words.Contains(' ', StringComparison.Ordinal)
        )
            return Said(first, words, $"it is no value of \"{field.Name}\"", $"Did you mean \"{variable}\"?");
        if (places.Contains(field.Name))
            return () =>
                at.Wrong(
                    first,
                    Ag.UnknownZone,
                    words,
                    "it is no zone of this mission",
                    new Amounts(at, context).Suggestion(words)
                );
        if (field.Measure is { } measure)
            return Said(first, words, $"a number in {measure} was expected", $"Write \"{Measure(words, measure)}\".");
        var known = context.Listed.SelectMany(n => n.All).Append(field.Name);
        return Nearest.To(words, known) is { } near && !string.Equals(near, words, StringComparison.OrdinalIgnoreCase)
            ? Said(first, words, $"it is no value of \"{field.Name}\"", $"Did you mean \"{near}\"?")
            : null;
    }

    // "ten nm", "over 100 mm"
    private static string Measure(string words, string measure)
    {
        var parts = words.Split(' ');
        var compared = parts[0].ToLowerInvariant() switch
        {
            "over" or "above" or "exceeding" or "larger" or "greater" or "bigger" => "more than ",
            "under" or "below" or "smaller" => "less than ",
            "minimum" => "at least ",
            "maximum" => "at most ",
            _ => "",
        };
        var number = parts
            .Select(p => Meant.Number(p)?.ToString(CultureInfo.InvariantCulture) ?? p)
            .FirstOrDefault(IsNumber);
        return $"{compared}{number ?? "100"} {measure}";
    }

    private static bool IsNumber(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private Action Said(Token first, string words, string expected, string cure) =>
        () => at.Wrong(first, Ag.Value, words, expected, cure);
}
