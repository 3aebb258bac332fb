namespace Trucewatch.Record;

/// <summary>Base64 (RFC 4648 §4) in its one spelling: padded, unused bits nought, no line breaks, no spaces.</summary>
internal static class CanonicalBase64
{
    /// <summary>The bytes; null: the text is no base64, or another spelling of it.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return
            Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}
