using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>What a fenced block of a document holds.</summary>
public enum BlockKind
{
    /// <summary>Nouns bound to kinds of facts, phrases bound to conditions.</summary>
    Terms = 1,

    /// <summary>What of a clause runs.</summary>
    Provision = 2,

    /// <summary>A clause test: kept, and not run by this release.</summary>
    Test = 3,
}

/// <summary>One line of a block as written, without its line end.</summary>
/// <param name="Text">The words, indentation taken off.</param>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Column">The column of the first character of <paramref name="Text"/>, from 1.</param>
public sealed record TextLine(string Text, int Line, int Column);

/// <summary>A block that runs, or will run: kind, address, lines.</summary>
/// <param name="Kind">Terms, provision or test.</param>
/// <param name="Address">The clause's address, such as <c>4(2)</c>; empty: none was given.</param>
/// <param name="Title">The words behind the address; empty: none.</param>
/// <param name="Lines">Its lines, blank ones left out.</param>
/// <param name="Text">Where the block opens.</param>
public sealed record TextBlock(
    BlockKind Kind,
    string Address,
    string Title,
    ImmutableArray<TextLine> Lines,
    TextSpan Text
);

/// <summary>Text as agreed, under its number.</summary>
/// <param name="Address">Such as <c>4</c> or <c>4(2)</c>; empty: the text stands under no number.</param>
/// <param name="Title">The heading it stands under, without its number.</param>
/// <param name="Prose">The words as agreed, paragraphs parted by an empty line; empty: it has none of its own.</param>
/// <param name="Text">Where it begins.</param>
public sealed record Clause(string Address, string Title, string Prose, TextSpan Text);

/// <summary>One file of an agreement, split into clauses and blocks. How it was written (Markdown) is no longer seen.</summary>
/// <param name="File">The file's name for messages.</param>
/// <param name="Clauses">In the order of the text.</param>
/// <param name="Blocks">In the order of the text.</param>
/// <param name="Problems">What was wrong with the splitting itself: a block never closed, a kind of block nobody knows.</param>
public sealed record AgreementDocument(
    string File,
    ImmutableArray<Clause> Clauses,
    ImmutableArray<TextBlock> Blocks,
    ImmutableArray<TextProblem> Problems
);
