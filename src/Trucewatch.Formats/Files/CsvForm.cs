using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Formats.Files;

/// <summary>How a format writes its tables.</summary>
/// <param name="Columns">The columns that must be in the header; others may stand beside them.</param>
internal sealed record CsvForm(ImmutableArray<string> Columns)
{
    /// <summary>Between two fields.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>The column that gives away a companion table, which is passed over; null: there is none.</summary>
    public string? Companion { get; init; }

    /// <summary>An encoding of one byte a character; null: UTF-8.</summary>
    public Encoding? SingleByte { get; init; }

    /// <summary>False: no header; the columns are called 1, 2, 3 ….</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>False: quotes are characters like others.</summary>
    public bool Quotes { get; init; } = true;
}
