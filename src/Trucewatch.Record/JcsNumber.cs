using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Trucewatch.Record;

/// <summary>Numbers as ECMAScript writes them (ECMA-262, Number::toString, with its note 2), as RFC 8785 §3.2.2.3 asks.</summary>
internal static class JcsNumber
{
    public static string Text(JsonValue value)
    {
        if (value.TryGetValue(out double number)) // every number that was read from text, too
            return Text(number);

        if (value.TryGetValue(out int small))
            return small.ToString(CultureInfo.InvariantCulture);

        if (value.TryGetValue(out long whole))
            return whole is >= -Jcs.MaxExact and <= Jcs.MaxExact
                ? whole.ToString(CultureInfo.InvariantCulture)
                : throw TooGreat(whole);

        if (value.TryGetValue(out ulong natural) && natural > (ulong)Jcs.MaxExact)
            throw TooGreat(natural);

        return Text(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture));
    }

    public static string Text(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"{value} is no JSON number.", nameof(value));

        if (Math.Abs(value) < 1e15 && Math.Truncate(value) == value) // also turns -0 into 0
            return ((long)value).ToString(CultureInfo.InvariantCulture);

        var sign = value < 0 ? "-" : "";
        var positive = Math.Abs(value);
        var (digits, point) = IsPowerOfTwo(positive) ? OfPowerOfTwo(positive) : Shortest(positive);
        return sign + Place(digits, point);
    }

    // The shortest digits that read back the same, without zeros at either end, and n with value = 0.digits × 10^n.
    private static (string Digits, int Point) Shortest(double positive)
    {
        var round = positive.ToString("R", CultureInfo.InvariantCulture);
        var e = round.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? round : round[..e];
        var exponent =
            e < 0 ? 0 : int.Parse(round.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var point = (dot < 0 ? mantissa.Length : dot) + exponent - (all.Length - digits.Length);
        return (digits.TrimEnd('0'), point);
    }

    private static bool IsPowerOfTwo(double positive)
    {
        var bits = BitConverter.DoubleToUInt64Bits(positive);
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        return fraction == 0 || (bits == fraction && BitOperations.IsPow2(fraction));
    }

    // Below a power of two the next double is nearer than above it, and the run-time library's "R" overlooks this: it
    // writes 2^-25 with 16 digits that read back as another number. So these are worked out exactly.
    private static (string Digits, int Point) OfPowerOfTwo(double positive)
    {
        var power = Math.ILogB(positive);
        var exact = (power >= 0 ? BigInteger.Pow(2, power) : BigInteger.Pow(5, -power)).ToString(
            CultureInfo.InvariantCulture
        );
        var point = exact.Length + Math.Min(power, 0);
        for (var length = 1; length < exact.Length; length++)
        {
            foreach (var digits in Nearest(exact, length))
            {
                var text = $"{digits}E{point - length}";
                if (double.Parse(text, CultureInfo.InvariantCulture) == positive)
                    return (digits.TrimEnd('0'), point + digits.Length - length);
            }
        }

        return (exact.TrimEnd('0'), point);
    }

    // The two numbers of so many digits on either side of the exact one; the nearer first, of two equally near the even one.
    private static string[] Nearest(string exact, int length)
    {
        var below = exact[..length];
        var above = (BigInteger.Parse(below, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        var half = "5".PadRight(exact.Length - length, '0');
        var side = string.CompareOrdinal(exact[length..], half);
        var isEven = (below[^1] - '0') % 2 == 0;
        return side < 0 || (side == 0 && isEven) ? [below, above] : [above, below];
    }

    private static string Place(string digits, int point)
    {
        if (point is > 0 and <= 21)
            return point >= digits.Length ? digits.PadRight(point, '0') : digits[..point] + "." + digits[point..];

        if (point is > -6 and <= 0)
            return "0." + new string('0', -point) + digits;

        var power = point - 1;
        var mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        return mantissa + (power < 0 ? "e-" : "e+") + Math.Abs(power).ToString(CultureInfo.InvariantCulture);
    }

    private static ArgumentException TooGreat(object value) =>
        new($"{value} is beyond 2^53 and would not be read back the same: write it as text.", nameof(value));
}
