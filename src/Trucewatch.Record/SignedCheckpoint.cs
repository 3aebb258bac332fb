namespace Trucewatch.Record;

/// <summary>A checkpoint under the signature of its record.</summary>
/// <param name="Checkpoint">Origin, size and root.</param>
/// <param name="Note">The signed note (C2SP tlog-checkpoint): what others get, byte for byte.</param>
/// <remarks>Ed25519 gives one signature for one text, so signing again gives the same note.</remarks>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Note)
{
    /// <summary>Signs a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint; its origin is the key's name.</param>
    /// <param name="key">The record's key.</param>
    /// <exception cref="ArgumentException">The key has another name than the origin.</exception>
    public static SignedCheckpoint Sign(Checkpoint checkpoint, SigningKey key)
    {
        if (checkpoint.Origin != key.Verifier.Name)
            throw new ArgumentException(
                $"The key of {key.Verifier.Name} does not sign for {checkpoint.Origin}.",
                nameof(key)
            );
        var text = CheckpointForm.Text(checkpoint);
        return new(checkpoint, SignedNote.Of(text, key.Sign(text)).ToString());
    }
}
