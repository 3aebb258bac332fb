using System.CommandLine;
using Trucewatch.Missions.Records;
using Trucewatch.Record;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch drop-tail OUT</c>: entries that were stored and never signed, and that break a rule, are kept aside and dropped.</summary>
internal static class DropTailCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("folder") { Description = "What a replay wrote, with its state." };
        var command = new Command(
            "drop-tail",
            """
            For a record that is refused because entries behind its newest checkpoint break a rule. Nobody signed them, and
            nobody was told that they are stored. They are kept aside in a file named by its SHA-256, and dropped. Entries
            under the checkpoint are never touched; entries that keep every rule stay and are signed at the next start.
            Stop every other program on this record first.

            Example:
              trucewatch drop-tail out
            """
        )
        {
            folder,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(folder)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellationToken)
    {
        var state = Path.Combine(folder, "state");
        switch (await DropTail.RunAsync(state, cancellationToken))
        {
            case null:
                return ReplayCommand.Say(Exit.WrongUse, $"\"{folder}\" holds no record.");
            case UnsignedTail.Reply.None:
                Console.WriteLine("Nothing was dropped: the record ends with its checkpoint.");
                return Exit.Done;
            case UnsignedTail.Reply.Sound sound:
                Console.WriteLine(
                    $"Nothing was dropped: {Entries(sound.From, sound.To)} not signed yet, but every rule is kept: the next start signs that."
                );
                return Exit.Done;
            case UnsignedTail.Reply.Dropped dropped:
                Console.WriteLine($"Dropped {Entries(dropped.From, dropped.To)} never signed. {dropped.Why}");
                Console.WriteLine(
                    $"Kept aside in {Path.Combine(state, DropTail.Folder, dropped.Aside)}, SHA-256 {dropped.Sha256}."
                );
                return Exit.Done;
            default:
                throw new InvalidOperationException("there is no fourth reply");
        }
    }

    private static string Entries(EntryNumber from, EntryNumber to) =>
        from == to ? $"entry {from}: it was" : $"the entries {from} to {to}: they were";
}
