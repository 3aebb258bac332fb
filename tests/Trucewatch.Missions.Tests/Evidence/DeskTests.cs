using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using Trucewatch.Evidence;
using Trucewatch.Formats.BagIt;
using Trucewatch.Formats.Exif;
using Trucewatch.Formats.Tests.TimeStamps;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Labels;
using Trucewatch.Missions.Evidence;
using Trucewatch.Record;
using Trucewatch.Testing;

namespace Trucewatch.Missions.Tests.Evidence;

/// <summary>The acts of custody in the exercise, from taking a picture in to unpacking the bag it left in.</summary>
public sealed class DeskTests : IAsyncLifetime
{
    private Replayed? replayed;
    private EvidenceDesk? desk;

    private EvidenceDesk Desk => desk!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        replayed = await Replayed.MakeAsync("lantern", data: null);
        replayed.Record.Dispose();
        desk = (await EvidenceDesk.OpenAsync(State, SystemClock.Instance, Stop))!;
    }

    public ValueTask DisposeAsync()
    {
        desk?.Dispose();
        Directory.Delete(replayed!.Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_taken_in_has_a_complete_chain_and_lies_sealed_on_the_disk()
    {
        var before = Desk.Record.Checkpoint.Size;
        var taken = await TakeAsync(Picture);
        Assert.Equal(before + 3, taken.Entry);
        Assert.Equal("image/jpeg", taken.Item.Media);
        var chain = (await Desk.CustodyAsync(Stop)).Chains[taken.Item.Id];
        Assert.True(chain.IsComplete);
        Assert.Equal("registry", chain.Holder);
        Assert.All(
            Directory.GetFiles(Path.Combine(State, "evidence", "originals"), "*", SearchOption.AllDirectories),
            f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf("Photoshop"u8))
        );
    }

    [Fact]
    public async Task The_same_file_again_is_received_again_and_stored_once()
    {
        await TakeAsync(Picture);
        var again = await TakeAsync(Picture);
        Assert.True(again.WasThere);
        var custody = await Desk.CustodyAsync(Stop);
        Assert.Single(custody.Items);
        Assert.Equal(4, custody.Chains[again.Item.Id].Steps.Length);
    }

    [Fact]
    public async Task A_source_that_the_mission_lacks_is_refused_with_those_it_has()
    {
        var reply = await TakeEvidence.RunAsync(
            new("a", "nobody", "ann", "registry"),
            new MemoryStream([1]),
            Desk,
            Stop
        );
        Assert.Contains(Source, Assert.IsType<TakeEvidence.Reply.Refused>(reply).Why.Cure, StringComparison.Ordinal);
        Assert.Empty((await Desk.CustodyAsync(Stop)).Items);
    }

    [Fact]
    public async Task The_record_with_evidence_in_it_opens_again_and_a_replay_adds_nothing()
    {
        await TakeAsync(Picture);
        var size = Desk.Record.Checkpoint.Size;
        Desk.Dispose();
        desk = null;
        var reply = await Replays.ReplayMission.RunAsync(Replayed.Mission("lantern"), null, State, null, Stop);
        Assert.Equal(0, Assert.IsType<Replays.ReplayMission.Reply.Done>(reply).Added);
        desk = (await EvidenceDesk.OpenAsync(State, SystemClock.Instance, Stop))!;
        Assert.Equal(size, Desk.Record.Checkpoint.Size);
        Assert.Single((await Desk.CustodyAsync(Stop)).Items);
    }

    [Fact]
    public async Task A_stamp_is_asked_for_over_http_checked_and_entered()
    {
        using var authority = new TestAuthority();
        using var served = new ServedAuthority(authority.Answer);
        var taken = await TakeAsync(Picture);
        var reply = await StampAsync(taken, served.Address, authority.RootPem);
        var stamped = Assert.IsType<StampEvidence.Reply.Stamped>(reply);
        Assert.Equal("CN=Test authority", stamped.Stamp.Authority);
        Assert.Equal("application/timestamp-query", served.Type);

        var chain = (await Desk.CustodyAsync(Stop)).Chains[taken.Item.Id];
        var act = Assert.IsType<CustodyAct.Stamped>(chain.Steps[^1].Act);
        Assert.True(authority.Accepts(served.Request, Convert.FromBase64String(act.Token))); // openssl ts -verify on what is stored
    }

    [Fact]
    public async Task A_stamp_by_somebody_else_is_refused_and_nothing_is_entered()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        using var served = new ServedAuthority(authority.Answer);
        var taken = await TakeAsync(Picture);
        var reply = Assert.IsType<StampEvidence.Reply.Refused>(await StampAsync(taken, served.Address, other.RootPem));
        Assert.Contains(TimeStampRule.NotTrusted, reply.Reasons[0].Where, StringComparison.Ordinal);
        Assert.Equal(taken.Entry, Desk.Record.Checkpoint.Size);
    }

    [Fact]
    public async Task An_authority_that_is_down_is_told()
    {
        using var authority = new TestAuthority();
        var reply = await StampAsync(await TakeAsync(Picture), new("http://127.0.0.1:9/"), authority.RootPem);
        Assert.Single(Assert.IsType<StampEvidence.Reply.Refused>(reply).Reasons);
    }

    [Fact]
    public async Task A_released_copy_carries_no_metadata_and_takes_two_persons()
    {
        var taken = await TakeAsync(Picture);
        Assert.IsType<ReleaseCopy.Reply.Refused>(await ReleaseAsync(taken, "ann", "Ann "));
        var released = Assert.IsType<ReleaseCopy.Reply.Released>(await ReleaseAsync(taken, "ann", "bob"));
        await using var copy = Desk.Folder.OpenRead(released.Copy.Id.Sha256)!;
        using var bytes = new MemoryStream();
        await copy.CopyToAsync(bytes, Stop);
        Assert.Empty(Assert.IsType<Stripping.Stripped>(PictureStripper.Strip(bytes.ToArray())).Dropped);
        var custody = await Desk.CustodyAsync(Stop);
        Assert.True(custody.Chains[taken.Item.Id].IsComplete);
        Assert.True(custody.Chains[released.Copy.Id].IsComplete);
    }

    [Fact]
    public async Task The_publics_bag_holds_the_copy_and_not_a_word_of_who_or_of_what_it_was_made()
    {
        var taken = await TakeAsync(Picture);
        var folder = Path.Combine(replayed!.Folder, "public-bag");
        Assert.IsType<BagEvidence.Reply.Refused>(await BagEvidence.RunAsync(folder, Audience.Public, Desk, Stop));
        var released = Assert.IsType<ReleaseCopy.Reply.Released>(await ReleaseAsync(taken, "ann-secret", "bob-secret"));
        var bag = Assert
            .IsType<BagEvidence.Reply.Bagged>(await BagEvidence.RunAsync(folder, Audience.Public, Desk, Stop))
            .Bag;
        Assert.Equal([$"data/derivatives/{released.Copy.Id}.jpg"], bag.Payload.Select(f => f.Path));
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        foreach (var secret in new[] { "ann-secret", "bob-secret", taken.Item.Id.Sha256, "IMG.jpg", "decision 3" })
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public async Task The_missions_bag_holds_files_custody_stamps_and_proofs_that_lead_to_the_root()
    {
        using var authority = new TestAuthority();
        using var served = new ServedAuthority(authority.Answer);
        var taken = await TakeAsync(Picture);
        await StampAsync(taken, served.Address, authority.RootPem);
        var folder = Path.Combine(replayed!.Folder, "bag");
        var bagged = Assert.IsType<BagEvidence.Reply.Bagged>(
            await BagEvidence.RunAsync(folder, Audience.Mission, Desk, Stop)
        );
        Assert.Equal(0, bagged.Incomplete);
        Assert.IsType<BagReading.Valid>(BagReader.Read(folder, BagLimits.Usual, Stop));
        Assert.True(File.Exists(Path.Combine(folder, "timestamps", $"{taken.Item.Id}-1.tsr")));

        var proofs = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "proofs.json"), Stop))!;
        Assert.Equal(3, proofs["entries"]!.AsArray().Count);
        Assert.All(
            proofs["entries"]!.AsArray(),
            e =>
                Assert.True(
                    MerkleProof.IsIncluded(
                        MerkleTree.LeafHash(System.Text.Encoding.UTF8.GetBytes((string)e!["entry"]!)),
                        (long)e["number"]! - 1,
                        (long)proofs["size"]!,
                        [
                            .. e["path"]!
                                .AsArray()
                                .Select(h =>
                                    System.Collections.Immutable.ImmutableArray.Create(
                                        Convert.FromHexString((string)h!)
                                    )
                                ),
                        ],
                        [.. Convert.FromHexString((string)proofs["root"]!)]
                    )
                )
        );
    }

    [Fact]
    public async Task A_bag_is_unpacked_as_evidence_and_a_broken_one_leaves_nothing()
    {
        var folder = Path.Combine(replayed!.Folder, "theirs");
        BagWriter.Write(folder, [BagContent.Text("a/b.txt", "text"), BagContent.Text("c.txt", "more")], [], [], Stop);
        var taken = Assert.IsType<UnbagEvidence.Reply.Taken>(await UnbagAsync(folder));
        Assert.Equal(["a/b.txt", "c.txt"], taken.Files.Select(f => f.Item.Name));

        var size = Desk.Record.Checkpoint.Size;
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "c.txt"), "changed", Stop);
        Assert.IsType<UnbagEvidence.Reply.Broken>(await UnbagAsync(folder));
        Assert.Equal(size, Desk.Record.Checkpoint.Size);
    }

    private string State => Path.Combine(replayed!.Folder, "state");

    private string Source => Desk.Known.Sources.Keys.First().Code;

    private static byte[] Picture => File.ReadAllBytes(Shared.Find("conformance", "c2pa", "adobe-20220124-I.jpg"));

    private async Task<TakeEvidence.Reply.Taken> TakeAsync(byte[] bytes) =>
        Assert.IsType<TakeEvidence.Reply.Taken>(
            await TakeEvidence.RunAsync(new("IMG.jpg", Source, "ann", "registry"), new MemoryStream(bytes), Desk, Stop)
        );

    private Task<ReleaseCopy.Reply> ReleaseAsync(TakeEvidence.Reply.Taken taken, string by, string with) =>
        ReleaseCopy.RunAsync(new(taken.Item.Id.Sha256, by, with, Audience.Public, "decision 3"), Desk, Stop);

    private Task<UnbagEvidence.Reply> UnbagAsync(string folder) =>
        UnbagEvidence.RunAsync(folder, new("", Source, "ann", "registry"), Desk, Stop);

    private async Task<StampEvidence.Reply> StampAsync(TakeEvidence.Reply.Taken taken, Uri authority, string rootPem)
    {
        using var http = AskAuthority.Client();
        return await StampEvidence.RunAsync(
            taken.Item.Id.Sha256,
            "ann",
            authority,
            TimeStampCheck.Roots(rootPem),
            Desk,
            http,
            Stop
        );
    }

    /// <summary>An authority on a loopback port: what it is sent goes to openssl.</summary>
    private sealed class ServedAuthority : IDisposable
    {
        private readonly HttpListener _listener = new();

        public ServedAuthority(Func<IEnumerable<byte>, byte[]> answer)
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }
            _listener.Prefixes.Add(Address.ToString());
            _listener.Start();
            _ = ServeAsync(answer);
        }

        public Uri Address { get; }

        public byte[] Request { get; private set; } = [];

        public string? Type { get; private set; }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(Func<IEnumerable<byte>, byte[]> answer)
        {
            var context = await _listener.GetContextAsync();
            using var sent = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(sent);
            (Request, Type) = (sent.ToArray(), context.Request.ContentType);
            context.Response.ContentType = "application/timestamp-reply";
            await context.Response.OutputStream.WriteAsync(answer(Request));
            context.Response.Close();
        }
    }
}
