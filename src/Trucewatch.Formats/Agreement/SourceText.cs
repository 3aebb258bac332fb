namespace Trucewatch.Formats.Agreement;

/// <summary>A text by lines, so that a position can be told as line and column (both from 1).</summary>
internal sealed class SourceText
{
    private readonly List<int> starts = [0];

    public SourceText(string file, string text)
    {
        File = file;
        Text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Replace('\0', '\uFFFD');
        for (var i = 0; i < Text.Length; i++)
            if (Text[i] == '\n')
                starts.Add(i + 1);
    }

    public string File { get; }

    /// <summary>The text with plain line ends.</summary>
    public string Text { get; }

    public int LineOf(int position)
    {
        var found = starts.BinarySearch(position);
        return found >= 0 ? found + 1 : ~found;
    }

    public int ColumnOf(int position) => position - starts[LineOf(position) - 1] + 1;

    /// <summary>One line without its end; empty beyond the last.</summary>
    public string LineText(int line)
    {
        if (line < 1 || line > starts.Count)
            return "";
        var end = line < starts.Count ? starts[line] - 1 : Text.Length;
        return Text[starts[line - 1]..Math.Max(starts[line - 1], end)];
    }
}
