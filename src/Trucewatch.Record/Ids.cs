namespace Trucewatch.Record;

/// <summary>Ids of things (RFC 9562), as lower-case text such as <c>0197f000-0000-7000-8000-000000000000</c>.</summary>
/// <remarks>
/// Imported things have an id that follows from their source, so reading them twice adds nothing; acts made here
/// have one that sorts by time. A derived id confirms a guessed source and therefore never leaves the mechanism.
/// </remarks>
public static class Ids
{
    /// <summary>The number of random bytes that <see cref="ForAct"/> takes.</summary>
    public const int RandomLength = 10;

    private const int IdLength = 16;

    /// <summary>The id of a thing that its source names itself: UUIDv8 from SHA-256.</summary>
    /// <param name="source">The source's own key in the mission.</param>
    /// <param name="reference">What the source calls the thing.</param>
    public static string FromSource(string source, string reference) =>
        Text(LengthPrefixed.Hash("trucewatch/id/source/v1", source, reference).AsSpan(0, IdLength), version: 8);

    /// <summary>The id of a thing that its source does not name: UUIDv8 from its content, so that exact repeats have one id.</summary>
    /// <param name="source">The source's own key in the mission.</param>
    /// <param name="canonicalJson">The whole content as canonical JSON (<see cref="Jcs"/>).</param>
    public static string FromContent(string source, string canonicalJson) =>
        Text(LengthPrefixed.Hash("trucewatch/id/content/v1", source, canonicalJson).AsSpan(0, IdLength), version: 8);

    /// <summary>The id of an act made here: UUIDv7 (RFC 9562 §5.7).</summary>
    /// <param name="unixMillis">When it was made, in milliseconds since 1970, UTC; from 0 to 2^48 − 1.</param>
    /// <param name="random">Ten random bytes; 74 of their 80 bits are used.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range, or there are not ten random bytes.</exception>
    public static string ForAct(long unixMillis, ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unixMillis);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unixMillis, 1L << 48);
        if (random.Length != RandomLength)
            throw new ArgumentOutOfRangeException(nameof(random), random.Length, "Ten random bytes are needed.");

        Span<byte> bytes = stackalloc byte[IdLength];
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(unixMillis >> (8 * (5 - i)));
        random.CopyTo(bytes[6..]);
        return Text(bytes, version: 7);
    }

    /// <summary>Is this the text of an id as it is written here: lower case, with hyphens, not empty?</summary>
    public static bool IsId(string text) =>
        Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty && id.ToString("D") == text;

    private static string Text(Span<byte> bytes, int version)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
