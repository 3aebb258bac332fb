using System.CommandLine;
using Trucewatch.Formats.Monitoring;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch judge --cases FILE</c>: rules and logs of outside monitors, judged by our engine.</summary>
internal static class JudgeCommand
{
    public static Command Make()
    {
        var cases = new Option<FileInfo>("--cases")
        {
            Description = "A file of rules and logs, one JSON object a line (docs/formats/monitoring-cases.md).",
            Required = true,
        };
        var command = new Command(
            "judge",
            """
            Judges rules over logs in the form that outside monitors use, and prints one {id, status, verdicts|reason} a line.

            Example:
              trucewatch judge --cases rules.jsonl
            """
        )
        {
            cases,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                var refused = 0;
                var number = 0;
                await foreach (var line in File.ReadLinesAsync(parsed.GetValue(cases)!.FullName, stop))
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
                return refused == 0 ? 0 : 1;
            }
        );
        return command;
    }
}
