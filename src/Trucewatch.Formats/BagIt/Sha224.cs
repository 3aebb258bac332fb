using System.Buffers.Binary;
using System.Numerics;

namespace Trucewatch.Formats.BagIt;

/// <summary>SHA-224 (FIPS 180-4 §5.3.2, §6.3): SHA-256 from another start, cut to 28 bytes. Read in old bags, never written.</summary>
internal sealed class Sha224 : BagDigests.ISum
{
    private const int Block = 64;
    private const int Rounds = 64;
    private const int DigestLength = 28;

    private static readonly uint[] Constants = RootFractions();

    private readonly uint[] _state =
    [
        0xC1059ED8,
        0x367CD507,
        0x3070DD17,
        0xF70E5939,
        0xFFC00B31,
        0x68581511,
        0x64F98FA7,
        0xBEFA4FA4,
    ];
    private readonly byte[] _block = new byte[Block];
    private int _filled;
    private ulong _length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, Block - _filled);
            bytes[..count].CopyTo(_block.AsSpan(_filled));
            bytes = bytes[count..];
            _filled += count;
            if (_filled == Block)
                Compress();
        }
    }

    public byte[] End()
    {
        var bits = _length * 8;
        Add([0x80]);
        while (_filled != Block - sizeof(ulong))
            Add([0]);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(length, bits);
        Add(length);

        var digest = new byte[DigestLength];
        for (var i = 0; i < DigestLength / sizeof(uint); i++)
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(i * sizeof(uint)), _state[i]);
        return digest;
    }

    private void Compress()
    {
        Span<uint> w = stackalloc uint[Rounds];
        for (var t = 0; t < 16; t++)
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(t * sizeof(uint)));
        for (var t = 16; t < Rounds; t++)
        {
            var s0 =
                BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            var s1 =
                BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = unchecked(w[t - 16] + s0 + w[t - 7] + s1);
        }

        Span<uint> v = stackalloc uint[8];
        _state.CopyTo(v);
        for (var t = 0; t < Rounds; t++)
        {
            var e = v[4];
            var big1 =
                BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            var one = unchecked(v[7] + big1 + ((e & v[5]) ^ (~e & v[6])) + Constants[t] + w[t]);
            var a = v[0];
            var big0 =
                BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            var two = unchecked(big0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2])));
            v[..7].CopyTo(v[1..]);
            v[4] = unchecked(v[4] + one);
            v[0] = unchecked(one + two);
        }
        for (var i = 0; i < v.Length; i++)
            _state[i] = unchecked(_state[i] + v[i]);
        _filled = 0;
    }

    /// <summary>The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2).</summary>
    private static uint[] RootFractions()
    {
        var constants = new List<uint>(Rounds);
        for (var n = 2; constants.Count < Rounds; n++)
            if (Enumerable.Range(2, n - 2).All(d => n % d != 0))
                constants.Add((uint)(CubeRoot((BigInteger)n << 96) & uint.MaxValue));
        return [.. constants];
    }

    private static BigInteger CubeRoot(BigInteger value)
    {
        BigInteger root = 0;
        for (var bit = BigInteger.One << 36; bit > 0; bit >>= 1)
            if (BigInteger.Pow(root + bit, 3) <= value)
                root += bit;
        return root;
    }
}
