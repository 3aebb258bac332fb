using System.CommandLine;
using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Missions.Records;
using Trucewatch.Missions.Registers;

namespace Trucewatch.Cli.Commands;

/// <summary>What every command that files an act has: the mission, who files it, the words, the record.</summary>
internal sealed class ActOptions
{
    private readonly Argument<string> mission = Shared.Mission();

    private readonly Option<string> body = new("--as")
    {
        Description = "The body that files it, by id; its key signs the entry.",
        Required = true,
    };

    private readonly Option<string> text = new("--text")
    {
        Description = "The words, or the reasons.",
        Required = true,
    };

    private readonly Option<string> source = new("--source")
    {
        Description = "Where it can be read.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string?> id = new("--id") { Description = "Its id (default: a new one)." };

    private readonly Option<string?> output = Shared.Out("Where the record is");

    /// <summary>The command with these, the mission first.</summary>
    public Command On(Command command)
    {
        command.Arguments.Insert(0, mission);
        foreach (var option in new Option[] { body, text, source, id, output })
            command.Options.Add(option);
        return command;
    }

    /// <summary>Who files it.</summary>
    public string BodyOf(ParseResult parsed) => parsed.GetValue(body)!;

    /// <summary>The words.</summary>
    public string TextOf(ParseResult parsed) => parsed.GetValue(text)!;

    /// <summary>Where it can be read.</summary>
    public string SourceOf(ParseResult parsed) => parsed.GetValue(source)!;

    /// <summary>Files it and says what came of it.</summary>
    public async Task<int> FileAsync(
        ParseResult parsed,
        Func<string, Instant, RegisteredAct> make,
        CancellationToken cancellationToken
    )
    {
        var folder = parsed.GetValue(mission)!;
        var state = Path.Combine(Shared.OutFolder(parsed.GetValue(output), folder), "state");
        if (await MissionRecord.CharterAsync(state, cancellationToken) is not { } charter)
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"{state} holds no record: run \"trucewatch replay {folder}\" first, or give its --out."
            );
        if (charter.Id != Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))
            return ReplayCommand.Say(Exit.WrongUse, $"{state} holds the record of {charter.Id}: give another --out.");
        using var record = await MissionRecord.OpenAsync(state, charter, cancellationToken);
        switch (
            await FileAct.RunAsync(
                record,
                BodyOf(parsed),
                parsed.GetValue(id),
                make,
                SystemClock.Instance,
                cancellationToken
            )
        )
        {
            case FileAct.Reply.Filed filed:
                Console.WriteLine($"{filed.Act.Id}  entry {filed.Entry}, signed by {BodyOf(parsed)}");
                return Exit.Done;
            case FileAct.Reply.Refused refused:
                foreach (var why in refused.Why)
                    await Console.Error.WriteLineAsync(why.ToString());
                return Exit.Rejected;
            default:
                throw new InvalidOperationException("there is no third reply");
        }
    }
}
