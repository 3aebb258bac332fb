using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Trucewatch.Record;

/// <summary>One file that shows, without the log and without a network, that an entry is in it (C2SP tlog-proof).</summary>
/// <param name="Index">The entry's place in the log, counted from 0.</param>
/// <param name="Path">The neighbours' hashes, from the leaf upwards.</param>
/// <param name="Checkpoint">The checkpoint with all its signatures.</param>
/// <param name="Extra">What else the application puts in; nobody signed it. Null: nothing.</param>
public sealed record TlogProof(
    long Index,
    ImmutableArray<ImmutableArray<byte>> Path,
    SignedNote Checkpoint,
    ImmutableArray<byte>? Extra = null
)
{
    /// <summary>The greatest number of hashes in a path: a tree of 2^63 leaves has no longer one.</summary>
    public const int MaxHashes = 63;

    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The file: UTF-8, to be stored with the ending <c>.tlog-proof</c>.</summary>
    public string Text()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
            text.Append("extra ").Append(Convert.ToBase64String(extra.AsSpan())).Append('\n');
        text.Append("index ").Append(Index).Append('\n');
        foreach (var hash in Path)
            text.Append(Convert.ToBase64String(hash.AsSpan())).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>Reads a file; nothing of it is checked yet.</summary>
    /// <exception cref="FormatException">Another form, in its head or in its checkpoint.</exception>
    public static TlogProof Read(ReadOnlySpan<byte> file)
    {
        var end = file.IndexOf("\n\n"u8);
        if (end < 0)
            throw new FormatException("A proof has an empty line before its checkpoint.");

        ReadOnlySpan<string> lines = Encoding.ASCII.GetString(file[..end]).Split('\n');
        if (lines is not [Header, .. var rest])
            throw new FormatException($"A proof begins with the line {Header}.");

        ImmutableArray<byte>? extra = null;
        if (rest is [{ } line, ..] && line.StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = [.. CanonicalBase64.Read(line["extra ".Length..]) ?? throw Wrong("extra data are not base64")];
            rest = rest[1..];
        }

        if (rest is not [var index, .. var hashes])
            throw Wrong("index is missing");
        if (hashes.Length > MaxHashes)
            throw Wrong($"path has more than {MaxHashes} hashes");
        return new(
            ReadNumber("index ", index) ?? throw Wrong("index is not a number"),
            ReadHashes(hashes),
            SignedNote.Read(file[(end + 2)..]),
            extra
        );
    }

    /// <summary>Does it show that this entry is in the log that the reader trusts?</summary>
    /// <param name="entry">The entry's bytes.</param>
    /// <param name="trust">The log's name and keys, and the quorum of witnesses.</param>
    public ProofVerdict Check(ReadOnlySpan<byte> entry, LogTrust trust)
    {
        var checkpoint = trust.Check(Checkpoint);
        if (checkpoint is CheckpointVerdict.Refused refused)
            return new ProofVerdict.Fails(refused.Why);

        var trusted = (CheckpointVerdict.Trusted)checkpoint;
        var (size, root) = (trusted.Checkpoint.Size, trusted.Checkpoint.Root);
        return MerkleProof.IsIncluded(MerkleTree.LeafHash(entry), Index, size, Path, root)
            ? new ProofVerdict.Holds(trusted)
            : new ProofVerdict.Fails(
                $"The path does not lead from this entry, at place {Index}, to the root of the tree of {size}."
            );
    }

    /// <summary>A word, a number without leading noughts; null: the line is none.</summary>
    internal static long? ReadNumber(string word, string line) =>
        line.StartsWith(word, StringComparison.Ordinal)
        && long.TryParse(line[word.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && line.Length == word.Length + number.ToString(CultureInfo.InvariantCulture).Length
            ? number
            : null;

    /// <summary>Hashes of 32 bytes in base64, one a line.</summary>
    /// <exception cref="FormatException">A line is none.</exception>
    internal static ImmutableArray<ImmutableArray<byte>> ReadHashes(ReadOnlySpan<string> lines)
    {
        var hashes = ImmutableArray.CreateBuilder<ImmutableArray<byte>>(lines.Length);
        foreach (var line in lines)
        {
            hashes.Add(
                CanonicalBase64.Read(line) is { Length: MerkleTree.HashLength } hash
                    ? [.. hash]
                    : throw new FormatException("A line of the path is not a hash: 32 bytes in base64.")
            );
        }

        return hashes.MoveToImmutable();
    }

    private static FormatException Wrong(string what) => new($"The proof's {what}.");
}

/// <summary>What came of checking an offline proof.</summary>
public abstract record ProofVerdict
{
    private ProofVerdict() { }

    /// <summary>The entry is in the log.</summary>
    /// <param name="In">The checkpoint that covers it, and who vouches for that.</param>
    public sealed record Holds(CheckpointVerdict.Trusted In) : ProofVerdict;

    /// <summary>It shows nothing.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record Fails(string Why) : ProofVerdict;
}
