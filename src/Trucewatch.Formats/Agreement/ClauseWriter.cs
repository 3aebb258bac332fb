using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Agreement;

/// <summary>Gathers clauses from headings and prose, in the order of the text.</summary>
internal sealed class ClauseWriter(SourceText source)
{
    private readonly ImmutableArray<Clause>.Builder clauses = ImmutableArray.CreateBuilder<Clause>();
    private readonly List<string> paragraphs = [];
    private readonly Dictionary<int, string> numbers = [];
    private (string Address, string Title, int Line)? current;
    private string heading = "";
    private string article = "";
    private string paragraph = "";

    /// <summary>A heading opens a clause: with a number of its own, or without address.</summary>
    public void Heading(int line, int level)
    {
        Close();
        var words = source.LineText(line).Trim().TrimStart('#').TrimEnd('#').Trim();
        foreach (var deeper in numbers.Keys.Where(k => k >= level).ToList())
            numbers.Remove(deeper);
        var above = numbers.Where(n => n.Key < level).OrderBy(n => n.Key).Select(n => n.Value).LastOrDefault("");
        (article, heading) = HeadingText.Read(words, above);
        paragraph = "";
        if (article.Length > 0)
            numbers[level] = article;
        current = (article, heading, line);
    }

    /// <summary>Lines of prose, both included; a line that starts with <c>(2)</c> opens the clause of that number.</summary>
    public void Prose(int from, int to)
    {
        var text = new List<string>();
        for (var line = from; line <= to; line++)
        {
            var words = source.LineText(line).TrimEnd();
            if (article.Length > 0 && HeadingText.Mark(words) is { } mark)
            {
                Add(text);
                Open(mark, line);
            }
            current ??= ("", "", line);
            text.Add(words);
        }
        Add(text);
    }

    /// <summary>All clauses.</summary>
    public ImmutableArray<Clause> Finish()
    {
        Close();
        return clauses.ToImmutable();
    }

    private void Open(string mark, int line)
    {
        Close();
        var isLetter = char.IsAsciiLetter(mark[1]);
        if (!isLetter)
            paragraph = mark;
        current = (isLetter ? article + paragraph + mark : article + mark, heading, line);
    }

    private void Add(List<string> text)
    {
        if (text.Exists(t => !string.IsNullOrWhiteSpace(t)))
            paragraphs.Add(string.Join('\n', text).Trim('\n'));
        text.Clear();
    }

    private void Close()
    {
        if (current is var (address, title, line))
            clauses.Add(new(address, title, string.Join("\n\n", paragraphs), new(source.File, line, 1)));
        paragraphs.Clear();
        current = null;
    }
}
