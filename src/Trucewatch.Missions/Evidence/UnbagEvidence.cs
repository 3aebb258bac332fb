using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Formats.BagIt;

namespace Trucewatch.Missions.Evidence;

/// <summary>Takes the payload of somebody's bag in as evidence, if all of the bag holds.</summary>
public static class UnbagEvidence
{
    /// <summary>What came of it.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>Every file of the payload is stored and entered.</summary>
        public sealed record Taken(ImmutableArray<TakeEvidence.Reply.Taken> Files, ImmutableArray<TextProblem> Warnings)
            : Reply;

        /// <summary>The bag does not hold; nothing of it was taken.</summary>
        public sealed record Broken(ImmutableArray<TextProblem> Reasons, ImmutableArray<TextProblem> Warnings) : Reply;

        /// <summary>Nothing was taken, for another reason.</summary>
        public sealed record Refused(Hindrance Why) : Reply;
    }

    /// <summary>Checks the bag and takes its payload in.</summary>
    /// <param name="folder">The bag's folder.</param>
    /// <param name="command">Who takes it from whom; the name is each file's path in the bag.</param>
    /// <param name="desk">The mission.</param>
    /// <param name="cancellationToken">Stops between two files; what was entered stays.</param>
    public static async Task<Reply> RunAsync(
        string folder,
        TakeEvidence.Command command,
        EvidenceDesk desk,
        CancellationToken cancellationToken
    )
    {
        var reading = BagReader.Read(folder, BagLimits.Usual, cancellationToken);
        if (reading is BagReading.Refused broken)
            return new Reply.Broken(broken.Reasons, broken.Warnings);
        var valid = (BagReading.Valid)reading;
        var taken = ImmutableArray.CreateBuilder<TakeEvidence.Reply.Taken>();
        foreach (var file in valid.Bag.Payload)
        {
            await using var content = File.OpenRead(Path.Combine(folder, file.Path));
            var stored = desk.Folder.Store(content, cancellationToken);
            if (file.Digests.TryGetValue("sha256", out var listed) && listed != stored.Sha256)
                return new Reply.Refused(
                    new(file.Path, "it changed after the bag was checked", "Unpack the bag again.")
                );
            var named = command with { Name = file.Path[BagPath.Payload.Length..] };
            var reply = await TakeEvidence.EnterAsync(named, stored, desk, cancellationToken);
            if (reply is TakeEvidence.Reply.Refused refused)
                return new Reply.Refused(refused.Why);
            taken.Add((TakeEvidence.Reply.Taken)reply);
        }
        return new Reply.Taken(taken.ToImmutable(), valid.Warnings);
    }
}
