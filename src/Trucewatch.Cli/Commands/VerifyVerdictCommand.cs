using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Missions.Records;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch verify verdict PROOF --record FOLDER|ADDRESS|STATE</c>: does the verdict follow from the entries?</summary>
internal static class VerifyVerdictCommand
{
    private const long MaxBytes = 1L << 26;

    public static Command Make()
    {
        var proof = new Argument<string>("proof") { Description = "The proof, as explain --json wrote it." };
        var record = new Option<string>("--record")
        {
            Description = "The record that it is of: an exported folder, an address, or the folder of a replay.",
            Required = true,
        };
        var (key, policy) = (Given.Key(), Given.Policy());
        var command = new Command(
            "verdict",
            """
            Checks the proof of a verdict against its record, without computing verdicts: every fact by its entries, every
            comparison, distance and window, and that what was looked for and not found is not there.
            Exit code 0: it holds, all of it or as far as opened; 1: it does not.

            Example:
              trucewatch verify verdict proof.json --record out/record --key record.vkey
            """
        )
        {
            proof,
            record,
            key,
            policy,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var json = Given.Read(parsed.GetValue(proof)!, MaxBytes, Parse);
                var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
                var place = parsed.GetValue(record)!;
                if (await MissionRecord.ReadAsync(Path.Combine(place, "state"), cancellationToken) is { } stored)
                    return Tell(
                        json,
                        await VerdictRecord.ReadAsync(stored, cancellationToken),
                        "read where it is written"
                    );
                using var client = TileAddress.Client();
                var files = Given.Files(place, client);
                return await VerifyRecord.FilesAsync(files, trust, cancellationToken) switch
                {
                    RecordVerdict.Holds holds => Tell(
                        json,
                        await VerdictRecord.ReadAsync(
                            files.EntriesAsync(holds.Size, cancellationToken),
                            cancellationToken
                        ),
                        $"which holds: {holds.Size} entries, root {RecordWords.Hex(holds.Root)}; {RecordWords.Signed(holds.SignedBy)}"
                    ),
                    RecordVerdict.Fails fails => RecordWords.Fails(fails),
                    _ => throw new InvalidOperationException("no words for that"),
                };
            }
        );
        return command;
    }

    private static int Tell(JsonNode json, VerdictRecord record, string words)
    {
        switch (VerdictCheck.Run(json, record))
        {
            case VerdictAnswer.Holds holds:
                Console.WriteLine($"The proof holds: every step follows from the entries of the record, {words}.");
                Taken(holds.NotRecomputed);
                return Exit.Done;
            case VerdictAnswer.AsFarAsOpened some:
                Console.WriteLine(
                    $"The proof holds as far as opened: no step fails, and {Shared.Counted(some.Closed.Length, "thing")} it rests on {(some.Closed.Length == 1 ? "is" : "are")} closed to you. The record, {words}."
                );
                foreach (var closed in some.Closed.Take(20))
                    Console.WriteLine($"  closed: {closed}");
                Taken(some.NotRecomputed);
                return Exit.Done;
            case VerdictAnswer.Fails fails:
                return ReplayCommand.Say(Exit.Rejected, $"The proof does not hold: at {fails.Where}, {fails.Why}.");
            default:
                throw new InvalidOperationException("no words for that");
        }
    }

    private static void Taken(IEnumerable<string> notRecomputed)
    {
        foreach (var taken in notRecomputed)
            Console.WriteLine($"  not recomputed here, see recompute: {taken}");
    }

    private static JsonNode Parse(byte[] file)
    {
        try
        {
            return JsonNode.Parse(file) ?? throw new FormatException("It is empty.");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"It is no JSON: {wrong.Message}", wrong);
        }
    }
}
