using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trucewatch.Storage.Files;

/// <summary>How evidence lies on the disk: AES-256-GCM in blocks, so that it is read as a stream and no bit can be changed unseen.</summary>
/// <remarks>
/// Eight bytes <c>TWEVID1</c> and zero, sixteen random bytes (salt), then blocks of 64 KiB with their 16-byte tag. A block's
/// nonce is its number; the last block, which may be empty, has the nonce's first byte set, so a file cut at a block's end
/// is no whole file. Each file has its own key, so no nonce is used twice under one.
/// </remarks>
internal static class SealedForm
{
    public const int Block = 1 << 16;
    public const int TagLength = 16;
    public const int SaltLength = 16;
    public const int NonceLength = 12;

    public static ReadOnlySpan<byte> Mark => "TWEVID1\0"u8;

    public static void Nonce(Span<byte> nonce, long block, bool isLast)
    {
        nonce.Clear();
        nonce[0] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], block);
    }
}

/// <summary>Seals bytes on their way to a file.</summary>
internal sealed class SealingWriter : IDisposable
{
    private readonly Stream _to;
    private readonly AesGcm _cipher;
    private readonly byte[] _block = new byte[SealedForm.Block];
    private readonly byte[] _sealed = new byte[SealedForm.Block];
    private readonly byte[] _tag = new byte[SealedForm.TagLength];
    private int _filled;
    private long _number;

    public SealingWriter(Stream to, AtRestKey key)
    {
        _to = to;
        var salt = RandomNumberGenerator.GetBytes(SealedForm.SaltLength);
        _cipher = new AesGcm(key.OfFile(salt), SealedForm.TagLength);
        to.Write(SealedForm.Mark);
        to.Write(salt);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == _block.Length)
                Put(isLast: false);
            var count = Math.Min(bytes.Length, _block.Length - _filled);
            bytes[..count].CopyTo(_block.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes the last block; without it the file is not whole.</summary>
    public void End() => Put(isLast: true);

    public void Dispose() => _cipher.Dispose();

    private void Put(bool isLast)
    {
        Span<byte> nonce = stackalloc byte[SealedForm.NonceLength];
        SealedForm.Nonce(nonce, _number++, isLast);
        _cipher.Encrypt(nonce, _block.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _tag);
        _to.Write(_sealed.AsSpan(0, _filled));
        _to.Write(_tag);
        _filled = 0;
    }
}
