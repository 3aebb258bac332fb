using System.Numerics;

namespace Trucewatch.Record;

/// <summary>Numbers modulo L, the order of Ed25519's base point (RFC 8032 §5.1): 32 bytes, least first.</summary>
internal static class Ed25519Scalar
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 32;

    private static readonly BigInteger Order =
        (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    /// <summary>Is the number below L, as RFC 8032 §5.1.7 demands of S? Otherwise one signature would have two spellings.</summary>
    public static bool IsBelowOrder(ReadOnlySpan<byte> scalar) => new BigInteger(scalar, isUnsigned: true) < Order;

    /// <summary>A hash of 64 bytes as a number modulo L.</summary>
    public static void Reduce(ReadOnlySpan<byte> hash, Span<byte> scalar)
    {
        scalar.Clear();
        (new BigInteger(hash, isUnsigned: true) % Order).TryWriteBytes(scalar, out _, isUnsigned: true);
    }

    /// <summary>
    /// The number as digits from −2^(bits−1) to 2^(bits−1), least first, each worth 2^bits times the one before.
    /// </summary>
    /// <param name="scalar">Below L.</param>
    /// <param name="bits">1 to 8; as many digits as <see cref="Digits"/> says.</param>
    /// <param name="digits">Takes the digits.</param>
    public static void ToDigits(ReadOnlySpan<byte> scalar, int bits, Span<short> digits)
    {
        var carry = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = Bits(scalar, i * bits, bits) + carry;
            carry = digit > 1 << (bits - 1) ? 1 : 0;
            digits[i] = (short)(digit - (carry << bits));
        }
    }

    /// <summary>How many digits of so many bits a number below L has, a carry included.</summary>
    public static int Digits(int bits) => 254 / bits + 1;

    /// <summary>
    /// The number as 256 digits for doubling and adding: nought or odd between −2^(bits−1) and 2^(bits−1), and behind
    /// each that is not nought at least bits − 1 noughts.
    /// </summary>
    public static void ToSparseDigits(ReadOnlySpan<byte> scalar, int bits, Span<sbyte> digits)
    {
        digits.Clear();
        var carry = 0;
        for (var i = 0; i < digits.Length; )
        {
            var window = Bits(scalar, i, bits) + carry;
            if ((window & 1) == 0)
            {
                i++;
                continue;
            }

            carry = window > 1 << (bits - 1) ? 1 : 0;
            digits[i] = (sbyte)(window - (carry << bits));
            i += bits;
        }
    }

    private static int Bits(ReadOnlySpan<byte> scalar, int from, int count)
    {
        var at = from >> 3;
        var low = at < Length ? scalar[at] : 0;
        var high = at + 1 < Length ? scalar[at + 1] : 0;
        return (low | high << 8) >> (from & 7) & ((1 << count) - 1);
    }
}
