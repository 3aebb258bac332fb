using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Labels;
using Trucewatch.Missions.Agreements;
using Trucewatch.Missions.Evidence;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Server;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch run MISSION</c>: the same in the browser.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var mission = Shared.Mission();
        var data = Shared.Data();
        var output = Shared.Out("Where the record is kept");
        var database = Shared.Database();
        var audience = Shared.Audience();
        var port = new Option<int>("--port")
        {
            Description = "The port on this machine; 0: any free one.",
            DefaultValueFactory = _ => 5080,
        };
        var (authorities, every) = (StampCommand.Authorities(), StampCommand.Every());
        var quiet = new Option<bool>("--no-browser") { Description = "Do not open a browser." };
        var command = new Command(
            "run",
            """
            Reads a mission as replay does and serves it in the browser, on this machine only.
            --audience is the widest audience that anybody may look as (default PUBLIC).

            Example:
              trucewatch run missions/lantern --audience MISSION
            """
        )
        {
            mission,
            data,
            output,
            database,
            audience,
            port,
            authorities,
            every,
            quiet,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(data),
                    Shared.OutFolder(parsed.GetValue(output), parsed.GetValue(mission)!),
                    parsed.GetValue(database),
                    Shared.ToAudience(parsed.GetValue(audience)!),
                    parsed.GetValue(port),
                    parsed.GetValue(authorities) is { } file ? StampCommand.Read(file) : [],
                    Duration.FromMinutes(parsed.GetValue(every)),
                    !parsed.GetValue(quiet),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string mission,
        string? data,
        string output,
        string? database,
        Audience audience,
        int port,
        ImmutableArray<StampCheckpoint.Authority> authorities,
        Duration every,
        bool opens,
        CancellationToken cancellationToken
    )
    {
        var state = Path.Combine(output, "state");
        Shared.ChooseDatabase(state, database);
        var reply = await Progress.ShowAsync(p => ReplayMission.RunAsync(mission, data, state, p, cancellationToken));
        if (reply is ReplayMission.Reply.Refused refused)
            return ReplayCommand.Refuse(refused);
        if (reply is not ReplayMission.Reply.Done done)
            return ReplayCommand.Explain(reply);

        Shared.TellKeys(done.KeysMade, state);
        using var record = await MissionRecord.OpenAsync(state, done.Charter, cancellationToken);
        await IssueReport.IssueAsync(record, audience, cancellationToken);
        using var evidence = EvidenceDesk.OpenFolder(state);
        await using var server = MissionServer.Make(record, audience, port, webRoot: null, evidence, Texts(mission));
        await server.StartAsync(cancellationToken);
        var address = server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        Console.WriteLine(
            $"{done.Charter.Name["en"]} – {done.Charter.Mark.ToString().ToUpperInvariant()}, {record.Checkpoint.Size} entries"
        );
        Console.WriteLine($"Serving {address} on this machine only; Ctrl+C stops it.");
        if (opens)
            Open(address);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stamping = authorities.IsEmpty
            ? Task.CompletedTask
            : StampCommand.GoOnAsync(record, authorities, every, ends.Token);
        await Task.Delay(Timeout.Infinite, cancellationToken)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await server.StopAsync(CancellationToken.None);
        await ends.CancelAsync();
        await stamping;
        return Exit.Done;
    }

    private static AgreementTexts Texts(string mission) =>
        new(
            MissionReader.Open(mission) is Opening.Opened opened
                ? [.. opened.Mission.AgreementFiles.Select(f => new TryAgreement.Document(f.Path, f.Text))]
                : []
        );

    /// <summary>Opens the reader's browser where there is one; without one the address stands on the screen.</summary>
    private static void Open(string address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("No browser could be opened here: open the address yourself.");
        }
    }
}
