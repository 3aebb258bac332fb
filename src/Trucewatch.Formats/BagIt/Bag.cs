using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.BagIt;

/// <summary>A file of a bag with what was computed over its bytes.</summary>
/// <param name="Path">Its path in the bag, parts divided by <c>/</c>, such as <c>data/photo.jpg</c>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Digests">Lower-case hex by algorithm (<c>md5 sha1 sha224 sha256 sha384 sha512</c>): those its manifests ask for.</param>
public sealed record BagFile(string Path, long Length, ImmutableSortedDictionary<string, string> Digests);

/// <summary>One label and value of <c>bag-info.txt</c>; labels may come again and mean the same in any case (RFC 8493 §2.2.2).</summary>
public sealed record BagMetadata(string Label, string Value);

/// <summary>A bag whose manifests hold: complete, and every listed digest right.</summary>
/// <param name="Version">Its BagIt version, <c>0.93</c> to <c>0.97</c> or <c>1.0</c>.</param>
/// <param name="Payload">The files under <c>data/</c>, by ordinal path.</param>
/// <param name="Tags">All other files, by ordinal path; not every one need stand in a tag manifest.</param>
/// <param name="Metadata">What <c>bag-info.txt</c> says, in its order. It is a statement of whoever made the bag.</param>
public sealed record Bag(
    string Version,
    ImmutableArray<BagFile> Payload,
    ImmutableArray<BagFile> Tags,
    ImmutableArray<BagMetadata> Metadata
);

/// <summary>What came of reading a bag.</summary>
public abstract record BagReading
{
    private BagReading() { }

    /// <summary>The bag is complete and valid (RFC 8493 §3).</summary>
    /// <param name="Bag">The bag.</param>
    /// <param name="Warnings">What is doubtful, though no rule is broken: by file and line.</param>
    public sealed record Valid(Bag Bag, ImmutableArray<TextProblem> Warnings) : BagReading;

    /// <summary>The bag breaks a rule; nothing of it may be taken.</summary>
    /// <param name="Reasons">All of them, by file and line.</param>
    /// <param name="Warnings">What is doubtful besides.</param>
    public sealed record Refused(ImmutableArray<TextProblem> Reasons, ImmutableArray<TextProblem> Warnings)
        : BagReading;
}

/// <summary>How much a bag may hold before it is refused unread.</summary>
/// <param name="Files">The most files, tag files included.</param>
/// <param name="Bytes">The most bytes of all files together.</param>
/// <param name="TagBytes">The most bytes of one tag file that is read as text (declaration, manifests, metadata, fetch list).</param>
public sealed record BagLimits(int Files, long Bytes, int TagBytes)
{
    /// <summary>100,000 files, 64 GiB, 64 MiB.</summary>
    public static readonly BagLimits Usual = new(100_000, 64L << 30, 64 << 20);
}
