using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Trucewatch.Formats.TimeStamps;

/// <summary>A signed stamp that the library would not take: says why.</summary>
internal sealed class SignedStamp
{
    /// <summary>The use of a certificate for time stamping (RFC 3161 §2.3).</summary>
    public const string StampingUse = "1.3.6.1.5.5.7.3.8";

    public const string Altered =
        "The stamp was altered or lacks its certificate: ask the authority again, or another one.";

    private const string StampContent = "1.2.840.113549.1.9.16.1.4"; // id-ct-TSTInfo, RFC 3161 §2.4.2

    private readonly SignedCms _cms;

    private SignedStamp(SignedCms cms) => _cms = cms;

    /// <summary>Reads a signed message that holds a stamp; null: it is none.</summary>
    public static SignedStamp? Read(byte[] bytes)
    {
        try
        {
            var cms = new SignedCms();
            cms.Decode(bytes);
            return cms.ContentInfo.ContentType.Value == StampContent ? new(cms) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Is the certificate for time stamping, critically and for nothing else?</summary>
    public static bool IsForStampingOnly(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SingleOrDefault() is { Critical: true } use
        && use.EnhancedKeyUsages.Count == 1
        && use.EnhancedKeyUsages[0].Value == StampingUse;

    /// <summary>Why the library does not take it: its signature, its certificate's use, its certificate's time, in this order.</summary>
    public TimeStampReason WhyNot()
    {
        try
        {
            _cms.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException)
        {
            return new(TimeStampRule.BadSignature, "no signature by the certificate that the token names", Altered);
        }
        if (_cms.SignerInfos.Count != 1 || _cms.SignerInfos[0].Certificate is not { } signer)
            return new(TimeStampRule.BadSignature, $"{_cms.SignerInfos.Count} signers", Altered);
        if (!IsForStampingOnly(signer))
            return new(
                TimeStampRule.NotForStamping,
                $"{signer.Subject} may not only stamp",
                "Take an authority that keeps to RFC 3161."
            );
        return
            Rfc3161TimestampTokenInfo.TryDecode(_cms.ContentInfo.Content, out var told, out _)
            && (
                told.Timestamp.UtcDateTime < signer.NotBefore.ToUniversalTime()
                || told.Timestamp.UtcDateTime > signer.NotAfter.ToUniversalTime()
            )
            ? new(
                TimeStampRule.NotTrusted,
                $"a stamp of {told.Timestamp.UtcDateTime:O} by {signer.Subject}, valid {signer.NotBefore.ToUniversalTime():O} to {signer.NotAfter.ToUniversalTime():O}",
                "It was dated back or forth: trust nothing of it."
            )
            : new(TimeStampRule.BadSignature, "another certificate than the one that the token names", Altered);
    }
}
