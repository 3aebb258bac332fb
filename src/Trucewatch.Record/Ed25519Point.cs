using System.Numerics;
using System.Runtime.InteropServices;

namespace Trucewatch.Record;

/// <summary>A point of the curve −x² + y² = 1 + d·x²·y² (RFC 8032 §5.1), as X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z.</summary>
/// <remarks>The sums are complete: they hold for every two points, those of small order too (Hisil and others, 2008).</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Ed25519Point(Ed25519Field x, Ed25519Field y, Ed25519Field z, Ed25519Field t)
{
    private static readonly BigInteger CurveNumber = Fraction(-121665, 121666);
    private static readonly Ed25519Field D = Ed25519Field.FromNumber(CurveNumber);
    private static readonly Ed25519Field TwoD = Ed25519Field.FromNumber(2 * CurveNumber % Ed25519Field.Prime);
    private static readonly Ed25519Field RootOfMinusOne = Ed25519Field.FromNumber(
        BigInteger.ModPow(2, (Ed25519Field.Prime - 1) / 4, Ed25519Field.Prime)
    );

    private readonly Ed25519Field _x = x;
    private readonly Ed25519Field _y = y;
    private readonly Ed25519Field _z = z;
    private readonly Ed25519Field _t = t;

    /// <summary>The neutral point, (0, 1).</summary>
    public static readonly Ed25519Point Neutral = new(
        Ed25519Field.Zero,
        Ed25519Field.One,
        Ed25519Field.One,
        Ed25519Field.Zero
    );

    /// <summary>The base point B: y = 4/5, x even.</summary>
    public static readonly Ed25519Point Base = OfBase();

    /// <summary>
    /// Reads a point as Go and OpenSSL do: the y may be spelled with a number not below p, and x = 0 may carry a sign.
    /// </summary>
    /// <returns>The point; null: no point of the curve has that y.</returns>
    public static Ed25519Point? FromBytes(ReadOnlySpan<byte> bytes)
    {
        var y = Ed25519Field.FromBytes(bytes);
        var (u, v) = (y.Square() - Ed25519Field.One, D * y.Square() + Ed25519Field.One);
        var v3 = v.Square() * v;
        var x = u * v3 * (u * v3.Square() * v).RootPower(); // the root of u/v, if it has one (RFC 8032 §5.1.3)
        var (square, wanted) = (v * x.Square(), u * Ed25519Field.One);
        if (!Ed25519Field.Same(square, wanted))
        {
            if (!Ed25519Field.Same(square, -wanted))
                return null;
            x *= RootOfMinusOne;
        }

        if (x.IsOdd() != bytes[31] >> 7 > 0)
            x = -x;
        return new(x, y, Ed25519Field.One, x * y);
    }

    /// <summary>Writes the point's one spelling: y, with the sign of x in the highest bit (RFC 8032 §5.1.2).</summary>
    public void ToBytes(Span<byte> bytes)
    {
        var inverse = _z.Inverse();
        (_y * inverse).ToBytes(bytes);
        if ((_x * inverse).IsOdd())
            bytes[31] |= 0x80;
    }

    /// <summary>The point on the other side: (−x, y).</summary>
    public Ed25519Point Negated() => new(-(_x * Ed25519Field.One), _y, _z, -(_t * Ed25519Field.One));

    /// <summary>The point added to itself.</summary>
    /// <param name="withT">False: T is not needed, because only doublings follow directly.</param>
    public Ed25519Point Doubled(bool withT = true)
    {
        var (a, b, c) = (_x.Square(), _y.Square(), _z.Square());
        var h = a + b;
        var e = h - (_x + _y).Square();
        var g = a - b;
        var f = c + c + g;
        return new(e * f, g * h, f * g, withT ? e * h : default);
    }

    /// <summary>The sum with a prepared point.</summary>
    public Ed25519Point Plus(in Term term)
    {
        var (a, b, c, d) = ((_y - _x) * term.Difference, (_y + _x) * term.Sum, _t * term.T, _z * term.Z);
        d += d;
        return Finish(b - a, d - c, d + c, b + a);
    }

    /// <summary>The difference from a prepared point.</summary>
    public Ed25519Point Minus(in Term term)
    {
        var (a, b, c, d) = ((_y - _x) * term.Sum, (_y + _x) * term.Difference, _t * term.T, _z * term.Z);
        d += d;
        return Finish(b - a, d + c, d - c, b + a);
    }

    /// <summary>The sum with a prepared point whose Z is 1.</summary>
    public Ed25519Point Plus(in FlatTerm term)
    {
        var (a, b, c, d) = ((_y - _x) * term.Difference, (_y + _x) * term.Sum, _t * term.T, _z + _z);
        return Finish(b - a, d - c, d + c, b + a);
    }

    /// <summary>The difference from a prepared point whose Z is 1.</summary>
    public Ed25519Point Minus(in FlatTerm term)
    {
        var (a, b, c, d) = ((_y - _x) * term.Sum, (_y + _x) * term.Difference, _t * term.T, _z + _z);
        return Finish(b - a, d + c, d - c, b + a);
    }

    /// <summary>The point, prepared to be added.</summary>
    public Term ToTerm() => new(_y + _x, _y - _x, _z, _t * TwoD);

    /// <summary>The points, prepared to be added, with Z brought to 1: one inversion for all of them.</summary>
    public static FlatTerm[] Flatten(ReadOnlySpan<Ed25519Point> points)
    {
        var before = new Ed25519Field[points.Length]; // the product of all Z before it
        var product = Ed25519Field.One;
        for (var i = 0; i < points.Length; i++)
        {
            before[i] = product;
            product *= points[i]._z;
        }

        var terms = new FlatTerm[points.Length];
        var rest = product.Inverse();
        for (var i = points.Length - 1; i >= 0; i--)
        {
            var inverse = rest * before[i];
            rest *= points[i]._z;
            var (x, y) = (points[i]._x * inverse, points[i]._y * inverse);
            terms[i] = new(y + x, y - x, x * y * TwoD);
        }

        return terms;
    }

    private static Ed25519Point Finish(in Ed25519Field e, in Ed25519Field f, in Ed25519Field g, in Ed25519Field h) =>
        new(e * f, g * h, f * g, e * h);

    private static Ed25519Point OfBase()
    {
        Span<byte> bytes = stackalloc byte[32];
        Ed25519Field.FromNumber(Fraction(4, 5)).ToBytes(bytes);
        return FromBytes(bytes)!.Value;
    }

    private static BigInteger Fraction(BigInteger above, BigInteger below)
    {
        var number = above * BigInteger.ModPow(below, Ed25519Field.Prime - 2, Ed25519Field.Prime) % Ed25519Field.Prime;
        return number.Sign < 0 ? number + Ed25519Field.Prime : number;
    }

    /// <summary>A point prepared to be added: Y + X, Y − X, Z, 2d·T.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Term(Ed25519Field Sum, Ed25519Field Difference, Ed25519Field Z, Ed25519Field T);

    /// <summary>A point with Z = 1 prepared to be added: y + x, y − x, 2d·x·y.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct FlatTerm(Ed25519Field Sum, Ed25519Field Difference, Ed25519Field T);
}
