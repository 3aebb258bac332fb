namespace Trucewatch.Storage.Tests.Faults;

/// <summary>A new folder is there after the power failed only if the one above it was synced.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_folders_of_a_new_record_are_synced_into_those_above_them()
    {
        var lines = await WatchAsync(_folder.File("a", "b"));

        Assert.Contains(lines, l => IsSync(l, _folder.Path));
        Assert.Contains(lines, l => IsSync(l, _folder.File("a")));
        Assert.Contains(lines, l => IsSync(l, _folder.File("a", "b")));
        Assert.Contains(lines, l => IsSync(l, _folder.File("a", "b", "values")));
    }

    private static bool IsSync(string line, string folder) =>
        line.StartsWith("fsync(", StringComparison.Ordinal)
        && line.Contains($"<{folder}>)", StringComparison.Ordinal)
        && line.EndsWith("= 0", StringComparison.Ordinal);

    private static async Task<string[]> WatchAsync(string folder)
    {
        using var output = new TemporaryFolder();
        using var appender = AppenderProcess.Start(folder, seed: 2);
        await appender.AskAsync("nothing");
        using var strace = await Strace.AttachAsync(appender.Id, output.File("calls"), fault: null);
        foreach (var command in (string[])["open", "large", "close"])
            await appender.AskAsync(command);
        await appender.EndAsync();
        Assert.Empty(appender.Failed);
        return await strace.EndAsync();
    }
}
