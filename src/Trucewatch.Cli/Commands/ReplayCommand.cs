using System.CommandLine;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Reports;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch replay MISSION --data FOLDER --out FOLDER</c>: the main job in the terminal.</summary>
internal static class ReplayCommand
{
    public static Command Make()
    {
        var mission = Shared.Mission();
        var data = Shared.Data();
        var output = Shared.Out("Where the products and the record go");
        var database = Shared.Database();
        var audience = Shared.Audience();
        var language = Shared.Language();
        var asOf = Shared.AsOf();
        var command = new Command(
            "replay",
            """
            Reads a mission and its sources into a record and writes its report: report.html, report.json, board.csv,
            incidents.geojson, rejections.csv and the record itself. Reading again adds nothing.

            Example:
              trucewatch replay missions/easter-2025 --data ../shared/data --out out
            """
        )
        {
            mission,
            data,
            output,
            database,
            audience,
            language,
            asOf,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(data),
                    Shared.OutFolder(parsed.GetValue(output), parsed.GetValue(mission)!),
                    parsed.GetValue(database),
                    Shared.ToAudience(parsed.GetValue(audience)!),
                    parsed.GetValue(language)!,
                    parsed.GetValue(asOf),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string mission,
        string? data,
        string output,
        string? database,
        Audience audience,
        string language,
        string? asOf,
        CancellationToken cancellationToken
    )
    {
        if (asOf is not null && !new Viewer(audience).MayAskAsOf)
        {
            await Console.Error.WriteLineAsync(
                "--as-of needs --audience MISSION: lower audiences get issued products only, since the difference of two entries would unmask a source."
            );
            return Exit.WrongUse;
        }
        var state = Path.Combine(output, "state");
        Shared.ChooseDatabase(state, database);
        var reply = await Progress.ShowAsync(p => ReplayMission.RunAsync(mission, data, state, p, cancellationToken));
        return reply switch
        {
            ReplayMission.Reply.Done done => await WriteAsync(
                done,
                state,
                output,
                audience,
                language,
                asOf,
                cancellationToken
            ),
            ReplayMission.Reply.Refused refused => Refuse(refused),
            _ => Explain(reply),
        };
    }

    internal static int Explain(ReplayMission.Reply reply) =>
        reply is ReplayMission.Reply.NeedsData needs
            ? Say(
                Exit.WrongUse,
                $"These sources lie outside the mission: {string.Join(", ", needs.Sources)}. Give their folder with --data."
            )
        : reply is ReplayMission.Reply.Changed changed
            ? Say(
                Exit.WrongUse,
                $"The record there was begun from other files; these differ: {string.Join("; ", changed.Items)}. A replay is not amended: give another --out."
            )
        : Say(Exit.WrongUse, "A LIVE mission is not replayed: only EXERCISE and REPLAY have a clock of their own.");

    private static async Task<int> WriteAsync(
        ReplayMission.Reply.Done done,
        string state,
        string output,
        Audience audience,
        string language,
        string? asOf,
        CancellationToken cancellationToken
    )
    {
        using var record = await MissionRecord.OpenAsync(state, done.Charter, cancellationToken);
        WrittenReport written;
        if (asOf is null)
            written = await IssueReport.IssueAsync(record, audience, cancellationToken);
        else if (await Shared.EntryAsync(record, asOf, cancellationToken) is { } entry)
        {
            if (await record.KnownAtAsync(entry, cancellationToken) is not { } known)
                return Say(Exit.WrongUse, $"Nothing was known at \"{asOf}\": the record begins later.");
            written = WrittenReport.Of(known.Draw(), audience, known.Reports + 1);
        }
        else
            return Say(
                Exit.WrongUse,
                $"\"{asOf}\" is neither an entry's number nor an instant such as 2025-04-20T12:00:00Z."
            );

        await WriteProducts.WriteAsync(record, written, audience, language, output, cancellationToken);
        Tell(done, record, written, output);
        Shared.TellKeys(done.KeysMade, state);
        return done.Rejected > 0 ? Exit.Rejected : Exit.Done;
    }

    private static void Tell(ReplayMission.Reply.Done done, MissionRecord record, WrittenReport written, string output)
    {
        var known = written.Picture.Known;
        Console.WriteLine($"{done.Charter.Name["en"]} – {done.Charter.Mark.ToString().ToUpperInvariant()}");
        Console.WriteLine(
            $"{known.Observations.Count} observations, {known.Counts.Length} counts by the parties, {written.Picture.Incidents.Length} incidents;"
                + $" {done.Rejected} rows rejected, {done.Skipped} outside the mission's days or truce."
        );
        Console.WriteLine(
            $"Record: {record.Checkpoint.Size} entries ({done.Added} new), root {Convert.ToHexStringLower(record.Checkpoint.Root.AsSpan())}"
        );
        Console.WriteLine(
            $"Report and board {written.Report.Number} as of entry {written.Report.AsOf}, digest {written.Digest}"
        );
        Console.WriteLine(
            $"Written to {output}: report.html, report.json, board.csv, incidents.geojson, rejections.csv, record/"
        );
        if (done.Rejected > 0)
            Console.WriteLine("Some rows could not be read: rejections.csv says why (exit code 1).");
    }

    internal static int Refuse(ReplayMission.Reply.Refused refused)
    {
        foreach (var problem in refused.Problems)
            Console.Error.WriteLine(problem.ToString());
        return Say(
            Exit.WrongUse,
            $"{Shared.Counted(refused.Problems.Length, "problem")} in the mission's files; nothing was read or written."
        );
    }

    internal static int Say(int exit, string words)
    {
        Console.Error.WriteLine(words);
        return exit;
    }
}
