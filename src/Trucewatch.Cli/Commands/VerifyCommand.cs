using System.CommandLine;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch verify record|proof|bundle|report|verdict</c>: what an outsider checks.</summary>
internal static class VerifyCommand
{
    public static Command Make() =>
        new(
            "verify",
            """
            Checks what the mission gives out. Without --key it is shown that nothing was altered, not whose it is.

            Example:
              trucewatch verify record out/record --key record.vkey
            """
        )
        {
            MakeRecord(),
            MakeProof(),
            MakeBundle(),
            VerifyReportCommand.Make(),
            VerifyVerdictCommand.Make(),
        };

    private static Command MakeRecord()
    {
        var (record, key, policy) = (Given.Record(), Given.Key(), Given.Policy());
        var stampRoot = new Option<string[]>("--stamp-root")
        {
            Description =
                "A PEM file with the root of a time-stamping authority that you trust; give it once for each.",
        };
        var command = new Command(
            "record",
            """
            Checks a record without a database, in a folder or at an address: every entry, the tree, every opened value,
            authors, and with --key or --policy the signatures under its checkpoint.
            Exit code 0: it holds; 1: it does not.

            Example:
              trucewatch verify record out/record
              trucewatch verify record http://127.0.0.1:5080/record --key record.vkey --policy policy.txt
              trucewatch verify record out/record --stamp-root one.pem --stamp-root two.pem
            """
        )
        {
            record,
            key,
            policy,
            stampRoot,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
                using var client = TileAddress.Client();
                var files = Given.Files(parsed.GetValue(record)!, client);
                var stampCheck = StampWords.Check(parsed.GetValue(stampRoot) ?? []);
                var verdict = await VerifyRecord.FilesAsync(files, trust, cancellationToken);
                var exit = RecordWords.Tell(verdict);
                return verdict is RecordVerdict.Holds holds
                    ? Math.Max(
                        exit,
                        StampWords.Tell(await StampedCheckpoints.ReadAsync(files, holds, stampCheck, cancellationToken))
                    )
                    : exit;
            }
        );
        return command;
    }

    private static Command MakeProof()
    {
        var file = new Argument<string>("proof") { Description = "The proof, a .tlog-proof file." };
        var entry = new Option<string>("--entry")
        {
            Description = "The file with the entry's bytes, nothing before or after them.",
            Required = true,
        };
        var (key, policy) = (Given.Key(), Given.Policy());
        var command = new Command(
            "proof",
            """
            Checks offline that an entry is in a record. Needs --key or --policy: without them a proof shows nothing.
            Exit code 0: it is; 1: the proof does not show it.

            Example:
              trucewatch verify proof 17.tlog-proof --entry 17.json --key record.vkey
            """
        )
        {
            file,
            entry,
            key,
            policy,
        };
        command.SetAction(parsed =>
        {
            var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
            if (trust == Trust.Nobody)
                throw new WrongUseException(
                    "Give --key or --policy: anybody can make a proof under a checkpoint of his own."
                );
            var proof = Given.Read(parsed.GetValue(file)!, SignedNote.MaxBytes + 10_000, b => TlogProof.Read(b));
            var bytes = Given.ReadBytes(parsed.GetValue(entry)!, ushort.MaxValue + 1);
            var result = ProofCheck.Check(proof, bytes, trust);
            if (result is ProofCheck.Fails && bytes is [.., (byte)'\n']) // an editor's line feed, which no entry ends with
                result = ProofCheck.Check(proof, bytes.AsSpan(0, bytes.Length - 1), trust);
            return Tell(result);
        });
        return command;
    }

    private static int Tell(ProofCheck result)
    {
        if (result is ProofCheck.Holds holds)
        {
            Console.WriteLine(
                $"The entry is number {holds.Number} of the record \"{holds.Checkpoint.Origin}\": the proof leads to its checkpoint of {holds.Checkpoint.Size} entries; {RecordWords.Signed(holds.SignedBy)}."
            );
            return Exit.Done;
        }
        return ReplayCommand.Say(Exit.Rejected, $"The proof shows nothing: {((ProofCheck.Fails)result).Why}");
    }

    private static Command MakeBundle()
    {
        var bundle = new Argument<string>("bundle")
        {
            Description = "An exported record: its folder, or a zip file of it.",
        };
        var (key, policy) = (Given.Key(), Given.Policy());
        var command = new Command(
            "bundle",
            """
            Checks a record and whether its conclusions follow from its entries, in one.
            Exit code 0: both; 1: not, or not recomputable as far as opened.

            Example:
              trucewatch verify bundle easter.zip --key record.vkey
            """
        )
        {
            bundle,
            key,
            policy,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
                var place = parsed.GetValue(bundle)!;
                if (Directory.Exists(place))
                    return await BundleAsync(place, trust, cancellationToken);
                if (!File.Exists(place))
                    throw new WrongUseException($"There is neither a folder nor a file {place}.");
                var folder = Directory.CreateTempSubdirectory("trucewatch-bundle-").FullName;
                try
                {
                    await Bundle.UnpackAsync(place, folder, cancellationToken);
                    return await BundleAsync(folder, trust, cancellationToken);
                }
                catch (FormatException wrong)
                {
                    return ReplayCommand.Say(Exit.Rejected, wrong.Message);
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        );
        return command;
    }

    private static async Task<int> BundleAsync(string folder, Trust trust, CancellationToken cancellationToken)
    {
        var files = RecordFiles.InFolder(folder);
        var verdict = await VerifyRecord.FilesAsync(files, trust, cancellationToken);
        if (verdict is not RecordVerdict.Holds holds)
            return RecordWords.Fails((RecordVerdict.Fails)verdict);
        var recomputed = await Recompute.RunAsync(
            files.EntriesAsync(holds.Size, cancellationToken),
            Given.Making,
            cancellationToken
        );
        var (words, exit) = RecordWords.Say(recomputed);
        Console.WriteLine(
            $"{RecordWords.Holds(holds)}. Its conclusions: {char.ToLowerInvariant(words[0])}{words[1..]}."
        );
        return exit;
    }
}
