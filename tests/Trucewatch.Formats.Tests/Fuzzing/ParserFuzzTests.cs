using System.Text;
using Trucewatch.Formats.BagIt;
using Trucewatch.Formats.Exif;
using Trucewatch.Formats.Tests.Exif;
using Trucewatch.Formats.Tests.Sources;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Observations;
using Trucewatch.Record;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Fuzzing;

/// <summary>Every parser of the record and of the first thread: whatever comes in, it answers, in bounded time and memory.</summary>
/// <remarks>
/// 420 inputs for each parser in the tests, 2,100 where evidence comes from strangers; a hundred times as many by
/// <c>./dev night fuzz</c>: TRUCEWATCH_FUZZ says how many for each parser, TRUCEWATCH_FUZZ_FROM from which on.
/// </remarks>
public sealed class ParserFuzzTests
{
    private const long MostBytes = 256L << 20;
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(60);

    private static readonly (string Name, string[] Seeds, Action<byte[]> Parse)[] Parsers =
    [
        ("json", ["jcs/input"], b => Jcs.Read(b)),
        ("entry", ["tlog/signed-log/tile/entries"], b => EntryForm.Read(b)),
        ("bundle", ["tlog/signed-log/tile/entries", "tlog/tessera-log/tile/entries"], b => EntryBundle.Read(b)),
        ("values", ["sd"], b => ValuesLine.Read(Latin(b))),
        (
            "note",
            ["tlog/signed-log/checkpoint", "tlog/sunlight-mirror/checkpoint", "tlog/tessera-log"],
            b => SignedNote.Read(b)
        ),
        ("checkpoint", ["tlog/signed-log/checkpoint"], b => CheckpointForm.Read(Latin(b))),
        ("foreign checkpoint", ["tlog/signed-log/checkpoint"], b => CheckpointBody.Read(Latin(b))),
        ("verifier key", ["tlog/signed-log/keys.json"], b => VerifierKey.Read(Latin(b))),
        ("private key", ["tlog/signed-log/keys.json"], b => SigningKey.Read(Latin(b)).Dispose()),
        ("policy", ["tlog/policy.json"], b => WitnessPolicy.Read(Latin(b))),
        ("proof", ["tlog/tlog-proofs.json"], b => TlogProof.Read(b)),
        ("witness request", ["tlog/witness-session.json"], b => AddCheckpoint.Read(b)),
        ("frontier", ["tlog/signed-log/tile/0"], b => MerkleFrontier.FromBytes(b)),
        ("tile path", ["tlog/signed-log/keys.json"], b => TilePath.Read(Latin(b))),
        ("signature", ["tlog/signed-log/tile/0"], Signature),
        ("csv viina", ["@viina"], b => Read(SourceFormat.Viina, b)),
        ("csv strikes", ["@strikes"], b => Read(SourceFormat.LongRangeStrikes, b)),
        ("csv claims", ["@claims"], b => Read(SourceFormat.PartyClaims, b)),
        ("csv windows", ["@windows"], b => Read(SourceFormat.TruceWindows, b)),
        ("csv firms", ["@firms"], b => Read(SourceFormat.FirmsSnapshots, b)),
        ("csv facilities", ["@facilities"], b => Read(SourceFormat.EnergyFacilities, b)),
        ("deepstate", ["geojson"], b => Read(SourceFormat.DeepState, b)),
        ("boundaries", ["geojson"], b => Read(SourceFormat.Boundaries, b)),
        ("places", ["@places"], b => Read(SourceFormat.Places, b)),
        ("evidence picture", ["!pictures"], b => PictureReader.Read(b)),
        ("evidence picture stripped", ["!pictures"], b => PictureStripper.Strip(b)),
        ("evidence stamp", ["rfc3161"], Stamp),
        ("evidence stamp request", ["rfc3161"], b => TimeStampRequest.Read(b)),
        ("evidence bag", ["!bag"], Bag),
    ];

    public static TheoryData<string> Names => [.. Parsers.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_comes_in_it_answers(string name)
    {
        var parser = Array.FindIndex(Parsers, p => p.Name == name);
        var seeds = Parsers[parser].Seeds.SelectMany(Seeds).ToList();
        Assert.NotEmpty(seeds);
        var from = Number("TRUCEWATCH_FUZZ_FROM", 0);
        var count = Number("TRUCEWATCH_FUZZ", name.StartsWith("evidence", StringComparison.Ordinal) ? 2_100 : 420);
        var at = from;
        var work = Task.Run(() =>
        {
            for (; at < from + count; Interlocked.Increment(ref at))
                Try(name, at, Mutations.Of(seeds, parser, at), Parsers[parser].Parse);
        });
        // What hangs is one input, not many of them on a busy machine.
        for (var before = from - 1; await Task.WhenAny(work, Task.Delay(Hangs)) != work; before = Volatile.Read(ref at))
            Assert.True(Volatile.Read(ref at) > before, $"{name} hangs at input {before}");
        await work;
    }

    private static void Try(string name, int i, byte[] input, Action<byte[]> parse)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            parse(input);
        }
        catch (FormatException)
        {
            // refused, with a reason
        }
        catch (Exception e)
        {
            Assert.Fail($"{name}, input {i}: {e}");
        }
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MostBytes, $"{name}, input {i}: {taken:N0} bytes for {input.Length:N0}");
    }

    private static IEnumerable<byte[]> Seeds(string place)
    {
        if (place.StartsWith('@'))
            return [Encoding.UTF8.GetBytes(Tables.Of(place[1..]))];
        if (place == "!pictures")
            return [Pictures.Jpeg("I")[..40_000], Pictures.Png()];
        if (place == "!bag")
            return
            [
                "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"u8.ToArray(),
                Encoding.UTF8.GetBytes($"{new string('a', 64)}  data/a.txt\n{new string('b', 64)}  data/b/%0Ac.txt\n"),
                "http://127.0.0.1/a 12 data/a.txt\nhttp://127.0.0.1/b - data/b.txt\n"u8.ToArray(),
                "Source-Organization: Lantern\n  mission\nPayload-Oxum: 12.2\n"u8.ToArray(),
            ];
        var path = Shared.Find(["conformance", .. place.Split('/')]);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
        return files
            .Order(StringComparer.Ordinal)
            .Where(f => new FileInfo(f).Length is > 0 and < 200_000)
            .Take(40)
            .SelectMany(Pieces);
    }

    // A file of vectors holds many small inputs as texts: each is a seed, and so is the file.
    private static IEnumerable<byte[]> Pieces(string file)
    {
        var bytes = File.ReadAllBytes(file);
        yield return bytes;
        if (!file.EndsWith(".json", StringComparison.Ordinal))
            yield break;
        foreach (var text in Texts(System.Text.Json.Nodes.JsonNode.Parse(bytes)).Take(200))
            yield return Encoding.UTF8.GetBytes(text);
    }

    private static IEnumerable<string> Texts(System.Text.Json.Nodes.JsonNode? node) =>
        node switch
        {
            System.Text.Json.Nodes.JsonObject o => o.SelectMany(m => Texts(m.Value)),
            System.Text.Json.Nodes.JsonArray a => a.SelectMany(Texts),
            System.Text.Json.Nodes.JsonValue v when v.GetValueKind() == System.Text.Json.JsonValueKind.String =>
            [
                v.GetValue<string>(),
            ],
            _ => [],
        };

    private static readonly Lazy<System.Security.Cryptography.X509Certificates.X509Certificate2Collection> Roots = new(
        () =>
            TimeStampCheck.Roots(File.ReadAllText(Shared.Find("conformance", "rfc3161", "ca.pem")))
    );

    private static void Stamp(byte[] bytes) =>
        TimeStampCheck.CheckSha256(bytes, [.. new byte[32]], nonce: null, Roots.Value);

    // Whatever stands in each of the files that say what a bag is.
    private static void Bag(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/a.txt", "a");
        folder.Write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        folder.Write("manifest-sha256.txt", $"{new string('a', 64)}  data/a.txt\n");
        string[] files = ["bagit.txt", "manifest-sha256.txt", "fetch.txt", "bag-info.txt"];
        File.WriteAllBytes(folder.File(files[bytes.Length % files.Length]), bytes);
        BagReader.Read(folder.Path, BagLimits.Usual, CancellationToken.None);
    }

    private static void Signature(byte[] bytes)
    {
        if (bytes.Length >= 96)
            new Ed25519Key(bytes.AsSpan(0, 32)).Holds(bytes.AsSpan(32, 64), bytes.AsSpan(96));
    }

    private static void Read(SourceFormat format, byte[] bytes)
    {
        foreach (var intake in Sample.Read(Sample.Plan(format), Sample.InUkraine(), bytes, "map_2025-04-19.geojson"))
            if (intake is Intake.Rejected rejected)
                Assert.NotEmpty(rejected.Rejection.Reasons);
    }

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}

/// <summary>Tests that measure the memory of the whole process, so that no other test may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>A line of 10 GB, a bomb, a file that never ends.</summary>
[Collection(nameof(Alone))]
public sealed class EndlessTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("\"")]
    [InlineData(",")]
    public void A_line_of_10_GB_ends_the_file_after_a_megabyte(string filling)
    {
        using var line = new Repeating(Tables.Of("claims"), filling, 10L << 30);
        var read = Read(line);
        Assert.True(line.Given < 8 << 20, $"{line.Given:N0} bytes were read");
        Assert.IsType<Intake.Rejected>(read[^1]);
    }

    [Fact]
    public void A_file_that_never_ends_gives_row_after_row_and_holds_none()
    {
        using var rows = new Repeating(Tables.Of("claims"), Tables.Of("claims").Split('\n')[1] + "\n", long.MaxValue);
        var plan = Sample.Plan(SourceFormat.PartyClaims);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var taken = SourceReader.Read(plan, Sample.Context(), rows, "rows.csv").Take(200_000).Count();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(200_000, taken);
        Assert.True(held < 64 << 20, $"{held:N0} bytes are held");
    }

    private static List<Intake> Read(Stream stream) =>
        [.. SourceReader.Read(Sample.Plan(SourceFormat.PartyClaims), Sample.Context(), stream, "rows.csv")];

    /// <summary>A beginning and then the same text over and over, made while it is read.</summary>
    private sealed class Repeating(string beginning, string filling, long length) : Stream
    {
        private readonly byte[] head = Encoding.UTF8.GetBytes(beginning);
        private readonly byte[] rest = Encoding.UTF8.GetBytes(filling);

        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => Given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - Given);
            for (var i = 0; i < count; i++, Given++)
                buffer[i] = Given < head.Length ? head[Given] : rest[(Given - head.Length) % rest.Length];
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
