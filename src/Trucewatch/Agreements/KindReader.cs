using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Reads <c>firing   incident of K-1 to K-12, by party, with calibre mm, weapon   observed</c>.</summary>
internal sealed class KindReader(Cursor at, Problems problems, AgreementContext context)
{
    private static readonly ImmutableArray<string> natures = ["incident", "act"];
    private static readonly ImmutableArray<string> registers = ["observed", "registered"];
    private static readonly ImmutableArray<string> measures = ["mm", "m", "km", "nm", "kg", "t", "h", "min", "days"];
    private static readonly ImmutableArray<string> roles = ["party", "guarantor", "body"];
    private readonly ImmutableArray<KindAttribute>.Builder attributes = ImmutableArray.CreateBuilder<KindAttribute>();

    /// <summary>The noun; null: a problem was reported.</summary>
    public FactKind? Read()
    {
        var first = at.Next;
        var length = 0;
        while (at.Ahead(length).Kind != TokenKind.End && !natures.Any(n => at.Ahead(length).Is(n)))
            length++;
        if (length == 0 || at.Ahead(length).Kind == TokenKind.End)
            return NoKind(first);
        var noun = at.Text(0, length);
        at.Skip(length);
        var isIncident = at.Take().Is("incident");
        CodeSet? codes = null;
        if (isIncident && at.TakeIf("of") && (codes = CodesReader.Read(at, context)) is null)
            return null;
        return Attributes() && Register() is { } register
            ? new(noun, isIncident, codes, attributes.ToImmutable(), register, problems.At(first))
            : null;
    }

    private FactKind? NoKind(Token first)
    {
        for (var i = 1; at.Ahead(i) is { Kind: not TokenKind.End } token; i++)
            if (Nearest.To(token.Text, natures) is { } near)
                return Wrong(token, Ag.TermsLine, "a noun is an incident or an act", $"Did you mean \"{near}\"?");
        return Wrong(
            first,
            Ag.TermsLine,
            "a line of terms declares a noun (\"… incident of …\") or a phrase (\"to … = …\")",
            "Write \"firing incident of K-1 to K-12, by party observed\" or \"to fire = firing by the party\"."
        );
    }

    private bool Attributes()
    {
        while (!at.AtEnd && !registers.Any(r => at.Next.Is(r)))
        {
            at.TakeIf(",");
            if (!Attribute())
                return false;
        }
        return true;
    }

    private bool Attribute() =>
        at.TakeIf("by") ? Who(w => new KindAttribute.By(w))
        : at.TakeIf("to") ? Who(w => new KindAttribute.To(w))
        : at.TakeIf("about") ? About()
        : Field(at.TakeIf("with") || attributes.Any(a => a is KindAttribute.Field));

    private bool Who(Func<string, KindAttribute> make)
    {
        at.TakeArticle();
        var known = roles.Concat(context.Bodies.SelectMany(b => b.All)).ToList();
        if (at.Longest(known.Select(k => (k, Lexer.WordsOf(k)))) is not var (who, length))
            return Unknown("a party, guarantor or body was expected", known);
        at.Skip(length);
        attributes.Add(make(who));
        return true;
    }

    private bool About()
    {
        at.TakeArticle();
        var noun = at.TakeWords(i => at.Ahead(i).Is(",") || registers.Any(r => at.Ahead(i).Is(r)));
        if (noun.Length == 0)
            return Unknown("a noun was expected behind \"about\"", []);
        attributes.Add(new KindAttribute.About(noun));
        return true;
    }

    private bool Field(bool expected)
    {
        var register = Nearest.To(at.Next.Text, registers);
        if (!expected || register is not null || at.Next.Kind != TokenKind.Word)
            return register is null
                ? Unknown("\"by\", \"to\", \"about\" or \"with\" was expected", ["by", "to", "about", "with"])
                : Unknown("a noun is observed or registered", registers);
        var name = at.Take().Text;
        if (at.AtEnd || at.Next.Is(",") || registers.Any(r => at.Next.Is(r)))
            attributes.Add(new KindAttribute.Field(name, null));
        else if (measures.Any(m => at.Next.Is(m)))
            attributes.Add(new KindAttribute.Field(name, at.Take().Text));
        else
            return Nearest.To(at.Next.Text, registers) is null
                ? Unknown("a measure, a comma, or \"observed\" or \"registered\" was expected", measures)
                : Unknown("a noun is observed or registered", registers);
        return true;
    }

    private Register? Register()
    {
        var word = at.Take();
        if (!at.AtEnd)
            at.Wrong(
                Ag.LeftOver,
                "the line ends with \"observed\" or \"registered\"",
                "Put what follows on a line of its own."
            );
        else if (word.Kind != TokenKind.End)
            return word.Is("observed") ? Agreements.Register.Observed : Agreements.Register.Registered;
        else
            at.Wrong(
                word,
                Ag.Register,
                "",
                "a noun is observed or registered",
                "End the line with \"observed\" (absence counts only where somebody could have seen) or \"registered\" (the mechanism keeps the register)."
            );
        return null;
    }

    private bool Unknown(string expected, IEnumerable<string> known)
    {
        var list = known.ToList();
        var near = Nearest.To(at.Next.Text, list);
        var code = registers.Contains(near ?? "") ? Ag.Register : Ag.UnknownWord;
        at.Wrong(
            code,
            expected,
            near is null ? $"Write one of: {string.Join(", ", list)}." : $"Did you mean \"{near}\"?"
        );
        return false;
    }

    private FactKind? Wrong(Token token, string code, string expected, string cure)
    {
        at.Wrong(token, code, token.Text, expected, cure);
        return null;
    }
}
