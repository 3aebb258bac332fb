namespace Trucewatch.Record;

/// <summary>What a key signs and how: the type byte of a verifier key (C2SP signed-note, tlog-cosignature).</summary>
public enum KeyType : byte
{
    /// <summary>Ed25519 over the note's text: a log.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over the time and the checkpoint: a witness.</summary>
    Ed25519Cosignature = 0x04,

    /// <summary>ML-DSA-44 over the time and the checkpoint: a witness. Parsed and not checked.</summary>
    MlDsa44Cosignature = 0x06,
}
