using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Looks at a record again and again: it must only grow, whoever hands it out.</summary>
public static class WatchRecord
{
    /// <summary>Looks once.</summary>
    /// <param name="files">The record.</param>
    /// <param name="trust">Whose signatures must stand under its checkpoint.</param>
    /// <param name="kept">The signed checkpoint kept from the last look; null: this is the first.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <remarks>That the record only grew is computed from its own tiles, down to the root of each of the two checkpoints.</remarks>
    /// <exception cref="IOException">A file cannot be read, or the address does not answer.</exception>
    public static async Task<Watched> LookAsync(
        RecordFiles files,
        Trust trust,
        SignedNote? kept,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await files.CheckpointAsync(cancellationToken) is not { } note)
                return new Watched.Unusable("It has no checkpoint.");
            var next = CheckpointForm.Read(note.Text);
            var signed = trust.Of(next.Origin)?.Check(note);
            if (signed is CheckpointVerdict.Refused refused)
                return new Watched.Unusable(refused.Why);
            var look = new Look(files, note, next, (signed as CheckpointVerdict.Trusted)?.Signed.Verified);
            if (kept is null)
                return await look.LeadsToRootAsync(cancellationToken)
                    ? new Watched.First(note, next)
                    : new Watched.Unusable("Its tiles do not lead to the root of its checkpoint.");
            var last = CheckpointForm.Read(kept.Text);
            return last.Origin == next.Origin
                ? await look.CompareAsync(kept, last, cancellationToken)
                : new Watched.Unusable($"It is the record \"{next.Origin}\", and \"{last.Origin}\" is watched.");
        }
        catch (FormatException wrong)
        {
            return new Watched.Unusable(wrong.Message);
        }
        catch (LogFaultException broken)
        {
            return new Watched.Unusable(broken.Fault.ToString());
        }
    }

    private sealed record Look(
        RecordFiles Files,
        SignedNote Note,
        Checkpoint Next,
        ImmutableArray<NoteVerdict.Vouched>? Vouched
    )
    {
        public async Task<bool> LeadsToRootAsync(CancellationToken cancellationToken) =>
            MerkleTree.Same(
                await new TileProofs(Files.Source, Next.Size).RootAsync(Next.Size, cancellationToken),
                Next.Root
            );

        public async Task<Watched> CompareAsync(SignedNote kept, Checkpoint last, CancellationToken cancellationToken)
        {
            if (Next.Size < last.Size)
                return new Watched.RolledBack(kept, last, Note, Next);
            if (Next.Size == last.Size)
                return MerkleTree.Same(Next.Root, last.Root)
                    ? new Watched.Same(Note, Next)
                    : new Watched.Forked(kept, last, Note, Next);
            if (!await LeadsToRootAsync(cancellationToken))
                return new Watched.Unusable("Its tiles do not lead to the root of its checkpoint.");
            if (last.Size > 0)
            {
                var path = await new TileProofs(Files.Source, Next.Size).ConsistencyAsync(
                    last.Size,
                    Next.Size,
                    cancellationToken
                );
                if (!MerkleProof.IsConsistent(last.Size, last.Root, Next.Size, Next.Root, path))
                    return new Watched.Forked(kept, last, Note, Next);
            }

            var backDated = Vouched is { } vouched
                ? await WitnessedTime.BackDatedAsync(Files, last, Next, kept, vouched, cancellationToken)
                : null;
            return new Watched.Grown(Note, last, Next, backDated);
        }
    }
}

/// <summary>What a look at a record shows.</summary>
public abstract record Watched
{
    private Watched() { }

    /// <summary>Nothing was kept before: it is kept now.</summary>
    public sealed record First(SignedNote Note, Checkpoint Now) : Watched;

    /// <summary>Nothing was added.</summary>
    public sealed record Same(SignedNote Note, Checkpoint Now) : Watched;

    /// <summary>It has only grown.</summary>
    /// <param name="Note">The checkpoint to keep.</param>
    /// <param name="Last">The one that was kept.</param>
    /// <param name="Now">The new one.</param>
    /// <param name="BackDated">What is wrong with the times of the new entries, in words; null: nothing that the witnesses' times show.</param>
    public sealed record Grown(SignedNote Note, Checkpoint Last, Checkpoint Now, string? BackDated) : Watched;

    /// <summary>It is smaller than it was: an old copy was brought back, or is handed out.</summary>
    public sealed record RolledBack(SignedNote Kept, Checkpoint Last, SignedNote Note, Checkpoint Now) : Watched;

    /// <summary>It does not begin with what was kept: there are two histories, and each is signed.</summary>
    public sealed record Forked(SignedNote Kept, Checkpoint Last, SignedNote Note, Checkpoint Now) : Watched;

    /// <summary>Nothing can be said of it: not signed as it should be, damaged, or another record.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Unusable(string Why) : Watched;
}
