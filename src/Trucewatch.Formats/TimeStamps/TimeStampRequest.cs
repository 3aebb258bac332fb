using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace Trucewatch.Formats.TimeStamps;

/// <summary>A question to a time-stamping authority (RFC 3161 §2.4.1): "sign that you saw this digest now".</summary>
/// <remarks>Only the digest travels. The authority learns nothing of the file.</remarks>
public sealed class TimeStampRequest
{
    /// <summary>The number of random bytes that <see cref="ForSha256"/> takes: 64 bits, which every authority can answer.</summary>
    public const int NonceLength = 8;

    private TimeStampRequest(Rfc3161TimestampRequest request)
    {
        Bytes = [.. request.Encode()];
        Hash = [.. request.GetMessageHash().Span];
        Nonce = request.GetNonce() is { } nonce ? [.. nonce.Span] : null;
    }

    /// <summary>The request in DER, to be sent as <c>application/timestamp-query</c> (RFC 3161 §3.4).</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>The digest that is to be stamped.</summary>
    public ImmutableArray<byte> Hash { get; }

    /// <summary>The number that the answer has to repeat, so that an old answer cannot stand for a new one; null: none.</summary>
    public ImmutableArray<byte>? Nonce { get; }

    /// <summary>Asks for a stamp over a SHA-256, with the authority's certificates in the answer.</summary>
    /// <param name="sha256">The digest, 32 bytes.</param>
    /// <param name="random">Eight random bytes.</param>
    /// <exception cref="ArgumentException">The digest or the random bytes have another length.</exception>
    public static TimeStampRequest ForSha256(ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> random)
    {
        if (sha256.Length != SHA256.HashSizeInBytes)
            throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(sha256));
        if (random.Length != NonceLength)
            throw new ArgumentException("Eight random bytes are needed.", nameof(random));

        // A positive number without leading zeros has one form in DER; 62 random bits remain.
        var nonce = random.ToArray();
        nonce[0] = (byte)((nonce[0] & 0x3F) | 0x40);
        return new(
            Rfc3161TimestampRequest.CreateFromHash(
                sha256.ToArray(),
                HashAlgorithmName.SHA256,
                requestedPolicyId: null,
                nonce,
                requestSignerCertificates: true
            )
        );
    }

    /// <summary>Reads a request in DER; null: it is none.</summary>
    public static TimeStampRequest? Read(ReadOnlySpan<byte> bytes) =>
        Rfc3161TimestampRequest.TryDecode(bytes.ToArray(), out var request, out var length) && length == bytes.Length
            ? new(request)
            : null;
}
