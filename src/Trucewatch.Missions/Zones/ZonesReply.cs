using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Values;

namespace Trucewatch.Missions.Zones;

/// <summary>The zones as GeoJSON, each with its drawer: one side's map is that side's claim.</summary>
public static class ZonesReply
{
    /// <summary>A feature collection; of zones drawn anew day by day the ones that touch the window.</summary>
    public static JsonObject Of(View view)
    {
        var window = view.Known.Charter.Window;
        var last = view
            .Known.Zones.Where(z => !z.Valid.HasEnd || (z.Valid.Start < window.End && z.Valid.End > window.Start))
            .GroupBy(z => (z.Id, z.Drawer, z.Kind))
            .Select(g => g.Last());
        return new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["features"] = new JsonArray([
                .. last.Select(z =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["type"] = "Feature",
                            ["geometry"] = GeometryConverter.ToGeoJson(z.Shape),
                            ["properties"] = new JsonObject
                            {
                                ["id"] = z.Id,
                                ["kind"] = ValueCodec.Word(z.Kind),
                                ["name"] = ValueCodec.ToJson(z.Name),
                                ["drawer"] = z.Drawer,
                                ["from"] = InstantPattern.ExtendedIso.Format(z.Valid.Start),
                                ["until"] = z.Valid.HasEnd ? InstantPattern.ExtendedIso.Format(z.Valid.End) : null,
                            },
                        }
                ),
            ]),
        };
    }
}
