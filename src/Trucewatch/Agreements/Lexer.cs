using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>What a token is by its form.</summary>
internal enum TokenKind
{
    End,
    Word,
    Number,
    Address,
    Code,
    Date,
    Time,
    Quoted,
    Mark,
}

/// <summary>One word, number or mark, and where it stands.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>True if it is that word or mark, without regard to case.</summary>
    public bool Is(string text) =>
        Kind != TokenKind.End && string.Equals(Text, text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Lines to tokens. What cannot be read is reported and left out; nothing is thrown.</summary>
internal static class Lexer
{
    /// <summary>The tokens of one line, in order.</summary>
    public static ImmutableArray<Token> Read(TextLine line, Problems problems)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        for (var at = 0; at < line.Text.Length; )
        {
            var (kind, length) = IsBlank(line.Text, at) ? (TokenKind.End, 1) : Form(line.Text, at);
            if (length == 0)
                length = Unreadable(line, at, problems);
            else if (kind != TokenKind.End)
                tokens.Add(new(kind, Text(line.Text.Substring(at, length), kind), line.Line, line.Column + at));
            at += length;
        }
        return tokens.ToImmutable();
    }

    // a space, or the T of 2025-04-19T18:00
    private static bool IsBlank(string text, int at) =>
        char.IsWhiteSpace(text[at])
        || (
            text[at] == 'T'
            && at >= 10
            && Shaped(text, at - 10, "0000-00-00")
            && Follows(text, at + 1, char.IsAsciiDigit)
        );

    /// <summary>The words of a name, cut as the text would be.</summary>
    public static ImmutableArray<string> WordsOf(string name) =>
        [.. Read(new(name, 1, 1), new Problems("")).Select(t => t.Text)];

    /// <summary>What stands here and how long it is; length 0: nothing that the language has.</summary>
    private static (TokenKind Kind, int Length) Form(string text, int at) =>
        text[at] switch
        {
            '"' => (TokenKind.Quoted, Quotation(text, at, '"')),
            '“' => (TokenKind.Quoted, Quotation(text, at, '”')),
            ',' or ';' or '(' or ')' or '<' or '>' or '=' or ':' or '±' => (TokenKind.Mark, 1),
            >= '0' and <= '9' => Figures(text, at),
            _ when CodeLength(text, at) is > 0 and var code => (TokenKind.Code, code),
            _ => (TokenKind.Word, WordLength(text, at)),
        };

    private static int Quotation(string text, int at, char close) =>
        text.IndexOf(close, at + 1) + 1 is > 0 and var end ? end - at : 0;

    private static (TokenKind, int) Figures(string text, int at)
    {
        if (Shaped(text, at, "0000-00-00") && !Follows(text, at + 10, c => char.IsAsciiDigit(c) || c == '-'))
            return (TokenKind.Date, 10);
        if (Shaped(text, at, "00:00:00.") && Digits(text, at + 9) is > 0 and <= 6 and var parts)
            return (TokenKind.Time, 9 + parts);
        foreach (var shape in (string[])["00.00.0000", "0.00.0000", "0.0.0000", "00.0.0000", "00/00/0000"])
            if (Shaped(text, at, shape) && !Follows(text, at + shape.Length, char.IsAsciiDigit))
                return (TokenKind.Word, shape.Length); // no date of the language: one word, for one message
        foreach (var shape in (string[])["00:00:00", "00:00", "0:00"])
            if (Shaped(text, at, shape) && !Follows(text, at + shape.Length, c => char.IsAsciiDigit(c) || c == ':'))
                return (TokenKind.Time, shape.Length);
        return AddressLength(text, at) is > 0 and var address
            ? (TokenKind.Address, address)
            : (TokenKind.Number, NumberLength(text, at));
    }

    private static bool Shaped(string text, int at, string shape) =>
        at + shape.Length <= text.Length
        && shape.Select((c, i) => c == '0' ? char.IsAsciiDigit(text[at + i]) : text[at + i] == c).All(fits => fits);

    private static bool Follows(string text, int at, Func<char, bool> what) => at < text.Length && what(text[at]);

    private static int Digits(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - at;
    }

    // 15, 2.5
    private static int NumberLength(string text, int at)
    {
        var whole = Digits(text, at);
        var part = Follows(text, at + whole, c => c == '.') ? Digits(text, at + whole + 1) : 0;
        return part > 0 ? whole + 1 + part : whole;
    }

    // 4(2), 11.3(a): a number with something in parentheses right behind it
    private static int AddressLength(string text, int at)
    {
        var end = at + NumberLength(text, at);
        var first = end;
        while (Follows(text, end, c => c == '('))
        {
            var close = end + 1;
            while (close < text.Length && close - end <= 4 && char.IsAsciiLetterOrDigit(text[close]))
                close++;
            if (close == end + 1 || !Follows(text, close, c => c == ')'))
                return 0;
            end = close + 1;
        }
        return end > first ? end - at : 0;
    }

    // K-4
    private static int CodeLength(string text, int at)
    {
        if (!char.IsAsciiLetterUpper(text[at]) || !Follows(text, at + 1, c => c == '-'))
            return 0;
        var digits = Digits(text, at + 2);
        return digits is 1 or 2 && !Follows(text, at + 2 + digits, c => IsOfWord(c) || c == '-') ? 2 + digits : 0;
    }

    // letters, digits, and what joins them: long-range, Europe/Kyiv, Donets'k
    private static int WordLength(string text, int at)
    {
        if (!char.IsLetter(text[at]) && text[at] != '_')
            return 0;
        var end = at + 1;
        while (end < text.Length && (IsOfWord(text[end]) || (IsJoint(text[end]) && Follows(text, end + 1, IsOfWord))))
            end++;
        return end - at;
    }

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c)
        || c == '_'
        || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;

    private static bool IsJoint(char c) => c is '\'' or '’' or '/' or '+' or '.' or '&' or '-';

    private static string Text(string found, TokenKind kind) => kind == TokenKind.Quoted ? found[1..^1] : found;

    private static string Cure(string found) =>
        found switch
        {
            "–" or "—" or "-" or "…" => "Take it out, or write \"to\" for a range.",
            "+" => "Take it out, or write \"plus\".",
            "&" => "Take it out, or write \"and\".",
            "≥" => "Write \"at least\".",
            "≤" => "Write \"at most\".",
            _ => "Take it out.",
        };

    /// <summary>Reports what cannot be read, and says how long it is; a character many times over is one problem.</summary>
    private static int Unreadable(TextLine line, int at, Problems problems)
    {
        var length = char.IsSurrogatePair(line.Text, at) ? 2 : 1;
        var found = line.Text.Substring(at, length);
        var token = new Token(TokenKind.Mark, found, line.Line, line.Column + at);
        if (found is "\"" or "“")
            problems.Add(token, Ag.Quotation, line.Text[at..], "a quotation ends on its line", "Close it with \".");
        else
            problems.Add(token, Ag.Character, found, "the language does not have this character", Cure(found));
        var end = at + length;
        while (string.CompareOrdinal(line.Text, end, found, 0, length) == 0 && end + length <= line.Text.Length)
            end += length;
        return end - at;
    }
}
