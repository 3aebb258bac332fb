using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trucewatch.Record;

/// <summary>A number modulo p = 2^255 − 19, the field below Ed25519 (RFC 8032 §5.1): five limbs of 51 bits, least first.</summary>
/// <remarks>
/// For checking only: the time it takes depends on nothing secret, because nothing here is secret.
/// Products have limbs below 2^51 + 2^13; sums and differences are not carried, so limbs grow by a bit with each.
/// A factor's limbs must stay below 2^54: at most three sums or differences between two products.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Ed25519Field
{
    private const ulong Mask = Ed25519Wide.Mask;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;
    private readonly ulong _e;

    private Ed25519Field(ulong a, ulong b, ulong c, ulong d, ulong e) => (_a, _b, _c, _d, _e) = (a, b, c, d, e);

    /// <summary>The prime p = 2^255 − 19.</summary>
    public static readonly BigInteger Prime = (BigInteger.One << 255) - 19;

    /// <summary>Nought.</summary>
    public static Ed25519Field Zero => default;

    /// <summary>One.</summary>
    public static Ed25519Field One => new(1, 0, 0, 0, 0);

    /// <summary>A number from 0 to p − 1.</summary>
    public static Ed25519Field FromNumber(BigInteger number)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return FromBytes(bytes);
    }

    /// <summary>Reads 32 bytes, least first. The highest bit is left out, and what is not below p is taken modulo p, as Go does.</summary>
    public static Ed25519Field FromBytes(ReadOnlySpan<byte> bytes)
    {
        var (w, x, y, z) = (Word(bytes, 0), Word(bytes, 8), Word(bytes, 16), Word(bytes, 24));
        return new(
            w & Mask,
            (w >> 51 | x << 13) & Mask,
            (x >> 38 | y << 26) & Mask,
            (y >> 25 | z << 39) & Mask,
            z >> 12 & Mask
        );
    }

    /// <summary>Writes the one spelling below p: 32 bytes, least first.</summary>
    public void ToBytes(Span<byte> bytes)
    {
        var (a, b, c, d, e) = Carry(this);
        var over = (a + 19) >> 51; // 1 where the number is not below p
        over = (b + over) >> 51;
        over = (c + over) >> 51;
        over = (d + over) >> 51;
        over = (e + over) >> 51;
        a += 19 * over;
        b += a >> 51;
        c += b >> 51;
        d += c >> 51;
        e += d >> 51;
        (a, b, c, d, e) = (a & Mask, b & Mask, c & Mask, d & Mask, e & Mask);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, a | b << 51);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], b >> 13 | c << 38);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], c >> 26 | d << 25);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], d >> 39 | e << 12);
    }

    /// <summary>Is the number, below p, odd? (The sign of RFC 8032 §5.1.2.)</summary>
    public bool IsOdd()
    {
        Span<byte> bytes = stackalloc byte[32];
        ToBytes(bytes);
        return (bytes[0] & 1) == 1;
    }

    /// <summary>Are two numbers the same modulo p?</summary>
    public static bool Same(in Ed25519Field one, in Ed25519Field other)
    {
        Span<byte> bytes = stackalloc byte[64];
        one.ToBytes(bytes);
        other.ToBytes(bytes[32..]);
        return bytes[..32].SequenceEqual(bytes[32..]);
    }

    /// <summary>The sum, not carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ed25519Field operator +(in Ed25519Field x, in Ed25519Field y) =>
        new(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d, x._e + y._e);

    /// <summary>The difference, not carried; 2p is added, so <paramref name="y"/> must be a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Ed25519Field operator -(in Ed25519Field x, in Ed25519Field y) =>
        new(
            x._a + (2 * (Mask - 18) - y._a),
            x._b + (2 * Mask - y._b),
            x._c + (2 * Mask - y._c),
            x._d + (2 * Mask - y._d),
            x._e + (2 * Mask - y._e)
        );

    /// <summary>The number below nought; it must be a product.</summary>
    public static Ed25519Field operator -(in Ed25519Field x) => Zero - x;

    /// <summary>The product.</summary>
    public static Ed25519Field operator *(in Ed25519Field x, in Ed25519Field y)
    {
        var (a, b, c, d, e) = (y._a, y._b, y._c, y._d, y._e);
        var (b19, c19, d19, e19) = (19 * b, 19 * c, 19 * d, 19 * e);
        Ed25519Wide r0 = default;
        Ed25519Wide r1 = default;
        Ed25519Wide r2 = default;
        Ed25519Wide r3 = default;
        Ed25519Wide r4 = default;
        r0.Add(x._a, a);
        r0.Add(x._b, e19);
        r0.Add(x._c, d19);
        r0.Add(x._d, c19);
        r0.Add(x._e, b19);
        r1.Add(x._a, b);
        r1.Add(x._b, a);
        r1.Add(x._c, e19);
        r1.Add(x._d, d19);
        r1.Add(x._e, c19);
        r2.Add(x._a, c);
        r2.Add(x._b, b);
        r2.Add(x._c, a);
        r2.Add(x._d, e19);
        r2.Add(x._e, d19);
        r3.Add(x._a, d);
        r3.Add(x._b, c);
        r3.Add(x._c, b);
        r3.Add(x._d, a);
        r3.Add(x._e, e19);
        r4.Add(x._a, e);
        r4.Add(x._b, d);
        r4.Add(x._c, c);
        r4.Add(x._d, b);
        r4.Add(x._e, a);
        return Reduce(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>The square.</summary>
    public Ed25519Field Square()
    {
        var (a2, b2) = (2 * _a, 2 * _b);
        var (d19, e19) = (19 * _d, 19 * _e);
        Ed25519Wide r0 = default;
        Ed25519Wide r1 = default;
        Ed25519Wide r2 = default;
        Ed25519Wide r3 = default;
        Ed25519Wide r4 = default;
        r0.Add(_a, _a);
        r0.Add(b2, e19);
        r0.Add(2 * _c, d19);
        r1.Add(a2, _b);
        r1.Add(2 * _c, e19);
        r1.Add(_d, d19);
        r2.Add(a2, _c);
        r2.Add(_b, _b);
        r2.Add(2 * _d, e19);
        r3.Add(a2, _d);
        r3.Add(b2, _c);
        r3.Add(_e, e19);
        r4.Add(a2, _e);
        r4.Add(b2, _d);
        r4.Add(_c, _c);
        return Reduce(ref r0, ref r1, ref r2, ref r3, ref r4);
    }

    /// <summary>The inverse, x^(p−2); of nought it is nought.</summary>
    public Ed25519Field Inverse()
    {
        var (high, low) = Powers();
        return high.Squares(5) * low; // 2^255 − 21 = (2^250 − 1)·2^5 + 11
    }

    /// <summary>x^((p−5)/8), from which square roots are made (RFC 8032 §5.1.3).</summary>
    public Ed25519Field RootPower()
    {
        var (high, _) = Powers();
        return high.Squares(2) * this; // 2^252 − 3 = (2^250 − 1)·2^2 + 1
    }

    // x^(2^250 − 1) and x^11
    private (Ed25519Field High, Ed25519Field Low) Powers()
    {
        var two = Square();
        var nine = two.Squares(2) * this;
        var eleven = nine * two;
        var five = eleven.Square() * nine; // 2^5 − 1; each name below is the number of ones
        var ten = five.Squares(5) * five;
        var twenty = ten.Squares(10) * ten;
        var forty = twenty.Squares(20) * twenty;
        var fifty = forty.Squares(10) * ten;
        var hundred = fifty.Squares(50) * fifty;
        var twoHundred = hundred.Squares(100) * hundred;
        return (twoHundred.Squares(50) * fifty, eleven);
    }

    private Ed25519Field Squares(int times)
    {
        var x = this;
        for (var i = 0; i < times; i++)
            x = x.Square();
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Ed25519Field Reduce(
        ref Ed25519Wide r0,
        ref Ed25519Wide r1,
        ref Ed25519Wide r2,
        ref Ed25519Wide r3,
        ref Ed25519Wide r4
    )
    {
        r1.Add(r0.Above);
        r2.Add(r1.Above);
        r3.Add(r2.Above);
        r4.Add(r3.Above);
        var a = r0.Below + 19 * r4.Above;
        return new(a & Mask, r1.Below + (a >> 51), r2.Below, r3.Below, r4.Below);
    }

    private static (ulong A, ulong B, ulong C, ulong D, ulong E) Carry(in Ed25519Field x)
    {
        var (a, b, c, d, e) = (x._a, x._b, x._c, x._d, x._e);
        for (var i = 0; i < 2; i++)
        {
            b += a >> 51;
            c += b >> 51;
            d += c >> 51;
            e += d >> 51;
            (a, b, c, d, e) = ((a & Mask) + 19 * (e >> 51), b & Mask, c & Mask, d & Mask, e & Mask);
        }

        return (a, b, c, d, e);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
