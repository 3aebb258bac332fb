using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Trucewatch.Record;
using Trucewatch.Server.Witnesses;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch witness</c>: cosigns checkpoints of logs that have only grown, over HTTP or by files.</summary>
internal static class WitnessCommand
{
    private sealed record Options(
        Option<string?> Key,
        Option<string?> Name,
        Option<string[]> Logs,
        Option<string?> State
    );

    public static Command Make()
    {
        var options = MakeOptions();
        var port = new Option<int>("--port")
        {
            Description = "The port on this machine; 0: any free one.",
            DefaultValueFactory = _ => 5090,
        };
        var command = new Command(
            "witness",
            """
            Runs a witness (C2SP tlog-witness) on this machine only: it cosigns a log's checkpoint if the log has only grown
            since the last one, and keeps what it signed before it answers. Ctrl+C ends it.

            Example:
              trucewatch witness --key witness.key --name witness.example/a --log record.vkey --state witness
            """
        )
        {
            options.Key,
            options.Name,
            options.Logs,
            options.State,
            port,
            MakeSign(),
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var key = OpenKey(parsed.GetValue(options.Key), parsed.GetValue(options.Name));
                var logs = parsed.GetValue(options.Logs);
                using var state = OpenState(parsed.GetValue(options.State));
                var desk = Desk(logs, key, state);
                await using var server = WitnessServer.Make(desk, parsed.GetValue(port));
                await server.StartAsync(cancellationToken);
                var address = server
                    .Services.GetRequiredService<IServer>()
                    .Features.Get<IServerAddressesFeature>()!
                    .Addresses.First();
                Console.WriteLine($"Witness key: {desk.Key}");
                Console.WriteLine(
                    $"Witnessing {string.Join(", ", desk.Origins)} at {address} on this machine only; Ctrl+C stops it."
                );
                await Task.Delay(Timeout.Infinite, cancellationToken)
                    .ContinueWith(
                        _ => { },
                        CancellationToken.None,
                        TaskContinuationOptions.None,
                        TaskScheduler.Default
                    );
                await server.StopAsync(CancellationToken.None);
                return Exit.Done;
            }
        );
        return command;
    }

    private static Command MakeSign()
    {
        var options = MakeOptions();
        var input = new Argument<string>("in") { Description = "The request that trucewatch cosign ask wrote." };
        var output = new Argument<string>("out") { Description = "Where the signature lines go." };
        var sign = new Command(
            "sign",
            """
            Cosigns by hand, for a cell without a network: reads the request of a record's keeper from a file and writes the
            signature lines to another. Give the size that it prints to the keeper: he needs it for the next request.
            Exit code 0: cosigned; 1: refused.

            Example:
              trucewatch witness sign --key witness.key --log record.vkey --state witness request.txt cosignature.txt
            """
        )
        {
            options.Key,
            options.Name,
            options.Logs,
            options.State,
            input,
            output,
        };
        sign.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var key = OpenKey(parsed.GetValue(options.Key), parsed.GetValue(options.Name));
                var request = Given.ReadBytes(parsed.GetValue(input)!, WitnessDesk.MaxBytes);
                using var state = OpenState(parsed.GetValue(options.State));
                var answer = Desk(parsed.GetValue(options.Logs), key, state).Receive(request);
                if (answer.Status != 200)
                    return ReplayCommand.Say(
                        Exit.Rejected,
                        answer.Status == 409
                            ? $"Not cosigned: this witness knows {answer.Body.Trim()} entries; ask again with --witness-size {answer.Body.Trim()}."
                            : $"Not cosigned ({answer.Status}): {answer.Body.Trim()}"
                    );
                await File.WriteAllTextAsync(
                    parsed.GetValue(output)!,
                    answer.Body,
                    new UTF8Encoding(false),
                    cancellationToken
                );
                var signed = AddCheckpoint.Read(request).Checkpoint;
                Console.WriteLine(
                    $"Cosigned: \"{signed.Origin}\" with {signed.Size} entries has only grown; the lines are in {parsed.GetValue(output)}."
                );
                return Exit.Done;
            }
        );
        return sign;
    }

    private static Options MakeOptions() =>
        new(
            new("--key") { Description = "The witness's private key file; made at the first run, for its owner only." },
            new("--name") { Description = "The name of a key that is made now, such as witness.example/a." },
            new("--log")
            {
                Description = "The verifier key of a log that it watches, or a file that holds it; may be repeated.",
                AllowMultipleArgumentsPerToken = true,
            },
            new("--state") { Description = "The folder that keeps what was cosigned." }
        );

    private static WitnessDesk Desk(string[]? logs, SigningKey key, WitnessState state) =>
        logs is not { Length: > 0 }
            ? throw new WrongUseException("Give the verifier key of at least one log with --log.")
            : new([.. logs.Select(Given.LogKey)], key, state, TimeProvider.System);

    private static WitnessState OpenState(string? folder) =>
        WitnessState.Open(folder ?? throw new WrongUseException("Give a folder for what was cosigned with --state."));

    private static SigningKey OpenKey(string? file, string? name)
    {
        if (file is null)
            throw new WrongUseException("Give the witness's key file with --key; with --name it is made.");
        if (!File.Exists(file))
        {
            KeysCommand.Write(
                file,
                name ?? throw new WrongUseException($"There is no key file {file}. Give --name, and it is made."),
                KeyType.Ed25519Cosignature
            );
            Console.Error.WriteLine($"A new key was made in {file}: keep it, and let nobody read it.");
        }
        var key = KeyFile.Read(file, name);
        if (key.Verifier.Type == KeyType.Ed25519Cosignature)
            return key;
        using (key)
            throw new WrongUseException(
                $"{file} holds a key of a log or an author. Make a witness's: trucewatch keys make NAME --type witness --out FILE"
            );
    }
}
