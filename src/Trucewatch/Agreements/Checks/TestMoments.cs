using NodaTime;
using NodaTime.Text;

namespace Trucewatch.Agreements;

/// <summary>Local times as clause tests write them: to the minute, to the second or to the microsecond, as needed.</summary>
public static class TestMoments
{
    private static readonly LocalDateTimePattern minute = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );
    private static readonly LocalDateTimePattern exact = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm:ss.FFFFFF"
    );

    /// <summary>Such as <c>2026-04-01 10:14</c>, or <c>2026-04-01 10:14:00.000001</c>.</summary>
    public static string Print(LocalDateTime at) =>
        at.NanosecondOfDay % NodaConstants.NanosecondsPerMinute == 0 ? minute.Format(at) : exact.Format(at);
}
