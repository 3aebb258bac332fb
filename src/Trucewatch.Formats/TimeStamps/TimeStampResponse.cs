using System.Formats.Asn1;

namespace Trucewatch.Formats.TimeStamps;

/// <summary>An authority's answer taken apart (RFC 3161 §2.4.2): a status, and the token if it was granted.</summary>
internal sealed record TimeStampResponse(int Status, string Said, byte[]? Token)
{
    private const int Granted = 0;
    private const int GrantedWithChanges = 1;

    public bool IsGranted => Status is Granted or GrantedWithChanges;

    /// <summary>Reads an answer, or a bare token; null: it is neither.</summary>
    public static TimeStampResponse? Read(byte[] bytes)
    {
        try
        {
            var all = new AsnReader(bytes, AsnEncodingRules.BER);
            var response = all.ReadSequence();
            if (all.HasData || !response.HasData)
                return null;
            if (response.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
                return new(Granted, "", bytes); // a token as other programs store it
            var status = response.ReadSequence();
            if (!status.TryReadInt32(out var code))
                return null;
            var said = "";
            if (status.HasData && status.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                var texts = status.ReadSequence();
                while (texts.HasData)
                    said += texts.ReadCharacterString(UniversalTagNumber.UTF8String);
            }
            var token = response.HasData ? response.ReadEncodedValue().ToArray() : null;
            return response.HasData ? null : new(code, said, token);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
