using Trucewatch.Space;

namespace Trucewatch.Tests.Space;

/// <summary>Our functions against the platform's: they may differ in the last bits, never by more than 1e-13 of the value.</summary>
public sealed class ArithmeticTests
{
    private const int Draws = 20_000;
    private const double Bound = 1e-13;

    [Fact]
    public void The_logarithm_agrees_over_all_magnitudes() =>
        Each(random => Math.Exp((random.NextDouble() * 1400) - 700), x => Arithmetic.Ln(x), Math.Log, 1e-15);

    [Fact]
    public void The_logarithm_agrees_beside_one() =>
        Each(random => 0.5 + random.NextDouble(), x => Arithmetic.Ln(x), Math.Log, 1e-15);

    [Fact]
    public void The_exponential_agrees_from_where_it_is_zero_to_where_it_is_too_great() =>
        Each(random => (random.NextDouble() * 1409) - 700, Arithmetic.Exp, Math.Exp, 0);

    [Fact]
    public void Sine_and_cosine_agree_up_to_a_hundred()
    {
        Each(random => (random.NextDouble() * 200) - 100, Arithmetic.Sin, Math.Sin, 1e-15);
        Each(random => (random.NextDouble() * 200) - 100, Arithmetic.Cos, Math.Cos, 1e-15);
    }

    [Fact]
    public void The_angle_of_a_point_agrees_in_all_quadrants()
    {
        var random = new Random(5);
        for (var i = 0; i < Draws; i++)
        {
            var (y, x) = ((random.NextDouble() * 2) - 1, (random.NextDouble() * 2) - 1);
            Assert.True(Near(Arithmetic.Atan2(y, x), Math.Atan2(y, x), 1e-15), $"{y:R}, {x:R}");
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, Math.PI / 2)]
    [InlineData(0, -1, Math.PI)]
    [InlineData(-1, 0, -Math.PI / 2)]
    [InlineData(1, 1, Math.PI / 4)]
    public void The_angles_of_the_axes_are_exact(double y, double x, double angle) =>
        Assert.Equal(angle, Arithmetic.Atan2(y, x), 1e-15);

    [Fact]
    public void The_ends_of_the_ranges_are_as_told()
    {
        Assert.Equal(double.NegativeInfinity, Arithmetic.Ln(0));
        Assert.Equal(0, Arithmetic.Ln(1));
        Assert.Equal(1, Arithmetic.Exp(0));
        Assert.Equal(0, Arithmetic.Exp(-746));
        Assert.Equal(double.PositiveInfinity, Arithmetic.Exp(710));
        Assert.True(double.IsNaN(Arithmetic.Exp(double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arithmetic.Ln(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arithmetic.Ln(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arithmetic.Ln(double.PositiveInfinity));
    }

    [Fact]
    public void The_smallest_numbers_have_logarithms_and_are_reached()
    {
        Assert.Equal(Math.Log(double.Epsilon), Arithmetic.Ln(double.Epsilon), 1e-10);
        Assert.InRange(Arithmetic.Exp(-744), double.Epsilon, 1e-322);
        Assert.Equal(Math.Exp(-720), Arithmetic.Exp(-720), 1e-320);
    }

    private static void Each(
        Func<Random, double> draw,
        Func<double, double> ours,
        Func<double, double> platform,
        double absolute
    )
    {
        var random = new Random(11);
        for (var i = 0; i < Draws; i++)
        {
            var x = draw(random);
            Assert.True(
                Near(ours(x), platform(x), absolute),
                $"at {x:R}: {ours(x):R}, the platform says {platform(x):R}"
            );
        }
    }

    private static bool Near(double a, double b, double absolute) =>
        Math.Abs(a - b) <= absolute + (Bound * Math.Abs(b));
}
