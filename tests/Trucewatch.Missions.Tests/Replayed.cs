using System.Net;
using System.Text.RegularExpressions;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Reports;
using Trucewatch.Testing;

namespace Trucewatch.Missions.Tests;

/// <summary>A mission replayed into a folder of its own, which goes when this does.</summary>
public sealed class Replayed : IDisposable
{
    private Replayed(string folder, MissionRecord record, ReplayMission.Reply.Done done) =>
        (Folder, Record, Done) = (folder, record, done);

    /// <summary>Where the state and the products lie.</summary>
    public string Folder { get; }

    public MissionRecord Record { get; }

    public ReplayMission.Reply.Done Done { get; }

    public Known Known => Record.Known!;

    public static string Mission(string name) => Path.Combine(Shared.Repository(), "missions", name);

    public static async Task<Replayed> MakeAsync(string mission, string? data, string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("trucewatch-").FullName;
        var state = Path.Combine(folder, "state");
        var reply = await ReplayMission.RunAsync(Mission(mission), data, state, null, CancellationToken.None);
        var done = Assert.IsType<ReplayMission.Reply.Done>(reply);
        return new(folder, await MissionRecord.OpenAsync(state, done.Charter, CancellationToken.None), done);
    }

    /// <summary>Issues the report for an audience and writes its products to a folder below.</summary>
    public async Task<string> WriteAsync(Audience audience, string language = "en")
    {
        var written = await IssueReport.IssueAsync(Record, audience, CancellationToken.None);
        var folder = Path.Combine(Folder, audience.ToString());
        await WriteProducts.WriteAsync(Record, written, audience, language, folder, CancellationToken.None);
        return folder;
    }

    /// <summary>The words of a page as a reader sees them.</summary>
    public static string TextOf(string page)
    {
        var limit = TimeSpan.FromSeconds(5);
        var text = Regex.Replace(page, "<(style|script)[^>]*>.*?</\\1>", " ", RegexOptions.Singleline, limit);
        text = Regex.Replace(text, "<[^>]+>", "", RegexOptions.None, limit);
        return Regex.Replace(WebUtility.HtmlDecode(text), "\\s+", " ", RegexOptions.None, limit);
    }

    public void Dispose()
    {
        Record.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The exercise, replayed once for all tests of a class, with its products for the public and for the mechanism.</summary>
public sealed class Lantern : IAsyncLifetime
{
    private Replayed? replayed;

    public Replayed Replayed => replayed!;

    public string Public { get; private set; } = "";

    public string Mission { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        replayed = await Replayed.MakeAsync("lantern", data: null);
        Public = await replayed.WriteAsync(Audience.Public);
        Mission = await replayed.WriteAsync(Audience.Mission);
    }

    public ValueTask DisposeAsync()
    {
        replayed?.Dispose();
        return ValueTask.CompletedTask;
    }
}
