using System.Security.Cryptography;
using Trucewatch.Record;

namespace Trucewatch.Storage.Files;

/// <summary>The evidence of a mission on this machine's disk: originals by content, and uploads on their way.</summary>
/// <remarks>
/// <c>originals/ab/cd/abcd…</c>: whole files named by their SHA-256, sealed under the key where there is one;
/// <c>uploads/ID/</c>: what is not finished; <c>receipts.jsonl</c>: what was. All of it survives a restart. One process
/// uses a folder at a time; within it any thread may call.
/// </remarks>
public sealed class EvidenceFolder : IDisposable
{
    private const int IdBytes = 16;
    private const int Sha256Digits = 64;

    private readonly Lock _lock = new();
    private readonly FileStream _inUse;
    private readonly string _uploadsFolder;
    private readonly EvidenceLimits _limits;
    private readonly ContentFiles _originals;
    private readonly ReceiptList _receipts;
    private readonly Dictionary<string, OpenUpload> _uploads = new(StringComparer.Ordinal);

    private EvidenceFolder(string folder, EvidenceLimits limits, AtRestKey? key)
    {
        _uploadsFolder = Path.Combine(folder, "uploads");
        _limits = limits;
        _originals = new(Path.Combine(folder, "originals"), key);
        Directory.CreateDirectory(_uploadsFolder);
        _inUse = Occupy(Path.Combine(folder, "in-use"));
        _originals.Prepare();
        DurableFiles.SyncFolder(folder);
        DurableFiles.SyncFolder(Path.GetDirectoryName(folder)!);
        try
        {
            _receipts = ReceiptList.Open(Path.Combine(folder, "receipts.jsonl"));
        }
        catch
        {
            _inUse.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder, or begins one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="limits">How much it takes.</param>
    /// <param name="key">Under which key its files lie; null: as they are, readable for who has the disk.</param>
    /// <exception cref="IOException">It cannot be read or written, or another process uses it.</exception>
    /// <exception cref="InvalidDataException">Its list of receipts was altered.</exception>
    public static EvidenceFolder Open(string folder, EvidenceLimits limits, AtRestKey? key)
    {
        var opened = new EvidenceFolder(Path.GetFullPath(folder), limits, key);
        foreach (var left in Directory.GetDirectories(opened._uploadsFolder))
        {
            var upload = OpenUpload.Read(left, opened._originals);
            if (upload is null || opened._receipts.Of(upload.Id) is not null)
                Directory.Delete(left, recursive: true);
            else
                opened._uploads.Add(upload.Id, upload);
        }
        return opened;
    }

    /// <summary>Stores an original from a stream. When it returns, the original is on disk.</summary>
    /// <exception cref="InvalidDataException">It is longer than the limits; nothing was stored.</exception>
    /// <exception cref="IOException">The disk failed or is full; nothing was stored.</exception>
    public StoredOriginal Store(Stream content, CancellationToken cancellationToken) =>
        _originals.Store([content], _limits.FileBytes, sha256: null, cancellationToken)!;

    /// <summary>Opens an original for reading; null: it is not there.</summary>
    /// <exception cref="ArgumentException">It is no SHA-256 in lower-case hex.</exception>
    public Stream? OpenRead(string sha256)
    {
        if (!IsSha256(sha256))
            throw new ArgumentException("A SHA-256 is 64 lower-case hex digits.", nameof(sha256));
        var path = _originals.PathOf(sha256);
        return File.Exists(path) ? _originals.Open(path) : null;
    }

    /// <summary>Begins an upload; the reply names its id.</summary>
    /// <param name="length">The length of the whole file.</param>
    /// <param name="sha256">Its SHA-256, lower-case hex.</param>
    public UploadReply Begin(long length, string sha256)
    {
        if (!IsSha256(sha256))
            return new UploadReply.Refused(
                UploadProblem.Malformed,
                sha256,
                "Give the SHA-256 as 64 lower-case hex digits."
            );
        if (length < 0 || length > _limits.FileBytes)
            return TooLarge($"{length} bytes", $"Send a file of 0 to {_limits.FileBytes} bytes.");
        lock (_lock)
        {
            if (_uploads.Count >= _limits.OpenUploads)
                return TooLarge($"{_uploads.Count} uploads under way", "Finish or give up one of them.");
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
            var upload = OpenUpload.Begin(Path.Combine(_uploadsFolder, id), _originals, length, sha256);
            _uploads.Add(id, upload);
            return new UploadReply.Going(upload.Status);
        }
    }

    /// <summary>Keeps a chunk. When the reply says so, it is on disk; the same chunk again changes nothing.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="offset">Where the chunk begins in the file.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="sha256">Their SHA-256, lower-case hex.</param>
    public UploadReply Put(string id, long offset, ReadOnlySpan<byte> bytes, string sha256)
    {
        if (bytes.Length == 0 || bytes.Length > _limits.ChunkBytes)
            return TooLarge($"a chunk of {bytes.Length} bytes", $"Send 1 to {_limits.ChunkBytes} bytes.");
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256)
            return new UploadReply.Refused(
                UploadProblem.DigestDiffers,
                "bytes with another SHA-256 than was told",
                "They were changed on the way: send the chunk again."
            );
        lock (_lock)
        {
            if (_receipts.Of(id) is { } done)
                return new UploadReply.Going(Finished(done));
            if (!_uploads.TryGetValue(id, out var upload))
                return NoUpload(id);
            if (offset < 0 || offset > upload.Length - bytes.Length)
                return new UploadReply.Refused(
                    UploadProblem.Outside,
                    $"{bytes.Length} bytes from {offset} in a file of {upload.Length}",
                    "Begin an upload with the right length."
                );
            switch (upload.Holds(offset, bytes))
            {
                case true:
                    return new UploadReply.Going(upload.Status);
                case false:
                    return new UploadReply.Refused(
                        UploadProblem.OtherBytes,
                        $"other bytes between {offset} and {offset + bytes.Length}",
                        "Ask how far the upload is and go on from there, or begin another one."
                    );
            }
            if (upload.Chunks >= _limits.Chunks)
                return TooLarge($"{upload.Chunks} chunks", "Begin again with greater chunks.");
            upload.Put(offset, bytes);
            return new UploadReply.Going(upload.Status);
        }
    }

    /// <summary>How far an upload is; also after it was finished.</summary>
    public UploadReply Status(string id)
    {
        lock (_lock)
            return _receipts.Of(id) is { } done ? new UploadReply.Going(Finished(done))
                : _uploads.TryGetValue(id, out var upload) ? new UploadReply.Going(upload.Status)
                : NoUpload(id);
    }

    /// <summary>
    /// Puts the chunks together and checks the whole. When it answers Stored, original and receipt are on disk; asked
    /// again, it gives the same receipt.
    /// </summary>
    /// <exception cref="IOException">The disk failed or is full; the chunks are kept.</exception>
    /// <exception cref="InvalidDataException">A kept chunk or the stored original was damaged.</exception>
    public UploadReply Finish(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_receipts.Of(id) is { } done)
                return new UploadReply.Stored(done, Reread(done, cancellationToken));
            if (!_uploads.TryGetValue(id, out var upload))
                return NoUpload(id);
            if (!upload.IsWhole)
                return new UploadReply.Refused(
                    UploadProblem.Incomplete,
                    $"nothing at byte {upload.Next} of {upload.Length}",
                    "Go on from there."
                );
            if (_originals.Store(upload.Parts(), upload.Length, upload.Sha256, cancellationToken) is not { } original)
                return new UploadReply.Refused(
                    UploadProblem.DigestDiffers,
                    "a whole with another SHA-256 than was declared",
                    "The file changed while it was sent: begin another upload."
                );
            var receipt = _receipts.Add(id, original);
            _uploads.Remove(id);
            upload.Remove();
            return new UploadReply.Stored(receipt, original);
        }
    }

    /// <summary>Gives up an upload that is not finished: its chunks are removed. What is stored stays.</summary>
    public UploadReply GiveUp(string id)
    {
        lock (_lock)
        {
            if (!_uploads.Remove(id, out var upload))
                return NoUpload(id);
            upload.Remove();
            return new UploadReply.Going(upload.Status);
        }
    }

    /// <summary>Leaves the folder to other processes. What is under way goes on when it is opened again.</summary>
    public void Dispose() => _inUse.Dispose();

    private static FileStream Occupy(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException(
                $"{Path.GetDirectoryName(path)} is in use: close the server or command that has it open.",
                e
            );
        }
    }

    private StoredOriginal Reread(UploadReceipt receipt, CancellationToken cancellationToken) =>
        _originals.Store(
            [_originals.Open(_originals.PathOf(receipt.Sha256))],
            receipt.Length,
            receipt.Sha256,
            cancellationToken
        ) ?? throw new InvalidDataException($"The original {receipt.Sha256} was altered: bring it back from a backup.");

    private static UploadStatus Finished(UploadReceipt receipt) =>
        new(receipt.Upload, receipt.Length, receipt.Sha256, receipt.Length, receipt.Length, receipt);

    private static bool IsSha256(string text) =>
        text.Length == Sha256Digits && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    private static UploadReply.Refused TooLarge(string found, string cure) => new(UploadProblem.TooLarge, found, cure);

    private static UploadReply.Refused NoUpload(string id) =>
        new(UploadProblem.NoUpload, id.Length > IdBytes * 2 ? id[..(IdBytes * 2)] : id, "Begin an upload first.");
}
