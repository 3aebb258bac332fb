using Trucewatch.Labels;

namespace Trucewatch.Missions.Tests;

public sealed class SameBytesTests
{
    [Fact]
    public async Task Two_replays_give_the_same_bytes_in_every_file()
    {
        using var one = await Replayed.MakeAsync("lantern", data: null);
        using var two = await Replayed.MakeAsync("lantern", data: null);
        var (first, second) = (await one.WriteAsync(Audience.Public), await two.WriteAsync(Audience.Public));
        var files = Files(first);
        Assert.Contains("report.html", files);
        Assert.Contains(files, f => f.StartsWith("record", StringComparison.Ordinal));
        Assert.Empty(Different(first, second));
    }

    [Fact]
    public async Task Replaying_again_adds_nothing_and_issues_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;
        var first = await Replayed.MakeAsync("lantern", data: null, folder);
        var size = await SizeAsync(first);
        first.Record.Dispose();
        using var again = await Replayed.MakeAsync("lantern", data: null, folder);
        Assert.Equal(0, again.Done.Added);
        Assert.Equal(size, await SizeAsync(again));

        static async Task<long> SizeAsync(Replayed replayed)
        {
            await replayed.WriteAsync(Audience.Public);
            return replayed.Record.Checkpoint.Size;
        }
    }

    /// <summary>The files that only one folder has, or that differ by a byte.</summary>
    public static List<string> Different(string first, string second) =>
        [
            .. Files(first)
                .Union(Files(second))
                .Where(f => !Bytes(first, f).AsSpan().SequenceEqual(Bytes(second, f).AsSpan())),
        ];

    private static byte[]? Bytes(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? File.ReadAllBytes(Path.Combine(folder, file)) : null;

    private static List<string> Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder, f))
                .Order(StringComparer.Ordinal),
        ];
}
