using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Trucewatch.Record;
using Trucewatch.Server.Witnesses;
using Trucewatch.Testing;
using Trucewatch.Verifier;
using static Trucewatch.Hosts.Tests.SampleRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary>Witnesses over HTTP and by files (C2SP tlog-witness).</summary>
public sealed class WitnessCommandTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public async Task The_session_of_the_conformance_folder_gets_its_answers_over_HTTP()
    {
        var session = Shared.ReadJson("conformance", "tlog", "witness-session.json");
        var log = VerifierKey.Read((string)session["log_vkey"]!);
        await using var witness = await Running.StartAsync(scratch["w"], "witness.example/a", log);
        foreach (var step in (JsonArray)session["steps"]!)
        {
            var (status, type, body) = await witness.PostAsync((string)step!["body"]!);
            Assert.Equal(((string)step["step"]!, (int)step["status"]!), ((string)step["step"]!, status));
            if (step["content_type"] is { } expected)
                Assert.Equal((string)expected!, type);
            if (step["response"] is { } response)
                Assert.Equal((string)response!, body);
        }

        var published = SignedNote.Read(
            await witness.Client.GetByteArrayAsync((string)session["afterwards"]!["monitoring_path"]!)
        );
        Assert.Equal((long)session["afterwards"]!["size"]!, CheckpointForm.Read(published.Text).Size);
        var accepted = Assert.IsType<NoteVerdict.Accepted>(published.Check([log, witness.Key]));
        Assert.Equal([log, witness.Key], accepted.Verified.Select(v => v.By));
    }

    [Fact]
    public async Task A_witness_remembers_over_a_restart_and_cosigns_no_second_history()
    {
        await using (var before = await Running.StartAsync(scratch["w"], "witness.example/a", Log.Verifier))
            Assert.Equal(200, (await before.PostAsync(await RequestAsync(Entries(200), 0))).Status);
        await using var after = await Running.StartAsync(scratch["w"], "witness.example/a", Log.Verifier);

        var (stale, _, known) = await after.PostAsync(await RequestAsync(Entries(300), 0));
        var (forked, _, _) = await after.PostAsync(await RequestAsync(Entries(300, otherFrom: 150), 200));
        var (back, _, _) = await after.PostAsync(await RequestAsync(Entries(100), 0));
        var (grown, _, _) = await after.PostAsync(await RequestAsync(Entries(300), 200));

        Assert.Equal((409, "200\n", 422, 409, 200), (stale, known, forked, back, grown));
    }

    /// <summary>T2: a server with two histories gets two honest witnesses under one of them only, and either watcher has the proof.</summary>
    [Fact]
    public async Task Two_witnesses_and_a_forked_log_are_found()
    {
        await using var a = await Running.StartAsync(scratch["a"], "witness.example/a", Log.Verifier);
        await using var b = await Running.StartAsync(scratch["b"], "witness.example/b", Log.Verifier);
        var policy = WitnessPolicy.Read(
            $"log {Log.Verifier}\nwitness a {a.Key} {a.Address}\nwitness b {b.Key} {b.Address}\ngroup both all a b\nquorum both\n"
        );
        using var client = TileAddress.Client();
        var (one, other) = (Write(scratch["one"], Entries(200)), Write(scratch["other"], Entries(200, otherFrom: 150)));

        var first = await new Cosigning(RecordFiles.InFolder(one)).CallAsync(client, policy, default);
        var second = await new Cosigning(RecordFiles.InFolder(other)).CallAsync(client, policy, default);

        Assert.True(first.Quorum);
        Assert.False(second.Quorum);
        Assert.All(second.Missing, m => Assert.StartsWith("it answered 422", m.Why, StringComparison.Ordinal));
        var watched = await WatchRecord.LookAsync(
            RecordFiles.InFolder(other),
            new(Log.Verifier, null),
            first.Note,
            default
        );
        Assert.IsType<Watched.Forked>(watched);
    }

    [Fact]
    public async Task A_request_that_is_too_long_is_not_read()
    {
        await using var witness = await Running.StartAsync(scratch["w"], "witness.example/a", Log.Verifier);

        Assert.Equal(413, (await witness.PostAsync(new('x', WitnessDesk.MaxBytes + 1))).Status);
    }

    [Fact]
    public async Task A_cell_without_a_network_exchanges_two_files()
    {
        var record = Write(scratch["r"], Entries(300));
        string[] witness =
        [
            "--key",
            scratch["w.key"],
            "--name",
            "witness.example/a",
            "--log",
            $"{Log.Verifier}",
            "--state",
            scratch["w"],
        ];

        await AskAsync(record, 0);
        var signed = await Command.RunAsync(["witness", "sign", .. witness, scratch["ask"], scratch["lines"]]);
        var again = await Command.RunAsync(["witness", "sign", .. witness, scratch["ask"], scratch["lines2"]]);
        await AskAsync(record, 300);
        var third = await Command.RunAsync(["witness", "sign", .. witness, scratch["ask"], scratch["lines3"]]);
        using var key = KeyFile.Read(scratch["w.key"], null);
        var policy = scratch.Write("policy", $"log {Log.Verifier}\nwitness a {key.Verifier}\nquorum a\n");
        var taken = await Command.RunAsync("cosign", "take", "--record", record, "--policy", policy, scratch["lines"]);
        var verified = await Command.RunAsync("verify", "record", record, "--policy", policy);

        Assert.Equal(
            $"Cosigned: \"{Origin}\" with 300 entries has only grown; the lines are in {scratch["lines"]}.\n",
            signed.Out
        );
        Assert.Contains("ask again with --witness-size 300", again.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (third.Exit, taken.Exit, verified.Exit));
        Assert.Contains("cosigned by witness.example/a (20", verified.Out, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch["w.key"]));
    }

    [Fact]
    public async Task A_witness_has_its_state_alone()
    {
        await using var witness = await Running.StartAsync(scratch["w"], "witness.example/a", Log.Verifier);

        var ran = await Command.RunAsync(
            "witness",
            "sign",
            "--key",
            scratch["w.key"],
            "--name",
            "witness.example/a",
            "--log",
            $"{Log.Verifier}",
            "--state",
            scratch["w"],
            scratch.Write("in", "x"),
            scratch["out"]
        );

        Assert.Equal(3, ran.Exit);
        Assert.Contains("in use by another process", ran.Error, StringComparison.Ordinal);
    }

    private async Task AskAsync(string record, int size)
    {
        var ran = await Command.RunAsync(
            "cosign",
            "ask",
            "--record",
            record,
            "--witness-size",
            $"{size}",
            scratch["ask"]
        );
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
    }

    private async Task<string> RequestAsync(List<OpenEntry> entries, long known)
    {
        var folder = Write(scratch[Path.GetRandomFileName()], entries);
        return await new Cosigning(RecordFiles.InFolder(folder)).RequestAsync(known, default);
    }

    public void Dispose() => scratch.Dispose();
}

/// <summary>A witness of the test's own, on loopback.</summary>
internal sealed class Running(WebApplication server, SigningKey key, WitnessState state) : IAsyncDisposable
{
    public string Address => server.Urls.First();

    public HttpClient Client { get; } = new() { BaseAddress = new(server.Urls.First()) };

    public VerifierKey Key => key.Verifier;

    public static async Task<Running> StartAsync(string folder, string name, VerifierKey log)
    {
        var key = SampleRecord.Key(name, KeyType.Ed25519Cosignature);
        var state = WitnessState.Open(folder);
        var server = WitnessServer.Make(new WitnessDesk([log], key, state, TimeProvider.System), port: 0);
        await server.StartAsync();
        return new(server, key, state);
    }

    public async Task<(int Status, string? Type, string Body)> PostAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await Client.PostAsync(new Uri("add-checkpoint", UriKind.Relative), content);
        return (
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync()
        );
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        key.Dispose();
        state.Dispose();
    }
}
