using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Formats.Reports;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Record;
using Trucewatch.Reports;

namespace Trucewatch.Missions.Replays;

/// <summary>Writes the products of a report to a folder: the same record gives the same bytes.</summary>
public static class WriteProducts
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>report.html</c>, <c>report.json</c>, <c>board.csv</c>, <c>incidents.geojson</c>, <c>rejections.csv</c>, <c>record/</c>.</summary>
    public static async Task WriteAsync(
        MissionRecord record,
        WrittenReport written,
        Audience audience,
        string language,
        string folder,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(folder);
        var known = written.Picture.Known;
        var viewer = new Viewer(audience);
        var words = Words.Shipped;
        var report = ReportJson.Write(written.Report, words);
        report["content"] = ProductDigest.OfContent(report);
        report["digest"] = written.Digest;
        report["origin"] = record.Checkpoint.Origin;
        report["root"] = Convert.ToHexStringLower(record.Checkpoint.Root.AsSpan());
        report["entries"] = record.Checkpoint.Size;
        var provenance = new ReportProvenance(
            record.Checkpoint.Origin,
            record.Checkpoint.Size,
            Convert.ToHexStringLower(record.Checkpoint.Root.AsSpan()),
            written.Digest
        );
        await Text("report.json", Json(report));
        await Text("report.html", ReportHtml.Write(written.Report, provenance, words, language));
        await Text("board.csv", BoardCsv.Write(written));
        await Text(
            "incidents.geojson",
            Json(
                IncidentsGeoJson.Write(
                    written.Picture,
                    Release.Shown(viewer, written.Picture.Incidents, known),
                    written.Numbers,
                    viewer
                )
            )
        );
        await Text("rejections.csv", RejectionsCsv.Write(known.Rejections, known.Charter.Mark, viewer));
        await ExportAsync(
            record,
            field => LabelText.Read(field.Label) is { } label && viewer.May(label, known.At),
            Path.Combine(folder, "record"),
            cancellationToken
        );

        Task Text(string name, string text) =>
            File.WriteAllTextAsync(Path.Combine(folder, name), text, new UTF8Encoding(false), cancellationToken);
    }

    /// <summary>Exports the record beside the old export, and only then puts it in its place.</summary>
    private static async Task ExportAsync(
        MissionRecord record,
        Func<Field, bool> opens,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var next = folder + ".next";
        if (Directory.Exists(next))
            Directory.Delete(next, recursive: true);
        await RecordFolder.WriteAsync(record.Store, record.Log.Signed, opens, next, cancellationToken);
        record.Stamps.CopyTo(next, record.Log.Checkpoint.Size);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.Move(next, folder);
    }

    private static string Json(JsonNode node) => node.ToJsonString(Indented) + "\n";
}
