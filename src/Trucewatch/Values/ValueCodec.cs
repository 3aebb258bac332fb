using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Values;

/// <summary>Domain values to and from the JSON that stands behind the entries of the record.</summary>
/// <remarks>
/// Names are the members' names in snake case; times are ISO 8601 in UTC with up to seven decimals; distances carry
/// their unit in the name of their text (<c>m</c>); places put longitude first; units and ids are plain text.
/// An unknown number or word is an error, never a default.
/// </remarks>
public static class ValueCodec
{
    /// <summary>The JSON of a value.</summary>
    public static JsonNode ToJson<T>(T value) => JsonSerializer.SerializeToNode(value, Options)!;

    /// <summary>The value behind some JSON.</summary>
    /// <exception cref="JsonException">It is not the JSON of such a value; the message names the member.</exception>
    public static T FromJson<T>(JsonNode json) =>
        json.Deserialize<T>(Options)
        ?? throw new JsonException($"nothing stands where a {typeof(T).Name} was expected");

    /// <summary>The stored word of an enumerated value, in snake case.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectNullableAnnotations = true,
            AllowOutOfOrderMetadataProperties = true,
            RespectRequiredConstructorParameters = true,
            IgnoreReadOnlyProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        foreach (var converter in Texts)
            options.Converters.Add(converter);
        options.Converters.Add(new OccurredConverter());
        options.Converters.Add(new GeoPointConverter());
        options.Converters.Add(new IntervalConverter());
        options.Converters.Add(new GeometryConverter());
        return options;
    }

    private static readonly JsonConverter[] Texts =
    [
        new Text<Instant>(InstantPattern.ExtendedIso.Format, t => InstantPattern.ExtendedIso.Parse(t).Value),
        new Text<LocalDate>(LocalDatePattern.Iso.Format, t => LocalDatePattern.Iso.Parse(t).Value),
        new Text<LocalTime>(LocalTimePattern.ExtendedIso.Format, t => LocalTimePattern.ExtendedIso.Parse(t).Value),
        new Text<Duration>(DurationPattern.Roundtrip.Format, t => DurationPattern.Roundtrip.Parse(t).Value),
        new Text<PartyId>(p => p.Code, t => new PartyId(t)),
        new Text<Code>(c => c.Text, t => Code.Read(t) ?? throw new JsonException($"\"{t}\" is no code")),
        new Text<CodeSet>(
            c => c.ToString(),
            t => CodeSet.Read(t) ?? throw new JsonException($"\"{t}\" names no codes")
        ),
        new Text<Label>(LabelText.Write, t => LabelText.Read(t) ?? throw new JsonException($"\"{t}\" is no label")),
        new Text<Distance>(
            d => d.Meters.ToString("R") + " m",
            t => Distance.FromMeters(double.Parse(t.AsSpan(0, t.Length - 2)))
        ),
    ];

    /// <summary>How values are written.</summary>
    /// <remarks>Stands behind the converters that it is made of: static fields get their values in this order.</remarks>
    public static readonly JsonSerializerOptions Options = MakeOptions();

    /// <summary>A value written as one text; also as a key.</summary>
    public class Text<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        /// <inheritdoc />
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Parse(reader.GetString() ?? throw new JsonException("a text was expected"));

        /// <inheritdoc />
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));

        /// <inheritdoc />
        public override T ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => Parse(reader.GetString()!);

        /// <inheritdoc />
        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(write(value));

        private T Parse(string text)
        {
            try
            {
                return read(text);
            }
            catch (Exception e) when (e is UnparsableValueException or FormatException or ArgumentException)
            {
                throw new JsonException($"\"{text}\" is no {typeof(T).Name}", e);
            }
        }
    }

    private sealed class OccurredConverter : JsonConverter<Occurred>
    {
        private sealed record Form(Instant Start, Instant End, Precision Precision, Declared? Declared);

        public override Occurred Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var form =
                JsonSerializer.Deserialize<Form>(ref reader, options) ?? throw new JsonException("no time stands here");
            return Occurred.Between(form.Start, form.End, form.Precision, form.Declared);
        }

        public override void Write(Utf8JsonWriter writer, Occurred value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(
                writer,
                new Form(value.Start, value.End, value.Precision, value.Declared),
                options
            );
    }

    private sealed class GeoPointConverter : JsonConverter<GeoPoint>
    {
        public override GeoPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var pair = JsonSerializer.Deserialize<double[]>(ref reader, options);
            return pair is [var longitude, var latitude]
                ? GeoPoint.FromLonLat(longitude, latitude)
                : throw new JsonException("a place is [longitude, latitude]");
        }

        public override void Write(Utf8JsonWriter writer, GeoPoint value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Longitude);
            writer.WriteNumberValue(value.Latitude);
            writer.WriteEndArray();
        }
    }

    private sealed class IntervalConverter : JsonConverter<Interval>
    {
        private sealed record Form(Instant From, Instant? Until);

        public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var form =
                JsonSerializer.Deserialize<Form>(ref reader, options) ?? throw new JsonException("no span stands here");
            return new Interval(form.From, form.Until);
        }

        public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Form(value.Start, value.HasEnd ? value.End : null), options);
    }
}
