using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>What an offline proof is worth to a reader who brings a key, a policy, or neither.</summary>
public abstract record ProofCheck
{
    private ProofCheck() { }

    /// <summary>Does the proof lead from the entry to a checkpoint that the reader trusts?</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="entry">The entry's bytes.</param>
    /// <param name="trust">Whose signatures must stand under the checkpoint; nobody's: only the path is checked.</param>
    public static ProofCheck Check(TlogProof proof, ReadOnlySpan<byte> entry, Trust trust)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = CheckpointBody.Read(proof.Checkpoint.Text).ToCheckpoint();
        }
        catch (FormatException wrong)
        {
            return new Fails(wrong.Message);
        }

        if (trust.Of(checkpoint.Origin) is { } asked)
            return proof.Check(entry, asked) switch
            {
                ProofVerdict.Holds holds => new Holds(checkpoint, proof.Index + 1, holds.In.Signed.Verified),
                ProofVerdict.Fails fails => new Fails(fails.Why),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        return MerkleProof.IsIncluded(
            MerkleTree.LeafHash(entry),
            proof.Index,
            checkpoint.Size,
            proof.Path,
            checkpoint.Root
        )
            ? new Holds(checkpoint, proof.Index + 1, null)
            : new Fails(
                $"The path does not lead from this entry, at place {proof.Index}, to the root of the tree of {checkpoint.Size}."
            );
    }

    /// <summary>The entry is under the checkpoint.</summary>
    /// <param name="Checkpoint">The checkpoint.</param>
    /// <param name="Number">The entry's number.</param>
    /// <param name="SignedBy">Who signed it, as far as the reader knows their keys; null: no key was given.</param>
    public sealed record Holds(Checkpoint Checkpoint, long Number, ImmutableArray<NoteVerdict.Vouched>? SignedBy)
        : ProofCheck;

    /// <summary>It shows nothing.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Fails(string Why) : ProofCheck;
}
