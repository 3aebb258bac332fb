using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>What a reader takes as given of a log: its name, its keys, and whose cosignatures must stand under a checkpoint.</summary>
/// <param name="Origin">The log's name; a checkpoint of another log is refused even under the same key.</param>
/// <param name="LogKeys">The log's keys: one of them must have signed. None: only the witnesses vouch, as for a mirror.</param>
/// <param name="Policy">The quorum.</param>
public sealed record LogTrust(string Origin, ImmutableArray<VerifierKey> LogKeys, WitnessPolicy Policy)
{
    /// <summary>Trusts the log whose origin is the name of its key (C2SP tlog-checkpoint), under a policy.</summary>
    public static LogTrust Of(VerifierKey log, WitnessPolicy policy) => new(log.Name, [log], policy);

    /// <summary>Trusts a log that a policy lists.</summary>
    /// <param name="policy">The policy, with its log lines and its quorum.</param>
    /// <param name="origin">The log's name.</param>
    /// <exception cref="ArgumentException">The policy has no log of that name.</exception>
    public static LogTrust Of(WitnessPolicy policy, string origin)
    {
        ImmutableArray<VerifierKey> keys = [.. policy.Logs.Where(l => l.Name == origin)];
        return keys.IsEmpty
            ? throw new ArgumentException($"The policy has no log {origin}.", nameof(origin))
            : new(origin, keys, policy);
    }

    /// <summary>Is this a checkpoint of that log, signed by it and seen by enough witnesses?</summary>
    public CheckpointVerdict Check(SignedNote note)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = CheckpointBody.Read(note.Text).ToCheckpoint();
        }
        catch (FormatException wrong)
        {
            return new CheckpointVerdict.Refused(wrong.Message);
        }

        if (checkpoint.Origin != Origin)
            return new CheckpointVerdict.Refused($"It is a checkpoint of {checkpoint.Origin}, not of {Origin}.");

        VerifierKey[] keys = [.. LogKeys.Union(Policy.Witnesses.Select(static w => w.Key))];
        return note.Check(keys) switch
        {
            NoteVerdict.Accepted signed => Weigh(checkpoint, signed),
            NoteVerdict.Refused refused => new CheckpointVerdict.Refused(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private CheckpointVerdict Weigh(Checkpoint checkpoint, NoteVerdict.Accepted signed)
    {
        VerifierKey[] signers = [.. signed.Verified.Select(static v => v.By)];
        if (!LogKeys.IsEmpty && !signers.Intersect(LogKeys).Any())
            return new CheckpointVerdict.Refused($"{Origin} did not sign the checkpoint.");
        if (!Policy.IsSatisfiedBy(signers))
            return new CheckpointVerdict.Refused(
                $"Too few witnesses: {signers.Except(LogKeys).Count()} cosignatures hold, and the policy's quorum is not reached."
            );
        return new CheckpointVerdict.Trusted(checkpoint, signed);
    }
}

/// <summary>What a checkpoint is worth to a reader.</summary>
public abstract record CheckpointVerdict
{
    private CheckpointVerdict() { }

    /// <summary>It is the log's, and enough witnesses saw it.</summary>
    public sealed record Trusted(Checkpoint Checkpoint, NoteVerdict.Accepted Signed) : CheckpointVerdict;

    /// <summary>It is not, or they are too few.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Refused(string Why) : CheckpointVerdict;
}
