using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Formats.Files;
using Trucewatch.Observations;
using Trucewatch.Sources;
using Trucewatch.Values;

namespace Trucewatch.Formats;

/// <summary>A feature of a map: its properties, and its shape unless that is wrong.</summary>
internal sealed record Feature(JsonElement Properties, Geometry? Shape, Reason? Trouble)
{
    /// <summary>A property's text; empty where there is none.</summary>
    public string Text(string property) =>
        Properties.ValueKind == JsonValueKind.Object
        && Properties.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Trim()
            : "";
}

/// <summary>Reads a GeoJSON FeatureCollection (RFC 7946); members it does not know, such as the old <c>crs</c>, are left out.</summary>
internal static class GeoJsonFeatures
{
    /// <summary>The features in order, and the collection's name; or what is kept of a file that is none.</summary>
    public static (List<Feature> Features, string Name, Intake.Rejected? Rejected) Read(
        SourceId source,
        Stream file,
        string name,
        Instant at
    )
    {
        var (document, rejected) = JsonFile.Read(source, file, name, at);
        using (document)
        {
            if (document is null)
                return ([], "", rejected);
            if (
                document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("features", out var list)
                || list.ValueKind != JsonValueKind.Array
            )
            {
                var reason = Kept.Because("features", Problem.NotThisFormat, document.RootElement.ValueKind.ToString());
                return (
                    [],
                    "",
                    Kept.Reject(source, name, 0, Kept.Shorten(document.RootElement.GetRawText(), 4096), [reason], at)
                );
            }
            var called =
                document.RootElement.TryGetProperty("name", out var n) && n.ValueKind == JsonValueKind.String
                    ? n.GetString()!
                    : "";
            return ([.. list.EnumerateArray().Select(Make)], called, null);
        }
    }

    private static Feature Make(JsonElement feature)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry))
            return new(default, null, Kept.Because("geometry", Problem.Missing, ""));
        var properties = feature.TryGetProperty("properties", out var p) ? p.Clone() : default;
        if (JsonObject.Create(geometry) is not { } shape)
            return new(properties, null, Kept.Because("geometry", Problem.Missing, ""));
        try
        {
            var drawn = GeometryConverter.FromGeoJson(shape);
            if (!drawn.IsEmpty && drawn.EnvelopeInternal is { MinX: >= -180, MaxX: <= 180, MinY: >= -90, MaxY: <= 90 })
                return new(properties, drawn, null);
            return new(
                properties,
                null,
                Kept.Because("geometry", Problem.OutOfRange, drawn.EnvelopeInternal.ToString())
            );
        }
        catch (JsonException e)
        {
            return new(properties, null, Kept.Because("geometry", Problem.Malformed, e.Message));
        }
    }
}
