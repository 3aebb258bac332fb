using System.Collections.Immutable;
using Markdig.Syntax;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Agreement;

/// <summary>Reads fenced blocks with a word behind the fence.</summary>
internal sealed class FenceReader(
    SourceText source,
    ImmutableArray<TextBlock>.Builder blocks,
    ImmutableArray<TextProblem>.Builder problems
)
{
    private static readonly ImmutableArray<(string Word, BlockKind Kind)> kinds =
    [
        ("terms", BlockKind.Terms),
        ("provision", BlockKind.Provision),
        ("test", BlockKind.Test),
    ];

    public void Read(FencedCodeBlock fence)
    {
        var line = source.LineOf(fence.Span.Start);
        var where = new TextSpan(source.File, line, source.ColumnOf(fence.Span.Start));
        var words = $"{fence.Info} {fence.Arguments}".Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var kind = kinds.FirstOrDefault(k => string.Equals(k.Word, words[0], StringComparison.OrdinalIgnoreCase)).Kind;
        if (fence.ClosingFencedCharCount == 0)
            problems.Add(Unclosed(source, line));
        if (kind == default)
            problems.Add(new(where, Ag.UnknownBlock, words[0], "no kind of block is called so", Cure(words[0])));
        else
            blocks.Add(
                new(kind, words.ElementAtOrDefault(1) ?? "", string.Join(' ', words.Skip(2)), Lines(fence), where)
            );
    }

    /// <summary>True if the words behind a fence begin with a kind of block that runs.</summary>
    public static bool IsKind(string words) =>
        kinds.Any(k =>
            words.StartsWith(k.Word, StringComparison.OrdinalIgnoreCase)
            && (words.Length == k.Word.Length || words[k.Word.Length] is ' ' or '\t' or (>= '0' and <= '9'))
        );

    /// <summary>A block that opens on a line and is never closed.</summary>
    public static TextProblem Unclosed(SourceText source, int line)
    {
        var text = source.LineText(line);
        var column = text.Length - text.TrimStart().Length + 1;
        return new(
            new(source.File, line, column),
            Ag.UnclosedBlock,
            text.Trim(),
            "the block is never closed",
            "Close it with a line \"```\" behind its last one."
        );
    }

    private static string Cure(string word) =>
        kinds.FirstOrDefault(k => IsKind(word) && word.StartsWith(k.Word, StringComparison.OrdinalIgnoreCase)).Word
            is { } joined
            ? $"Write \"{joined} {word[joined.Length..]}\", with a space."
            : Near(word);

    private static string Near(string word) =>
        Nearest.To(word, kinds.Select(k => k.Word)) is { } near
            ? $"Did you mean \"{near}\"?"
            : "Write \"terms\", \"provision\" or \"test\", or no word at all if it is a quotation.";

    private ImmutableArray<TextLine> Lines(FencedCodeBlock fence) =>
        [
            .. (fence.Lines.Lines ?? [])
                .Take(fence.Lines.Count)
                .Select(l => (Line: l, Text: l.Slice.ToString()))
                .Where(l => !string.IsNullOrWhiteSpace(l.Text))
                .Select(l => Line(l.Line.Slice.Start, l.Text)),
        ];

    private TextLine Line(int position, string text)
    {
        var words = text.TrimStart();
        var first = position + text.Length - words.Length;
        return new(words.TrimEnd(), source.LineOf(first), source.ColumnOf(first));
    }
}
