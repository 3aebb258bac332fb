using System.Collections.Immutable;
using System.CommandLine;
using Trucewatch.Agreements;
using Trucewatch.Formats.Guarantees;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Guarantees;
using Trucewatch.Missions.Guarantees;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch guarantees …</c>: what binds on a day, why, and what it would take.</summary>
internal static class GuaranteesCommand
{
    public static Command Make() =>
        new("guarantees", "Says what binds on a day, past or planned, why, and what it would take.")
        {
            Binding(),
            Explain(),
            Positions(),
        };

    private static Command Binding()
    {
        var (mission, on, asOf, language) = Options();
        var command = new Command(
            "binding",
            """
            A line per instrument, and one per group of guarantors that stand alike. Plans are told apart: a plan binds nobody.
            Exit code 2: the mission or the day cannot be read.

            Example:
              trucewatch guarantees binding missions/paris-2026 --on 2026-05-12 --language fr
            """
        )
        {
            mission,
            on,
            asOf,
            language,
        };
        command.SetAction(parsed =>
            Ask(parsed.GetValue(mission)!, parsed.GetValue(on)!, parsed.GetValue(asOf)) is not { } answer
                ? Exit.WrongUse
                : Write(
                    new GuaranteeText(answer.Register, parsed.GetValue(language)!).Matrix(
                        answer.Day,
                        answer.Known,
                        answer.Cells,
                        answer.Planned
                    )
                )
        );
        return command;
    }

    private static Command Explain()
    {
        var (mission, on, asOf, language) = Options();
        var instrument = new Argument<string>("instrument")
        {
            Description = "The instrument: its file's name in guarantees/, without the ending.",
        };
        var guarantor = new Argument<string?>("guarantor")
        {
            Description = "The guarantor, by id; without it all of that instrument.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "explain",
            """
            Says of each guarantor why the guarantee binds or does not, since when, by which steps, and what it would take; what
            the instrument leaves open; and the five answers before a deployment, none of which follows from another.
            Exit code 2: there is no such instrument or guarantor.

            Example:
              trucewatch guarantees explain missions/paris-2026 declaration-of-intent-2026 UK --on 2026-05-12
            """
        )
        {
            mission,
            instrument,
            guarantor,
            on,
            asOf,
            language,
        };
        command.SetAction(parsed =>
            Ask(parsed.GetValue(mission)!, parsed.GetValue(on)!, parsed.GetValue(asOf)) is not { } answer
                ? Exit.WrongUse
                : Tell(
                    answer,
                    parsed.GetValue(instrument)!,
                    parsed.GetValue(guarantor),
                    new GuaranteeText(answer.Register, parsed.GetValue(language)!)
                )
        );
        return command;
    }

    private static Command Positions()
    {
        var (mission, on, asOf, language) = Options();
        var command = new Command(
            "positions",
            """
            The public positions that are held by name for that day, and the totals that somebody claimed beside them. What
            a total has more than there are names is unnamed, and is spread over nobody.

            Example:
              trucewatch guarantees positions missions/paris-2026 --on 2026-01-31
            """
        )
        {
            mission,
            on,
            asOf,
            language,
        };
        command.SetAction(parsed =>
            Ask(parsed.GetValue(mission)!, parsed.GetValue(on)!, parsed.GetValue(asOf)) is not { } answer
                ? Exit.WrongUse
                : Write(
                    new GuaranteeText(answer.Register, parsed.GetValue(language)!).Positions(
                        Trucewatch.Guarantees.Positions.At(answer.Register, answer.At),
                        [
                            .. Trucewatch
                                .Guarantees.Positions.Beside(answer.Register)
                                .Where(t => t.Total.When.PerhapsBy(answer.At)),
                        ]
                    )
                )
        );
        return command;
    }

    private static int Tell(
        AskGuarantees.Reply.Answered answer,
        string instrument,
        string? guarantor,
        GuaranteeText text
    )
    {
        if (answer.Register.Instruments.FirstOrDefault(i => i.Id == instrument) is not { } found)
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"There is no instrument {instrument}. There are: {string.Join(", ", answer.Register.Instruments.Select(i => i.Id))}."
            );
        var cells = answer
            .Cells.Where(c =>
                c.Instrument.Id == instrument && c.Commitment.Guarantor == (guarantor ?? c.Commitment.Guarantor)
            )
            .ToList();
        if (guarantor is not null && cells.Count == 0)
            return ReplayCommand.Say(
                Exit.WrongUse,
                $"{guarantor} is no guarantor of {instrument}. There are: {string.Join(", ", answer.Cells.Where(c => c.Instrument.Id == instrument).Select(c => c.Commitment.Guarantor))}."
            );
        Write([text.On(answer.Day, answer.Known), .. text.Head(found)]);
        foreach (var cell in cells)
        {
            Console.WriteLine();
            Write(text.Cell(cell));
            var gate = answer.Gate(found, cell.Commitment.Guarantor);
            if (!gate.IsEmpty)
                Write(text.Gate(gate));
        }
        return Exit.Done;
    }

    private static int Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Console.WriteLine(line);
        return Exit.Done;
    }

    // What hinders it is told at once.
    private static AskGuarantees.Reply.Answered? Ask(string mission, string on, string? asOf)
    {
        var opening = MissionReader.Open(mission);
        if (opening is Opening.Refused { Problems: var problems })
        {
            foreach (var problem in problems)
                Console.Error.WriteLine(problem);
            Console.Error.WriteLine($"{Shared.Counted(problems.Length, "problem")}. Nothing was stored.");
        }
        if (opening is not Opening.Opened opened)
            return null;
        var reply = AskGuarantees.Answer(opened.Mission, on, asOf);
        foreach (var why in reply is AskGuarantees.Reply.Refused refused ? refused.Why : [])
            Console.Error.WriteLine(why);
        return reply as AskGuarantees.Reply.Answered;
    }

    private static (
        Argument<string> Mission,
        Option<string> On,
        Option<string?> AsOf,
        Option<string> Language
    ) Options()
    {
        var language = Shared.Language();
        language.Description = "The language of the sentences: en, fr, uk, de or ru.";
        return (
            Shared.Mission(),
            new("--on") { Description = "The day, such as 2026-05-12; asked for at its end.", Required = true },
            new("--as-of") { Description = "What was known then: an instant. Default: all that is on file." },
            language
        );
    }
}
