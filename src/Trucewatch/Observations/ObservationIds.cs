using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Trucewatch.Sources;

namespace Trucewatch.Observations;

/// <summary>Makes the ids of imported observations: UUIDv8 (RFC 9562 §5.8) from the first 128 bits of a SHA-256.</summary>
/// <remarks>
/// Hashed is a domain separator and then each field, UTF-8, behind its length (32 bits, big-endian), so that no two
/// lists of fields give the same bytes. Stored for ever: a change of this file is a change of every id.
/// </remarks>
public static class ObservationIds
{
    private static readonly byte[] Reference = Encoding.UTF8.GetBytes("trucewatch/observation/reference/v1\n");
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("trucewatch/observation/content/v1\n");

    /// <summary>The id of what a source calls by this reference: reading it twice gives the same id.</summary>
    public static ObservationId FromReference(SourceId source, string reference) =>
        Make(Reference, source, [reference]);

    /// <summary>The id of what a source gives without a reference: exact repeats have the same id.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fields">All fields that make it what it is, in the format's own order.</param>
    public static ObservationId FromContent(SourceId source, params ReadOnlySpan<string> fields) =>
        Make(Content, source, fields);

    private static ObservationId Make(byte[] separator, SourceId source, ReadOnlySpan<string> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(separator);
        Append(hash, source.Code);
        foreach (var field in fields)
            Append(hash, field);
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80); // version 8
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80); // the variant of RFC 9562
        return new(new Guid(digest[..16], bigEndian: true).ToString("D"));
    }

    private static void Append(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
