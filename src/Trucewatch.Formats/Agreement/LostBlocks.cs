using System.Collections.Immutable;
using Markdig.Syntax;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Agreement;

/// <summary>
/// Finds blocks that Markdown does not show as such, or takes into another that is never closed. Each is one problem, and the text is
/// mended for the rest of the reading, so that nothing is lost without a word and one mistake is told once.
/// </summary>
internal static class LostBlocks
{
    // Each round parses the text again; a text with more of them is refused anyway.
    private const int MostRounds = 12;

    /// <summary>The text to parse: as written, or mended with a problem for each block.</summary>
    public static SourceText Mended(
        SourceText source,
        Func<SourceText, MarkdownDocument?> parse,
        ImmutableArray<TextProblem>.Builder problems
    )
    {
        var told = new HashSet<int>();
        for (var round = 0; round < MostRounds && MayHave(source) && parse(source) is { } document; round++)
        {
            var fences = document.Descendants<FencedCodeBlock>().Select(f => Fence.Of(f, source)).ToList();
            if (Next(source, fences) is not { } lost || !told.Add(lost.Problem.Where.Line))
                return source;
            problems.Add(lost.Problem);
            source = lost.Mended;
        }
        return source;
    }

    private static bool MayHave(SourceText source) => source.Text.Contains('`', StringComparison.Ordinal);

    private sealed record Fence(int First, int Last, int Marks, bool Runs)
    {
        public static Fence Of(FencedCodeBlock block, SourceText source) =>
            new(
                source.LineOf(block.Span.Start),
                source.LineOf(Math.Max(block.Span.Start, block.Span.End)),
                block.OpeningFencedCharCount,
                FenceReader.IsKind(block.Info ?? "")
            );
    }

    private static (TextProblem Problem, SourceText Mended)? Next(SourceText source, List<Fence> fences)
    {
        var inside = new Fence?[source.Lines + 1];
        foreach (var fence in fences)
            for (var line = fence.First; line <= Math.Min(fence.Last, source.Lines); line++)
                inside[line] = fence;
        for (var line = 1; line <= source.Lines; line++)
            if (inside[line] is null && Hidden(source, line) is { } hidden)
                return hidden;
            else if (inside[line] is { Runs: true } fence && line > fence.First && Opens(source.LineText(line), fence))
                return Unclosed(source, fence, line);
        return null;
    }

    private static (int Indent, int Marks, string Words) Cut(string line)
    {
        var indent = line.Length - line.TrimStart(' ', '\t').Length;
        var marks = line.Skip(indent).TakeWhile(c => c == '`').Count();
        return (indent, marks, line[(indent + marks)..].Trim());
    }

    private static (TextProblem, SourceText)? Hidden(SourceText source, int line)
    {
        var (indent, marks, words) = Cut(source.LineText(line));
        if (marks == 0 || !FenceReader.IsKind(words) || words.Contains('`', StringComparison.Ordinal))
            return null;
        if (marks >= 3 && indent < 4 && !source.LineText(line)[..indent].Contains('\t', StringComparison.Ordinal))
            return null;
        var right = "```" + words;
        var problem = new TextProblem(
            new(source.File, line, indent + 1),
            Ag.HiddenBlock,
            source.LineText(line).Trim(),
            marks >= 3
                ? "a block that is set in by four spaces or more is a quotation to Markdown, and does not run"
                : "a block begins with three marks, or it is prose to Markdown, and does not run",
            marks >= 3 ? $"Take the spaces before \"{right}\" out." : $"Write \"{right}\"."
        );
        return (problem, source.Reading(line, right));
    }

    private static bool Opens(string line, Fence fence) =>
        Cut(line) is { Indent: < 4, Marks: >= 3 and var marks, Words: var words }
        && marks >= fence.Marks
        && FenceReader.IsKind(words);

    private static (TextProblem, SourceText) Unclosed(SourceText source, Fence fence, int next)
    {
        var end = fence.First + 1;
        while (end < next && !string.IsNullOrWhiteSpace(source.LineText(end)))
            end++;
        return (FenceReader.Unclosed(source, fence.First), source.Before(end, new('`', fence.Marks)));
    }
}
