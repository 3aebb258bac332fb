using System.Text.Json.Nodes;
using NodaTime.Text;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Reports;
using Trucewatch.Space;
using Trucewatch.Values;

namespace Trucewatch.Formats.Reports;

/// <summary>Incidents as GeoJSON (RFC 7946): longitude first; issued numbers only, no derived ids, places as coarse as the audience asks.</summary>
public static class IncidentsGeoJson
{
    /// <summary>A feature collection by number. Without a point the geometry is null.</summary>
    /// <param name="picture">What they come from.</param>
    /// <param name="shown">The incidents as the viewer may know them (<see cref="Release.Shown"/>).</param>
    /// <param name="numbers">Issued numbers.</param>
    /// <param name="viewer">For whom.</param>
    public static JsonObject Write(
        Picture picture,
        IEnumerable<Incident> shown,
        IReadOnlyDictionary<IncidentId, int> numbers,
        Viewer viewer
    )
    {
        var features = shown
            .OrderBy(i => numbers[i.Id])
            .Select(i => (JsonNode)Feature(picture, i, numbers[i.Id], viewer));
        return new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["mark"] = picture.Known.Charter.Mark.ToString().ToUpperInvariant(),
            ["audience"] = viewer.Audience.ToString().ToUpperInvariant(),
            ["as_of"] = picture.Known.AsOf.Value,
            ["features"] = new JsonArray([.. features]),
        };
    }

    private static JsonObject Feature(Picture picture, Incident incident, int number, Viewer viewer)
    {
        var point = Release.Where(viewer, incident.Place, picture.Known.Rules) as Place.Point;
        var zone = picture.Known.Charter.TimeZone;
        return new JsonObject
        {
            ["type"] = "Feature",
            ["id"] = number,
            ["geometry"] = point is null
                ? null
                : new JsonObject
                {
                    ["type"] = "Point",
                    ["coordinates"] = new JsonArray(
                        Math.Round(point.At.Longitude, 5),
                        Math.Round(point.At.Latitude, 5)
                    ),
                },
            ["properties"] = new JsonObject
            {
                ["number"] = number,
                ["code"] = incident.Code.Text,
                ["standing"] = ValueCodec.Word(incident.Standing),
                ["status"] = picture.StatusOf(incident),
                ["from"] = InstantPattern.ExtendedIso.Format(incident.Occurred.Start),
                ["until"] = InstantPattern.ExtendedIso.Format(incident.Occurred.End),
                ["day"] = LocalDatePattern.Iso.Format(incident.Occurred.Start.InZone(zone).Date),
                ["precision"] = ValueCodec.Word(incident.Occurred.Precision),
                ["place"] = incident.PlaceName,
                ["radius_m"] = point is null ? null : Math.Ceiling(point.Uncertainty.Meters),
                ["observations"] = incident.Members.Length,
                ["sources"] = new JsonArray([
                    .. incident.Sources.Select(s => s.Code).Order(StringComparer.Ordinal).Select(s => (JsonNode)s),
                ]),
                ["in_window"] = incident.Occurred.Overlaps(picture.Known.Charter.Window),
            },
        };
    }
}
