using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>The opened values of one entry, as a line of an exported record's <c>values/</c>.</summary>
/// <param name="Number">The entry.</param>
/// <param name="Fields">What the audience may see of it; empty: nothing.</param>
/// <remarks>
/// Canonical JSON (RFC 8785): <c>{"fields":[[salt in base64url, name, value, label], …],"number":…}</c>, without a
/// line feed inside.
/// </remarks>
public sealed record ValuesLine(EntryNumber Number, ImmutableArray<Field> Fields)
{
    /// <summary>The line's text, without the line feed that ends it.</summary>
    public string Text()
    {
        var text = new StringBuilder("{\"fields\":[");
        for (var i = 0; i < Fields.Length; i++)
        {
            text.Append(i == 0 ? "[" : ",[");
            Jcs.Quote(text, Base64Url.EncodeToString(Fields[i].Salt.AsSpan()));
            text.Append(',');
            Jcs.Quote(text, Fields[i].Name);
            text.Append(',').Append(Fields[i].Json).Append(',');
            Jcs.Quote(text, Fields[i].Label);
            text.Append(']');
        }

        return text.Append("],\"number\":").Append(Number).Append('}').ToString();
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is not in the one spelling that <see cref="Text"/> writes.</exception>
    public static ValuesLine Read(string text)
    {
        if (
            Jcs.Read(text) is not JsonObject { Count: 2 } members
            || members["fields"] is not JsonArray fields
            || members["number"] is not JsonValue value
            || value.GetValueKind() != JsonValueKind.Number
            || !value.TryGetValue(out long number)
        )
        {
            throw new FormatException("A line of values is an object of fields and number.");
        }

        var line = new ValuesLine(new(number), [.. fields.Select(ReadField)]);
        return line.Text() == text ? line : throw new FormatException("The line of values is not canonical JSON.");
    }

    private static Field ReadField(JsonNode? node) =>
        node is JsonArray { Count: 4 } parts
            ? new(AsText(parts[1]), ReadSalt(AsText(parts[0])), Jcs.Canonical(parts[2]), AsText(parts[3]))
            : throw new FormatException("A field is a list of salt, name, value and label.");

    private static ImmutableArray<byte> ReadSalt(string text)
    {
        var salt = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return salt.Length == Salts.Length
            ? ImmutableArray.Create(salt)
            : throw new FormatException($"A salt is {Salts.Length} bytes in base64url.");
    }

    private static string AsText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw new FormatException("A field's salt, name and label are text.");
}
