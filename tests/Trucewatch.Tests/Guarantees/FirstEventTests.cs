using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;
using Trucewatch.Guarantees;
using Trucewatch.Testing;

namespace Trucewatch.Tests.Guarantees;

/// <summary>Ladders run from the first event of the file, as it was known at an entry.</summary>
public sealed class FirstEventTests
{
    private static readonly Instant E0 = Instant.FromUtc(2026, 3, 28, 21, 0);

    private static readonly ImmutableArray<Rung> ladder =
    [
        new("1", "UA", Duration.FromHours(24)),
        new("2", "coalition", Duration.FromHours(48)),
        new("3", "lead", Duration.FromHours(72)),
    ];

    [Fact]
    public void Each_rung_has_its_hours_from_the_first_event() =>
        Assert.Equal([Hours(24), Hours(48), Hours(72)], Limits([Event("I-1", 0, 10)], 10));

    [Fact]
    public void No_clock_runs_before_anything_is_known() =>
        Assert.Equal([null, null, null], Limits([Event("I-1", 0, 10)], 9));

    [Fact]
    public void An_earlier_event_known_later_moves_all_rungs_and_the_old_times_stay_on_show()
    {
        ImmutableArray<FileEvent> events = [Event("I-1", 0, 10), Event("I-2", -7, 25)];
        Assert.Equal([Hours(24), Hours(48), Hours(72)], Limits(events, 24));
        var clocks = Ladder.Clocks(ladder, events, 25);
        Assert.Equal([Hours(17), Hours(41), Hours(65)], clocks.Select(c => c.Limit));
        Assert.All(clocks, c => Assert.Equal([new KnownFirst(10, E0 + c.Rung.After)], c.Earlier));
    }

    [Fact]
    public void Late_knowledge_does_not_move_the_event() =>
        Assert.Equal([Hours(24), Hours(48), Hours(72)], Limits([Event("I-1", 0, 3_000)], 5_000));

    [Fact]
    public void A_withdrawn_first_event_leaves_the_next()
    {
        ImmutableArray<FileEvent> events = [Event("I-1", 0, 10) with { Until = 30 }, Event("I-2", 5, 20)];
        Assert.Equal([Hours(29), Hours(53), Hours(77)], Limits(events, 30));
        Assert.Equal([new KnownFirst(10, E0), new KnownFirst(30, Hours(5))], FirstEvent.History(events, 40));
    }

    [Fact]
    public void A_file_without_an_event_any_more_has_no_clock() =>
        Assert.Equal([null, null, null], Limits([Event("I-1", 0, 10) with { Until = 30 }], 30));

    [Fact]
    public void A_change_of_clocks_moves_nothing()
    {
        // Kyiv puts its clocks forward on 29 March 2026: 48 hours end at 00:00 and not at 23:00 local time.
        var limit = Limits([Event("I-1", 0, 10)], 10)[1]!.Value;
        Assert.Equal(Duration.FromHours(48), limit - E0);
        Assert.Equal(new(2026, 3, 31, 0, 0), limit.InZone(DateTimeZoneProviders.Tzdb["Europe/Kyiv"]).LocalDateTime);
    }

    [Fact]
    public void As_known_then_is_what_a_fold_of_the_prefix_gives()
    {
        var files = Repeatable.Samples(
            Gen.Choose(0, 40)
                .Three()
                .Select(x => new FileEvent(
                    $"I-{x}",
                    Hours(x.Item1),
                    1 + x.Item2,
                    x.Item3 < 20 ? 2 + x.Item2 + x.Item3 : null
                ))
                .ListOf(),
            300,
            12
        );
        foreach (var file in files)
        {
            for (var entry = 1L; entry < 80; entry++)
            {
                var prefix = file.Where(e => e.Known <= entry)
                    .Select(e => e.Until <= entry ? e : e with { Until = null })
                    .ToList();
                Assert.Equal(FirstEvent.At(prefix, long.MaxValue), FirstEvent.At(file, entry));
                Assert.Equal(FirstEvent.At(file, entry), FirstEvent.History([.. file], entry).LastOrDefault()?.At);
            }
        }
    }

    private static ImmutableArray<Instant?> Limits(ImmutableArray<FileEvent> events, long asOf) =>
        [.. Ladder.Clocks(ladder, events, asOf).Select(c => c.Limit)];

    private static Instant Hours(int hours) => E0 + Duration.FromHours(hours);

    private static FileEvent Event(string fact, int hours, long known) => new(fact, Hours(hours), known, null);
}
