using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Trucewatch.Record;

/// <summary>A checkpoint as text: origin, size, root in base64, each line ended by a line feed (C2SP tlog-checkpoint).</summary>
/// <remarks>
/// This is the body only. With keys come an empty line and the signature lines of a signed note after it.
/// Stricter than C2SP: no extension lines, and the root is 32 bytes. Foreign logs are read by <see cref="CheckpointBody"/>.
/// </remarks>
public static class CheckpointForm
{
    /// <summary>The checkpoint's text.</summary>
    /// <exception cref="ArgumentException">Empty origin, control character in it, negative size, or the root is not 32 bytes.</exception>
    public static string Text(Checkpoint checkpoint)
    {
        if (!IsOrigin(checkpoint.Origin) || checkpoint.Size < 0 || checkpoint.Root.Length != MerkleTree.HashLength)
            throw new ArgumentException("No checkpoint: origin, size or root is out of bounds.", nameof(checkpoint));

        return $"{checkpoint.Origin}\n{checkpoint.Size}\n{Convert.ToBase64String(checkpoint.Root.AsSpan())}\n";
    }

    /// <summary>Reads a checkpoint's text; only the one spelling that <see cref="Text"/> writes.</summary>
    /// <exception cref="FormatException">Another number of lines, or a line that is no origin, size or root.</exception>
    public static Checkpoint Read(string text)
    {
        if (text.Split('\n') is not [var origin, var size, var root, ""])
            throw new FormatException("A checkpoint has exactly three lines, each ended by a line feed.");

        if (!IsOrigin(origin))
            throw new FormatException(
                "A checkpoint's first line is the origin: not empty, without control characters."
            );

        return new(origin, ReadSize(size), ReadRoot(root));
    }

    internal static bool IsOrigin(string origin) => origin.Length > 0 && !origin.Any(char.IsControl);

    internal static long ReadSize(string line) =>
        long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size.ToString(CultureInfo.InvariantCulture) == line
            ? size
            : throw new FormatException("A checkpoint's second line is the size: decimal, without leading zeros.");

    private static ImmutableArray<byte> ReadRoot(string line) =>
        CanonicalBase64.Read(line) is { Length: MerkleTree.HashLength } root
            ? ImmutableCollectionsMarshal.AsImmutableArray(root)
            : throw new FormatException("A checkpoint's third line is the root: 32 bytes in base64.");
}
