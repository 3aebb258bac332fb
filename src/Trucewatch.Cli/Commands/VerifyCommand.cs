using System.CommandLine;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch verify record FOLDER</c>.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "An exported record: the folder that holds its checkpoint.",
        };
        var record = new Command(
            "record",
            """
            Checks an exported record without a database: every entry, the tree, every opened value.
            Exit code 0: it holds; 1: it does not.

            Example:
              trucewatch verify record out/record
            """
        )
        {
            folder,
        };
        record.SetAction(
            async (parsed, cancellationToken) =>
            {
                var verdict = await VerifyRecord.FolderAsync(parsed.GetValue(folder)!, null, cancellationToken);
                return verdict.Match(
                    holds =>
                    {
                        Console.WriteLine(
                            $"The record \"{holds.Origin}\" holds: {holds.Size} entries, none altered, root {Convert.ToHexStringLower(holds.Root.AsSpan())};"
                                + $" {holds.OpenedFields} values opened and right, {holds.ClosedDigests} closed to this reader."
                        );
                        return Exit.Done;
                    },
                    fails =>
                    {
                        foreach (var fault in fails.Faults)
                            Console.Error.WriteLine(FaultWords.Say(fault));
                        Console.Error.WriteLine(
                            $"The record does not hold: {Shared.Counted(fails.Faults.Length, "fault")}."
                        );
                        return Exit.Rejected;
                    }
                );
            }
        );
        return new Command(
            "verify",
            """
            Checks what the mission gives out.

            Example:
              trucewatch verify record out/record
            """
        )
        {
            record,
        };
    }
}
