using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Reads a fact: <c>3 or more firings of K-4 by the other party with calibre at least 100 mm</c>.</summary>
internal sealed class FactReader(Cursor at, Vocabulary words)
{
    private static readonly ImmutableArray<(string Words, Comparison Op)> comparisons =
    [
        ("at least", Comparison.AtLeast),
        ("at most", Comparison.AtMost),
        ("more than", Comparison.MoreThan),
        ("less than", Comparison.LessThan),
        ("is not", Comparison.IsNot),
        ("is", Comparison.Is),
    ];

    /// <summary>How many tokens a noun takes here with its article, number or <c>no</c>; 0: none stands here.</summary>
    public int Length()
    {
        var by = Before();
        var noun = words.Nouns.Where(n => at.HasAt(by, n.Words.AsSpan())).Select(n => n.Words.Length);
        return noun.Any() ? by + noun.Max() : 0;
    }

    /// <summary>True if what stands here can only be a fact: <c>no</c>, or a number.</summary>
    public bool MustBe =>
        at.Has("no")
        || at.Next.Kind == TokenKind.Number
        || (Meant.Figures(at.Next) is not null && at.HasAt(1, "or", "more"));

    private int Before() =>
        at.Has("no") ? 1
        : at.Next.Kind == TokenKind.Number && at.HasAt(1, "or", "more", "different") ? 4
        : at.Next.Kind == TokenKind.Number && at.HasAt(1, "or", "more") ? 3
        : at.Has("a") || at.Has("an") || at.Has("the") ? 1
        : 0;

    /// <summary>A fact; null: a problem was reported, or its noun was said to be wrong where it is declared.</summary>
    public FactSaid? Read()
    {
        var no = at.TakeIf("no");
        var (number, isFine) = Number();
        if (!isFine)
            return null;
        var different = number is not null && at.TakeIf("different");
        if (number is null && !no)
            at.TakeArticle();
        if (Noun() is not { } kind)
            return null;
        FactSaid? fact = new(kind, no, number, different, null, null, null, null, [], Turn.Holds);
        while (fact is not null && Detail(fact) is { } more)
            fact = more(fact);
        return fact is null || (different && !Differs(fact)) ? null : fact;
    }

    private (int? Number, bool Fine) Number()
    {
        var token = at.Next;
        if (token.Kind != TokenKind.Number)
            return Meant.Figures(token) is { } figures && at.HasAt(1, "or", "more")
                ? Worded(token, figures)
                : (null, true);
        if (
            !int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > 1_000_000
        )
            at.Wrong(Ag.Number, "a whole number from 1 was expected", "Write \"3 or more\".");
        else if (!at.HasAt(1, "or", "more"))
            at.Wrong(
                at.Ahead(1),
                Ag.Missing,
                at.Ahead(1).Text,
                "\"or more\" was expected behind a number",
                $"Write \"{number} or more {Counted(1)}\"."
            );
        else
        {
            at.Skip(3);
            return (number, true);
        }
        return (null, false);
    }

    private (int?, bool) Worded(Token token, string figures)
    {
        at.Wrong(
            token,
            Ag.Number,
            token.Text,
            "a number is written in figures",
            $"Write \"{figures} or more {Counted(3)}\"."
        );
        return (null, false);
    }

    // the words of the noun that is counted, some tokens on
    private string Counted(int by)
    {
        var count = 1;
        while (at.Ahead(by + count).Kind != TokenKind.End && !Stops.Any(at, by + count))
            count++;
        return at.Text(at.Position + by, count);
    }

    /// <summary>The kind of a noun; null: a problem was reported, here or where it is declared.</summary>
    public FactKind? Noun()
    {
        if (at.Longest(words.Nouns) is var (kind, length))
        {
            at.Skip(length);
            return kind;
        }
        if (words.BrokenNouns.Contains(at.Next.Text))
            return null;
        var found = at.Words(i => i > 0 && Stops.Any(at, i));
        at.Wrong(at.Next, Ag.UnknownNoun, found, "it is no term of this agreement", Suggestion(found));
        return null;
    }

    private string Suggestion(string found) =>
        Nearest.To(found, words.Kinds.SelectMany(k => new[] { k.Noun, Vocabulary.ManyOf(k.Noun) })) is { } near
            ? $"Did you mean \"{near}\" (terms, line {Declared(near)})?"
        : Maker(found) is { } body ? $"Declare it in terms: \"{found} act by {body} registered\"."
        : $"Declare it in terms: \"{found} incident of …, by party observed\".";

    // "daybreak by the mechanism": what a body does is an act
    private string? Maker(string found)
    {
        var by = Lexer.WordsOf(found).Length;
        var name = at.HasAt(by + 1, "the") ? by + 2 : by + 1;
        return at.HasAt(by, "by")
            ? words.Context.Bodies.FirstOrDefault(b => b.All.Any(n => at.HasAt(name, Lexer.WordsOf(n).AsSpan())))?.Id
            : null;
    }

    private int Declared(string noun) =>
        words.Kinds.Find(k => k.Noun == noun || Vocabulary.ManyOf(k.Noun) == noun)!.Text.Line;

    private Func<FactSaid, FactSaid?>? Detail(FactSaid fact) =>
        at.Has("of") ? Codes
        : at.Has("by") && !at.Has("by", "the", "same") && !MomentReader.Stands(at, 1) ? By
        : at.Has("to") ? To
        : at.Has("about") ? About
        : at.Has("with") && fact.Kind.Attributes.Any(a => a is KindAttribute.Field) ? With
        : null;

    private FactSaid? Codes(FactSaid fact)
    {
        at.Take();
        var first = at.Next;
        if (new WhoReader(at, words.Context).Stands(0) is { } who)
            return Wrong(
                first,
                Ag.Codes,
                who,
                "behind \"of\" stand codes",
                $"Whose it is, is said with \"by\": write \"by {who}\"."
            );
        if (CodesReader.Read(at, words.Context) is not { } codes)
            return null;
        if (fact.Kind.Codes is { } has && !CodesReader.Each(codes).All(has.Has))
            return Wrong(
                first,
                Ag.Empty,
                codes.ToString(),
                $"\"{fact.Kind.Noun}\" has only {has}",
                "Name codes of the noun, or widen the noun in terms."
            );
        if (!fact.Kind.IsIncident)
            return Wrong(
                first,
                Ag.Empty,
                codes.ToString(),
                $"\"{fact.Kind.Noun}\" is an act (terms, line {fact.Kind.Text.Line}), and an act has no code",
                "Take the codes out."
            );
        return fact with { Codes = codes };
    }

    private FactSaid? By(FactSaid fact)
    {
        var token = at.Take();
        var role = fact.Kind.Attributes.OfType<KindAttribute.By>().FirstOrDefault()?.Who;
        return Once(token, fact, fact.By, role) && new WhoReader(at, words.Context).Read(role!) is { } who
            ? fact with
            {
                By = who,
            }
            : null;
    }

    private FactSaid? To(FactSaid fact)
    {
        var token = at.Take();
        var role = fact.Kind.Attributes.OfType<KindAttribute.To>().FirstOrDefault()?.Who;
        return Once(token, fact, fact.To, role) && new WhoReader(at, words.Context).Read(role!) is { } who
            ? fact with
            {
                To = who,
            }
            : null;
    }

    private FactSaid? About(FactSaid fact)
    {
        var token = at.Take();
        var about = fact.Kind.Attributes.OfType<KindAttribute.About>().FirstOrDefault()?.Noun;
        if (!Once(token, fact, fact.About, about))
            return null;
        at.TakeArticle();
        var first = at.Next;
        if (Noun() is not { } noun)
            return null;
        if (string.Equals(noun.Noun, about, StringComparison.OrdinalIgnoreCase))
            return fact with { About = noun.Noun };
        return Wrong(
            first,
            Ag.UnknownField,
            noun.Noun,
            $"\"{fact.Kind.Noun}\" is about a {about} (terms, line {fact.Kind.Text.Line})",
            $"Write \"about the {about}\"."
        );
    }

    private bool Once(Token token, FactSaid fact, object? already, string? declared)
    {
        if (declared is null)
            Wrong(
                token,
                Ag.UnknownField,
                token.Text,
                $"\"{fact.Kind.Noun}\" has no \"{token.Text}\" (terms, line {fact.Kind.Text.Line})",
                "Declare it in terms, or take it out."
            );
        else if (already is not null)
            Wrong(token, Ag.SecondOption, token.Text, $"\"{token.Text}\" was said already", "Take one of the two out.");
        else
            return true;
        return false;
    }

    private FactSaid? With(FactSaid fact)
    {
        at.Take();
        return Field(fact.Kind) is { } field ? fact with { Fields = fact.Fields.Add(field) } : null;
    }

    /// <summary>A field, a comparison and a value, behind <c>with</c>; null: a problem was reported.</summary>
    public FieldSaid? Field(FactKind kind)
    {
        var name = at.Next;
        var fields = kind.Attributes.OfType<KindAttribute.Field>().ToList();
        if (fields.Find(f => name.Is(f.Name)) is not { } field)
            return NoField(kind, name, fields);
        at.Take();
        var op = comparisons.FirstOrDefault(c => at.Has([.. Lexer.WordsOf(c.Words)]))
            is { Words: { } said, Op: var found }
            ? (at.TakeIf([.. Lexer.WordsOf(said)]), found).found
            : Comparison.Is;
        if (new ValueReader(at, words.Context).Find(0, field) is not { } value)
            return NoValue(field);
        if (value.Wrong is { } wrong)
            wrong();
        else if (
            op is not (Comparison.Is or Comparison.IsNot)
            && value.Value is not (ValueSaid.Number or ValueSaid.Same or ValueSaid.Hole)
        )
            NoOrder(field, at.Text(at.Position, value.Length));
        else
        {
            at.Skip(value.Length);
            return new(field.Name, op, value.Value);
        }
        return null;
    }

    private FieldSaid? NoField(FactKind kind, Token name, List<KindAttribute.Field> fields)
    {
        var near =
            Nearest.To(name.Text, fields.Select(f => f.Name)) is { } n ? $"Did you mean \"{n}\"?"
            : fields.Count > 0 ? $"Its fields are: {string.Join(", ", fields.Select(f => f.Name))}."
            : "It has no fields: declare one in terms.";
        at.Wrong(
            name,
            Ag.UnknownField,
            name.Text,
            $"\"{kind.Noun}\" has no such field (terms, line {kind.Text.Line})",
            near
        );
        return null;
    }

    private FieldSaid? NoValue(KindAttribute.Field field)
    {
        var example = field.Measure is { } measure ? $"at least 100 {measure}" : $"any {field.Name}";
        at.Wrong(Ag.Missing, $"a value of \"{field.Name}\" was expected", $"Write \"with {field.Name} {example}\".");
        return null;
    }

    private void NoOrder(KindAttribute.Field field, string found) =>
        at.Wrong(
            at.Next,
            Ag.Value,
            found,
            $"only numbers can be more or less, and \"{field.Name}\" has {(field.Measure is null ? "no measure" : $"the measure {field.Measure}")}",
            field.Measure is { } measure
                ? $"Write a number with its measure, such as \"100 {measure}\"."
                : "Write \"is\" or \"is not\", or give the field a measure in terms."
        );

    // "2 or more different reports by any guarantor": exactly one thing is left free by "any"
    private bool Differs(FactSaid fact)
    {
        if (Free(fact).Count() == 1)
            return true;
        at.Wrong(
            at.Next,
            Ag.Missing,
            at.Next.Text,
            "\"different\" needs the one thing by which they differ",
            "Add \"by any party\", \"by any guarantor\" or \"with any …\" behind the noun, once."
        );
        return false;
    }

    /// <summary>The fields that are left free by <c>any</c>.</summary>
    public static IEnumerable<string> Free(FactSaid fact) =>
        new[] { fact.By is Who.Anybody ? "by" : "", fact.To is Who.Anybody ? "to" : "" }
            .Where(f => f.Length > 0)
            .Concat(fact.Fields.Where(f => f.Value is ValueSaid.Any).Select(f => f.Field));

    private FactSaid? Wrong(Token token, string code, string found, string expected, string cure)
    {
        at.Wrong(token, code, found, expected, cure);
        return null;
    }
}
