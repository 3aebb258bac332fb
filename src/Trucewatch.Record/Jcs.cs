using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>Canonical JSON: one value has one text, so that a digest can stand for it (RFC 8785).</summary>
/// <remarks>
/// No blanks; names sorted by their UTF-16 code units (§3.2.3); numbers as ECMAScript writes a double
/// (§3.2.2.3); text in UTF-8 with the shortest escapes (§3.2.2.2). Depth is at most 64.
/// </remarks>
public static class Jcs
{
    /// <summary>The greatest whole number that every reader of JSON keeps exactly: 2^53.</summary>
    public const long MaxExact = 1L << 53;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The canonical text of a value; a null node is <c>null</c>.</summary>
    /// <exception cref="ArgumentException">
    /// NaN, infinity, a whole number beyond ±2^53 given as an integer, half of a surrogate pair, or a value that
    /// is neither text, number, true, false, null, array nor object.
    /// </exception>
    public static string Canonical(JsonNode? node)
    {
        try
        {
            var text = new StringBuilder();
            Write(text, node);
            return text.ToString();
        }
        catch (InvalidOperationException broken) // a node read from text with a lone surrogate or bytes that are no UTF-8
        {
            throw new ArgumentException("The value holds text that is not Unicode.", nameof(node), broken);
        }
    }

    /// <summary>The canonical text of a value in UTF-8: what digests are made of.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Canonical"/>.</exception>
    public static byte[] Bytes(JsonNode? node) => Utf8.GetBytes(Canonical(node));

    /// <summary>Reads JSON text strictly: no doubled names, no comments, no lone surrogates, no number too great for a double.</summary>
    /// <exception cref="FormatException">The text is not such JSON.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            return Read(Utf8.GetBytes(text));
        }
        catch (EncoderFallbackException broken)
        {
            throw new FormatException("The text holds half of a surrogate pair.", broken);
        }
    }

    /// <summary>Reads JSON text in UTF-8, as strictly as <see cref="Read(string)"/>.</summary>
    /// <exception cref="FormatException">The bytes are not such JSON.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var node = JsonNode.Parse(utf8, nodeOptions: null, Strict);
            Canonical(node); // looks at every name, text and number once: the parser alone does not
            return node;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException("The text is not strict JSON: " + broken.Message, broken);
        }
    }

    /// <summary>The canonical form of JSON text.</summary>
    /// <exception cref="FormatException">The text is not strict JSON; see <see cref="Read(string)"/>.</exception>
    public static string Canonicalize(string text) => Canonical(Read(text));

    /// <summary>Is this text JSON in canonical form already, to the byte?</summary>
    public static bool IsCanonical(string text)
    {
        try
        {
            return Canonicalize(text) == text;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Text as a canonical JSON string, with its quotes.</summary>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair.</exception>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Quote(text, value);
        return text.ToString();
    }

    /// <summary>A number as ECMAScript writes it (ECMA-262, Number::toString): the shortest digits that read back the same.</summary>
    /// <exception cref="ArgumentException">NaN or infinity.</exception>
    public static string Number(double value) => JcsNumber.Text(value);

    internal static bool IsUnicode(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
                return false;
            rest = rest[length..];
        }

        return true;
    }

    internal static byte[] ToUtf8(string text) => Utf8.GetBytes(text);

    internal static string FromUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException broken)
        {
            throw new FormatException("The bytes are not UTF-8.", broken);
        }
    }

    internal static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                text.Append(c).Append(value[++i]);
            else if (char.IsSurrogate(c))
                throw new ArgumentException("The text holds half of a surrogate pair.", nameof(value));
            else
                Escape(text, c);
        }

        text.Append('"');
    }

    private static void Escape(StringBuilder text, char c) =>
        _ = c switch
        {
            '"' => text.Append("\\\""),
            '\\' => text.Append("\\\\"),
            '\b' => text.Append("\\b"),
            '\t' => text.Append("\\t"),
            '\n' => text.Append("\\n"),
            '\f' => text.Append("\\f"),
            '\r' => text.Append("\\r"),
            < ' ' => text.Append("\\u").Append(((int)c).ToString("x4")),
            _ => text.Append(c),
        };

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Write(text, members);
                break;
            case JsonArray items:
                Write(text, items);
                break;
            case JsonValue value:
                Write(text, value);
                break;
        }
    }

    private static void Write(StringBuilder text, JsonObject members)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        text.Append('{');
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Quote(text, sorted[i].Key);
            text.Append(':');
            Write(text, sorted[i].Value);
        }

        text.Append('}');
    }

    private static void Write(StringBuilder text, JsonArray items)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            Write(text, items[i]);
        }

        text.Append(']');
    }

    private static void Write(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Number:
                text.Append(JcsNumber.Text(value));
                break;
            case JsonValueKind.String when value.TryGetValue(out string? given):
                Quote(text, given);
                break;
            default:
                throw new ArgumentException(
                    $"A value of kind {value.GetValueKind()} has no canonical JSON.",
                    nameof(value)
                );
        }
    }
}
