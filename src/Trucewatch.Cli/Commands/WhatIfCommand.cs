using System.CommandLine;
using Trucewatch.Formats.Proofs;
using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Verdicts;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch whatif MISSION FILE</c>: which verdicts would be others. Nothing of it goes into the record.</summary>
internal static class WhatIfCommand
{
    private const long MaxBytes = 1 << 20;

    public static Command Make()
    {
        var (mission, data, output) = (Shared.Mission(), Shared.Data(), Shared.Out("Where the record is"));
        var file = new Argument<string>("file")
        {
            Description = "A JSON list of changes, such as [{\"change\": \"withdraw\", \"label\": \"I-12\"}].",
        };
        var (language, asOf) = (Shared.Language(), Shared.AsOf());
        var command = new Command(
            "whatif",
            """
            Says which verdicts would be others, if facts were withdrawn, attributed to another party, or acts were on the
            register. It works on a copy: nothing of it goes into the record.

            Example:
              trucewatch whatif missions/lantern changes.json
            """
        )
        {
            mission,
            file,
            data,
            output,
            language,
            asOf,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var changes = Given.Read(parsed.GetValue(file)!, MaxBytes, SupposeChanges.Read);
                var opened = await ExplainCommand.OpenAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(data),
                    Shared.OutFolder(parsed.GetValue(output), parsed.GetValue(mission)!),
                    parsed.GetValue(asOf),
                    new Viewer(Audience.Mission),
                    cancellationToken
                );
                if (opened is not { Desk: { } desk })
                    return opened.Exit;
                Tell(SupposeChanges.Run(desk.Matter, changes), changes, desk, parsed.GetValue(language)!);
                return Exit.Done;
            }
        );
        return command;
    }

    private static void Tell(
        IReadOnlyCollection<Differing> differing,
        IReadOnlyCollection<Supposed> changes,
        ProofDesk desk,
        string language
    )
    {
        var zone = desk.Matter.Charter.TimeZone;
        Console.WriteLine(ProofWords.Text(language, "proof.hypothetical"));
        foreach (var change in changes)
            Console.WriteLine($"  – {CounterfactualText.Change(change, language, zone)}");
        Console.WriteLine($"{Shared.Counted(differing.Count, "verdict")} would differ:");
        foreach (var one in differing)
            Console.WriteLine(
                $"  {one.Question.Clause} {one.Question.Bearer} {one.Question.Anchor ?? one.Question.Sector} {Instants.FromMicros(one.Question.At.From).InZone(zone).LocalDateTime:uuuu-MM-dd HH:mm}: {CounterfactualText.Then(one.Was, language)} → {CounterfactualText.Then(one.Then, language)}"
            );
    }
}
