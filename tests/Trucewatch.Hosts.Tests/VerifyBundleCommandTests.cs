using System.IO.Compression;
using static Trucewatch.Hosts.Tests.SampleRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>verify bundle</c>: record and conclusions in one; a hostile zip does no harm.</summary>
public sealed class VerifyBundleCommandTests(ReplayedInside replayed) : IClassFixture<ReplayedInside>, IDisposable
{
    private readonly Scratch scratch = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_zipped_record_holds_and_its_conclusions_follow(bool withFolder)
    {
        var zip = scratch["b.zip"];
        await ZipFile.CreateFromDirectoryAsync(
            Path.Combine(replayed.Folder, "record"),
            zip,
            CompressionLevel.Fastest,
            withFolder
        );

        var ran = await Command.RunAsync("verify", "bundle", zip, "--key", replayed.Key);

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Contains("holds: 238 entries", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Its conclusions: the same: 2 products computed again", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../escaped", "leads out of it")]
    [InlineData("tile/../../escaped", "leads out of it")]
    [InlineData("/etc/escaped", "leads out of it")]
    [InlineData("tile\\escaped", "leads out of it")]
    [InlineData("program.sh", "belongs to no record")]
    [InlineData("checkpoint", "twice")]
    public async Task A_path_that_does_not_belong_there_is_refused(string path, string told)
    {
        var ran = await Command.RunAsync("verify", "bundle", Zip((path, 3)));

        Assert.Equal(1, ran.Exit);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch["escaped"]));
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        var ran = await Command.RunAsync("verify", "bundle", Zip(("tile/0/000", 100_000_000)));

        Assert.Equal(1, ran.Exit);
        Assert.Contains("unpacks to more than the 8192 bytes", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_zip_is_told()
    {
        var ran = await Command.RunAsync("verify", "bundle", scratch.Write("b.zip", "no zip"));

        Assert.Equal(1, ran.Exit);
        Assert.Contains("no sound zip file", ran.Error, StringComparison.Ordinal);
    }

    private string Zip((string Path, int Length) more)
    {
        var file = scratch["b.zip"];
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (path, length) in ((string, int)[])[("checkpoint", 3), more])
        {
            using var stream = zip.CreateEntry(path).Open();
            stream.Write(new byte[length]);
        }
        return file;
    }

    public void Dispose() => scratch.Dispose();
}
