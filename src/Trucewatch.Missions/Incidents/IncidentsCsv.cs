using System.Collections.Immutable;
using CsvHelper;
using Trucewatch.Formats.Reports;

namespace Trucewatch.Missions.Incidents;

/// <summary>Incidents as CSV: exactly the rows that the list shows.</summary>
public static class IncidentsCsv
{
    /// <summary>The CSV of rows; longitude and latitude in degrees, the radius in metres.</summary>
    public static string Write(ImmutableArray<IncidentRow> rows, View view)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var csv = new CsvWriter(text, BoardCsv.Form, leaveOpen: true))
        {
            string[] columns =
            [
                "mark",
                "number",
                "code",
                "from",
                "until",
                "precision",
                "place",
                "lon",
                "lat",
                "radius_m",
                "sectors",
                "standing",
                "status",
                "observations",
                "groups",
                "sources",
            ];
            foreach (var column in columns)
                csv.WriteField(column);
            csv.NextRecord();
            foreach (var row in rows)
            {
                csv.WriteField(view.Known.Charter.Mark.ToString().ToUpperInvariant());
                csv.WriteField(row.Number);
                csv.WriteField(row.Code);
                csv.WriteField(row.From);
                csv.WriteField(row.Until);
                csv.WriteField(row.Precision);
                csv.WriteField(row.Place.Name);
                csv.WriteField(row.Place.Lon);
                csv.WriteField(row.Place.Lat);
                csv.WriteField(row.Place.RadiusMeters);
                csv.WriteField(string.Join(' ', row.Sectors));
                csv.WriteField(row.Standing);
                csv.WriteField(row.Status);
                csv.WriteField(row.Observations);
                csv.WriteField(row.Groups);
                csv.WriteField(string.Join(' ', row.Sources));
                csv.NextRecord();
            }
        }
        return text.ToString();
    }
}
