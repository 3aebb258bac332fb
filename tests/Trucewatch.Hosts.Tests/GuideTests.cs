using System.Text;
using System.Text.RegularExpressions;
using Trucewatch.Testing;

namespace Trucewatch.Hosts.Tests;

/// <summary>"Write your first agreement", done step by step: its files, its mistakes, its commands, and what they print.</summary>
/// <remarks>
/// A block behind a line <c>`path`</c> is a file; behind "Add to …" it is added to the file; a block of terms is added to the terms; a block of
/// differences is a mistake, put right after the next command. A block behind a command is what it prints.
/// </remarks>
public sealed class GuideTests : IDisposable
{
    private const string Agreement = "agreement/main.md";
    private const string Named = "missions/lake";

    private static readonly Regex file = new("^`(?<path>[^`]+)`$", RegexOptions.None, TimeSpan.FromSeconds(10));

    private static readonly string guide = File.ReadAllText(
            Path.Combine(Shared.Repository(), "docs", "guides", "write-your-first-agreement.md")
        )
        .ReplaceLineEndings("\n");

    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    [Fact]
    public async Task What_the_guide_shows_is_what_comes()
    {
        var commands = await DoneAsync();
        Assert.True(commands.Count >= 10, $"{commands.Count} commands");
        foreach (var (step, shown, printed) in commands)
            Assert.True(shown == printed, $"{step}\nshows\n{shown}\nand prints\n{printed}");
    }

    [Fact]
    public void The_guide_teaches_the_parts_and_not_the_clause() =>
        Assert.DoesNotMatch("(?i)fly a drone|drones? over|medical", guide);

    /// <summary>No drones over the buffer zone at night, but announced medical flights: as its reader would write it, with the mistakes.</summary>
    [Fact]
    public async Task A_clause_that_it_does_not_contain_is_written_with_its_parts_and_the_messages()
    {
        await DoneAsync();
        Write(AddedToTerms(Read(Agreement), FlightTerms) + FlightClause);
        var good = Read(Agreement);
        foreach (var (right, wrong, cure) in flightMistakes)
        {
            Assert.Contains(right, good, StringComparison.Ordinal);
            Write(good.Replace(right, wrong, StringComparison.Ordinal));
            var refused = await Command.RunAsync("agreement", "test", folder);
            Assert.Equal(1, refused.Exit);
            Assert.Contains(cure, refused.Error, StringComparison.Ordinal);
            Assert.Contains("1 problem in the text", refused.Error, StringComparison.Ordinal);
        }
        Write(good);
        var ran = await Command.RunAsync("agreement", "test", folder);
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Contains("holds  5(1)  at night", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("AG111", ran.Out, StringComparison.Ordinal);
    }

    private const string FlightTerms = """
        drone flight               incident of A-2, by party, with sector, place   observed
        nightfall                  act by mechanism                                registered
        daybreak                   act by mechanism                                registered
        notice of a medical flight act by party, with sector                       registered
        to fly a drone             = drone flight by the party
        medical flight announced   = notice of a medical flight by the party in the same sector at least 1 h before and at most 12 h before

        """;

    private const string FlightClause = """

        ## Article 5 Drones

        (1) No drone flies over the buffer zone at night,

        ```provision 5(1)
        Each party must not fly a drone
          in the buffer zone
          when "night"
          unless medical flight announced (5(2))
          codes A-2
        ```

        (2) except medical flights that were announced.

        ```provision 5(2)
        Each party may fly a drone
          when medical flight announced
          derogates from 5(1)
        ```

        (3) Night is from nightfall to daybreak.

        ```provision 5(3)
        "night" means no daybreak by the mechanism since a nightfall by the mechanism
        ```

        ```test 5(1) at night, by day, and beside the zone
        in force 2026-05-01 08:00
        day 2 12:00  F1  drone flight by A, A-2, in the buffer zone, sector north
        day 2 20:50  nightfall by mechanism
        day 2 23:00  F2  drone flight by A, A-2, in the buffer zone, sector north
        day 2 23:30  F3  drone flight by B, A-2, outside the buffer zone, sector north
        day 3 06:10  daybreak by mechanism
        day 3 07:00  F4  drone flight by B, A-2, in the buffer zone, sector north
          then 5(1) breached by A at F2, and not by B
          then 5(1) not breached at F1
          then 5(1) not breached at F4
        ```

        ```test 5(2) a medical flight
        in force 2026-05-01 08:00
        day 2 20:50  nightfall by mechanism
        day 2 21:30  notice of a medical flight by B, sector north
        day 2 23:00  F1  drone flight by B, A-2, in the buffer zone, sector north
        day 2 23:10  F2  drone flight by B, A-2, in the buffer zone, sector south
          then 5(1) not breached at F1 because 5(2)
          then 5(1) breached by B at F2
        ```

        """;

    private static readonly (string Right, string Wrong, string Cure)[] flightMistakes =
    [
        ("must not fly a drone", "must not fly drones", "Did you mean \"fly a drone\""),
        ("when \"night\"", "when night", "Write it in quotation marks"),
        (
            "  in the buffer zone\n  when \"night\"",
            "  over the buffer zone\n  when \"night\"",
            "Write \"in the buffer zone\""
        ),
        (
            "unless medical flight announced (5(2))",
            "unless medical flights announced (5(2))",
            "Did you mean \"medical flight announced\""
        ),
        ("  derogates from 5(1)", "  derogate from 5(1)", "Did you mean \"derogates from\""),
        (
            "nightfall                  act by mechanism                                registered",
            "nightfall                  act by mechanism                                registred",
            "Did you mean \"registered\""
        ),
        ("since a nightfall by the mechanism", "since nightfal by the mechanism", "Did you mean \"nightfall\""),
        ("at least 1 h before", "at least one hour before", "\"1 h\""),
    ];

    /// <summary>Does all that the guide says; what its commands should print, and what they print.</summary>
    private async Task<List<(string Step, string Shown, string Printed)>> DoneAsync()
    {
        var done = new List<(string, string, string)>();
        var (before, undo) = ("", "");
        Ran? ran = null;
        var command = "";
        foreach (var (kind, text) in Parts())
        {
            if (kind == "command")
            {
                command = text;
                ran = await Command.RunAsync([
                    .. text.Split(' ').Skip(2).Select(a => a == Named ? folder : a.Trim('"')),
                ]);
                if (undo.Length > 0)
                    Write(undo);
                undo = "";
            }
            else if (kind == "" && ran is not null)
            {
                done.Add((command, text, Output(ran)));
                ran = null;
            }
            else if (kind == "diff")
            {
                undo = Read(Agreement);
                Write(Changed(undo, text));
            }
            else if (kind == "terms")
                Write(AddedToTerms(Read(Agreement), text));
            else if (kind != "prose" && before.StartsWith("Add to ", StringComparison.Ordinal))
                Write(Read(Agreement) + "\n" + text);
            else if (kind != "prose" && file.Match(before) is { Success: true } named)
                Write(text, named.Groups["path"].Value);
            before = text;
        }
        return done;
    }

    private string Output(Ran ran) =>
        (ran.Out + ran.Error).ReplaceLineEndings("\n").Replace(folder, Named, StringComparison.Ordinal).TrimEnd('\n')
        + "\n";

    /// <summary>The lines of prose, the commands and the blocks, in order.</summary>
    private static IEnumerable<(string Kind, string Text)> Parts()
    {
        string? fence = null;
        var kind = "";
        var block = new StringBuilder();
        foreach (var line in guide.Split('\n'))
            if (fence is null && line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = new('`', line.TakeWhile(c => c == '`').Count());
                kind = line[fence.Length..];
            }
            else if (fence is not null && line == fence)
            {
                yield return (kind, block.ToString());
                (fence, _) = (null, block.Clear());
            }
            else if (fence is not null)
                block.Append(line).Append('\n');
            else if (line.StartsWith("    ./dev trucewatch ", StringComparison.Ordinal))
                yield return ("command", line.Trim());
            else if (line.Length > 0)
                yield return ("prose", line);
    }

    private static string Changed(string of, string differences)
    {
        var lines = differences.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (from, to) = (Of('-'), Of('+'));
        Assert.Contains(from, of, StringComparison.Ordinal);
        var at = of.IndexOf(from, StringComparison.Ordinal);
        return of[..at] + to + of[(at + from.Length)..];

        string Of(char sign) => string.Concat(lines.Where(l => l[0] == sign).Select(l => l[2..] + "\n"));
    }

    private static string AddedToTerms(string agreement, string lines)
    {
        var end = agreement.IndexOf(
            "\n```\n",
            agreement.IndexOf("```terms", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        return agreement[..(end + 1)] + lines + agreement[(end + 1)..];
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(folder, path));

    private void Write(string text, string path = Agreement)
    {
        var to = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.WriteAllText(to, text);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
