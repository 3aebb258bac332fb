using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Labels;
using Trucewatch.Missions.Agreements;
using Trucewatch.Missions.Evidence;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Server;
using Trucewatch.Storage.Files;
using Trucewatch.Testing;

namespace Trucewatch.Hosts.Tests;

/// <summary>The exercise served over loopback on a free port, up to an audience.</summary>
public abstract class Served(Audience most) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;
    private MissionRecord? record;
    private WebApplication? server;
    private EvidenceFolder? evidence;

    public HttpClient Client { get; } = new();

    public MissionRecord Record => record!;

    public async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await TextAsync(path))!;

    public async Task<string> TextAsync(string path)
    {
        using var reply = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, $"{path}: {(int)reply.StatusCode} {text}");
        return text;
    }

    public async Task<(int Status, string? Type, JsonNode Body)> RefusedAsync(string path)
    {
        using var reply = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (
            (int)reply.StatusCode,
            reply.Content.Headers.ContentType?.MediaType,
            JsonNode.Parse(await reply.Content.ReadAsStringAsync())!
        );
    }

    public async ValueTask InitializeAsync()
    {
        var mission = Path.Combine(Shared.Repository(), "missions", "lantern");
        var done = (ReplayMission.Reply.Done)
            await ReplayMission.RunAsync(mission, null, folder, null, CancellationToken.None);
        record = await MissionRecord.OpenAsync(folder, done.Charter, CancellationToken.None);
        await IssueReport.IssueAsync(record, most, CancellationToken.None);
        evidence = EvidenceDesk.OpenFolder(folder);
        server = MissionServer.Make(record, most, port: 0, webRoot: folder, evidence, Texts(mission));
        await server.StartAsync();
        Client.BaseAddress = new Uri(server.Urls.First());
    }

    private static AgreementTexts Texts(string mission) =>
        new([
            .. ((Opening.Opened)MissionReader.Open(mission)).Mission.AgreementFiles.Select(
                f => new TryAgreement.Document(f.Path, f.Text)
            ),
        ]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        evidence?.Dispose();
        record?.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed class ServedToAll() : Served(Audience.Public);

public sealed class ServedInside() : Served(Audience.Mission);
