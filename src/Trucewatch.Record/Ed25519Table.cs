namespace Trucewatch.Record;

/// <summary>Multiples of one point, laid out so that every further multiple is a sum of a few of them, without doubling.</summary>
/// <remarks>120 bytes for each entry: 2^(bits−1) entries for each of the scalar's digits. Made once, read by all threads.</remarks>
internal sealed class Ed25519Table
{
    private readonly int _bits;
    private readonly Ed25519Point.FlatTerm[] _terms;

    /// <summary>Makes the table.</summary>
    /// <param name="point">The point.</param>
    /// <param name="bits">Bits of the scalar in one digit: 4 makes 62 kB, 8 makes 492 kB and half the sums.</param>
    public Ed25519Table(Ed25519Point point, int bits)
    {
        _bits = bits;
        var (digits, half) = (Ed25519Scalar.Digits(bits), 1 << (bits - 1));
        var points = new Ed25519Point[digits * half];
        for (var i = 0; i < digits; i++)
        {
            var (multiple, one) = (point, point.ToTerm());
            for (var j = 0; j < half; j++, multiple = multiple.Plus(one))
                points[i * half + j] = multiple;
            for (var j = 0; j < bits; j++)
                point = point.Doubled();
        }

        _terms = Ed25519Point.Flatten(points);
    }

    /// <summary>A point plus [scalar]·the table's point.</summary>
    public Ed25519Point Add(Ed25519Point sum, ReadOnlySpan<byte> scalar)
    {
        Span<short> digits = stackalloc short[Ed25519Scalar.Digits(_bits)];
        Ed25519Scalar.ToDigits(scalar, _bits, digits);
        var half = 1 << (_bits - 1);
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] > 0)
                sum = sum.Plus(_terms[i * half + digits[i] - 1]);
            else if (digits[i] < 0)
                sum = sum.Minus(_terms[i * half - digits[i] - 1]);
        }

        return sum;
    }
}
