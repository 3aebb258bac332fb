using System.CommandLine;
using Trucewatch.Missions.Records;
using Trucewatch.Record;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch erase OUT --entry N</c>: values are removed for ever, the tree stays.</summary>
internal static class EraseCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("folder") { Description = "What a replay wrote, with its state." };
        var entry = new Option<long>("--entry") { Description = "The entry whose values are erased.", Required = true };
        var field = new Option<string[]>("--field")
        {
            Description = "A field; give it once for each. None: all but the key of the source.",
        };
        var ground = new Option<string>("--ground") { Description = "The legal ground, in words.", Required = true };
        var by = new Option<string[]>("--by")
        {
            Description = "Who decided: give it twice, for two different persons.",
            Required = true,
        };
        var command = new Command(
            "erase",
            """
            Erases values of an entry, such as a person's data, with their salts. The order stands in the record as an
            entry of its own; the tree stays whole, and what was erased can be shown by nobody any more.
            Copies that were given out before are not reached.

            Example:
              trucewatch erase out --entry 42 --field text --ground "request of 3 May" --by "O. Koval" --by "J. Maes"
            """
        )
        {
            folder,
            entry,
            field,
            ground,
            by,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(folder)!,
                    new Erasure(
                        new(parsed.GetValue(entry)),
                        [.. parsed.GetValue(field) ?? []],
                        parsed.GetValue(ground)!,
                        [.. parsed.GetValue(by)!]
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(string folder, Erasure erasure, CancellationToken cancellationToken)
    {
        var state = Path.Combine(folder, "state");
        if (await MissionRecord.CharterAsync(state, cancellationToken) is not { } charter)
            return ReplayCommand.Say(Exit.WrongUse, $"\"{folder}\" holds no mission's record.");
        using var record = await MissionRecord.OpenAsync(state, charter, cancellationToken);
        switch (await EraseValues.EraseAsync(record, erasure, cancellationToken))
        {
            case EraseValues.Reply.Erased done:
                Console.WriteLine(
                    $"Erased from entry {erasure.Of}: {string.Join(", ", done.Fields)}. The order is entry {done.Order}; the tree is whole."
                );
                if (Directory.Exists(Path.Combine(folder, "record")))
                    Console.WriteLine(
                        $"\"{Path.Combine(folder, "record")}\" was written before and still shows them: replay the mission, which writes it anew, and recall what was given out."
                    );
                return Exit.Done;
            case EraseValues.Reply.Refused refused:
                return ReplayCommand.Say(Exit.WrongUse, refused.Why);
            default:
                throw new InvalidOperationException("there is no third reply");
        }
    }
}
