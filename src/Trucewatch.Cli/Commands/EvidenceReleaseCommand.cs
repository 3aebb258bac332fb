using System.CommandLine;
using System.Security.Cryptography;
using NodaTime.Text;
using Trucewatch.Formats.TimeStamps;
using Trucewatch.Missions.Evidence;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch evidence stamp</c>, <c>release</c> and <c>bag</c>: what is made of it.</summary>
internal static class EvidenceReleaseCommand
{
    public static Command Stamp()
    {
        var (mission, sha256, output, by) = (
            Shared.Mission(),
            EvidenceCommand.Sha256(),
            EvidenceCommand.Out(),
            EvidenceCommand.By()
        );
        var authority = new Option<Uri>("--authority")
        {
            Description = "The address of an RFC 3161 time-stamping authority.",
            Required = true,
            CustomParser = result =>
            {
                if (
                    Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri)
                    && uri.Scheme is "http" or "https"
                )
                    return uri;
                result.AddError(
                    $"\"{result.Tokens[0].Value}\" is no address: give one that begins with http:// or https://."
                );
                return null;
            },
        };
        var root = new Option<string>("--root")
        {
            Description = "The authority's root certificate, a PEM file; nothing else is trusted.",
            Required = true,
        };
        var command = new Command(
            "stamp",
            """
            Sends the digest (never the file) to a time-stamping authority, checks its answer and enters it.
            Exit code 0: the stamp holds and is stored; 1: it does not, or there was no answer.

            Example:
              trucewatch evidence stamp missions/lantern SHA256 --authority http://tsa.example/ --root root.pem --by ann
            """
        )
        {
            mission,
            sha256,
            authority,
            root,
            by,
            output,
        };
        command.SetAction(
            (parsed, stop) =>
                EvidenceCommand.AtDeskAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(output),
                    desk =>
                        StampAsync(
                            desk,
                            parsed.GetValue(sha256)!,
                            parsed.GetValue(by)!,
                            parsed.GetValue(authority)!,
                            parsed.GetValue(root)!,
                            stop
                        ),
                    stop
                )
        );
        return command;
    }

    public static Command Release()
    {
        var (mission, sha256, output, by) = (
            Shared.Mission(),
            EvidenceCommand.Sha256(),
            EvidenceCommand.Out(),
            EvidenceCommand.By()
        );
        var second = new Option<string>("--second") { Description = "The second person, who agrees.", Required = true };
        var basis = new Option<string>("--basis") { Description = "On what decision.", Required = true };
        var audience = Shared.Audience();
        var file = new Option<string?>("--to-file") { Description = "Where to write the copy; it may not exist yet." };
        var command = new Command(
            "release",
            """
            Makes a copy of a picture (JPEG, PNG) without position, serial numbers, thumbnail and all other metadata, and
            enters its release. It takes two persons. Look at the picture first: what it shows stays.
            Exit code 0: released; 1: refused.

            Example:
              trucewatch evidence release missions/lantern SHA256 --by ann --second bob --basis "decision 3" --to-file copy.jpg
            """
        )
        {
            mission,
            sha256,
            by,
            second,
            basis,
            audience,
            file,
            output,
        };
        command.SetAction(
            (parsed, stop) =>
                EvidenceCommand.AtDeskAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(output),
                    async desk =>
                    {
                        var reply = await ReleaseCopy.RunAsync(
                            new(
                                parsed.GetValue(sha256)!,
                                parsed.GetValue(by)!,
                                parsed.GetValue(second)!,
                                Shared.ToAudience(parsed.GetValue(audience)!),
                                parsed.GetValue(basis)!
                            ),
                            desk,
                            stop
                        );
                        if (reply is not ReleaseCopy.Reply.Released released)
                            return ReplayCommand.Say(Exit.Rejected, ((ReleaseCopy.Reply.Refused)reply).Why.ToString());
                        if (parsed.GetValue(file) is { } path)
                            await WriteAsync(desk, released.Copy.Id.Sha256, path, stop);
                        Console.WriteLine(
                            $"{released.Copy.Id}  released, entry {released.Entry}; left out: {string.Join(", ", released.Dropped.Select(d => $"{d.Name} ({d.Bytes} bytes)"))}"
                        );
                        if (released.Orientation is > 1)
                            Console.WriteLine(
                                $"The original was to be turned (orientation {released.Orientation}); the copy does not say so."
                            );
                        return Exit.Done;
                    },
                    stop
                )
        );
        return command;
    }

    public static Command Bag()
    {
        var (mission, output, audience) = (Shared.Mission(), EvidenceCommand.Out(), Shared.Audience());
        var bag = new Argument<string>("bag") { Description = "The bag's folder; it may not exist yet." };
        var command = new Command(
            "bag",
            """
            Packs all evidence that an audience (default PUBLIC) may see into a bag (RFC 8493) with sha256 and sha512
            manifests, custody list, proofs and time stamps. Exit code 0: written; 1: there is nothing to show.

            Example:
              trucewatch evidence bag missions/lantern bag --audience MISSION --out out
            """
        )
        {
            mission,
            bag,
            audience,
            output,
        };
        command.SetAction(
            (parsed, stop) =>
                EvidenceCommand.AtDeskAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(output),
                    async desk =>
                    {
                        var reply = await BagEvidence.RunAsync(
                            parsed.GetValue(bag)!,
                            Shared.ToAudience(parsed.GetValue(audience)!),
                            desk,
                            stop
                        );
                        if (reply is not BagEvidence.Reply.Bagged bagged)
                            return ReplayCommand.Say(Exit.Rejected, ((BagEvidence.Reply.Refused)reply).Why.ToString());
                        Console.WriteLine(
                            $"{parsed.GetValue(bag)}: {bagged.Bag.Payload.Length} files, {bagged.Bag.Payload.Sum(f => f.Length)} bytes; {bagged.Incomplete} with gaps in their custody (custody.json)."
                        );
                        return Exit.Done;
                    },
                    stop
                )
        );
        return command;
    }

    private static async Task<int> StampAsync(
        EvidenceDesk desk,
        string sha256,
        string by,
        Uri authority,
        string root,
        CancellationToken stop
    )
    {
        System.Security.Cryptography.X509Certificates.X509Certificate2Collection roots;
        try
        {
            roots = TimeStampCheck.Roots(await File.ReadAllTextAsync(root, stop));
        }
        catch (CryptographicException e)
        {
            return ReplayCommand.Say(Exit.WrongUse, $"{root}: {e.Message}");
        }
        using var http = AskAuthority.Client();
        var reply = await StampEvidence.RunAsync(sha256, by, authority, roots, desk, http, stop);
        if (reply is StampEvidence.Reply.Refused refused)
        {
            foreach (var reason in refused.Reasons)
                Console.Error.WriteLine(reason.ToString());
            return Exit.Rejected;
        }
        var stamped = (StampEvidence.Reply.Stamped)reply;
        Console.WriteLine(
            $"{sha256}  stamped {InstantPattern.ExtendedIso.Format(stamped.Stamp.At)} by {stamped.Stamp.Authority}, entry {stamped.Entry}"
        );
        return Exit.Done;
    }

    private static async Task WriteAsync(EvidenceDesk desk, string sha256, string path, CancellationToken stop)
    {
        await using var from = desk.Folder.OpenRead(sha256)!;
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await from.CopyToAsync(to, stop);
        to.Flush(flushToDisk: true);
    }
}
