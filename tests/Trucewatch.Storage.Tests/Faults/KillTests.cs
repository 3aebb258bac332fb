namespace Trucewatch.Storage.Tests.Faults;

/// <summary>Kill −9 at any moment: fifty times, or a thousand times by <c>./dev night kills</c>.</summary>
public sealed class KillTests
{
    private const int KillsInALife = 10;
    private const int LivesByDay = 5;
    private const int LivesByNight = 100;
    private const int ColdMillis = 700;
    private const int WarmMillis = 400;

    [Fact]
    public async Task Of_what_was_acknowledged_no_kill_loses_anything()
    {
        var night = Night.Of("kills");
        var all = 0;
        var lives = Enumerable.Range(1, night is null ? LivesByDay : LivesByNight).Select(i => $"life {i}");
        await Parallel.ForEachAsync(
            night?.Left(lives) ?? lives,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (life, _) =>
            {
                var (acknowledged, size) = await LiveAsync(int.Parse(life["life ".Length..]));
                Interlocked.Add(ref all, acknowledged);
                night?.Done(
                    life,
                    $"{KillsInALife} kills, {acknowledged} batches acknowledged, {size} entries, all there"
                );
            }
        );
        if (night is null)
            Assert.True(all > LivesByDay * KillsInALife, $"Only {all} batches were acknowledged: kill later.");
    }

    /// <summary>One record, whose writer is killed ten times and begins again each time.</summary>
    private static async Task<(int Acknowledged, long Size)> LiveAsync(int seed)
    {
        var random = new Random(seed);
        var acknowledged = new List<Acknowledged>();
        var folder = Directory.CreateTempSubdirectory($"trucewatch-kill-{seed}-").FullName; // kept where a test fails
        var size = 0L;
        for (var kill = 0; kill < KillsInALife; kill++)
        {
            using var appender = AppenderProcess.Start(folder, (seed * 1000) + kill);
            // Of two, one is killed while it opens or soon afterwards, the other at full speed and after three batches.
            foreach (var command in (string[])(kill % 2 == 0 ? ["nothing"] : ["open", "append", "append", "append"]))
                await appender.AskAsync(command);
            appender.Tell("run"); // which opens first where it is not open
            await Task.Delay(random.Next(kill % 2 == 0 ? ColdMillis : WarmMillis));
            appender.Kill();
            await appender.EndAsync();
            Assert.Empty(appender.Failed);
            acknowledged.AddRange(appender.Acknowledged);
            size = await Survivor.DemandAsync(folder, acknowledged);
        }

        Directory.Delete(folder, recursive: true);
        return (acknowledged.Count, size);
    }
}
