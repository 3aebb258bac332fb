using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Trucewatch.Observations;
using Trucewatch.Sources;

namespace Trucewatch.Formats.Files;

/// <summary>Keeps what could not be read: up to 4 KiB of it, its length and its SHA-256, with all reasons.</summary>
public static class Kept
{
    /// <summary>How much of the original is kept, bytes of UTF-8.</summary>
    public const int MostOriginal = 4096;

    /// <summary>How much of a found value is kept, characters.</summary>
    public const int MostFound = 200;

    /// <summary>A row, or a file (line 0 or where it broke), that could not be read.</summary>
    public static Intake.Rejected Reject(
        SourceId source,
        string file,
        long line,
        string original,
        IEnumerable<Reason> reasons,
        Instant received
    )
    {
        var bytes = Encoding.UTF8.GetBytes(original);
        return new(
            new Rejection(
                source,
                file,
                line,
                Cut(original, bytes),
                bytes.Length,
                Convert.ToHexStringLower(SHA256.HashData(bytes)),
                [.. reasons],
                received
            )
        );
    }

    /// <summary>One reason, its found words cut to 200 characters.</summary>
    public static Reason Because(string field, string problem, string found) =>
        new(field, problem, Shorten(found, MostFound));

    /// <summary>The words, at most so many characters, never half of a surrogate pair.</summary>
    public static string Shorten(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static string Cut(string original, byte[] bytes)
    {
        if (bytes.Length <= MostOriginal)
            return original;
        var end = MostOriginal;
        while ((bytes[end] & 0xC0) == 0x80) // not inside a character
            end--;
        return Encoding.UTF8.GetString(bytes, 0, end);
    }
}
