using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Missions.Records;
using Trucewatch.Record;

namespace Trucewatch.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Shared
{
    public static Argument<string> Mission() =>
        new("mission") { Description = "The mission's folder, such as missions/lantern." };

    public static Option<string?> Data() =>
        new("--data") { Description = "The folder in which the sources' files lie." };

    public static Option<string?> Database() =>
        new("--database")
        {
            Description =
                "Where a new record's entries lie: postgres://USER@HOST:PORT/DATABASE?schema=NAME (default: a file in OUT/state). The password comes from PGPASSWORD or a password file.",
        };

    /// <summary>Chooses the database of a new record; null: it lies in a file.</summary>
    /// <exception cref="WrongUseException">It is no database, or the record lies elsewhere.</exception>
    public static void ChooseDatabase(string state, string? given)
    {
        if (given is null)
            return;
        try
        {
            if (MissionRecord.ChooseDatabase(state, given) is { } fault)
                throw new WrongUseException(fault);
        }
        catch (FormatException wrong)
        {
            throw new WrongUseException(wrong.Message);
        }
    }

    public static Option<string> Audience()
    {
        var option = new Option<string>("--audience")
        {
            Description = "For whom: PUBLIC, LEAD, COAL, HOST, PTA, PTB, OBS or MISSION.",
            DefaultValueFactory = _ => "PUBLIC",
        };
        option.Validators.Add(result =>
        {
            if (Audiences.Read(result.GetValueOrDefault<string>()) is null)
                result.AddError(
                    $"\"{result.GetValueOrDefault<string>()}\" is no audience. Give PUBLIC, LEAD, COAL, HOST, PTA, PTB, OBS or MISSION."
                );
        });
        return option;
    }

    public static Option<string> Language()
    {
        var option = new Option<string>("--language")
        {
            Description = "The language of report.html: en, fr, uk, de or ru.",
            DefaultValueFactory = _ => "en",
        };
        option.AcceptOnlyFromAmong([.. Words.Languages]);
        return option;
    }

    public static Option<string?> AsOf() =>
        new("--as-of")
        {
            Description =
                "What was known then: an entry's number, or an instant such as 2025-04-20T12:00:00Z. Needs --audience MISSION.",
        };

    public static Option<string?> Out(string what) =>
        new("--out") { Description = $"{what} (default .trucewatch/MISSION)." };

    /// <summary>Where a mission's work goes: as told, or <c>.trucewatch</c> and the mission folder's name.</summary>
    public static string OutFolder(string? told, string mission) =>
        told ?? Path.Combine(".trucewatch", Path.GetFileName(Path.TrimEndingDirectorySeparator(mission)));

    /// <summary>A number with its noun: <c>1 problem</c>, <c>2 problems</c>. English, as all of the command's own words.</summary>
    public static string Counted(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>What is said when key files were made: that one holder of all keys is no more than an exercise.</summary>
    public static void TellKeys(int made, string state)
    {
        if (made > 0)
            Console.WriteLine(
                $"Made {Counted(made, "key")} in {Path.Combine(state, "keys")}, readable for you alone: the record's and one per body. An exercise or a replay derives them from its name, so they prove nothing to strangers; a LIVE mission needs a separate holder for each."
            );
    }

    public static Audience ToAudience(string text) => Audiences.Read(text)!.Value;

    /// <summary>The entry that an as-of names; null: it is neither a number nor an instant.</summary>
    public static async Task<EntryNumber?> EntryAsync(
        MissionRecord record,
        string asOf,
        CancellationToken cancellationToken
    )
    {
        if (long.TryParse(asOf, out var number))
            return number >= 1 ? new EntryNumber(Math.Min(number, record.Checkpoint.Size)) : null;
        return InstantPattern.ExtendedIso.Parse(asOf).TryGetValue(default, out var instant)
            ? await record.LastAtAsync(instant.ToUnixTimeSeconds(), cancellationToken)
            : null;
    }
}
