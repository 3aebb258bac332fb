using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Trucewatch.Record;

/// <summary>How a field is hidden and opened: salted digests (RFC 9901 §4.2, SHA-256).</summary>
/// <remarks>
/// The RFC lets the JSON text of a disclosure be written with blanks and other escapes, and hashes what was written.
/// Our own entries always use the canonical form of the array (RFC 8785), so salt, name and value are enough to
/// make the digest again.
/// </remarks>
public static class Disclosure
{
    /// <summary>The length of a digest in characters: 32 bytes in base64url without padding.</summary>
    public const int DigestLength = 43;

    /// <summary>The disclosure's JSON text: an array of salt (base64url), name and value, in canonical form.</summary>
    public static string Json(Field field) =>
        Json(Base64Url.EncodeToString(field.Salt.AsSpan()), field.Name, field.Json);

    /// <summary>The disclosure itself: its JSON text in UTF-8 as base64url without padding.</summary>
    public static string Of(Field field) => Base64Url.EncodeToString(Jcs.ToUtf8(Json(field)));

    /// <summary>The digest that stands in the entry for this field.</summary>
    /// <exception cref="ArgumentException">Name or value holds half of a surrogate pair.</exception>
    public static string Digest(Field field) => Digest(Of(field));

    /// <summary>The digest of a disclosure, ours or another program's: base64url of SHA-256 of its ASCII text.</summary>
    public static string Digest(string disclosure) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(disclosure)));

    /// <summary>Is this the text of a digest, in its only spelling?</summary>
    public static bool IsDigest(string text) =>
        text.Length == DigestLength
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && "AEIMQUYcgkosw048".Contains(text[^1], StringComparison.Ordinal); // the last two bits are spare: zero

    private static string Json(string salt, string name, string json)
    {
        var text = new StringBuilder(salt.Length + name.Length + json.Length + 8);
        text.Append('[');
        Jcs.Quote(text, salt);
        text.Append(',');
        Jcs.Quote(text, name);
        return text.Append(',').Append(json).Append(']').ToString();
    }
}
