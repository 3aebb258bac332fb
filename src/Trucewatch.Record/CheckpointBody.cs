using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Record;

/// <summary>A checkpoint's text as any log may write it: origin, size, root, and perhaps lines of its own (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The root in whatever length that log has; of a tile log, 32 bytes.</param>
/// <param name="Extensions">Further lines, none of them empty; what they mean is the log's affair.</param>
/// <remarks>For reading foreign logs. Our own are written and read by <see cref="CheckpointForm"/>, which takes no further lines.</remarks>
public sealed record CheckpointBody(
    string Origin,
    long Size,
    ImmutableArray<byte> Root,
    ImmutableArray<string> Extensions
)
{
    /// <summary>Reads a checkpoint's text.</summary>
    /// <exception cref="FormatException">
    /// Fewer than three lines, a line that is no origin, size or base64, a size beyond 2^63, an empty further line,
    /// or a last line without line feed.
    /// </exception>
    public static CheckpointBody Read(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var root, .. var extensions, ""])
            throw new FormatException("A checkpoint has at least three lines, each ended by a line feed.");
        if (!CheckpointForm.IsOrigin(origin))
            throw new FormatException(
                "A checkpoint's first line is the origin: not empty, without control characters."
            );
        if (extensions.Contains(""))
            throw new FormatException("A checkpoint has no empty lines.");
        if (CanonicalBase64.Read(root) is not { Length: > 0 } bytes)
            throw new FormatException("A checkpoint's third line is the root in base64.");
        return new(origin, CheckpointForm.ReadSize(size), [.. bytes], [.. extensions]);
    }

    /// <summary>The checkpoint of a tile log.</summary>
    /// <exception cref="FormatException">The root is not 32 bytes.</exception>
    public Checkpoint ToCheckpoint() =>
        Root.Length == MerkleTree.HashLength
            ? new(Origin, Size, Root)
            : throw new FormatException($"The root has {Root.Length} bytes, not {MerkleTree.HashLength}.");

    /// <inheritdoc />
    public bool Equals(CheckpointBody? other) =>
        other is not null
        && (Origin, Size) == (other.Origin, other.Size)
        && Root.AsSpan().SequenceEqual(other.Root.AsSpan())
        && Extensions.AsSpan().SequenceEqual(other.Extensions.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Origin, Size, Extensions.Length);
}
