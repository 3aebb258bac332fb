using System.Text.Json.Nodes;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>What this program is and how it words what it computed: the host hands it in, since the verifier knows no texts.</summary>
/// <param name="Release">The program's release.</param>
/// <param name="ReportJson">Writes a report as <c>report.json</c>, without where it comes from; null: words are not compared.</param>
public sealed record Making(string Release, Func<Report, JsonObject>? ReportJson)
{
    /// <summary>Writes the board under a report as <c>board.csv</c>; null: its rows are not compared.</summary>
    public Func<WrittenReport, string>? BoardCsv { get; init; }
}
