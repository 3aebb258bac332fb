using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trucewatch.Record;

/// <summary>SHA-256 over several texts so that no two lists of texts give the same bytes.</summary>
/// <remarks>Each text, the purpose first, is its length in UTF-8 as four bytes, greatest first, and then its UTF-8.</remarks>
internal static class LengthPrefixed
{
    public static byte[] Hash(string purpose, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, purpose);
        foreach (var part in parts)
            Add(hash, part);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string part)
    {
        var bytes = Jcs.ToUtf8(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
