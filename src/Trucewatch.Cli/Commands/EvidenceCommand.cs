using System.CommandLine;
using NodaTime;
using Trucewatch.Missions.Evidence;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch evidence</c>: originals, custody, time stamps, bags.</summary>
internal static class EvidenceCommand
{
    public static Command Make() =>
        new(
            "evidence",
            """
            Takes files in as evidence, has them stamped, releases copies, packs and unpacks bags. Each act is an entry
            of the mission's record; the originals lie in its state folder, sealed under keys/evidence.key.

            Example:
              trucewatch evidence take missions/lantern photo.jpg --source patrol-1 --by ann --out out
            """
        )
        {
            EvidenceTakeCommand.Take(),
            EvidenceReleaseCommand.Stamp(),
            EvidenceReleaseCommand.Release(),
            EvidenceReleaseCommand.Bag(),
            EvidenceTakeCommand.Unbag(),
        };

    public static Option<string?> Out() =>
        new("--out") { Description = "Where the record is kept (default .trucewatch/MISSION)." };

    public static Option<string> By() =>
        new("--by") { Description = "The person who does it, by the mission's short name.", Required = true };

    public static Argument<string> Sha256() =>
        new("sha256") { Description = "The evidence: its SHA-256, as take answered it." };

    /// <summary>Opens the desk of a mission and does something there; without a record it is wrong use.</summary>
    public static async Task<int> AtDeskAsync(
        string mission,
        string? output,
        Func<EvidenceDesk, Task<int>> act,
        CancellationToken cancellationToken
    )
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(mission));
        var folder = output ?? Path.Combine(".trucewatch", name);
        using var desk = await EvidenceDesk.OpenAsync(
            Path.Combine(folder, "state"),
            SystemClock.Instance,
            cancellationToken
        );
        if (desk is not null && desk.Known.Charter.Id == name)
            return await act(desk);
        return ReplayCommand.Say(
            Exit.WrongUse,
            desk is null
                ? $"{folder} holds no record: run \"trucewatch replay {mission} --out {folder}\" first."
                : $"{folder} holds the record of {desk.Known.Charter.Id}, not of {name}: give its --out."
        );
    }
}
