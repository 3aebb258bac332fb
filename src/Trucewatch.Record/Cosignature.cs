using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>A witness's statement that it saw a checkpoint and that the log had only grown since the last one (C2SP tlog-cosignature).</summary>
/// <param name="Time">When it was made: UTC seconds since 1970, not negative.</param>
/// <param name="Signature">64 bytes of Ed25519, or 2420 of ML-DSA-44.</param>
public sealed record Cosignature(long Time, ImmutableArray<byte> Signature)
{
    private const int MlDsa44SignatureLength = 2420; // FIPS 204, table 2

    /// <summary>What an Ed25519 witness signs: <c>cosignature/v1</c>, <c>time</c> and the seconds, and the checkpoint's text.</summary>
    public static byte[] Message(long time, ReadOnlySpan<byte> checkpointText)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        return [.. Jcs.ToUtf8($"cosignature/v1\ntime {time}\n"), .. checkpointText];
    }

    /// <summary>Reads the bytes behind the key id: the time (eight bytes, greatest first), then the signature.</summary>
    /// <returns>Null: another length than the key's type has, or a time beyond 2^63.</returns>
    public static Cosignature? Read(KeyType type, ReadOnlySpan<byte> bytes)
    {
        var length = type == KeyType.MlDsa44Cosignature ? MlDsa44SignatureLength : Ed25519Key.SignatureLength;
        if (
            bytes.Length != sizeof(long) + length
            || BinaryPrimitives.ReadInt64BigEndian(bytes) is not (>= 0 and var time)
        )
            return null;
        return new(time, [.. bytes[sizeof(long)..]]);
    }

    /// <summary>The time and the signature as bytes.</summary>
    public ImmutableArray<byte> Bytes()
    {
        var time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, Time);
        return [.. time, .. Signature];
    }

    /// <inheritdoc />
    public bool Equals(Cosignature? other) =>
        other is not null && Time == other.Time && Signature.AsSpan().SequenceEqual(other.Signature.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Time, Signature.Length);
}
