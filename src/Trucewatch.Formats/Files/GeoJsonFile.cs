using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using Trucewatch.Values;

namespace Trucewatch.Formats.Files;

/// <summary>Features of a GeoJSON document (RFC 7946). A <c>crs</c> member, removed from the standard, is passed over.</summary>
internal static class GeoJsonFile
{
    /// <summary>The features; none where it is no feature collection.</summary>
    public static IEnumerable<JsonElement> Features(JsonDocument document) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty("features", out var features)
        && features.ValueKind == JsonValueKind.Array
            ? features.EnumerateArray()
            : [];

    /// <summary>A text property; null: there is none.</summary>
    public static string? Property(JsonElement feature, string name) =>
        feature.TryGetProperty("properties", out var properties)
        && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The shape of a feature; null: it has none that a zone can have.</summary>
    public static Geometry? Shape(JsonElement feature)
    {
        if (
            !feature.TryGetProperty("geometry", out var geometry) || JsonObject.Create(geometry.Clone()) is not { } json
        )
            return null;
        try
        {
            return GeometryConverter.FromGeoJson(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The shape with fewer corners, none moved by more than so many degrees; parts that vanish are left out.</summary>
    public static Geometry Simplify(Geometry shape, double degrees) =>
        degrees <= 0 ? shape : TopologyPreservingSimplifier.Simplify(shape, degrees);
}
