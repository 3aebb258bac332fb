using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Trucewatch.Formats.Tests.TimeStamps;

/// <summary>Stamps that no honest authority would give: with any certificate, at any time.</summary>
internal sealed class HandmadeStamp : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private const string Content = "1.2.840.113549.1.9.16.1.4"; // id-ct-TSTInfo
    private const string SigningCertificate = "1.2.840.113549.1.9.16.2.47"; // RFC 5035

    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _signer;

    public HandmadeStamp(string use = "1.3.6.1.5.5.7.3.8", bool critical = true)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=Hand root", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        _root = root.CreateSelfSigned(Noon.AddYears(-1), Noon.AddYears(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = new CertificateRequest("CN=Hand", key, HashAlgorithmName.SHA256);
        signer.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical));
        _signer = signer.Create(_root, Noon.AddDays(-1), Noon.AddDays(1), [7]).CopyWithPrivateKey(key);
        Roots = [_root];
    }

    public X509Certificate2Collection Roots { get; }

    public byte[] Token(ImmutableArray<byte> sha256, DateTimeOffset at)
    {
        var told = new Rfc3161TimestampTokenInfo(
            new Oid("1.2.3.4"),
            new Oid("2.16.840.1.101.3.4.2.1"),
            sha256.ToArray(),
            new byte[] { 9 },
            at
        );
        var cms = new SignedCms(new ContentInfo(new Oid(Content), told.Encode()));
        var by = new CmsSigner(_signer) { IncludeOption = X509IncludeOption.EndCertOnly };
        by.SignedAttributes.Add(new AsnEncodedData(SigningCertificate, NamesTheCertificate()));
        cms.ComputeSignature(by);
        return cms.Encode();
    }

    public void Dispose()
    {
        _root.Dispose();
        _signer.Dispose();
    }

    private byte[] NamesTheCertificate()
    {
        var asn = new AsnWriter(AsnEncodingRules.DER);
        using (asn.PushSequence())
        using (asn.PushSequence())
        using (asn.PushSequence())
            asn.WriteOctetString(SHA256.HashData(_signer.RawData));
        return asn.Encode();
    }
}
