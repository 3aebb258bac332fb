using System.CommandLine;
using System.Text;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch cosign ask|take|call</c>: the keeper's side of witnessing.</summary>
internal static class CosignCommand
{
    private const int MaxLines = 1 << 16;

    public static Command Make() =>
        new(
            "cosign",
            """
            Gets cosignatures for a record: by file from a witness without a network, or over HTTP from all of a policy.

            Example:
              trucewatch cosign call --record out/record --policy policy.txt
            """
        )
        {
            MakeAsk(),
            MakeTake(),
            MakeCall(),
        };

    private static Option<string> Record() =>
        new("--record") { Description = "The exported record: its folder or its address.", Required = true };

    private static Option<string> Policy() =>
        new("--policy") { Description = "The file with the witnesses and their quorum.", Required = true };

    private static Option<string?> Out() =>
        new("--out")
        {
            Description = "The file for the cosigned checkpoint (default: cosigned in the record's folder).",
        };

    private static Command MakeAsk()
    {
        var record = Record();
        var size = new Option<long>("--witness-size")
        {
            Description = "How many entries the witness knows; 0: none yet. It says so when it refuses.",
        };
        var output = new Argument<string>("out") { Description = "Where the request goes." };
        var ask = new Command(
            "ask",
            """
            Writes a request for a cosignature to a file: what the witness knows, the proof of growth, the checkpoint.

            Example:
              trucewatch cosign ask --record out/record --witness-size 0 request.txt
            """
        )
        {
            record,
            size,
            output,
        };
        ask.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var client = TileAddress.Client();
                var files = Given.Files(parsed.GetValue(record)!, client);
                string body;
                try
                {
                    body = await new Cosigning(files).RequestAsync(parsed.GetValue(size), cancellationToken);
                }
                catch (ArgumentException wrong)
                {
                    throw new WrongUseException(wrong.Message.Split(" (Parameter")[0]);
                }
                await File.WriteAllTextAsync(
                    parsed.GetValue(output)!,
                    body,
                    new UTF8Encoding(false),
                    cancellationToken
                );
                Console.WriteLine(
                    $"The request for a witness that knows {parsed.GetValue(size)} entries is in {parsed.GetValue(output)}."
                );
                return Exit.Done;
            }
        );
        return ask;
    }

    private static Command MakeTake()
    {
        var (record, policy, output) = (Record(), Policy(), Out());
        var input = new Argument<string>("in") { Description = "The signature lines that the witness wrote." };
        var take = new Command(
            "take",
            """
            Takes a witness's signature lines from a file and merges those that hold into the cosigned checkpoint.
            Exit code 0: the quorum is reached; 1: not yet.

            Example:
              trucewatch cosign take --record out/record --policy policy.txt cosignature.txt
            """
        )
        {
            record,
            policy,
            output,
            input,
        };
        take.SetAction(
            async (parsed, cancellationToken) =>
            {
                var witnesses = Given.ReadPolicy(parsed.GetValue(policy)!);
                var lines = Given.Read(
                    parsed.GetValue(input)!,
                    MaxLines,
                    b => NoteSignature.ReadLines(Encoding.UTF8.GetString(b))
                );
                using var client = TileAddress.Client();
                var files = Given.Files(parsed.GetValue(record)!, client);
                return Tell(
                    await new Cosigning(files).MergeAsync(lines, witnesses, cancellationToken),
                    files,
                    parsed.GetValue(output)
                );
            }
        );
        return take;
    }

    private static Command MakeCall()
    {
        var (record, policy, output) = (Record(), Policy(), Out());
        var call = new Command(
            "call",
            """
            Calls all witnesses of a policy that have an address there, and merges their cosignatures.
            Exit code 0: the quorum is reached; 1: not yet.

            Example:
              trucewatch cosign call --record out/record --policy policy.txt
            """
        )
        {
            record,
            policy,
            output,
        };
        call.SetAction(
            async (parsed, cancellationToken) =>
            {
                var witnesses = Given.ReadPolicy(parsed.GetValue(policy)!);
                using var client = TileAddress.Client();
                var files = Given.Files(parsed.GetValue(record)!, client);
                return Tell(
                    await new Cosigning(files).CallAsync(client, witnesses, cancellationToken),
                    files,
                    parsed.GetValue(output)
                );
            }
        );
        return call;
    }

    private static int Tell(Cosigned cosigned, RecordFiles files, string? output)
    {
        var file =
            output
            ?? (
                files.Folder is { } folder
                    ? Path.Combine(folder, RecordFolder.CosignedFile)
                    : throw new WrongUseException("Give a file for the cosigned checkpoint with --out.")
            );
        DurableFiles.Write(file, cosigned.Note.Bytes());
        DurableFiles.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var by = cosigned.By.IsEmpty ? "nobody" : string.Join(", ", cosigned.By.Select(w => w.Name));
        var missing = cosigned.Missing.IsEmpty
            ? "nobody is missing"
            : $"missing: {string.Join(", ", cosigned.Missing.Select(m => $"{m.Witness.Name} ({m.Why})"))}";
        Console.WriteLine(
            $"The quorum is {(cosigned.Quorum ? "reached" : "not reached")} for \"{cosigned.Checkpoint.Origin}\" with {cosigned.Checkpoint.Size} entries: cosigned by {by}; {missing}; the cosigned checkpoint is in {file}."
        );
        return cosigned.Quorum ? Exit.Done : Exit.Rejected;
    }
}
