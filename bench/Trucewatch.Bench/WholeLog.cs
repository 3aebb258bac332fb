using System.Diagnostics;
using Trucewatch.Record;
using Trucewatch.Storage;
using Trucewatch.Verifier;

namespace Trucewatch.Bench;

/// <summary>A whole exported record of a million entries checked: forms, authors' signatures, values, tiles, root, checkpoint.</summary>
internal static class WholeLog
{
    private const long Size = 1_000_000;

    public static async Task<int> RunAsync()
    {
        using var scratch = new Scratch();
        var made = await Measure.SecondsAsync(() => ChildAsync("log-make", scratch.Path, $"{Size}"));
        Console.WriteLine($"{Size:N0} entries made and exported in {made:0} s");
        return await ChildAsync("log-check", Path.Combine(scratch.Path, "out"));
    }

    public static async Task<int> MakeAsync(string folder, long size)
    {
        using var store = SqliteLogStore.Open(new(Path.Combine(folder, "state")));
        using var checkpoints = SqliteCheckpointStore.Open(
            new StoragePaths(Path.Combine(folder, "state")).CheckpointDb
        );
        using var log = await RecordLog.OpenAsync(store, checkpoints, Entries.Log, CancellationToken.None);
        await log.AppendAsync([Entries.Begins(1000)], CancellationToken.None);
        for (long i = 1; i < size; i += 4096)
        {
            var batch = Enumerable.Range(0, (int)Math.Min(4096, size - i)).AsParallel().AsOrdered();
            await log.AppendAsync(
                [.. batch.Select(k => Entries.Sighting(i + k, 1000) with { Fields = [] })],
                CancellationToken.None
            );
        }
        await RecordFolder.WriteAsync(
            store,
            log.Signed,
            _ => true,
            Path.Combine(folder, "out"),
            CancellationToken.None
        );
        return 0;
    }

    public static async Task<int> CheckAsync(string folder)
    {
        var trust = LogTrust.Of(Entries.Log.Verifier, WitnessPolicy.None);
        RecordVerdict? verdict = null;
        var seconds = await Measure.SecondsAsync(async () =>
            verdict = await VerifyRecord.FolderAsync(folder, trust, CancellationToken.None)
        );
        var holds = verdict!.Match(
            h => $"{h.Size:N0} entries hold, {h.OpenedFields:N0} values opened",
            f => $"does not hold: {f.Faults[0]}"
        );
        Console.WriteLine(holds);
        var quick = Measure.Say("a whole log of 10⁶ entries", seconds, "s", 60, atMost: true);
        var lean = Measure.Say("its memory", Measure.PeakMegabytes(), "MB", 300, atMost: true);
        return quick && lean && verdict is RecordVerdict.Holds ? 0 : 1;
    }

    private static async Task<int> ChildAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(WholeLog).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        await child.WaitForExitAsync();
        return child.ExitCode;
    }
}
