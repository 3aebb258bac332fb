using NodaTime;
using Trucewatch.Time;

namespace Trucewatch.Tests.Time;

public sealed class OccurredTests
{
    private static readonly Instant Noon = Instant.FromUtc(2025, 4, 20, 12, 0);

    [Fact]
    public void A_moment_lasts_one_microsecond() =>
        Assert.Equal(Duration.FromTicks(10), Occurred.Between(Noon, Noon, Precision.Minute).Length);

    [Fact]
    public void Nanoseconds_are_floored_to_microseconds_also_before_1970()
    {
        Assert.Equal(Noon, Micros.Floor(Noon + Duration.FromNanoseconds(999)));
        var before = Instant.FromUnixTimeTicks(-1);
        Assert.Equal(Instant.FromUnixTimeTicks(-10), Micros.Floor(before));
    }

    [Fact]
    public void What_ends_before_it_starts_is_refused() =>
        Assert.Throws<ArgumentException>(() => Occurred.Between(Noon, Noon - Duration.FromSeconds(1), Precision.Span));

    [Theory]
    [InlineData(30, 23)] // 30 March 2025, Kyiv: the clocks go forward
    [InlineData(29, 24)]
    public void A_day_is_as_long_as_its_zone_makes_it(int day, int hours) =>
        Assert.Equal(
            Duration.FromHours(hours),
            Occurred.OnDay(new LocalDate(2025, 3, day), DateTimeZoneProviders.Tzdb["Europe/Kyiv"]).Length
        );

    [Fact]
    public void The_start_counts_in_and_the_end_does_not()
    {
        var hour = Occurred.Between(Noon, Noon + Duration.FromHours(1), Precision.Span);
        Assert.False(hour.Overlaps(new Interval(Noon + Duration.FromHours(1), null)));
        Assert.False(hour.Overlaps(new Interval(null, Noon)));
        Assert.True(hour.Overlaps(new Interval(null, Noon + Duration.FromTicks(10))));
        Assert.True(hour.Within(new Interval(Noon, Noon + Duration.FromHours(1))));
        Assert.False(hour.Within(new Interval(Noon + Duration.FromTicks(10), null)));
    }
}
