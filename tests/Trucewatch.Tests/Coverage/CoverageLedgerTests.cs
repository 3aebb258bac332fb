using NodaTime;
using Trucewatch.Coverage;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Sources;
using static Trucewatch.Tests.Sample;

namespace Trucewatch.Tests.Coverage;

public sealed class CoverageLedgerTests
{
    private static readonly Interval WholeDay = Hours(0, 24);

    [Fact]
    public void Two_weak_sensors_together_watch_what_neither_does_alone()
    {
        Assert.Equal(0, Watch([Camera("one", 0.6)]).Watched);
        var both = Watch([Camera("one", 0.6), Camera("two", 0.6)]);
        Assert.Equal(24, both.Watched);
        Assert.Equal(0.84, Ledger([Camera("one", 0.6), Camera("two", 0.6)]).Chance("W", A, Mortar, Hour(1)), 1e-12);
    }

    [Fact]
    public void A_blind_hour_is_unwatched_and_named()
    {
        var camera = Camera() with { Outages = [new(Hours(3, 4), "jamming")] };
        var watching = Watch([camera]);
        Assert.Equal(23, watching.Watched);
        Assert.Equal([Hours(3, 4)], watching.Unwatched);
    }

    [Fact]
    public void A_day_without_a_delivery_is_a_blind_day()
    {
        var ledger = new CoverageLedger(
            [Camera()],
            [new(new("camera"), Day, [], "no_file", Hour(24))],
            Counting,
            DateTimeZone.Utc
        );
        Assert.Equal([WholeDay], ledger.Of("W", A, [Mortar], [WholeDay]).Unwatched);
        Assert.Equal(24, ledger.Of("W", A, [Mortar], [Hours(24, 48)]).Watched);
    }

    [Fact]
    public void Half_hours_count_half()
    {
        var watching = Watch([Camera()], Hours(9.5, 11.25));
        Assert.Equal(1.75, watching.Hours, 1e-9);
        Assert.Equal(1.75, watching.Watched, 1e-9);
    }

    [Fact]
    public void A_watch_over_midnight_sees_both_ends_of_the_day()
    {
        var night = Camera() with
        {
            Sees = [Camera().Sees[0] with { From = new LocalTime(20, 0), Until = new LocalTime(6, 0) }],
        };
        var watching = Watch([night]);
        Assert.Equal(10, watching.Watched);
        Assert.Equal([Hours(6, 20)], watching.Unwatched);
    }

    [Fact]
    public void Neighbouring_blind_hours_are_one_span() => Assert.Equal([WholeDay], Watch([]).Unwatched);

    [Fact]
    public void Who_sees_one_party_does_not_see_the_other()
    {
        var patrol = Camera() with { Kind = SourceKind.Patrol, Sees = [Camera().Sees[0] with { Of = [A] }] };
        Assert.Equal(24, Ledger([patrol]).Of("W", A, [Mortar], [WholeDay]).Watched);
        Assert.Equal(0, Ledger([patrol]).Of("W", B, [Mortar], [WholeDay]).Watched);
    }

    [Fact]
    public void Every_code_must_be_seen_and_not_just_one()
    {
        var deaf = Camera() with { Sees = [Camera().Sees[0] with { Codes = CodeSet.Read("K-4")! }] };
        Assert.Equal(24, Ledger([deaf]).Of("W", A, [Mortar], [WholeDay]).Watched);
        Assert.Equal(0, Ledger([deaf]).Of("W", A, [Mortar, new Code("K-5")], [WholeDay]).Watched);
    }

    [Theory]
    [InlineData(SourceKind.Media)]
    [InlineData(SourceKind.Bulletin)]
    [InlineData(SourceKind.Counts)]
    [InlineData(SourceKind.Reference)]
    public void Papers_and_staffs_watch_nothing(SourceKind kind) =>
        Assert.Equal(0, Watch([Camera() with { Kind = kind }]).Watched);

    [Fact]
    public void A_partys_own_sensor_watches_nothing() => Assert.Equal(0, Watch([Camera() with { Owner = A }]).Watched);

    [Fact]
    public void Nothing_watched_is_not_enough_and_neither_is_nothing_to_watch()
    {
        Assert.False(Watching.Nothing.Suffices(Counting));
        Assert.False(new Watching(24, 22, 0, []).Suffices(Counting));
        Assert.True(new Watching(24, 23, 0, []).Suffices(Counting));
    }

    [Fact]
    public void Better_sight_leaves_less_chance_of_having_missed_one() =>
        Assert.True(Watch([Camera(chance: 0.99)]).Missed < Watch([Camera(chance: 0.9)]).Missed);

    [Fact]
    public void The_watched_and_the_unwatched_make_the_whole_also_when_the_clocks_change()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Kyiv"];
        var start = zone.AtStartOfDay(new LocalDate(2025, 3, 30)).ToInstant();
        var day = new Interval(start, zone.AtStartOfDay(new LocalDate(2025, 3, 31)).ToInstant());
        var night = Camera() with
        {
            Sees = [Camera().Sees[0] with { From = new LocalTime(0, 0), Until = new LocalTime(6, 0) }],
        };
        var watching = new CoverageLedger([night], [], Counting, zone).Of("W", A, [Mortar], [day]);
        Assert.Equal(23, watching.Hours);
        Assert.Equal(5, watching.Watched);
        Assert.Equal(18, watching.Unwatched.Sum(u => (u.End - u.Start).TotalHours));
    }

    private static Watching Watch(Source[] sources, Interval? span = null) =>
        Ledger(sources).Of("W", A, [Mortar], [span ?? WholeDay]);

    private static CoverageLedger Ledger(Source[] sources) => new(sources, [], Counting, DateTimeZone.Utc);
}
