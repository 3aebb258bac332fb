using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;

namespace Trucewatch.Values;

/// <summary>Shapes as GeoJSON geometries (RFC 7946 §3.1): longitude first, degrees, WGS 84.</summary>
public sealed class GeometryConverter : JsonConverter<Geometry>
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) => typeof(Geometry).IsAssignableFrom(typeToConvert);

    /// <inheritdoc />
    public override Geometry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("a geometry is an object");
        return FromGeoJson(json);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Geometry value, JsonSerializerOptions options) =>
        ToGeoJson(value).WriteTo(writer);

    /// <summary>A shape from a GeoJSON geometry object.</summary>
    /// <exception cref="JsonException">It is none, or of a type that shapes do not have.</exception>
    public static Geometry FromGeoJson(JsonObject json)
    {
        var at = json["coordinates"] as JsonArray ?? throw new JsonException("a geometry has coordinates");
        try
        {
            return (string?)json["type"] switch
            {
                "Point" => Factory.CreatePoint(One(at)),
                "MultiPoint" => Factory.CreateMultiPointFromCoords(Many(at)),
                "LineString" => Factory.CreateLineString(Many(at)),
                "MultiLineString" => Factory.CreateMultiLineString([
                    .. at.Select(l => Factory.CreateLineString(Many(l!.AsArray()))),
                ]),
                "Polygon" => Area(at),
                "MultiPolygon" => Factory.CreateMultiPolygon([.. at.Select(p => Area(p!.AsArray()))]),
                var other => throw new JsonException($"\"{other}\" is no shape of a zone"),
            };
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or FormatException or NullReferenceException)
        {
            throw new JsonException("the coordinates are not those of such a geometry", e);
        }
    }

    /// <summary>The GeoJSON geometry of a shape.</summary>
    public static JsonObject ToGeoJson(Geometry shape)
    {
        (string Type, JsonArray At) form = shape switch
        {
            Point p => ("Point", Pair(p.Coordinate)),
            MultiPoint m => ("MultiPoint", Each(m.Geometries, g => Pair(g.Coordinate))),
            LineString l => ("LineString", Row(l)),
            MultiLineString m => ("MultiLineString", Each(m.Geometries, g => Row((LineString)g))),
            Polygon p => ("Polygon", Rings(p)),
            MultiPolygon m => ("MultiPolygon", Each(m.Geometries, g => Rings((Polygon)g))),
            _ => throw new JsonException($"a {shape.GeometryType} is no shape of a zone"),
        };
        return new JsonObject { ["type"] = form.Type, ["coordinates"] = form.At };
    }

    private static JsonArray Pair(Coordinate c) => [JsonValue.Create(c.X), JsonValue.Create(c.Y)];

    private static JsonArray Row(LineString line) => new([.. line.Coordinates.Select(c => (JsonNode)Pair(c))]);

    private static JsonArray Rings(Polygon polygon) =>
        new([Row(polygon.ExteriorRing), .. polygon.InteriorRings.Select(r => (JsonNode)Row(r))]);

    private static JsonArray Each(Geometry[] parts, Func<Geometry, JsonArray> write) =>
        new([.. parts.Select(p => (JsonNode)write(p))]);

    private static Coordinate One(JsonArray pair) => new(pair[0]!.GetValue<double>(), pair[1]!.GetValue<double>());

    private static Coordinate[] Many(JsonArray pairs) => [.. pairs.Select(p => One(p!.AsArray()))];

    private static Polygon Area(JsonArray rings) =>
        Factory.CreatePolygon(
            Factory.CreateLinearRing(Many(rings[0]!.AsArray())),
            [.. rings.Skip(1).Select(r => Factory.CreateLinearRing(Many(r!.AsArray())))]
        );
}
