using System.Collections.Immutable;

namespace Trucewatch.Storage.Files;

/// <summary>How much may be stored.</summary>
/// <param name="FileBytes">The greatest file.</param>
/// <param name="ChunkBytes">The greatest chunk of an upload.</param>
/// <param name="Chunks">The most chunks of an upload.</param>
/// <param name="OpenUploads">The most uploads that are not finished.</param>
public sealed record EvidenceLimits(long FileBytes, int ChunkBytes, int Chunks, int OpenUploads)
{
    /// <summary>4 GiB, 16 MiB, 65,536, 1,000.</summary>
    public static readonly EvidenceLimits Usual = new(4L << 30, 16 << 20, 1 << 16, 1000);
}

/// <summary>An original that is on disk: said only after file and folder were synced.</summary>
/// <param name="Sha256">Its SHA-256, lower-case hex: its name in the store.</param>
/// <param name="Sha512">Its SHA-512, lower-case hex.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Head">Its first bytes, at most 16.</param>
/// <param name="WasThere">True: the same bytes were stored before.</param>
public sealed record StoredOriginal(
    string Sha256,
    string Sha512,
    long Length,
    ImmutableArray<byte> Head,
    bool WasThere
);

/// <summary>What the sender of a finished upload gets: the store has it, on disk.</summary>
/// <param name="Index">The number of the receipt in this store, from 1, without gaps.</param>
/// <param name="Upload">The upload's id.</param>
/// <param name="Sha256">The SHA-256 of the whole file.</param>
/// <param name="Sha512">The SHA-512 of the whole file.</param>
/// <param name="Length">The length of the whole file.</param>
public sealed record UploadReceipt(long Index, string Upload, string Sha256, string Sha512, long Length);

/// <summary>How far an upload is.</summary>
/// <param name="Id">Its id, 32 hex digits from chance.</param>
/// <param name="Length">The declared length.</param>
/// <param name="Sha256">The declared SHA-256.</param>
/// <param name="Kept">How many bytes are on disk, wherever they lie in the file.</param>
/// <param name="Next">The first byte that is not there yet: go on from here.</param>
/// <param name="Receipt">The receipt; null: it is not finished.</param>
public sealed record UploadStatus(string Id, long Length, string Sha256, long Kept, long Next, UploadReceipt? Receipt);

/// <summary>What came of a step of an upload.</summary>
public abstract record UploadReply
{
    private UploadReply() { }

    /// <summary>Done; what is told as kept is on disk.</summary>
    public sealed record Going(UploadStatus Status) : UploadReply;

    /// <summary>The whole file is stored.</summary>
    public sealed record Stored(UploadReceipt Receipt, StoredOriginal Original) : UploadReply;

    /// <summary>Not done; what was kept before is kept.</summary>
    /// <param name="Problem">One of <see cref="UploadProblem"/>.</param>
    /// <param name="Found">What was found.</param>
    /// <param name="Cure">What to do.</param>
    public sealed record Refused(string Problem, string Found, string Cure) : UploadReply;
}

/// <summary>Why a step of an upload was refused; hosts find the words.</summary>
public static class UploadProblem
{
    /// <summary>Longer than the limits, shorter than nothing, or too many chunks or uploads.</summary>
    public const string TooLarge = "too_large";

    /// <summary>It is no SHA-256 in lower-case hex.</summary>
    public const string Malformed = "malformed";

    /// <summary>No upload has this id.</summary>
    public const string NoUpload = "no_such_upload";

    /// <summary>The chunk lies outside the declared length.</summary>
    public const string Outside = "outside";

    /// <summary>The bytes have another digest than was told with them.</summary>
    public const string DigestDiffers = "digest_differs";

    /// <summary>Other bytes are kept at that place already.</summary>
    public const string OtherBytes = "other_bytes";

    /// <summary>Bytes are missing.</summary>
    public const string Incomplete = "incomplete";
}
