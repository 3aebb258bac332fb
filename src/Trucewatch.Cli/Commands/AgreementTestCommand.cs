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
            AgreementFolder.Open(parsed.GetValue(mission)!) is { } found
                ? parsed.GetValue(boundaries)
                    ? Propose(found)
                    : Run(found)
                : Exit.WrongUse
        );
        return command;
    }

    private static int Run(CheckedAgreement found)
    {
        if (!found.Problems.IsEmpty)
            return AgreementFolder.Refuse(found);
        foreach (var result in found.Tests)
        {
            Console.WriteLine($"{(result.Holds ? "holds" : "FAILS")}  {result.Test.Clause}  {result.Test.Title}");
            foreach (var outcome in result.Outcomes.Where(o => !o.Holds))
                Console.WriteLine($"       {outcome}");
        }
        foreach (var untested in found.Flaws.Where(f => f.Check == CheckTested.Code))
            Console.WriteLine(untested);
        var failing = found.Tests.Count(t => !t.Holds);
        Console.WriteLine(
            $"{Shared.Counted(found.Tests.Length, "test")}, {failing.ToString(CultureInfo.InvariantCulture)} failing."
        );
        return failing == 0 ? Exit.Done : Exit.Rejected;
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

    /// <summary>Says what is wrong with the text.</summary>
    public static int Refuse(CheckedAgreement found)
    {
        foreach (var problem in found.Problems)
            Console.Error.WriteLine(problem.ToString());
        return ReplayCommand.Say(
            Exit.Rejected,
            $"{Shared.Counted(found.Problems.Length, "problem")} in the text of the agreement."
        );
    }
}
