using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Trucewatch.Record;
using Trucewatch.Server.Records;
using Trucewatch.Storage;

namespace Trucewatch.Hosts.Tests;

/// <summary>A record served over loopback on a free port, with two authors whose keys have begun.</summary>
public sealed class RunningRecord : IAsyncLifetime
{
    public const string Origin = "trucewatch.example/running";

    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;
    private SqliteLogStore? store;
    private SqliteCheckpointStore? checkpoints;
    private RecordLog? log;
    private Sequencer? sequencer;
    private WebApplication? server;

    public static SigningKey LogKey { get; } = Key(Origin);

    public static SigningKey PartyA { get; } = Key(Origin + "/A");

    public static SigningKey PartyB { get; } = Key(Origin + "/B");

    public HttpClient Client { get; } = new();

    public string Address => Client.BaseAddress!.ToString().TrimEnd('/') + "/record";

    public RecordLog Log => log!;

    public static SigningKey Key(string name) =>
        SigningKey.Read(SigningKey.DerivedText(name, KeyType.Ed25519, "hosts"));

    public static LogTrust Trust => LogTrust.Of(LogKey.Verifier, WitnessPolicy.None);

    public async ValueTask InitializeAsync()
    {
        store = SqliteLogStore.Open(new(folder));
        checkpoints = SqliteCheckpointStore.Open(new StoragePaths(folder).CheckpointDb);
        log = await RecordLog.OpenAsync(store, checkpoints, LogKey, CancellationToken.None);
        await log.AppendAsync([Begins(PartyA), Begins(PartyB)], CancellationToken.None);
        sequencer = new(log, SequencerLimits.Default, TimeProvider.System, rule: null, stored: null);
        server = RecordServer.Make(log, sequencer, port: 0, f => f.Label == "PUBLIC");
        await server.StartAsync();
        Client.BaseAddress = new Uri(server.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        if (sequencer is not null)
            await sequencer.DisposeAsync();
        log?.Dispose();
        checkpoints?.Dispose();
        store?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public static OpenEntry Note(SigningKey author, string text, long? at = null) =>
        OpenEntry.Seal(
            "note",
            id: null,
            prev: null,
            author,
            "R",
            at ?? DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            [new("text", Salts.Random(), Jcs.Quote(text), "MISSION"), new("day", Salts.Random(), "7", "PUBLIC")]
        );

    public static byte[] Body(OpenEntry open) =>
        [
            .. EntryForm.Bytes(open.Entry),
            (byte)'\n',
            .. Encoding.UTF8.GetBytes(new ValuesLine(EntryNumber.None, open.Fields).Text()),
        ];

    public Task<(HttpStatusCode Status, string Text)> GiveAsync(OpenEntry open) => GiveAsync(Body(open));

    public async Task<(HttpStatusCode Status, string Text)> GiveAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await Client.PostAsync(new Uri(Address + "/entries"), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static OpenEntry Begins(SigningKey key) =>
        OpenEntry.Seal(
            AuthorKeys.Kind,
            null,
            null,
            key,
            "P",
            DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            AuthorKeys.Fields("begins", key.Verifier, _ => Salts.Random(), "PUBLIC")
        );
}
