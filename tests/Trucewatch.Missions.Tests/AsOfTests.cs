using NodaTime;

namespace Trucewatch.Missions.Tests;

public sealed class AsOfTests
{
    [Fact]
    public async Task Nothing_is_judged_before_it_happened()
    {
        using var lantern = await Replayed.MakeAsync("lantern", null);
        var noon = Instant.FromUtc(2026, 3, 3, 12, 0);
        var entry = await lantern.Record.LastAtAsync(noon.ToUnixTimeSeconds(), CancellationToken.None);
        var known = await lantern.Record.KnownAtAsync(entry, CancellationToken.None);
        var cells = known!.Draw().Board.Cells;
        Assert.NotEmpty(cells);
        Assert.All(
            cells,
            c => Assert.True(known.Charter.SpanOf(c.Day).Start < noon, $"{c.Clause} {c.Party} {c.Sector} {c.Day}")
        );
    }
}
