using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Written lines to lines of the language.</summary>
/// <remarks>
/// A line goes on in the next one where it cannot end (behind a comma, <c>of</c>, <c>the</c>, <c>must not</c> …), and where
/// the next one cannot begin (with <c>of</c>, <c>and</c>, a comma …).
/// </remarks>
internal static class Lines
{
    private static readonly ImmutableHashSet<string> cannotEnd =
    [
        ",",
        ";",
        "(",
        "=",
        ":",
        "of",
        "and",
        "or",
        "the",
        "a",
        "an",
        "any",
        "must",
        "not",
        "to",
        "least",
        "most",
        "at",
        "than",
    ];

    private static readonly ImmutableHashSet<string> cannotBegin = [",", ";", ")", "=", "of", "and", "or"];

    /// <summary>The lines of a block, each with a token at least.</summary>
    public static ImmutableArray<Cursor> Of(TextBlock block, Problems problems)
    {
        var lines = new List<(List<Token> Tokens, bool IsBroken)>();
        foreach (var written in block.Lines)
        {
            var before = problems.Count;
            var tokens = Lexer.Read(written, problems);
            var isBroken = problems.Count > before;
            if (tokens.IsEmpty)
                continue;
            if (lines.Count > 0 && (Is(cannotEnd, lines[^1].Tokens[^1]) || Is(cannotBegin, tokens[0])))
            {
                lines[^1].Tokens.AddRange(tokens);
                lines[^1] = lines[^1] with { IsBroken = lines[^1].IsBroken || isBroken };
            }
            else
                lines.Add(([.. tokens], isBroken));
        }
        var hasHoles = block.Kind == BlockKind.Terms;
        return [.. lines.Select(l => new Cursor([.. l.Tokens], problems, l.IsBroken) { HasHoles = hasHoles })];
    }

    private static bool Is(ImmutableHashSet<string> words, Token token) =>
        token.Kind is TokenKind.Word or TokenKind.Mark && words.Contains(token.Text.ToLowerInvariant());
}
