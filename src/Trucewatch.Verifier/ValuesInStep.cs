using System.Collections.Immutable;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Reads the lines of opened values in step with the entries of their bundle.</summary>
/// <param name="lines">The lines; null: the file is missing. It is closed here.</param>
/// <param name="file">The file, relative to the record's folder.</param>
/// <param name="check">Where the faults go.</param>
internal sealed class ValuesInStep(StreamReader? lines, string file, RecordCheck check) : IDisposable
{
    /// <summary>The longest line that is read, in characters: a value has at most 16 MiB where entries are given.</summary>
    public const int MaxLine = 64 << 20;

    private const int EnoughAtOnce = 4 << 20; // characters held before they are looked at

    private readonly char[] _buffer = new char[1 << 14];
    private int _at;
    private int _end;
    private bool _missingNamed;

    public string File => file;

    /// <summary>The fields of the next entries that are open, at least one's and at most so many; none where a line is wrong or missing, and the fault is named.</summary>
    public async Task<ImmutableArray<Field>[]> NextAsync(
        EntryNumber first,
        int most,
        CancellationToken cancellationToken
    )
    {
        var texts = new List<string?>();
        for (var length = 0; texts.Count < most && length < EnoughAtOnce; length += texts[^1]?.Length ?? 0)
            texts.Add(await LineAsync(cancellationToken));

        var fields = new ImmutableArray<Field>[texts.Count];
        var wrong = new string?[texts.Count];
        Parallel.For(0, texts.Count, i => (fields[i], wrong[i]) = Read(texts[i], new(first.Value + i)));
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is null)
                Missing(new(first.Value + i));
            else if (wrong[i] is { } found)
                check.Fault(new(first.Value + i), file, RecordRule.ValueForm, found);
        }
        return fields;
    }

    /// <summary>After the last entry of the bundle: there is no line left.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (await LineAsync(cancellationToken) is not null)
            check.Fault(null, file, RecordRule.ValueForm, "more lines than entries");
    }

    public void Dispose() => lines?.Dispose();

    private static (ImmutableArray<Field> Fields, string? Wrong) Read(string? text, EntryNumber number)
    {
        if (text is null)
            return ([], null);
        try
        {
            var line = ValuesLine.Read(text);
            return line.Number == number ? (line.Fields, null) : ([], $"the line is of entry {line.Number}");
        }
        catch (FormatException found)
        {
            return ([], found.Message);
        }
    }

    private void Missing(EntryNumber number)
    {
        if (!_missingNamed)
            check.Fault(number, file, RecordRule.Files, "the values from this entry on are missing");
        _missingNamed = true;
    }

    // Null: there is none. Of a line that is longer than any can be only the beginning is given, which is no line's form.
    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (lines is not null)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await lines.ReadAsync(_buffer, cancellationToken));
                if (_end == 0)
                    return line.Length > 0 ? line.ToString() : null;
            }
            var end = _buffer.AsSpan(_at, _end - _at).IndexOf('\n');
            var length = end < 0 ? _end - _at : end;
            if (line.Length <= MaxLine)
                line.Append(_buffer, _at, length);
            _at += length + (end < 0 ? 0 : 1);
            if (end >= 0)
                return line.ToString();
        }
        return null;
    }
}
