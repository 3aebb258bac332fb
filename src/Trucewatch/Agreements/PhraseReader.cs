using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Reads <c>to fire with &lt;weapon&gt; = firing by the party with weapon &lt;weapon&gt;</c>.</summary>
internal sealed class PhraseReader(
    Cursor at,
    Problems problems,
    AgreementContext context,
    List<FactKind> kinds,
    HashSet<string> brokenNouns
)
{
    // With these begins what the full language can say of a fact, and this release does not judge.
    private static readonly ImmutableArray<string> tails =
    [
        "in",
        "outside",
        "within",
        "at",
        "since",
        "until",
        "for",
        "watched",
        "begins",
        "ends",
        "and",
        "or",
        "by",
        ",",
    ];

    private static readonly ImmutableArray<string> details = ["of", "by", "to", "about", "with"];

    /// <summary>True if its condition has a problem: the phrase is known by its words only.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The phrase; null: not even its words could be read, a problem was reported.</summary>
    public Phrase? Read()
    {
        var first = at.Next;
        var isAct = at.TakeIf("to");
        if (Pattern() is not { } parts)
            return null;
        var before = problems.Count;
        var condition = at.Words(_ => false);
        var fact = at.AtEnd ? NoCondition() : Condition();
        if (fact is not null && problems.Count == before)
            HolesFit(parts, fact, first);
        IsBroken = IsBroken || problems.Count > before;
        return new(isAct, parts, condition, IsBroken ? null : fact, problems.At(first));
    }

    private PhraseFact? NoCondition()
    {
        at.Wrong(
            Ag.Missing,
            "a condition was expected behind \"=\"",
            "Write a noun of the terms, such as \"= firing by the party\"."
        );
        return null;
    }

    private ImmutableArray<PhrasePart>? Pattern()
    {
        var parts = ImmutableArray.CreateBuilder<PhrasePart>();
        while (!at.TakeIf("="))
        {
            var token = at.Take();
            if (token.Kind == TokenKind.End)
                return Refused(token, "\"=\" was expected", "Write \"= \" and what the phrase means.");
            if (!token.Is("<"))
                parts.Add(new(token.Text, false));
            else if (at.Ahead(1).Is(">"))
            {
                parts.Add(new(at.Take().Text, true));
                at.Take();
            }
            else
                return Refused(at.Next, "a hole holds one field", "Write it as \"<weapon>\".");
        }
        return parts.Count > 0
            ? parts.ToImmutable()
            : Refused(at.Next, "words were expected before \"=\"", "Write the phrase before \"=\".");
    }

    private ImmutableArray<PhrasePart>? Refused(Token token, string expected, string cure)
    {
        at.Wrong(token, Ag.TermsLine, token.Text, expected, cure);
        return null;
    }

    private static bool Stops(Token token) => details.Concat(tails).Any(token.Is);

    private PhraseFact? Condition()
    {
        if (
            at.Has("not")
            || at.Has("no")
            || at.Has("(")
            || at.Has("the", "ceasefire", "is")
            || at.Next.Kind is TokenKind.Quoted or TokenKind.Number
        )
            return null; // more than a fact: kept, refused where it is used
        at.TakeArticle();
        if (Noun() is not { } kind)
            return null;
        var fact = new PhraseFact(kind.Noun, null, null, null, null, []);
        while (fact is not null && details.Any(d => at.Next.Is(d)) && !at.Has("by", "the", "same"))
            fact = Detail(fact, kind);
        if (fact is null || at.AtEnd)
            return fact;
        if (!tails.Any(t => at.Next.Is(t)))
            at.Wrong(
                Ag.LeftOver,
                "the condition ends here",
                "Take it out, or write \"by\", \"of\", \"about\" or \"with\" before it."
            );
        return null;
    }

    private FactKind? Noun()
    {
        var known = kinds.SelectMany(k => new[] { (k, Lexer.WordsOf(k.Noun)), (k, Lexer.WordsOf(k.Noun + "s")) });
        if (at.Longest(known) is var (kind, length))
        {
            at.Skip(length);
            return kind;
        }
        IsBroken = brokenNouns.Contains(at.Next.Text);
        if (IsBroken)
            return null; // said where it is declared
        var found = at.Words(i => i > 0 && Stops(at.Ahead(i)));
        at.Wrong(at.Next, Ag.UnknownNoun, found, "it is no term of this agreement", Suggestion(found));
        return null;
    }

    private string Suggestion(string found) =>
        Nearest.To(found, kinds.Select(k => k.Noun)) is { } near
            ? $"Did you mean \"{near}\" (terms, line {kinds.Find(k => k.Noun == near)!.Text.Line})?"
            : $"Declare it in terms: \"{found} incident of …, by party observed\".";

    private PhraseFact? Detail(PhraseFact fact, FactKind kind)
    {
        if (at.TakeIf("of"))
            return Codes(kind) is { } codes ? fact with { Codes = codes } : null;
        if (at.TakeIf("by"))
            return fact with { By = Who() };
        if (at.TakeIf("to"))
            return fact with { To = Who() };
        if (at.TakeIf("with"))
            return Field(kind) is { } field ? fact with { Fields = fact.Fields.Add(field) } : null;
        at.TakeIf("about");
        at.TakeArticle();
        return Noun() is { } about ? fact with { About = about.Noun } : null;
    }

    private CodeSet? Codes(FactKind kind)
    {
        var first = at.Next;
        if (CodesReader.Read(at, context) is not { } codes)
            return null;
        if (kind.Codes is null || CodesReader.Each(codes).All(kind.Codes.Has))
            return codes;
        at.Wrong(
            first,
            Ag.Empty,
            codes.ToString(),
            $"\"{kind.Noun}\" has only {kind.Codes}",
            "Name codes of the noun, or widen the noun in terms."
        );
        return null;
    }

    private string Who()
    {
        var who = at.TakeWords(i => i > 0 && !at.Ahead(i).Is("of") && Stops(at.Ahead(i)));
        return who.ToLowerInvariant();
    }

    private PhraseField? Field(FactKind kind)
    {
        var name = at.Next;
        if (!kind.HasField(name.Text))
        {
            var fields = kind.Attributes.OfType<KindAttribute.Field>().Select(f => f.Name).ToList();
            var near = Nearest.To(name.Text, fields) is { } n
                ? $"Did you mean \"{n}\"?"
                : $"Its fields are: {string.Join(", ", fields)}.";
            at.Wrong(Ag.UnknownField, $"\"{kind.Noun}\" has no such field (terms, line {kind.Text.Line})", near);
            return null;
        }
        at.Take();
        var isHole = at.TakeIf("<");
        var value = at.TakeWords(i => at.Ahead(i).Is(">") || Stops(at.Ahead(i)));
        if (isHole && !at.TakeIf(">"))
            return NoValue("a hole ends with \">\"", "Write it as \"<weapon>\".");
        return value.Length > 0
            ? new(name.Text, value, isHole)
            : NoValue("a value was expected", "Write a hole such as \"<weapon>\".");
    }

    private PhraseField? NoValue(string expected, string cure)
    {
        at.Wrong(Ag.Missing, expected, cure);
        return null;
    }

    private void HolesFit(ImmutableArray<PhrasePart> parts, PhraseFact fact, Token first)
    {
        var left = parts.Where(p => p.IsHole).Select(p => p.Word).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var right = fact.Fields.Where(f => f.IsHole).Select(f => f.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (left.SetEquals(right))
            return;
        left.SymmetricExceptWith(right);
        at.Wrong(
            first,
            Ag.UnknownField,
            string.Join(", ", left.Select(h => $"<{h}>")),
            "a hole stands on both sides of \"=\"",
            "Write it on the other side as well, or take it out."
        );
    }
}
