using System.CommandLine;
using System.Text;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch disclose FOLDER --entry N --field NAME</c>, <c>trucewatch disclose check FILE</c>.</summary>
internal static class DiscloseCommand
{
    private const long MaxDisclosure = 1L << 26;

    public static Command Make()
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "An exported record whose values are open to you.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var entry = new Option<long?>("--entry") { Description = "The entry's number." };
        var field = new Option<string?>("--field") { Description = "The field's name." };
        var output = new Option<string?>("--out") { Description = "The file to write (default: standard output)." };
        var command = new Command(
            "disclose",
            """
            Opens one field of one entry to somebody, with all that he needs to check it: the disclosure, the entry, the proof.

            Example:
              trucewatch disclose out/record --entry 40 --field text --out text-of-40.json
              trucewatch disclose check text-of-40.json --key record.vkey
            """
        )
        {
            folder,
            entry,
            field,
            output,
            MakeCheck(),
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(folder) ?? throw new WrongUseException("Give the folder of an exported record."),
                    parsed.GetValue(entry) ?? throw new WrongUseException("Give the entry's number with --entry."),
                    parsed.GetValue(field) ?? throw new WrongUseException("Give the field's name with --field."),
                    parsed.GetValue(output),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string folder,
        long entry,
        string field,
        string? output,
        CancellationToken cancellationToken
    )
    {
        using var client = TileAddress.Client();
        var files = Given.Files(folder, client);
        var verdict = await VerifyRecord.FilesAsync(files, Trust.Nobody, cancellationToken);
        if (verdict is RecordVerdict.Fails fails)
            return RecordWords.Fails(fails);
        DisclosedField disclosed;
        try
        {
            disclosed = await DisclosedField.OfAsync(files, new(entry), field, cancellationToken);
        }
        catch (ArgumentException wrong)
        {
            throw new WrongUseException(wrong.Message.Split(" (Parameter")[0]);
        }

        if (output is null)
        {
            Console.Write(disclosed.Text());
            return Exit.Done;
        }
        await File.WriteAllTextAsync(output, disclosed.Text(), new UTF8Encoding(false), cancellationToken);
        Console.WriteLine(
            $"The field {field} of entry {entry} is opened in {output}: whoever has this file can read it and check it."
        );
        return Exit.Done;
    }

    private static Command MakeCheck()
    {
        var file = new Argument<string>("file") { Description = "What trucewatch disclose wrote." };
        var (key, policy) = (Given.Key(), Given.Policy());
        var check = new Command(
            "check",
            """
            Checks an opened field against its entry, and the entry against the record.
            Exit code 0: it is the entry's; 1: it is not shown.

            Example:
              trucewatch disclose check text-of-40.json --key record.vkey
            """
        )
        {
            file,
            key,
            policy,
        };
        check.SetAction(parsed =>
        {
            var trust = Given.Trust(parsed.GetValue(key), parsed.GetValue(policy));
            var disclosed = Given.Read(parsed.GetValue(file)!, MaxDisclosure, DisclosedField.Read);
            switch (disclosed.Check(trust))
            {
                case DisclosureVerdict.Holds holds:
                    Console.WriteLine(
                        $"Entry {holds.In.Number} ({holds.Entry.Kind}, by {holds.Entry.Org}, {RecordWords.Time(holds.Entry.At)}) of the record \"{holds.In.Checkpoint.Origin}\" says {holds.Name} = {holds.Value}; the proof leads to the checkpoint of {holds.In.Checkpoint.Size} entries; {RecordWords.Signed(holds.In.SignedBy)}."
                    );
                    return Exit.Done;
                case DisclosureVerdict.Fails fails:
                    return ReplayCommand.Say(Exit.Rejected, $"The disclosure shows nothing: {fails.Why}");
                default:
                    throw new InvalidOperationException("no words for that");
            }
        });
        return check;
    }
}
