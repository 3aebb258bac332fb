using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Agreements;
using Trucewatch.Verdicts;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch agreement test FOLDER [--boundaries]</c>: runs the clause tests, or proposes some.</summary>
internal static class AgreementTestCommand
{
    public static Command Make()
    {
        var mission = Shared.Mission();
        var boundaries = new Option<bool>("--boundaries")
        {
            Description =
                "Print a test for each time limit and distance, exactly at it and just beyond, as computed. Approve one by putting it into the document.",
        };
        var command = new Command(
            "test",
            """
            Runs the tests that stand in a mission's agreement and says at which lines something else came than was expected.
            It lists the provisions that no test breaches, or that no test keeps.
            Exit code 0: every test holds; 1: one does not, or a text has a problem.

            Example:
              trucewatch agreement test missions/lantern
            """
        )
        {
            mission,
            boundaries,
        };
        command.SetAction(parsed =>
            AgreementFolder.OpenAll(parsed.GetValue(mission)!) is { } found
                ? parsed.GetValue(boundaries)
                    ? Propose(found.All[0].Checked)
                    : Run(found)
                : Exit.WrongUse
        );
        return command;
    }

    private static int Run(ReadTexts found)
    {
        if (!found.Problems.IsEmpty)
            return AgreementFolder.Refuse(found.Problems);
        foreach (var text in found.All)
            Tell(text);
        var tests = found.All.SelectMany(t => t.Checked.Tests).ToList();
        var failing = tests.Count(t => !t.Holds);
        Console.WriteLine(
            $"{Shared.Counted(tests.Count, "test")}, {failing.ToString(CultureInfo.InvariantCulture)} failing."
        );
        return failing == 0 ? Exit.Done : Exit.Rejected;
    }

    private static void Tell(ReadText text)
    {
        foreach (var result in text.Checked.Tests)
        {
            Console.WriteLine(
                $"{(result.Holds ? "holds" : "FAILS")}  {text.Whole(result.Test.Clause)}  {result.Test.Title}"
            );
            foreach (var outcome in result.Outcomes.Where(o => !o.Holds))
                Console.WriteLine($"       {outcome}");
        }
        foreach (var untested in text.Checked.Flaws.Where(f => f.Check == CheckTested.Code))
            Console.WriteLine(untested);
    }

    private static int Propose(CheckedAgreement found)
    {
        if (!found.Problems.IsEmpty)
            return AgreementFolder.Refuse(found);
        var proposed = found.Boundaries();
        Console.WriteLine(
            $"{Shared.Counted(proposed.Length, "test")} for approval: the verdicts are as computed. Put those that say what was meant into the document."
        );
        foreach (var test in proposed)
        {
            Console.WriteLine();
            if (test.IsOpen)
                Console.WriteLine(
                    "The program cannot say here; this test only shows that it does not call it a breach."
                );
            Console.WriteLine(found.Printed(test.Test));
        }
        return Exit.Done;
    }
}

/// <summary><c>trucewatch agreement conflicts FOLDER</c>: where two provisions cannot both be kept.</summary>
internal static class AgreementConflictsCommand
{
    private static readonly string[] checks = ["AG102", "AG103", "AG104", "AG105", "AG106", "AG109", "AG110"];

    public static Command Make()
    {
        var mission = Shared.Mission();
        var command = new Command(
            "conflicts",
            """
            Looks for provisions that cannot all be kept, or that come to nothing: must and must not, limits that cannot be met,
            permits without a prohibition, exceptions that leave nothing, circles, one fact counted in two units.
            Exit code 0: none was found; 1: one was, or a text has a problem.

            Example:
              trucewatch agreement conflicts missions/lantern
            """
        )
        {
            mission,
        };
        command.SetAction(parsed =>
            AgreementFolder.Open(parsed.GetValue(mission)!) is { } found ? Tell(found) : Exit.WrongUse
        );
        return command;
    }

    private static int Tell(CheckedAgreement found)
    {
        if (!found.Problems.IsEmpty)
            return AgreementFolder.Refuse(found);
        var flaws = found.Flaws.Where(f => checks.Contains(f.Check) && f.Weight > FlawWeight.Note).ToList();
        flaws.ForEach(f => Console.WriteLine(f));
        var tried = found.Tried();
        foreach (var pair in tried)
            Console.WriteLine(pair);
        var conflicts = flaws.Count + tried.Count(t => t.IsConflict);
        Console.WriteLine(
            conflicts == 0
                ? $"{Shared.Counted(found.Read.Provisions.Length, "provision")}, no conflict found."
                : $"{Shared.Counted(conflicts, "conflict")} found."
        );
        return conflicts == 0 ? Exit.Done : Exit.Rejected;
    }
}

/// <summary>The texts of a mission, and all that is wrong with them.</summary>
internal sealed record ReadTexts(ImmutableArray<ReadText> All, ImmutableArray<TextProblem> Problems);

/// <summary>One text, checked.</summary>
/// <param name="Instrument">The instrument's id; null: the agreement.</param>
/// <param name="Checked">Its addresses are those of its own document.</param>
internal sealed record ReadText(string? Instrument, CheckedAgreement Checked)
{
    /// <summary>The address of a clause as the record has it.</summary>
    public string Whole(string clause) => Instrument is null ? clause : InstrumentClause.Address(Instrument, clause);

    /// <summary>Its provisions as the record has them.</summary>
    public IEnumerable<Provision> Provisions =>
        Checked.Read.Provisions.Select(p => Instrument is null ? p : InstrumentClause.Of(Instrument, p));
}

/// <summary>What the commands on agreements have in common.</summary>
internal static class AgreementFolder
{
    /// <summary>The agreement of a mission's folder, checked; null: the mission cannot be opened, and why was said.</summary>
    public static CheckedAgreement? Open(string folder)
    {
        if (MissionReader.Open(folder) is Opening.Opened opened)
            return CheckedAgreement.Of(opened.Mission);
        foreach (var problem in ((Opening.Refused)MissionReader.Open(folder)).Problems)
            Console.Error.WriteLine(problem.ToString());
        return null;
    }

    /// <summary>The same with the instruments beside the agreement, each as a text of its own.</summary>
    public static ReadTexts? OpenAll(string folder)
    {
        if (
            Open(folder) is not { } agreement
            || MissionReader.Open(folder) is not Opening.Opened { Mission: var mission }
        )
            return null;
        var instruments = CheckedAgreement.Instruments(mission);
        return new(
            [new(null, agreement), .. instruments.Select(i => new ReadText(i.Instrument, i.Checked))],
            [
                .. agreement
                    .Problems.Concat(instruments.SelectMany(i => i.Checked.Problems))
                    .Concat(MissionTexts.Read(mission, agreement.Setting.Reading).Problems)
                    .Distinct()
                    .OrderBy(p => p.Where.File, StringComparer.Ordinal)
                    .ThenBy(p => p.Where.Line)
                    .ThenBy(p => p.Where.Column),
            ]
        );
    }

    /// <summary>Says what is wrong with the text.</summary>
    public static int Refuse(CheckedAgreement found) => Refuse(found.Problems);

    /// <summary>Says what is wrong with the texts.</summary>
    public static int Refuse(ImmutableArray<TextProblem> problems)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(problem.ToString());
        return ReplayCommand.Say(
            Exit.Rejected,
            $"{Shared.Counted(problems.Length, "problem")} in the text of the agreement."
        );
    }
}
