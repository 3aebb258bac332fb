using System.Collections.Immutable;
using System.CommandLine;
using Trucewatch.Formats.Monitoring;
using Trucewatch.Incidents;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Missions.Verdicts;
using Trucewatch.Record;
using Trucewatch.Reports;
using Trucewatch.Verdicts;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch judge MISSION</c>: the verdicts at their anchors; with <c>--cases</c>, rules and logs of outside monitors.</summary>
internal static class JudgeCommand
{
    // Up to so many entries, since when a verdict stands is told unasked.
    private const long Short = 500;

    public static Command Make()
    {
        var mission = new Argument<string?>("mission")
        {
            Description = "The mission's folder, such as missions/lantern.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var cases = new Option<FileInfo>("--cases")
        {
            Description = "A file of rules and logs, one JSON object a line (docs/formats/monitoring-cases.md).",
        };
        var (data, output, asOf) = (Shared.Data(), Shared.Out("Where the record is"), Shared.AsOf());
        asOf.Description = "What was known then: an entry's number, or an instant such as 2025-04-20T12:00:00Z.";
        var changes = new Option<bool>("--changes")
        {
            Description =
                "Every change of every verdict, from which entry until which it was known. Slow in a long record.",
        };
        var command = new Command(
            "judge",
            """
            Judges a mission's record: a line for each verdict with clause, bearer, anchor, verdict, known from which entry.
            With --cases: rules over logs in the form of outside monitors, one {id, status, verdicts|reason} a line.
            Exit code 1: something is breached, or a case was refused.

            Example:
              trucewatch judge missions/lantern --as-of 120 --out out
            """
        )
        {
            mission,
            cases,
            data,
            output,
            asOf,
            changes,
        };
        command.SetAction(
            (parsed, stop) =>
                (parsed.GetValue(mission), parsed.GetValue(cases)) switch
                {
                    (null, { } file) => CasesAsync(file, stop),
                    ({ } folder, null) => MissionAsync(
                        folder,
                        parsed.GetValue(data),
                        Shared.OutFolder(parsed.GetValue(output), folder),
                        parsed.GetValue(asOf),
                        parsed.GetValue(changes),
                        stop
                    ),
                    _ => throw new WrongUseException("Give a mission's folder, or --cases FILE."),
                }
        );
        return command;
    }

    private static async Task<int> MissionAsync(
        string mission,
        string? data,
        string output,
        string? asOf,
        bool changes,
        CancellationToken cancellationToken
    )
    {
        var state = Path.Combine(output, "state");
        var reply = await Progress.ShowAsync(p => ReplayMission.RunAsync(mission, data, state, p, cancellationToken));
        if (reply is not ReplayMission.Reply.Done done)
            return reply is ReplayMission.Reply.Refused refused
                ? ReplayCommand.Refuse(refused)
                : ReplayCommand.Explain(reply);
        using var record = await MissionRecord.OpenAsync(state, done.Charter, cancellationToken);
        var entry = asOf is null
            ? new EntryNumber(record.Checkpoint.Size)
            : await Shared.EntryAsync(record, asOf, cancellationToken) ?? EntryNumber.None;
        if (entry.Value < 1 || await record.KnownAtAsync(entry, cancellationToken) is not { } known)
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"Nothing was known at \"{asOf}\". Give an entry's number or an instant."
            );
        return await TellAsync(record, known, entry, changes, cancellationToken);
    }

    private static async Task<int> TellAsync(
        MissionRecord record,
        Known known,
        EntryNumber entry,
        bool changes,
        CancellationToken cancellationToken
    )
    {
        var written = WrittenReport.Of(known.Draw(), Audience.Mission, Math.Max(1, known.Reports));
        var isTold = changes || entry.Value <= Short;
        var rows = isTold
            ? await VerdictHistory.OfAsync(record, entry, null, cancellationToken)
            : [.. written.Picture.Judgements.Select(j => new VerdictRow(j, 0, null))];
        foreach (var row in rows.Where(r => changes || r.KnownUntil is null))
            Console.WriteLine(Line(row, written.Numbers, changes));
        if (!isTold)
            Console.WriteLine($"As known at entry {entry}. Since when each stands: --changes.");
        return rows.Any(r => r is { KnownUntil: null, Judgement.Verdict: Verdict.Breached })
            ? Exit.Rejected
            : Exit.Done;
    }

    private static string Line(VerdictRow row, ImmutableDictionary<IncidentId, int> numbers, bool changes)
    {
        var judgement = row.Judgement;
        var anchor = judgement.Anchor;
        var what = anchor.Fact switch
        {
            { Incident: { } incident } => numbers.TryGetValue(incident, out var number)
                ? $"I-{number}"
                : "an incident that is gone",
            { } fact => fact.Text,
            null => "state",
        };
        var verdict = judgement.Verdict is { } v ? Formats.Reports.BoardCsv.Word(v.Value) : "";
        var state = judgement.Obligation is { } o
            ? $"{Values.ValueCodec.Word(o.State)}{(o.Limit is { } l ? $" (limit {Instants.Text(l)})" : "")}"
            : "";
        var because = judgement.Because.IsEmpty ? "" : $"because {string.Join(", ", judgement.Because)}";
        var since =
            row.KnownFrom == 0 ? ""
            : changes && row.KnownUntil is { } until ? $"known from {row.KnownFrom} until {until}"
            : $"known from {row.KnownFrom}";
        string[] parts =
        [
            judgement.Key.Clause,
            judgement.Key.Bearer,
            what,
            Instants.Text(anchor.Start),
            verdict,
            state,
            because,
            since,
        ];
        return string.Join("  ", parts.Where(p => p.Length > 0));
    }

    private static async Task<int> CasesAsync(FileInfo cases, CancellationToken cancellationToken)
    {
        var refused = 0;
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(cases.FullName, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                var answer = CaseJudge.Answer(MonitoringCase.Read(line));
                Console.WriteLine(answer.ToJsonString());
                refused += answer["status"]!.GetValue<string>() == "ok" ? 0 : 1;
            }
            catch (FormatException wrong)
            {
                await Console.Error.WriteLineAsync($"Line {number}: {wrong.Message}");
                refused++;
            }
        }
        return refused == 0 ? Exit.Done : Exit.Rejected;
    }
}
