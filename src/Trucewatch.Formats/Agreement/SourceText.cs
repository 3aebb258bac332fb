using System.Collections.Immutable;

namespace Trucewatch.Formats.Agreement;

/// <summary>A text by lines, so that a position can be told as line and column (both from 1).</summary>
/// <remarks>Lines may be mended for the parser; what is told of them is as they were written.</remarks>
internal sealed class SourceText
{
    private readonly List<int> starts = [0];
    private readonly ImmutableArray<string> written;
    private readonly ImmutableArray<(string Text, int Line)> parsed;

    public SourceText(string file, string text)
        : this(file, [.. text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Replace('\0', '\uFFFD').Split('\n')]) { }

    private SourceText(string file, ImmutableArray<string> written)
        : this(file, written, [.. written.Select((t, i) => (t, i + 1))]) { }

    private SourceText(string file, ImmutableArray<string> written, ImmutableArray<(string Text, int Line)> parsed)
    {
        (File, this.written, this.parsed) = (file, written, parsed);
        Text = string.Join('\n', parsed.Select(p => p.Text));
        for (var i = 0; i < Text.Length; i++)
            if (Text[i] == '\n')
                starts.Add(i + 1);
    }

    public string File { get; }

    /// <summary>The text with plain line ends, as it is parsed.</summary>
    public string Text { get; }

    /// <summary>How many lines were written.</summary>
    public int Lines => written.Length;

    public int LineOf(int position) => parsed[ParsedLineOf(position) - 1].Line;

    public int ColumnOf(int position) => position - starts[ParsedLineOf(position) - 1] + 1;

    /// <summary>One line without its end, as written; empty beyond the last.</summary>
    public string LineText(int line) => line < 1 || line > written.Length ? "" : written[line - 1];

    /// <summary>The same text, one line read as another.</summary>
    public SourceText Reading(int line, string text) =>
        new(File, written, [.. parsed.Select(p => p.Line == line ? (text, line) : p)]);

    /// <summary>The same text, with a line before one that was written.</summary>
    public SourceText Before(int line, string text) =>
        new(File, written, [.. parsed.SelectMany(p => p.Line == line ? new[] { (text, line), p } : [p])]);

    private int ParsedLineOf(int position)
    {
        var found = starts.BinarySearch(position);
        return Math.Clamp(found >= 0 ? found + 1 : ~found, 1, parsed.Length);
    }
}
