using System.CommandLine;
using Trucewatch.Missions.Evidence;

namespace Trucewatch.Cli.Commands;

/// <summary><c>trucewatch evidence take</c> and <c>unbag</c>: what comes in.</summary>
internal static class EvidenceTakeCommand
{
    public static Command Take()
    {
        var (mission, output, by) = (Shared.Mission(), EvidenceCommand.Out(), EvidenceCommand.By());
        var (source, holder) = (Source(), Holder());
        var files = new Argument<string[]>("file") { Description = "The files.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(
            "take",
            """
            Stores each file as it is and enters its receipt and digests into the record. What is answered is on disk.
            Exit code 0: all taken; 1: refused, such as an unknown source; 3: a file could not be read or stored.

            Example:
              trucewatch evidence take missions/lantern photo.jpg clip.mp4 --source patrol-1 --by ann --out out
            """
        )
        {
            mission,
            files,
            source,
            by,
            holder,
            output,
        };
        command.SetAction(
            (parsed, stop) =>
                EvidenceCommand.AtDeskAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(output),
                    async desk =>
                    {
                        foreach (var file in parsed.GetValue(files)!)
                        {
                            await using var content = File.OpenRead(file);
                            var reply = await TakeEvidence.RunAsync(
                                new(
                                    Path.GetFileName(file),
                                    parsed.GetValue(source)!,
                                    parsed.GetValue(by)!,
                                    parsed.GetValue(holder)!
                                ),
                                content,
                                desk,
                                stop
                            );
                            if (reply is TakeEvidence.Reply.Refused refused)
                                return ReplayCommand.Say(Exit.Rejected, refused.Why.ToString());
                            Tell((TakeEvidence.Reply.Taken)reply);
                        }
                        return Exit.Done;
                    },
                    stop
                )
        );
        return command;
    }

    public static Command Unbag()
    {
        var (mission, output, by) = (Shared.Mission(), EvidenceCommand.Out(), EvidenceCommand.By());
        var (source, holder) = (Source(), Holder());
        var bag = new Argument<string>("bag") { Description = "The bag's folder, unpacked." };
        var command = new Command(
            "unbag",
            """
            Checks a bag (RFC 8493) and takes its payload in. A bag that does not hold is refused with all reasons and
            nothing of it is taken; nothing is ever fetched. Exit code 0: taken; 1: refused.

            Example:
              trucewatch evidence unbag missions/lantern bag --source patrol-1 --by ann --out out
            """
        )
        {
            mission,
            bag,
            source,
            by,
            holder,
            output,
        };
        command.SetAction(
            (parsed, stop) =>
                EvidenceCommand.AtDeskAsync(
                    parsed.GetValue(mission)!,
                    parsed.GetValue(output),
                    async desk =>
                        Tell(
                            await UnbagEvidence.RunAsync(
                                parsed.GetValue(bag)!,
                                new("", parsed.GetValue(source)!, parsed.GetValue(by)!, parsed.GetValue(holder)!),
                                desk,
                                stop
                            )
                        ),
                    stop
                )
        );
        return command;
    }

    private static int Tell(UnbagEvidence.Reply reply)
    {
        switch (reply)
        {
            case UnbagEvidence.Reply.Taken taken:
                foreach (var warning in taken.Warnings)
                    Console.Error.WriteLine($"warning: {warning}");
                foreach (var file in taken.Files)
                    Tell(file);
                return Exit.Done;
            case UnbagEvidence.Reply.Broken broken:
                foreach (var reason in broken.Reasons)
                    Console.Error.WriteLine(reason.ToString());
                Console.Error.WriteLine(
                    $"The bag does not hold: {Shared.Counted(broken.Reasons.Length, "fault")}. Nothing was taken."
                );
                return Exit.Rejected;
            default:
                return ReplayCommand.Say(Exit.Rejected, ((UnbagEvidence.Reply.Refused)reply).Why.ToString());
        }
    }

    private static void Tell(TakeEvidence.Reply.Taken taken) =>
        Console.WriteLine(
            $"{taken.Item.Id}  {taken.Item.Length} bytes, {taken.Item.Media}, stored; receipt and digests up to entry {taken.Entry}"
                + (taken.WasThere ? " (the same bytes were stored before)" : "")
        );

    private static Option<string> Source() =>
        new("--source") { Description = "Who sent or made it: a source's code.", Required = true };

    private static Option<string> Holder() =>
        new("--holder") { Description = "Who has it from then on.", DefaultValueFactory = _ => "registry" };
}
