using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>Reads <c>K-1 to K-9, I-1</c>.</summary>
internal static class CodesReader
{
    /// <summary>Codes from here on; null: there are none or a problem was reported.</summary>
    public static CodeSet? Read(Cursor at, AgreementContext context)
    {
        var ranges = ImmutableArray.CreateBuilder<(Code, Code)>();
        do
        {
            if (Range(at, context) is not { } range)
                return null;
            ranges.Add(range);
        } while (at.Ahead(1).Kind == TokenKind.Code && at.TakeIf(","));
        if (at.Next.Kind == TokenKind.Code)
            return Wrong(at, Ag.Codes, at.Next, "codes are parted by commas", $"Write \", {at.Next.Text}\".");
        return new(ranges.ToImmutable());
    }

    /// <summary>Every code that is meant, one by one. The N family is no violation and never meant.</summary>
    public static IEnumerable<Code> Each(CodeSet codes) =>
        codes.Ranges.SelectMany(r =>
            Enumerable
                .Range(r.From.Number, r.To.Number - r.From.Number + 1)
                .Select(n => new Code($"{r.From.Family}-{n}"))
        );

    private static (Code, Code)? Range(Cursor at, AgreementContext context)
    {
        var first = at.Next;
        if (One(at, context) is not { } from)
            return null;
        if (!at.TakeIf("to"))
            return (from, from);
        if (One(at, context) is not { } to)
            return null;
        if (from.Family == to.Family && from.Number <= to.Number)
            return (from, to);
        Wrong(
            at,
            Ag.UnknownCode,
            first,
            "a range runs upwards within one family",
            $"Write \"{to} to {from}\" or two ranges."
        );
        return null;
    }

    private static Code? One(Cursor at, AgreementContext context)
    {
        var token = at.Next;
        if (token.Kind != TokenKind.Code || Code.Read(token.Text) is not { } code)
        {
            Wrong(at, Ag.Codes, token, "a code was expected, such as K-4", Suggestion(token.Text, context));
            return null;
        }
        at.Take();
        if (code.Family == 'N')
            Wrong(at, Ag.UnknownCode, token, "the N family is no violation", "Name the codes of what is forbidden.");
        else if (!context.Codes.IsEmpty && !context.Codes.Contains(code))
            Wrong(
                at,
                Ag.UnknownCode,
                token,
                "the rulebook does not have this code",
                Suggestion(token.Text, context) + Last(code.Family, context)
            );
        else
            return code;
        return null;
    }

    private static string Suggestion(string found, AgreementContext context) =>
        Nearest.To(found.ToUpperInvariant(), context.Codes.Select(c => c.Text)) is { } near && found.Length > 1
            ? $"Did you mean \"{near}\"?"
            : "Write a code, \"K-1 to K-12\", or several with commas.";

    private static string Last(char family, AgreementContext context) =>
        context.Codes.Where(c => c.Family == family).OrderBy(c => c.Number).LastOrDefault() is { Text: { } last }
            ? $" The last of its family is \"{last}\"."
            : "";

    private static CodeSet? Wrong(Cursor at, string code, Token token, string expected, string cure)
    {
        at.Wrong(token, code, token.Text, expected, cure);
        return null;
    }
}
