using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Reads the lines of opened values in step with the entries of their bundle.</summary>
/// <param name="lines">The lines; null: the file is missing.</param>
/// <param name="file">The file, relative to the record's folder.</param>
/// <param name="check">Where the faults go.</param>
internal sealed class ValuesInStep(IAsyncEnumerable<string>? lines, string file, RecordCheck check) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<string>? _lines = lines?.GetAsyncEnumerator();
    private bool _missingNamed;

    public string File => file;

    /// <summary>The fields of this entry that are open; none where its line is wrong or missing, and the fault is named.</summary>
    public async Task<ImmutableArray<Field>> OfAsync(EntryNumber number)
    {
        if (_lines is null || !await _lines.MoveNextAsync())
        {
            if (!_missingNamed)
                check.Fault(number, file, RecordRule.Files, "the values from this entry on are missing");
            _missingNamed = true;
            return [];
        }

        try
        {
            var line = ValuesLine.Read(_lines.Current);
            if (line.Number == number)
                return line.Fields;

            check.Fault(number, file, RecordRule.ValueForm, $"the line is of entry {line.Number}");
        }
        catch (FormatException wrong)
        {
            check.Fault(number, file, RecordRule.ValueForm, wrong.Message);
        }

        return [];
    }

    /// <summary>After the last entry of the bundle: there is no line left.</summary>
    public async Task EndAsync()
    {
        if (_lines is not null && await _lines.MoveNextAsync())
            check.Fault(null, file, RecordRule.ValueForm, "more lines than entries");
    }

    public ValueTask DisposeAsync() => _lines?.DisposeAsync() ?? ValueTask.CompletedTask;
}
