using System.CommandLine;
using Trucewatch.Missions.Records;
using Trucewatch.Record;
using Trucewatch.Verifier;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch recompute OUT</c>: do the conclusions follow from the entries?</summary>
internal static class RecomputeCommand
{
    public static Command Make()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "What a replay wrote (with its state), or an exported record whose values are all open.",
        };
        var command = new Command(
            "recompute",
            """
            Folds the whole record again and compares every product issued with what follows from its entries.
            Exit code 0: the same; 1: different, or not recomputable as far as opened.

            Example:
              trucewatch recompute out
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
        if (await MissionRecord.ReadAsync(state, cancellationToken) is { } entries)
            return Tell(await Recompute.RunAsync(entries, cancellationToken));
        if (!File.Exists(Path.Combine(folder, RecordFolder.CheckpointFile)))
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"\"{folder}\" holds neither a state folder nor an exported record."
            );
        var exported = await RecordFolder.OpenAsync(folder, cancellationToken);
        return Tell(await Recompute.RunAsync(exported.ReadAsync(cancellationToken), cancellationToken));
    }

    private static int Tell(Recomputed recomputed)
    {
        switch (recomputed)
        {
            case Recomputed.Same same:
                Console.WriteLine(
                    $"The same: {Shared.Counted(same.Products, "product")} computed again from the entries 1 to {same.Entries}."
                );
                return Exit.Done;
            case Recomputed.OtherVersion other:
                Console.WriteLine(
                    $"Other version: report {other.Number} (entry {other.Issue}) was made by release {other.Release}, fold {other.Fold}. Run that release."
                );
                return Exit.Rejected;
            case Recomputed.Closed closed:
                Console.WriteLine(
                    $"Not recomputable since entry {closed.Since} ({closed.What}): its values are closed to this reader."
                );
                return Exit.Rejected;
            case Recomputed.Differs differs:
                Console.WriteLine(
                    $"Different: report {differs.Number} (entry {differs.Issue}) was issued with {differs.Issued}, the entries give {differs.Computed}."
                );
                return Exit.Rejected;
            default:
                throw new InvalidOperationException("no words for that");
        }
    }
}
