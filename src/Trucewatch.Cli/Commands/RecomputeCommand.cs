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
        var again = new Recompute(Given.Making);
        if (await MissionRecord.ReadAsync(state, cancellationToken) is { } entries)
            return Tell(await again.FoldAsync(entries, cancellationToken), again, folder);
        if (!File.Exists(Path.Combine(folder, RecordFolder.CheckpointFile)))
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"\"{folder}\" holds neither a state folder nor an exported record."
            );
        var exported = await RecordFolder.OpenAsync(folder, cancellationToken);
        return Tell(await again.FoldAsync(exported.ReadAsync(cancellationToken), cancellationToken), again, folder);
    }

    private static int Tell(Recomputed recomputed, Recompute again, string folder)
    {
        var (words, exit) = RecordWords.Say(recomputed);
        Console.WriteLine($"{words}{Line(recomputed, again, Path.Combine(folder, "report.json"))}.");
        return exit;
    }

    // Where the report itself lies beside the record, the first line that differs can be shown.
    private static string Line(Recomputed recomputed, Recompute again, string file) =>
        recomputed is Recomputed.Differs differs
        && again.Written.GetValueOrDefault(differs.Issue.Value) is { } written
        && File.Exists(file)
        && Given.Read(file, HandedReport.MaxBytes, HandedReport.Read) is { Json: { } json } handed
        && handed.Digest == differs.Issued
        && ReportDifference.First(json, Given.Making.ReportJson!(written.Report)) is { } line
            ? $"; in report.json: {line}"
            : "";
}
