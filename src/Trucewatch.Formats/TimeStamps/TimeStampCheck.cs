using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using NodaTime;
using Trucewatch.Formats.Files;

namespace Trucewatch.Formats.TimeStamps;

/// <summary>Checks time stamps (RFC 3161) without asking anybody.</summary>
/// <remarks>Whether a certificate was revoked is not asked: that needs the network, and lists kept beside the stamp are not read yet.</remarks>
public static class TimeStampCheck
{
    /// <summary>The greatest answer that is looked at, in bytes.</summary>
    public const int MostBytes = 1 << 20;

    private const string AskAgain = "Ask the authority again, or another one.";

    /// <summary>The trusted roots in a PEM text, such as an authority's published root.</summary>
    /// <exception cref="CryptographicException">It holds no certificate, or a broken one.</exception>
    public static X509Certificate2Collection Roots(string pem)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        return roots.Count > 0
            ? roots
            : throw new CryptographicException("No certificate stands in the text: give the authority's root as PEM.");
    }

    /// <summary>Does this answer (or bare token) prove that the data with this digest were there?</summary>
    /// <param name="answer">The authority's answer, <c>application/timestamp-reply</c>, or the token alone.</param>
    /// <param name="digest">Makes the data's digest by the algorithm that the stamp uses.</param>
    /// <param name="nonce">The request's nonce; null: it is not known, and an answer to another request is taken too.</param>
    /// <param name="roots">The trusted roots; nothing else is trusted, not even the system's.</param>
    public static TimeStampOutcome Check(
        ReadOnlySpan<byte> answer,
        Func<HashAlgorithmName, byte[]?> digest,
        ImmutableArray<byte>? nonce,
        X509Certificate2Collection roots
    )
    {
        try
        {
            return Decode(answer, digest, nonce, roots);
        }
        catch (CryptographicException broken)
        {
            // Certificates and attributes are decoded when they are asked for.
            return Refuse(TimeStampRule.Unreadable, broken.Message, AskAgain);
        }
    }

    private static TimeStampOutcome Decode(
        ReadOnlySpan<byte> answer,
        Func<HashAlgorithmName, byte[]?> digest,
        ImmutableArray<byte>? nonce,
        X509Certificate2Collection roots
    )
    {
        if (answer.Length > MostBytes)
            return Refuse(TimeStampRule.Unreadable, $"{answer.Length} bytes", AskAgain);
        if (TimeStampResponse.Read(answer.ToArray()) is not { } response)
            return Refuse(TimeStampRule.Unreadable, $"{answer.Length} bytes that are no answer", AskAgain);
        if (!response.IsGranted)
            return Refuse(
                TimeStampRule.NotGranted,
                $"status {response.Status} {Kept.Shorten(response.Said, Kept.MostFound)}",
                AskAgain
            );
        if (response.Token is not { } bytes || SignedStamp.Read(bytes) is not { } stamp)
            return Refuse(TimeStampRule.Unreadable, "no token in the answer", AskAgain);
        // The library decodes only what is signed rightly by a certificate for stamping that was valid then.
        if (!Rfc3161TimestampToken.TryDecode(bytes, out var token, out var length) || length != bytes.Length)
            return new TimeStampOutcome.Refused([stamp.WhyNot()]);
        return Check(token, digest, nonce, roots);
    }

    /// <summary>Does it prove that the data with this SHA-256 were there? A stamp over another kind of digest is refused.</summary>
    public static TimeStampOutcome CheckSha256(
        ReadOnlySpan<byte> answer,
        ImmutableArray<byte> sha256,
        ImmutableArray<byte>? nonce,
        X509Certificate2Collection roots
    ) => Check(answer, a => a == HashAlgorithmName.SHA256 ? [.. sha256] : null, nonce, roots);

    private static TimeStampOutcome Check(
        Rfc3161TimestampToken token,
        Func<HashAlgorithmName, byte[]?> digest,
        ImmutableArray<byte>? nonce,
        X509Certificate2Collection roots
    )
    {
        var reasons = ImmutableArray.CreateBuilder<TimeStampReason>();
        var told = token.TokenInfo;
        var imprint = told.GetMessageHash().Span;
        var expected = NameOf(told.HashAlgorithmId.Value) is { } algorithm ? digest(algorithm) : null;
        if (expected is null || !imprint.SequenceEqual(expected))
            reasons.Add(
                new(
                    TimeStampRule.OtherData,
                    $"a stamp over {told.HashAlgorithmId.FriendlyName ?? told.HashAlgorithmId.Value} {Convert.ToHexStringLower(imprint)}",
                    "It is of other data: look for the file it belongs to."
                )
            );
        if (nonce is { } asked && !Same(told.GetNonce(), asked))
            reasons.Add(new(TimeStampRule.OtherNonce, "another number than the request's", AskAgain));

        if (Signer(token, NameOf(told.HashAlgorithmId.Value)) is not { } signer)
        {
            reasons.Add(
                new(
                    TimeStampRule.BadSignature,
                    "no signature by a certificate for time stamping that was valid then",
                    SignedStamp.Altered
                )
            );
            return new TimeStampOutcome.Refused(reasons.ToImmutable());
        }
        using (signer)
        {
            if (!SignedStamp.IsForStampingOnly(signer))
                reasons.Add(
                    new(TimeStampRule.NotForStamping, signer.Subject, "Take an authority that keeps to RFC 3161.")
                );
            reasons.AddRange(Chain(signer, token, roots));
            return reasons.Count > 0
                ? new TimeStampOutcome.Refused(reasons.ToImmutable())
                : new TimeStampOutcome.Holds(
                    Instant.FromDateTimeOffset(told.Timestamp),
                    signer.Subject,
                    told.AccuracyInMicroseconds is { } micros ? Duration.FromNanoseconds(micros * 1000L) : null,
                    told.PolicyId.Value!,
                    Convert.ToHexStringLower(told.GetSerialNumber().Span)
                );
        }
    }

    private static X509Certificate2? Signer(Rfc3161TimestampToken token, HashAlgorithmName? algorithm)
    {
        return
            algorithm is { } name
            && token.VerifySignatureForHash(token.TokenInfo.GetMessageHash().Span, name, out var signer)
            ? signer
            : null;
    }

    private static IEnumerable<TimeStampReason> Chain(
        X509Certificate2 signer,
        Rfc3161TimestampToken token,
        X509Certificate2Collection roots
    )
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(token.AsSignedCms().Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = token.TokenInfo.Timestamp.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(SignedStamp.StampingUse));
        if (chain.Build(signer))
            return [];
        var found = string.Join(", ", chain.ChainStatus.Select(s => s.Status).Distinct());
        return
        [
            new(
                TimeStampRule.NotTrusted,
                $"{signer.Subject}: {found}",
                "Give the authority's root certificate if you trust it: --root FILE.pem."
            ),
        ];
    }

    private static bool Same(ReadOnlyMemory<byte>? found, ImmutableArray<byte> asked) =>
        found is { } nonce && nonce.Span.TrimStart((byte)0).SequenceEqual(asked.AsSpan().TrimStart((byte)0));

    /// <summary>The digests that a stamp may be over; null: an old or unknown one.</summary>
    private static HashAlgorithmName? NameOf(string? oid) =>
        oid switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static TimeStampOutcome.Refused Refuse(string rule, string found, string cure) =>
        new([new(rule, found, cure)]);
}
