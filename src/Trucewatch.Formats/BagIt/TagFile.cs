using System.Text;

namespace Trucewatch.Formats.BagIt;

/// <summary>Tag files as text: encodings and lines.</summary>
internal static class TagFile
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>The encoding of that name; null: it is not known here. A UTF-16 without a mark is big-endian (RFC 2781 §4.3).</summary>
    public static Encoding? EncodingOf(string name) =>
        name.ToUpperInvariant() switch
        {
            "UTF-8" or "UTF8" => Utf8,
            "US-ASCII" or "ASCII" => Encoding.GetEncoding(
                "us-ascii",
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            ),
            "ISO-8859-1" or "LATIN1" => Encoding.Latin1,
            "UTF-16" or "UTF-16BE" => new UnicodeEncoding(true, true, throwOnInvalidBytes: true),
            "UTF-16LE" => new UnicodeEncoding(false, true, throwOnInvalidBytes: true),
            _ => null,
        };

    /// <summary>The text of some bytes; null: they are none in that encoding. A byte order mark is taken off and, in UTF-16, obeyed.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (encoding is UnicodeEncoding && bytes is [0xFF, 0xFE, ..])
            encoding = new UnicodeEncoding(false, true, throwOnInvalidBytes: true);
        else if (encoding is UnicodeEncoding && bytes is [0xFE, 0xFF, ..])
            encoding = new UnicodeEncoding(true, true, throwOnInvalidBytes: true);
        try
        {
            var text = encoding.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The lines of a text with their numbers from 1: they end in LF, CR or both (RFC 8493 §2.1.3); empty ones are left out.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string text)
    {
        var number = 0;
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'))
        {
            number++;
            if (line.Trim().Length > 0)
                yield return (number, line);
        }
    }
}
