namespace Trucewatch.Storage.Tests.Faults;

/// <summary>Kill −9 at any moment: fifty times, or a thousand times by <c>./dev night kills</c>.</summary>
public sealed class KillTests
{
    private const int KillsInALife = 10;
    private const int LivesByDay = 5;
    private const int LivesByNight = 100;
    private const int LongestMillis = 250;

    [Fact]
    public async Task Of_what_was_acknowledged_no_kill_loses_anything()
    {
        var night = Night.Of("kills");
        var lives = Enumerable.Range(1, night is null ? LivesByDay : LivesByNight).Select(i => $"life {i}");
        await Parallel.ForEachAsync(
            night?.Left(lives) ?? lives,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (life, _) =>
            {
                var found = await LiveAsync(int.Parse(life["life ".Length..]));
                night?.Done(life, found);
            }
        );
    }

    /// <summary>One record, whose writer is killed ten times and begins again each time.</summary>
    private static async Task<string> LiveAsync(int seed)
    {
        var random = new Random(seed);
        var acknowledged = new List<Acknowledged>();
        var folder = Directory.CreateTempSubdirectory($"trucewatch-kill-{seed}-").FullName; // kept where a test fails
        var size = 0L;
        for (var kill = 0; kill < KillsInALife; kill++)
        {
            using var appender = AppenderProcess.Start(folder, (seed * 1000) + kill);
            await appender.AskAsync("nothing"); // it is awake
            appender.Tell("run"); // which opens first: a kill hits that as well
            await Task.Delay(random.Next(LongestMillis));
            appender.Kill();
            await appender.EndAsync();
            Assert.Empty(appender.Failed);
            acknowledged.AddRange(appender.Acknowledged);
            size = await Survivor.DemandAsync(folder, acknowledged);
        }

        Directory.Delete(folder, recursive: true);
        return $"{KillsInALife} kills, {acknowledged.Count} batches acknowledged, {size} entries, all there";
    }
}
