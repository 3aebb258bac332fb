using System.Collections.Immutable;
using System.CommandLine;
using NodaTime;
using Trucewatch.Missions.Evidence;
using Trucewatch.Missions.Records;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch stamp OUT --authorities FILE</c>: the newest checkpoint is stamped by two authorities or more.</summary>
internal static class StampCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("folder") { Description = "What a replay wrote, with its state." };
        var (authorities, every) = (Authorities(), Every());
        authorities.Required = true;
        var command = new Command(
            "stamp",
            """
            Has the newest checkpoint of a record stamped (RFC 3161) by the authorities whose stamp is due, once; in a running
            server, run does the same by the hour. Only a digest is sent.
            Exit code 0: all that were due stamped it; 1: one did not.

            Example:
              trucewatch stamp out --authorities authorities.txt
            """
        )
        {
            folder,
            authorities,
            every,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(folder)!,
                    Read(parsed.GetValue(authorities)!),
                    Duration.FromMinutes(parsed.GetValue(every)),
                    cancellationToken
                )
        );
        return command;
    }

    public static Option<string?> Authorities() =>
        new("--authorities")
        {
            Description =
                "A file with two or more time-stamping authorities, a line each: name, address, PEM file of its roots.",
        };

    public static Option<int> Every()
    {
        var option = new Option<int>("--stamp-every")
        {
            Description = "How many minutes after its last stamp an authority is asked again.",
            DefaultValueFactory = _ => 60,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--stamp-every is at least 1 minute.");
        });
        return option;
    }

    /// <summary>Reads the file of authorities.</summary>
    /// <exception cref="WrongUseException">It has another form, or names fewer than two.</exception>
    public static ImmutableArray<StampCheckpoint.Authority> Read(string file)
    {
        try
        {
            return StampCheckpoint.ReadAuthorities(file);
        }
        catch (Exception wrong) when (wrong is FormatException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WrongUseException($"{file}: {wrong.Message}");
        }
    }

    /// <summary>Stamps by the hour as long as a server runs. A failure is told, and asked again a minute later.</summary>
    public static async Task GoOnAsync(
        MissionRecord record,
        ImmutableArray<StampCheckpoint.Authority> authorities,
        Duration every,
        CancellationToken cancellationToken
    )
    {
        try
        {
            while (true)
            {
                await OnceAsync(record, authorities, every, cancellationToken);
                await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server ends
        }
    }

    private static async Task<int> RunAsync(
        string folder,
        ImmutableArray<StampCheckpoint.Authority> authorities,
        Duration every,
        CancellationToken cancellationToken
    )
    {
        var state = Path.Combine(folder, "state");
        if (await MissionRecord.CharterAsync(state, cancellationToken) is not { } charter)
            return ReplayCommand.Say(Exit.WrongUse, $"\"{folder}\" holds no mission's record.");
        using var record = await MissionRecord.OpenAsync(state, charter, cancellationToken);
        var all = await OnceAsync(record, authorities, every, cancellationToken);
        var exported = Path.Combine(folder, "record");
        if (
            Directory.Exists(exported)
            && (await Trucewatch.Record.RecordFolder.OpenAsync(exported, cancellationToken)).Checkpoint is var there
        )
            record.Stamps.CopyTo(exported, there.Size);
        return all ? Exit.Done : Exit.Rejected;
    }

    private static async Task<bool> OnceAsync(
        MissionRecord record,
        ImmutableArray<StampCheckpoint.Authority> authorities,
        Duration every,
        CancellationToken cancellationToken
    )
    {
        using var http = AskAuthority.Client();
        var now = SystemClock.Instance.GetCurrentInstant();
        var (newest, all) = (record.Log.Signed, true);
        foreach (
            var reply in await StampCheckpoint.RunAsync(
                newest,
                record.Stamps,
                authorities,
                every,
                now,
                http,
                cancellationToken
            )
        )
        {
            if (reply is StampCheckpoint.Reply.Stamped { Stamp: var stamp, Subject: var subject })
                Console.WriteLine(
                    $"The checkpoint of {stamp.Size} entries was stamped {RecordWords.Time(stamp.At)} by {stamp.Authority} ({subject})."
                );
            else if (reply is StampCheckpoint.Reply.Failed failed)
            {
                all = false;
                await Console.Error.WriteLineAsync($"No stamp by {failed.Authority}: {failed.Why}");
            }
        }
        return all;
    }
}
