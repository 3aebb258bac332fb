using System.Collections.Immutable;
using CsvHelper;
using CsvHelper.Configuration;

namespace Trucewatch.Formats.Files;

/// <summary>The rows of a table, one after the other, each with its line and its text as it stood.</summary>
/// <remarks>
/// In bounded memory. A row that is structurally wrong comes with a reason; where the file breaks, the rows before are
/// intact and <see cref="Broken"/> says why it ended.
/// </remarks>
internal sealed class CsvRows : IDisposable
{
    private readonly GuardedText _text;
    private readonly CsvParser _parser;
    private readonly string _file;
    private readonly CsvForm _form;
    private bool _badQuotes;
    private long _next = 1;
    private long _taken;
    private long _headerLine;

    public CsvRows(Stream unpacked, string file, CsvForm form)
    {
        (_file, _form) = (file, form);
        _text = new(unpacked, form.SingleByte);
        var configuration = new CsvConfiguration(System.Globalization.CultureInfo.InvariantCulture)
        {
            Delimiter = form.Delimiter,
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            DetectDelimiter = false,
            Mode = form.Quotes ? CsvMode.RFC4180 : CsvMode.NoEscape,
            MaxFieldSize = GuardedText.LongestLine,
            BadDataFound = _ => _badQuotes = true,
            CountBytes = false,
        };
        _parser = new(_text, configuration, leaveOpen: false);
    }

    /// <summary>Where the file broke; to be asked after the last row.</summary>
    public Break? Broken { get; private set; }

    /// <summary>What stood in the row in which the file broke.</summary>
    public string BrokenRow { get; private set; } = "";

    /// <summary>The header's columns with their places; empty before <see cref="Rows"/> has begun.</summary>
    public ImmutableDictionary<string, int> Columns { get; private set; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The columns of the form that the header lacks.</summary>
    public ImmutableArray<string> Lacking { get; private set; } = [];

    /// <summary>True once a header, or a row where there is none, was read.</summary>
    public bool HasAny { get; private set; }

    /// <summary>The rows behind the header. To be called once. Nothing comes when columns are lacking.</summary>
    public IEnumerable<Row> Rows()
    {
        while (Next() is { } fields)
        {
            var (line, raw) = (_next, _parser.RawRecord);
            _next += raw.AsSpan().Count('\n');
            _taken += raw.Length;
            if (IsTorn(raw))
            {
                BrokenRow = raw;
                break;
            }
            if (fields.Length == 1 && fields[0].Length == 0)
                continue; // a blank line
            if (!HasAny && !Begin(fields))
                yield break;
            if (_form.HasHeader && line == _headerLine)
                continue;
            yield return MakeRow(line, raw, fields);
        }
        Broken ??= _text.Broken;
    }

    private bool Begin(string[] fields)
    {
        HasAny = true;
        _headerLine = _next - _parser.RawRecord.AsSpan().Count('\n');
        var columns = ImmutableDictionary.CreateBuilder<string, int>();
        for (var i = 0; i < fields.Length; i++)
            columns[_form.HasHeader ? fields[i].Trim() : $"{i + 1}"] = i;
        Columns = columns.ToImmutable();
        if (_form.Companion is { } companion && Columns.ContainsKey(companion))
            return false;
        Lacking = [.. _form.Columns.Where(c => !Columns.ContainsKey(c))];
        return Lacking.IsEmpty;
    }

    private Row MakeRow(long line, string raw, string[] fields)
    {
        var row = new Row(_file, line, raw.TrimEnd('\r', '\n'), fields, Columns);
        if (_badQuotes)
            row.Wrong("", Problem.BadQuotes, raw);
        if (fields.Length < Columns.Count)
            row.Wrong("", Problem.MissingFields, $"{fields.Length} of {Columns.Count}");
        if (fields.Length > Columns.Count)
            row.Wrong("", Problem.ExtraFields, $"{fields.Length} of {Columns.Count}");
        return row;
    }

    private string[]? Next()
    {
        _badQuotes = false;
        try
        {
            return _parser.Read() ? _parser.Record : null;
        }
        catch (MaxFieldSizeException)
        {
            // a quote that is never closed would swallow the rest of the file
            Broken = new(Problem.BadQuotes, _next, "");
            return null;
        }
    }

    // The text broke inside this row: it is the last, and has no line end or stands in an open quote.
    private bool IsTorn(string raw) =>
        _text.Broken is not null
        && _taken >= _text.Given
        && (!raw.EndsWith('\n') || (_form.Quotes && raw.AsSpan().Count('"') % 2 == 1));

    public void Dispose() => _parser.Dispose();
}
