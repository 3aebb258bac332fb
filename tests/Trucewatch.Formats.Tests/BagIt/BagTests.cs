using System.Diagnostics;
using System.Text;
using Trucewatch.Formats.BagIt;

namespace Trucewatch.Formats.Tests.BagIt;

public sealed class BagTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bag_written_is_a_bag_read()
    {
        var written = Write("bag");
        var read = Assert.IsType<BagReading.Valid>(Read("bag"));
        Assert.Empty(read.Warnings);
        Assert.Equal("1.0", read.Bag.Version);
        Assert.Equal(Paths(written.Payload), Paths(read.Bag.Payload));
        Assert.Equal(Paths(written.Tags), Paths(read.Bag.Tags));
        Assert.Contains(new BagMetadata("Payload-Oxum", "19.3"), read.Bag.Metadata);
        Assert.Equal(128, read.Bag.Payload[0].Digests["sha512"].Length);
    }

    [Fact]
    public void The_same_contents_give_the_same_bytes()
    {
        Write("one");
        Write("two");
        Assert.Equal(Bytes("one"), Bytes("two"));
    }

    [Fact]
    public void The_sha256sum_tool_holds_a_written_bag_for_right()
    {
        Write("bag");
        Assert.Equal(0, Run("sha256sum", "-c", "--quiet", "--strict", "tagmanifest-sha256.txt"));
        Assert.Equal(0, Run("sha512sum", "-c", "--quiet", "--strict", "tagmanifest-sha512.txt"));
    }

    [Fact]
    public void A_percent_sign_in_a_name_is_written_as_25_and_read_back()
    {
        Write("bag");
        Assert.Contains(
            "data/100%25.txt",
            File.ReadAllText(_folder.File("bag", "manifest-sha256.txt")),
            StringComparison.Ordinal
        );
        Assert.Contains("data/100%.txt", Paths(Assert.IsType<BagReading.Valid>(Read("bag")).Bag.Payload));
    }

    [Theory]
    [InlineData("data/a.txt")]
    [InlineData("bag-info.txt")]
    [InlineData("custody.json")]
    [InlineData("manifest-sha512.txt")]
    public void One_changed_bit_is_found(string file)
    {
        Write("bag");
        var path = _folder.File("bag", file);
        var bytes = File.ReadAllBytes(path);
        bytes[0] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.IsType<BagReading.Refused>(Read("bag"));
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("/etc/passwd")]
    [InlineData("~/a")]
    [InlineData("C:/a")]
    [InlineData("c:a")]
    [InlineData("data/../../a")]
    [InlineData("data//a")]
    [InlineData("data/..\\a")]
    [InlineData("data\\a")]
    [InlineData("data/a%0Ab")]
    [InlineData("data/a%0db")]
    [InlineData("data/a\u0007")]
    [InlineData("")]
    public void A_path_that_leaves_the_bag_is_none(string path)
    {
        Assert.NotNull(BagPath.WhyNot(path));
        Assert.Throws<ArgumentException>(() => Write("bag", BagContent.Text("x/" + path + "/..", ""), path));
        Assert.False(Directory.Exists(_folder.File("bag")));
        Assert.False(Directory.Exists(_folder.File("bag.part")));
    }

    [Fact]
    public void A_listed_path_outside_is_never_opened()
    {
        Write("bag");
        _folder.Write("secret.txt", "secret");
        var manifest = _folder.File("bag", "manifest-sha256.txt");
        File.AppendAllText(manifest, new string('0', 64) + "  data/../../secret.txt\n");
        var refused = Assert.IsType<BagReading.Refused>(Read("bag"));
        Assert.Equal([BagRule.BadPath], refused.Reasons.Select(r => r.Code));
        Assert.Equal(4, refused.Reasons[0].Where.Line);
    }

    [Fact]
    public void Links_and_pipes_are_refused_without_being_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Run it on Linux: links and pipes are made by ln and mkfifo.");
        Write("bag");
        File.CreateSymbolicLink(_folder.File("bag", "data", "out"), "/etc/passwd");
        Directory.CreateSymbolicLink(_folder.File("bag", "data", "up"), "..");
        Assert.Equal(0, Run("mkfifo", "data/pipe"));
        var refused = Assert.IsType<BagReading.Refused>(Read("bag"));
        Assert.Equal(
            [("data/out", BagRule.NoPlainFile), ("data/pipe", BagRule.NoPlainFile), ("data/up", BagRule.NoPlainFile)],
            refused.Reasons.Select(r => (r.Where.File, r.Code))
        );
    }

    [Theory]
    [InlineData(3, 1 << 20, 1 << 20)]
    [InlineData(100, 100, 1 << 20)]
    public void More_than_the_limits_is_refused(int files, long bytes, int tagBytes)
    {
        Write("bag");
        var refused = Assert.IsType<BagReading.Refused>(Read("bag", new(files, bytes, tagBytes)));
        Assert.Equal([BagRule.TooMuch], refused.Reasons.Select(r => r.Code));
    }

    [Fact]
    public void A_file_left_to_be_fetched_is_missing_with_its_address()
    {
        Write("bag");
        File.Delete(_folder.File("bag", "data", "a.txt"));
        _folder.Write("bag/fetch.txt", "http://127.0.0.1:1/a - data/a.txt\n");
        var refused = Assert.IsType<BagReading.Refused>(Read("bag"));
        Assert.All(
            refused.Reasons.Where(r => r.Code == BagRule.Missing),
            r => Assert.Contains("http://127.0.0.1:1/a", r.Found, StringComparison.Ordinal)
        );
        Assert.Equal(2, refused.Reasons.Count(r => r.Code == BagRule.Missing));
    }

    [Fact]
    public void In_version_1_every_file_stands_in_every_manifest_once()
    {
        Write("bag");
        var manifest = _folder.File("bag", "manifest-sha256.txt");
        var lines = File.ReadAllLines(manifest);
        File.WriteAllLines(manifest, [lines[0], lines[0], lines[1]]);
        var rules = Assert.IsType<BagReading.Refused>(Read("bag")).Reasons.Select(r => r.Code).Distinct();
        Assert.Equal([BagRule.NotListed, BagRule.Twice, BagRule.DigestDiffers], rules);
    }

    [Theory] // FIPS 180-4, the examples of SHA-224 that NIST publishes
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"
    )]
    public void Sha224_is_that_of_the_standard(string text, string digest)
    {
        _folder.Write("bag/bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
        _folder.Write("bag/manifest-sha224.txt", digest + "  data/text\n");
        _folder.Write("bag/data/text", text);
        Assert.IsType<BagReading.Valid>(Read("bag"));
    }

    [Fact]
    public void Broken_manifests_are_refused_and_never_throw()
    {
        Write("bag");
        var random = new Random(8493);
        foreach (var file in new[] { "manifest-sha256.txt", "bagit.txt", "bag-info.txt", "tagmanifest-sha512.txt" })
        {
            var path = _folder.File("bag", file);
            var good = File.ReadAllBytes(path);
            for (var i = 0; i < 200; i++)
            {
                var bytes = good.ToArray();
                for (var k = random.Next(1, 4); k > 0; k--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(path, random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
                if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(good))
                    Assert.IsType<BagReading.Refused>(Read("bag"));
            }
            File.WriteAllBytes(path, good);
        }
    }

    private Bag Write(string name, BagContent? more = null, string? path = null) =>
        BagWriter.Write(
            _folder.File(name),
            [
                BagContent.Text("b/c.txt", "drei\n"),
                BagContent.Text("a.txt", "eins\n"),
                BagContent.Text("100%.txt", "hundert %"),
                .. more is null ? Array.Empty<BagContent>() : [more with { Path = path! }],
            ],
            [BagContent.Text("custody.json", "[]\n")],
            [new("Source-Organization", "Lantern mission"), new("Bagging-Date", "2026-03-01")],
            TestContext.Current.CancellationToken
        );

    private BagReading Read(string name) => Read(name, BagLimits.Usual);

    private BagReading Read(string name, BagLimits limits) =>
        BagReader.Read(_folder.File(name), limits, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Paths(IEnumerable<BagFile> files) => files.Select(f => f.Path);

    private string Bytes(string name)
    {
        var text = new StringBuilder();
        var root = _folder.File(name);
        foreach (var file in Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            text.Append(Path.GetRelativePath(root, file)).Append(Convert.ToHexString(File.ReadAllBytes(file)));
        return text.ToString();
    }

    private int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.File("bag") }
        )!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
