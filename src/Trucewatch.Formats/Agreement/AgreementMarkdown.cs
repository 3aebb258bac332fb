using System.Collections.Immutable;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Agreement;

/// <summary>Splits an agreement written in Markdown into clauses and blocks.</summary>
/// <remarks>
/// A heading gives the clause its address: <c>## Article 4 Heavy weapons</c> → <c>4</c>. A line that starts with <c>(2)</c> →
/// <c>4(2)</c>, with <c>(a)</c> below it → <c>4(2)(a)</c>. Text under a heading without a number is a clause without address.
/// Prose is kept as written, marks of emphasis included. Blocks are fenced with <c>```terms</c>, <c>```provision 4(2)</c>,
/// <c>```test 4(2) what it shows</c>; a fence without a word is quoted text and part of the prose.
/// YAML front matter and HTML comments are no text of the agreement.
/// </remarks>
public static class AgreementMarkdown
{
    // Blocks only: the words themselves stay as they were agreed.
    private static readonly MarkdownPipeline pipeline = Blocks();

    /// <summary>Splits one file. Never throws for what is in the text: problems stand in the document.</summary>
    /// <param name="file">The file's name for messages, such as <c>agreement/main.md</c>.</param>
    /// <param name="text">All of it.</param>
    public static AgreementDocument Split(string file, string text)
    {
        var source = new SourceText(file, text);
        var blocks = ImmutableArray.CreateBuilder<TextBlock>();
        var problems = ImmutableArray.CreateBuilder<TextProblem>();
        source = LostBlocks.Mended(source, s => Parse(s, ImmutableArray.CreateBuilder<TextProblem>()), problems);
        var clauses = new ClauseWriter(source);
        if (Parse(source, problems) is { } parsed)
            Walk(parsed, source, clauses, new FenceReader(source, blocks, problems));
        return new(file, clauses.Finish(), blocks.ToImmutable(), problems.ToImmutable());
    }

    private static MarkdownPipeline Blocks()
    {
        var builder = new MarkdownPipelineBuilder().UseYamlFrontMatter();
        builder.InlineParsers.Clear();
        return builder.Build();
    }

    private static MarkdownDocument? Parse(SourceText source, ImmutableArray<TextProblem>.Builder problems)
    {
        try
        {
            return Markdown.Parse(source.Text, pipeline);
        }
        catch (ArgumentException)
        {
            // The parser's own guard against texts that are nested beyond all sense; it says no line.
            var where = new TextSpan(source.File, 1, 1);
            problems.Add(
                new(
                    where,
                    Ag.TooDeep,
                    source.LineText(1),
                    "lists or quotations are nested too deeply",
                    "Take out some of the nesting."
                )
            );
            return null;
        }
    }

    private static void Walk(ContainerBlock container, SourceText source, ClauseWriter clauses, FenceReader fences)
    {
        foreach (var block in container)
            if (block is HeadingBlock heading)
                clauses.Heading(source.LineOf(heading.Span.Start), heading.Level);
            else if (block is FencedCodeBlock fence && !string.IsNullOrWhiteSpace(fence.Info))
                fences.Read(fence);
            else if (
                block is ContainerBlock inner and not LinkReferenceDefinitionGroup
                && inner.Descendants<FencedCodeBlock>().Any()
            )
                Walk(inner, source, clauses, fences);
            else if (!IsNoText(block))
                clauses.Prose(source.LineOf(block.Span.Start), source.LineOf(block.Span.End));
    }

    private static bool IsNoText(Block block) =>
        block
            is YamlFrontMatterBlock
                or LinkReferenceDefinitionGroup
                or ThematicBreakBlock
                or HtmlBlock { Type: HtmlBlockType.Comment };
}
