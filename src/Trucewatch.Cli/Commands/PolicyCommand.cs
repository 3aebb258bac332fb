using System.CommandLine;
using Trucewatch.Record;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch policy default</c>: the policy that survives any one side.</summary>
internal static class PolicyCommand
{
    public static Command Make()
    {
        var log = Required("--log", "The record's verifier key, or a file that holds it.");
        var coalition = new Option<string[]>("--coalition")
        {
            Description = "The verifier key of a state's witness, or a file that holds it; repeat it for each.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var threshold = new Option<int?>("--threshold")
        {
            Description = "How many of the coalition must have cosigned (default: two thirds, rounded up; 24 of 35).",
        };
        var (a, b, independent) = (
            Required("--party-a", "Party A's witness."),
            Required("--party-b", "Party B's witness."),
            Required("--independent", "The witness of a body that belongs to no side.")
        );
        var command = new Command(
            "default",
            """
            Prints the default policy: so many of the coalition, and two of party A, party B and an independent body. Two of
            these three always include a party, and no single side can stop the record. Add each witness's address at the
            end of its line where it has one.

            Example:
              trucewatch policy default --log record.vkey --coalition fr.vkey de.vkey pl.vkey --party-a a.vkey --party-b b.vkey --independent icrc.vkey
            """
        )
        {
            log,
            coalition,
            threshold,
            a,
            b,
            independent,
        };
        command.SetAction(parsed =>
        {
            var states = parsed.GetValue(coalition)!.Select(Witness).ToList();
            try
            {
                Console.Write(
                    WitnessPolicy.DefaultText(
                        Given.LogKey(parsed.GetValue(log)!),
                        [.. states],
                        parsed.GetValue(threshold) ?? ((2 * states.Count) + 2) / 3,
                        Witness(parsed.GetValue(a)!),
                        Witness(parsed.GetValue(b)!),
                        Witness(parsed.GetValue(independent)!)
                    )
                );
                return Exit.Done;
            }
            catch (ArgumentException wrong)
            {
                throw new WrongUseException(wrong.Message.Split(" (Parameter")[0]);
            }
        });
        return new Command(
            "policy",
            """
            Makes policies: whose cosignatures a reader asks for.

            Example:
              trucewatch policy default --log record.vkey --coalition fr.vkey de.vkey pl.vkey --party-a a.vkey --party-b b.vkey --independent icrc.vkey
            """
        )
        {
            command,
        };
    }

    private static VerifierKey Witness(string given) =>
        Given.Verifier(given) is { Type: not KeyType.Ed25519 } key
            ? key
            : throw new WrongUseException($"\"{given}\" is a log's key, not a witness's.");

    private static Option<string> Required(string name, string description) =>
        new(name) { Description = description, Required = true };
}
