using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>A place in one line's tokens (continuation lines included), going forward only.</summary>
internal sealed class Cursor
{
    private readonly ImmutableArray<Token> tokens;
    private readonly Token end;
    private readonly Problems problems;

    /// <param name="tokens">At least one.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="isBroken">True: something of the line could not be read and was reported; nothing that follows from it is.</param>
    public Cursor(ImmutableArray<Token> tokens, Problems problems, bool isBroken = false)
    {
        (this.tokens, this.problems, IsBroken) = (tokens, problems, isBroken);
        var last = tokens[^1];
        end = new(TokenKind.End, "", last.Line, last.Column + last.Text.Length);
    }

    public int Position { get; private set; }

    /// <summary>True: something of the line could not be read, and nothing more is reported of it.</summary>
    public bool IsBroken { get; }

    /// <summary>True: a line of terms, whose phrases have holes.</summary>
    public bool HasHoles { get; init; }

    public Token Next => Ahead(0);

    public bool AtEnd => Position >= tokens.Length;

    /// <summary>The token taken last; none taken: the first.</summary>
    public Token Last => tokens[Math.Max(0, Math.Min(Position, tokens.Length) - 1)];

    public Token Ahead(int by) => Position + by < tokens.Length ? tokens[Position + by] : end;

    public Token Take() => AtEnd ? end : tokens[Position++];

    public void Skip(int count) => Position = Math.Min(Position + count, tokens.Length);

    /// <summary>True if these words stand next.</summary>
    public bool Has(params ReadOnlySpan<string> words) => HasAt(0, words);

    /// <summary>True if these words stand next but some tokens.</summary>
    public bool HasAt(int by, params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (!Ahead(by + i).Is(words[i]))
                return false;
        return true;
    }

    /// <summary>Takes these words if they stand next.</summary>
    public bool TakeIf(params ReadOnlySpan<string> words)
    {
        if (!Has(words))
            return false;
        Position += words.Length;
        return true;
    }

    /// <summary>Takes the next token if it is of that kind.</summary>
    public Token? TakeIf(TokenKind kind) => Next.Kind == kind ? Take() : null;

    /// <summary>Takes an article if one stands next.</summary>
    public void TakeArticle() => _ = TakeIf("the") || TakeIf("a") || TakeIf("an");

    /// <summary>The words from here up to a token that stops, none taken.</summary>
    public string Words(Func<int, bool> stops)
    {
        var before = Position;
        var words = TakeWords(stops);
        Position = before;
        return words;
    }

    /// <summary>The words from here up to a token that stops, taken.</summary>
    public string TakeWords(Func<int, bool> stops)
    {
        var count = 0;
        while (Ahead(count).Kind != TokenKind.End && !stops(count))
            count++;
        Skip(count);
        return Text(Position - count, count);
    }

    /// <summary>The words of some tokens, one space between them.</summary>
    public string Text(int from, int count) => string.Join(' ', tokens.Skip(from).Take(count).Select(t => t.Text));

    /// <summary>The words from a token on up to here; the token alone if it was not taken.</summary>
    public string Since(Token first)
    {
        var from = tokens.IndexOf(first);
        return from < 0 || from >= Position ? first.Text : Text(from, Position - from);
    }

    /// <summary>The longest of the known names that stands next, and how many tokens it is; null: none.</summary>
    public (T Of, int Length)? Longest<T>(IEnumerable<(T Of, ImmutableArray<string> Words)> known)
    {
        (T, int)? best = null;
        foreach (var (of, words) in known)
            if (words.Length > (best?.Item2 ?? 0) && HasAt(0, words.AsSpan()))
                best = (of, words.Length);
        return best;
    }

    /// <summary>Reports a problem at a token.</summary>
    public void Wrong(Token at, string code, string found, string expected, string cure)
    {
        if (!IsBroken)
            problems.Add(at, code, found.Length == 0 ? "end of line" : found, expected, cure);
    }

    /// <summary>Reports a problem at the next token.</summary>
    public void Wrong(string code, string expected, string cure) => Wrong(Next, code, Next.Text, expected, cure);
}
