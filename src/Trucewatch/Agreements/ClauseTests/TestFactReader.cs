using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Reads a fact of a clause test: <c>F1  sighting by A, W-1, artillery, calibre 152 mm, 11.8 km ± 0.6 from the line of contact</c>.</summary>
/// <remarks>A value without a field is its weapon. What is not said may be anything; a fact meets what is needed unless it says otherwise.</remarks>
internal sealed class TestFactReader(Cursor at, Terms terms, AgreementContext context, Unread unread)
{
    private static readonly ImmutableArray<(string Words, Standard Standard)> standards =
    [
        ("reasonable suspicion", Standard.ReasonableSuspicion),
        ("reasonable grounds", Standard.ReasonableGrounds),
        ("balance of probabilities", Standard.BalanceOfProbabilities),
        ("clear and convincing", Standard.ClearAndConvincing),
    ];

    private readonly List<(string, Value)> values = [];
    private readonly List<TestPlace> places = [];

    /// <summary>True: its noun has a problem of its own, so none is reported here.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>The fact and the moment on which it happened, if that is said; null: a problem was reported.</summary>
    public (TestFact Fact, Moment? On)? Read()
    {
        var label =
            NounAt(0) is null && NounAt(1) is not null && at.Next.Kind == TokenKind.Word ? at.Take().Text : null;
        at.TakeArticle();
        if (NounAt(0) is not var (kind, length))
            return NoNoun();
        at.Skip(length);
        var fact = new TestFact(label, kind.Noun, null, null, null, null, [], []);
        Moment? on = null;
        while (!at.AtEnd)
        {
            if (at.TakeIf(",") || at.TakeIf("and"))
                continue;
            if (at.Has("on") && at.TakeIf("on"))
            {
                if ((on = new TestMomentReader(at).Read()) is null)
                    return null;
            }
            else if (One(fact, kind) is { } read)
                fact = read;
            else
                return null;
        }
        return (fact with { Values = [.. values], Places = [.. places] }, on);
    }

    private (FactKind Kind, int Length)? NounAt(int by)
    {
        (FactKind, int)? best = null;
        foreach (var kind in terms.Kinds)
            if (
                Lexer.WordsOf(kind.Noun) is var words
                && words.Length > (best?.Item2 ?? 0)
                && at.HasAt(by, words.AsSpan())
            )
                best = (kind, words.Length);
        return best;
    }

    private (TestFact, Moment?)? NoNoun()
    {
        if (at.Next.Kind == TokenKind.Word && at.Next.Text.Any(char.IsAsciiDigit))
            at.Skip(1); // a label
        at.TakeArticle();
        if (unread.Nouns.Contains(at.Next.Text.ToLowerInvariant()))
        {
            IsUnread = true;
            return null;
        }
        var found = at.Words(i => at.HasAt(i, ",") || at.HasAt(i, "by"));
        at.Wrong(
            at.Next,
            Ag.UnknownNoun,
            found,
            "a fact was expected: a label and a noun of the terms",
            Nearest.To(found, terms.Kinds.Select(k => k.Noun)) is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Write one of: {string.Join(", ", terms.Kinds.Select(k => k.Noun).Take(12))}."
        );
        return null;
    }

    /// <summary>Reads one thing that is said of the fact; null: a problem was reported.</summary>
    private TestFact? One(TestFact fact, FactKind kind)
    {
        if (Doubt(fact) is { } doubted)
            return doubted;
        if (at.TakeIf("by"))
            return Who() is { } by ? fact with { By = by } : null;
        if (at.TakeIf("to"))
            return Who() is { } to ? fact with { To = to } : null;
        if (at.TakeIf("about"))
            return fact with { About = at.Take().Text };
        if (at.TakeIf(TokenKind.Code) is { } code)
            return Coded(code, kind) ? fact with { Code = new Code(code.Text) } : null;
        return Placed() is { } placed
            ? placed
                ? fact
                : null
            : Valued(kind)
                ? fact
                : null;
    }

    private TestFact? Doubt(TestFact fact)
    {
        if (at.TakeIf("not", "verified"))
            return fact with { Verified = false };
        if (at.TakeIf("not", "attributed"))
            return fact with { Attributed = false };
        foreach (var (words, standard) in standards)
            if (at.Has("by") && at.HasAt(1, Lexer.WordsOf(words).AsSpan()))
            {
                at.Skip(1 + Lexer.WordsOf(words).Length);
                return fact with { Standard = standard };
            }
        return null;
    }

    private bool Coded(Token code, FactKind kind)
    {
        var read = new Code(code.Text);
        if (
            kind.IsIncident
            && (kind.Codes ?? CodeSet.All).Has(read)
            && (context.Codes.IsEmpty || context.Codes.Contains(read))
        )
            return true;
        at.Wrong(
            code,
            Ag.UnknownCode,
            code.Text,
            $"\"{kind.Noun}\" (terms, line {kind.Text.Line}) has no such code",
            kind.IsIncident ? $"Name one of {kind.Codes ?? CodeSet.All}." : "Leave it out: an act has no code."
        );
        return false;
    }

    /// <summary>Whoever stands here, by id; null: a problem was reported.</summary>
    public string? Who()
    {
        _ = at.TakeIf("the"); // and no other article: a party may be called A
        var known = context
            .Parties.Concat(context.Guarantors)
            .Concat(context.Bodies)
            .SelectMany(n => n.All.Select(w => (n.Id, Lexer.WordsOf(w))));
        if (at.Longest(known) is var (id, length))
        {
            at.Skip(length);
            return id;
        }
        var found = at.Words(i => at.HasAt(i, ",") || at.HasAt(i, "at"));
        at.Wrong(
            at.Next,
            Ag.UnknownWord,
            found,
            "a party or body was expected",
            Nearest.To(found, context.Parties.Concat(context.Guarantors).Concat(context.Bodies).SelectMany(n => n.All))
                is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Write one of: {string.Join(", ", context.Parties.Concat(context.Guarantors).Concat(context.Bodies).Select(n => n.Id))}."
        );
        return null;
    }

    /// <summary>True: a place was read. False: a problem was reported. Null: no place stands here.</summary>
    private bool? Placed()
    {
        if (at.Has("in") || at.Has("outside"))
        {
            var inside = at.Take().Is("in");
            if (Zone() is not { } zone)
                return false;
            places.Add(new(zone, inside ? 0 : double.PositiveInfinity, 0, inside));
            return true;
        }
        if (at.Next.Kind != TokenKind.Number || at.Ahead(1).Text is not ("km" or "m" or "nm"))
            return null;
        var unit = Unit(at.Ahead(1).Text);
        var meters = Number(at.Take()) * unit;
        at.Skip(1);
        var uncertainty = 0.0;
        if (at.TakeIf("±"))
        {
            if (at.TakeIf(TokenKind.Number) is not { } around)
                return Wrong("a number was expected behind ±", "Write \"11.8 km ± 0.6 from the line of contact\".");
            uncertainty = Number(around) * (at.Next.Text is "km" or "m" or "nm" ? Unit(at.Take().Text) : unit);
        }
        if (at.TakeIf("inside"))
            meters = -meters;
        else if (!at.TakeIf("from"))
            return Wrong(
                "\"from\" and a zone were expected",
                "Write \"11.8 km from the line of contact\", or \"2 km inside the buffer zone\"."
            );
        if (Zone() is not { } near)
            return false;
        places.Add(new(near, Math.Abs(meters), uncertainty, meters < 0));
        return true;
    }

    private static double Unit(string unit) =>
        unit switch
        {
            "km" => 1000,
            "nm" => 1852,
            _ => 1,
        };

    private static double Number(Token number) => double.Parse(number.Text, CultureInfo.InvariantCulture);

    private string? Zone()
    {
        at.TakeArticle();
        var known = context.Zones.SelectMany(z => z.All.Select(n => (z.Id, Bare(Lexer.WordsOf(n)))));
        if (at.Longest(known) is var (id, length))
        {
            at.Skip(length);
            return id;
        }
        var found = at.Words(i => at.HasAt(i, ","));
        at.Wrong(
            at.Next,
            Ag.UnknownZone,
            found,
            "it is no zone of this mission",
            Nearest.To(found, context.Zones.SelectMany(z => z.All)) is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Write one of: {string.Join(", ", context.Zones.Select(z => z.Names.FirstOrDefault() ?? z.Id).Take(12))}."
        );
        return null;
    }

    private static ImmutableArray<string> Bare(ImmutableArray<string> words) =>
        words.Length > 1 && string.Equals(words[0], "the", StringComparison.OrdinalIgnoreCase)
            ? words.RemoveAt(0)
            : words;

    private bool Valued(FactKind kind)
    {
        var first = at.Next;
        var fields = kind.Attributes.OfType<KindAttribute.Field>().ToList();
        if (new Amounts(at, context).Instead() is { } place)
            return Wrong(
                first,
                at.TakeWords(i => at.HasAt(i, ",")),
                "a place is said otherwise",
                $"Write \"{place}\"."
            );
        var named = at.Longest(fields.Select(f => (f, Lexer.WordsOf(f.Name))));
        if (named is var (_, length))
        {
            at.Skip(length);
            _ = at.TakeIf("is");
        }
        var field = named?.Of ?? fields.Find(f => f.Name == "weapon");
        var words = at.TakeWords(i =>
            at.HasAt(i, ",") || (i > 0 && at.HasAt(i, "on") && at.Ahead(i + 1).Kind is TokenKind.Date)
        );
        if (field is null || words.Length == 0)
            return Wrong(
                first,
                named is null ? words : field!.Name,
                named is null
                    ? $"\"{kind.Noun}\" has no field of that name (terms, line {kind.Text.Line})"
                    : "a value was expected",
                fields.Count == 0
                    ? "Take it out."
                    : $"Name a field and its value: {string.Join(", ", fields.Select(f => f.Name))}."
            );
        return Add(field, words, first);
    }

    private bool Add(KindAttribute.Field field, string words, Token first)
    {
        if (field.Measure is null)
        {
            values.Add((field.Name, new Value.Name(Named(words))));
            return true;
        }
        var number = words.EndsWith(" " + field.Measure, StringComparison.OrdinalIgnoreCase)
            ? words[..^(field.Measure.Length + 1)]
            : words;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return Wrong(
                first,
                words,
                $"\"{field.Name}\" is a number in {field.Measure}",
                $"Write \"{field.Name} 152 {field.Measure}\"."
            );
        values.Add((field.Name, new Value.Number(value * ValueReader.Scale(field.Measure))));
        return true;
    }

    // A zone or somebody by id, so that it is the same value as in a provision.
    private string Named(string words) =>
        context
            .Parties.Concat(context.Guarantors)
            .Concat(context.Bodies)
            .Concat(context.Zones)
            .FirstOrDefault(n => n.All.Any(a => string.Equals(a, words, StringComparison.OrdinalIgnoreCase)))
            ?.Id
        ?? words;

    private bool Wrong(string expected, string cure)
    {
        at.Wrong(Ag.Missing, expected, cure);
        return false;
    }

    private bool Wrong(Token token, string found, string expected, string cure)
    {
        at.Wrong(token, Ag.UnknownField, found, expected, cure);
        return false;
    }
}
