namespace Trucewatch.Space;

/// <summary>Exponential, logarithm and trigonometry from + − × ÷ √ in a fixed order: the same bits on every machine.</summary>
/// <remarks>
/// The library's functions differ in the last bits between platforms; whatever enters a fold or a published digest
/// uses these. Relative error below 1e-14 in the ranges named at each. Sources: argument reduction and series as in
/// Abramowitz and Stegun, Handbook of Mathematical Functions, 4.1.27 (ln), 4.2.1 (exp), 4.3.65–66 (sin, cos), 4.4.42 (arctan).
/// </remarks>
public static class Arithmetic
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double HalfPi = Math.PI / 2;
    private const double SmallestNormal = 2.2250738585072014e-308; // 2^-1022

    /// <summary>The natural logarithm of a positive finite number; −∞ at 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, infinite or not a number.</exception>
    public static double Ln(double x)
    {
        if (!(x >= 0) || double.IsInfinity(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "the logarithm needs a finite number of 0 or more");
        if (x == 0)
            return double.NegativeInfinity;
        var exponent = 0;
        if (x < SmallestNormal)
        {
            x *= 18014398509481984.0; // 2^54
            exponent = -54;
        }
        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)((bits >> 52) & 0x7FF) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            exponent++;
        }
        var z = (m - 1) / (m + 1);
        var square = z * z;
        var sum = 0.0;
        for (var k = 27; k >= 1; k -= 2)
            sum = (sum * square) + (1.0 / k);
        return (2 * z * sum) + (exponent * Ln2);
    }

    /// <summary>e to the power x; 0 below −745, +∞ above 709.78.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return double.NaN;
        if (x < -745)
            return 0;
        if (x > 709.78)
            return double.PositiveInfinity;
        var n = Math.Floor((x / Ln2) + 0.5);
        // ln 2 in two parts, so that the reduced argument keeps its bits.
        var r = x - (n * 0.693147180369123816490) - (n * 1.90821492927058770002e-10);
        var sum = 1.0;
        for (var k = 18; k >= 1; k--)
            sum = 1 + (r / k * sum);
        return Scale(sum, (int)n);
    }

    /// <summary>The sine of an angle in radians; meant for |x| ≤ 100.</summary>
    public static double Sin(double x)
    {
        var (r, quadrant) = Reduce(x);
        return quadrant switch
        {
            0 => SinSeries(r),
            1 => CosSeries(r),
            2 => -SinSeries(r),
            _ => -CosSeries(r),
        };
    }

    /// <summary>The cosine of an angle in radians; meant for |x| ≤ 100.</summary>
    public static double Cos(double x)
    {
        var (r, quadrant) = Reduce(x);
        return quadrant switch
        {
            0 => CosSeries(r),
            1 => -SinSeries(r),
            2 => -CosSeries(r),
            _ => SinSeries(r),
        };
    }

    /// <summary>The angle of the point (x, y) from the positive x axis, radians, −π to π; 0 at the origin.</summary>
    public static double Atan2(double y, double x)
    {
        if (x == 0 && y == 0)
            return 0;
        var (ay, ax) = (Math.Abs(y), Math.Abs(x));
        var angle = ay <= ax ? Atan(ay / ax) : HalfPi - Atan(ax / ay);
        if (x < 0)
            angle = Math.PI - angle;
        return y < 0 ? -angle : angle;
    }

    private static double Atan(double t)
    {
        // t in 0…1. Halve the angle twice: atan t = 2 atan(t / (1 + √(1 + t²))).
        t /= 1 + Math.Sqrt(1 + (t * t));
        t /= 1 + Math.Sqrt(1 + (t * t));
        var square = t * t;
        var sum = 0.0;
        for (var k = 27; k >= 1; k -= 2)
            sum = (1.0 / k) - (square * sum);
        return 4 * t * sum;
    }

    private static (double R, int Quadrant) Reduce(double x)
    {
        var n = Math.Floor((x / HalfPi) + 0.5);
        var r = x - (n * 1.57079632673412561417) - (n * 6.07710050650619224932e-11);
        return (r, (int)(((long)n % 4 + 4) % 4));
    }

    private static double SinSeries(double r)
    {
        var square = r * r;
        var sum = 1.0;
        for (var k = 20; k >= 2; k -= 2)
            sum = 1 - (square / (k * (k + 1)) * sum);
        return r * sum;
    }

    private static double CosSeries(double r)
    {
        var square = r * r;
        var sum = 1.0;
        for (var k = 19; k >= 1; k -= 2)
            sum = 1 - (square / (k * (k + 1)) * sum);
        return sum;
    }

    private static double Scale(double value, int exponent)
    {
        for (; exponent < -1022; exponent += 1022)
            value *= SmallestNormal;
        for (; exponent > 1023; exponent -= 1023)
            value *= 8.9884656743115795e307; // 2^1023
        return value * BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
    }
}
