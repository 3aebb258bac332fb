using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Formats.Proofs;
using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Replays;
using Trucewatch.Verdicts;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch explain MISSION CLAUSE PARTY [ANCHOR|DAY]</c>: the proof of a verdict, and what would have to be different.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions indented = new(Trucewatch.Values.ValueCodec.Options)
    {
        WriteIndented = true,
    };

    public static Command Make()
    {
        var (mission, data, output) = (Shared.Mission(), Shared.Data(), Shared.Out("Where the record is"));
        var clause = new Argument<string>("clause") { Description = "The clause's address, such as 2(1)." };
        var party = new Argument<string>("party") { Description = "Whose conduct: a party, guarantor or body, by id." };
        var what = new Argument<string?>("anchor")
        {
            Description =
                "An incident as I-12, an act as act:ID, a day or an instant; without it the gravest verdict there is.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var sector = new Option<string?>("--sector") { Description = "For a day: the sector." };
        var counterfactual = new Option<bool>("--counterfactual")
        {
            Description = "Says also what would have to be different, at most three changes at once.",
        };
        var json = new Option<string?>("--json") { Description = "Writes the proof to that file, for verify verdict." };
        var (audience, language, asOf) = (Shared.Audience(), Shared.Language(), Shared.AsOf());
        audience.DefaultValueFactory = _ => "MISSION";
        var command = new Command(
            "explain",
            """
            Proves a verdict, step by step, down to the entries of the record. Exit code 1: there is nothing to prove.

            Example:
              trucewatch explain missions/lantern "2(1)" A 2026-03-02 --counterfactual
            """
        )
        {
            mission,
            clause,
            party,
            what,
            sector,
            counterfactual,
            json,
            data,
            output,
            audience,
            language,
            asOf,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var viewer = new Viewer(Shared.ToAudience(parsed.GetValue(audience)!));
                var opened = await OpenAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(data),
                    Shared.OutFolder(parsed.GetValue(output), parsed.GetValue(mission)!),
                    parsed.GetValue(asOf),
                    viewer,
                    cancellationToken
                );
                if (opened is not { Desk: { } desk })
                    return opened.Exit;
                var reply = ExplainVerdict.Of(
                    desk,
                    parsed.GetValue(clause)!,
                    parsed.GetValue(party)!,
                    parsed.GetValue(what),
                    parsed.GetValue(sector)
                );
                return await TellAsync(
                    reply,
                    desk,
                    viewer,
                    parsed.GetValue(language)!,
                    parsed.GetValue(counterfactual),
                    parsed.GetValue(json),
                    cancellationToken
                );
            }
        );
        return command;
    }

    /// <summary>The record of a mission, read as replay does (what is there already is not read twice), as known at an entry.</summary>
    internal static async Task<(ProofDesk? Desk, int Exit)> OpenAsync(
        string mission,
        string? data,
        string output,
        string? asOf,
        Viewer viewer,
        CancellationToken cancellationToken
    )
    {
        if (viewer.Audience != Audience.Mission)
            return (null, ReplayCommand.Say(Exit.WrongUse, "Proofs are for the mechanism only: --audience MISSION."));
        var state = Path.Combine(output, "state");
        var reply = await Progress.ShowAsync(p => ReplayMission.RunAsync(mission, data, state, p, cancellationToken));
        if (reply is not ReplayMission.Reply.Done done)
            return (
                null,
                reply is ReplayMission.Reply.Refused refused
                    ? ReplayCommand.Refuse(refused)
                    : ReplayCommand.Explain(reply)
            );
        using var record = await MissionRecord.OpenAsync(state, done.Charter, cancellationToken);
        var entry = asOf is null
            ? new(record.Checkpoint.Size)
            : await Shared.EntryAsync(record, asOf, cancellationToken);
        if (entry is not { } number)
            return (null, ReplayCommand.Say(Exit.WrongUse, $"\"{asOf}\" is neither an entry's number nor an instant."));
        return await ProofDesk.OpenAsync(record, number, viewer.Audience, cancellationToken) is { } desk
            ? (desk, Exit.Done)
            : (null, ReplayCommand.Say(Exit.WrongUse, $"Nothing was known at \"{asOf}\"."));
    }

    private static async Task<int> TellAsync(
        ExplainVerdict.Reply reply,
        ProofDesk desk,
        Viewer viewer,
        string language,
        bool counterfactual,
        string? file,
        CancellationToken cancellationToken
    )
    {
        if (reply is not ExplainVerdict.Reply.Found { Proof: var proof })
            return ReplayCommand.Say(
                Exit.Rejected,
                $"There is nothing to prove: {string.Join("; ", ((ExplainVerdict.Reply.Refused)reply).Reasons.Select(r => $"{r.Field} \"{r.Found}\" ({r.Problem})"))}."
            );
        Console.Write(ProofText.Write(ProofClosing.Close(proof, viewer, desk), language, desk.Matter.Charter.TimeZone));
        if (file is not null)
            await File.WriteAllTextAsync(file, Text(ProofClosing.Write(proof, viewer, desk)), cancellationToken);
        if (counterfactual)
            Console.Write(
                CounterfactualText.Write(Counterfactual.Of(proof, desk.Matter), language, desk.Matter.Charter.TimeZone)
            );
        return Exit.Done;
    }

    private static string Text(JsonObject json) => json.ToJsonString(indented) + "\n";
}
