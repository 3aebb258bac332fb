using System.Security.Cryptography;
using System.Text;
using Trucewatch.Storage.Files;

namespace Trucewatch.Storage.Tests.Files;

/// <summary>With and without a key: the store keeps the same promises.</summary>
public abstract class EvidenceFolderContract : IDisposable
{
    private static readonly EvidenceLimits Small = new(
        FileBytes: 1 << 20,
        ChunkBytes: 1 << 17,
        Chunks: 8,
        OpenUploads: 3
    );

    private readonly TemporaryFolder _folder = new();
    private EvidenceFolder? _store;

    protected abstract AtRestKey? Key { get; }

    protected string Root => _folder.File("evidence");

    protected string KeyFile => _folder.File("keys", "evidence.key");

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void An_original_is_read_back_as_it_came()
    {
        var bytes = Bytes(200_000);
        var stored = Open().Store(new MemoryStream(bytes), Token);
        Assert.Equal(
            (Sha256(bytes), Convert.ToHexStringLower(SHA512.HashData(bytes)), 200_000L, false),
            (stored.Sha256, stored.Sha512, stored.Length, stored.WasThere)
        );
        Assert.Equal(bytes[..16], stored.Head);
        Assert.Equal(bytes, Read(Open(), stored.Sha256));
        Assert.True(
            File.Exists(Path.Combine(Root, "originals", stored.Sha256[..2], stored.Sha256[2..4], stored.Sha256))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_072)]
    public void Lengths_at_the_edges_of_blocks_come_back(int length)
    {
        var bytes = Bytes(length);
        var store = Open();
        Assert.Equal(bytes, Read(store, store.Store(new MemoryStream(bytes), Token).Sha256));
    }

    [Fact]
    public void The_same_bytes_are_one_original()
    {
        var store = Open();
        store.Store(new MemoryStream([1, 2, 3]), Token);
        Assert.True(store.Store(new MemoryStream([1, 2, 3]), Token).WasThere);
        Assert.Single(Directory.GetFiles(Path.Combine(Root, "originals"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_is_too_long_leaves_nothing()
    {
        Assert.Throws<InvalidDataException>(() => Open().Store(new MemoryStream(new byte[(1 << 20) + 1]), Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "originals"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_breaks_while_it_comes_leaves_nothing()
    {
        Assert.Throws<IOException>(() => Open().Store(new TornStream(100_000), Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "originals"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_upload_in_chunks_in_any_order_is_stored_with_a_receipt()
    {
        var store = Open();
        var bytes = Bytes(250_000);
        var id = Begin(store, bytes).Id;
        Assert.Equal(0, Put(store, id, bytes, 200_000, 50_000).Next);
        Assert.Equal(100_000, Put(store, id, bytes, 0, 100_000).Next);
        Assert.Equal((250_000, 250_000), Kept(Put(store, id, bytes, 100_000, 100_000)));
        var stored = Assert.IsType<UploadReply.Stored>(store.Finish(id, Token));
        Assert.Equal(new UploadReceipt(1, id, Sha256(bytes), stored.Original.Sha512, 250_000), stored.Receipt);
        Assert.Equal(bytes, Read(store, stored.Receipt.Sha256));
        Assert.Empty(Directory.GetDirectories(Path.Combine(Root, "uploads")));
    }

    [Fact]
    public void An_upload_goes_on_after_a_restart_and_a_torn_chunk_is_forgotten()
    {
        var bytes = Bytes(100_000);
        var id = Begin(Open(), bytes).Id;
        Put(Open(), id, bytes, 0, 60_000);
        File.WriteAllBytes(Path.Combine(Root, "uploads", id, "60000-40000.part"), new byte[123]); // the power failed here

        var store = Open();
        Assert.Equal((60_000, 60_000), Kept(Going(store.Status(id))));
        Assert.Equal(UploadProblem.Incomplete, Refused(store.Finish(id, Token)).Problem);
        Put(store, id, bytes, 60_000, 40_000);
        Assert.IsType<UploadReply.Stored>(Open().Finish(id, Token));
    }

    [Fact]
    public void A_receipt_is_given_again_after_a_restart()
    {
        var bytes = Bytes(1000);
        var store = Open();
        var first = Whole(store, bytes);
        Whole(store, Bytes(999));
        var again = Assert.IsType<UploadReply.Stored>(Open().Finish(first.Upload, Token));
        Assert.Equal(first, again.Receipt);
        Assert.Equal(first, Going(Open().Status(first.Upload)).Receipt);
        Assert.Equal(3, Whole(Open(), Bytes(998)).Index);
    }

    [Fact]
    public void A_receipt_that_the_power_cut_was_never_given_and_the_upload_finishes_again()
    {
        var bytes = Bytes(1000);
        var store = Open();
        Whole(store, Bytes(10));
        var id = Begin(store, bytes).Id;
        Put(store, id, bytes, 0, 1000);
        File.AppendAllText(Path.Combine(Root, "receipts.jsonl"), "{\"Index\":2,\"Upl");
        Assert.Equal(2, Assert.IsType<UploadReply.Stored>(Open().Finish(id, Token)).Receipt.Index);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Root, "receipts.jsonl")).Length);
    }

    [Fact]
    public void A_receipt_taken_out_of_the_list_is_noticed()
    {
        Whole(Open(), Bytes(10));
        Whole(Open(), Bytes(11));
        var path = Path.Combine(Root, "receipts.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path)[1..]);
        Assert.Throws<InvalidDataException>(() => Open());
    }

    [Fact]
    public void The_same_chunk_again_changes_nothing_and_other_bytes_are_refused()
    {
        var store = Open();
        var bytes = Bytes(1000);
        var id = Begin(store, bytes).Id;
        Put(store, id, bytes, 0, 500);
        Assert.Equal((500, 500), Kept(Put(store, id, bytes, 0, 500)));
        var other = Bytes(500, seed: 9);
        Assert.Equal(UploadProblem.OtherBytes, Refused(store.Put(id, 0, other, Sha256(other))).Problem);
        Assert.Equal(UploadProblem.OtherBytes, Refused(store.Put(id, 250, other, Sha256(other))).Problem);
        Assert.Equal((500, 500), Kept(Going(store.Status(id))));
    }

    [Fact]
    public void A_chunk_changed_on_the_way_is_refused()
    {
        var store = Open();
        var bytes = Bytes(1000);
        var id = Begin(store, bytes).Id;
        Assert.Equal(UploadProblem.DigestDiffers, Refused(store.Put(id, 0, bytes, Sha256([1]))).Problem);
    }

    [Fact]
    public void A_whole_with_another_digest_than_declared_is_not_stored()
    {
        var store = Open();
        var bytes = Bytes(1000);
        var id = Going(store.Begin(1000, Sha256([1]))).Id;
        Put(store, id, bytes, 0, 1000);
        Assert.Equal(UploadProblem.DigestDiffers, Refused(store.Finish(id, Token)).Problem);
        Assert.Null(store.OpenRead(Sha256(bytes)));
    }

    [Fact]
    public void Limits_hold()
    {
        var store = Open();
        Assert.Equal(UploadProblem.TooLarge, Refused(store.Begin((1 << 20) + 1, Sha256([]))).Problem);
        Assert.Equal(UploadProblem.TooLarge, Refused(store.Begin(-1, Sha256([]))).Problem);
        Assert.Equal(UploadProblem.Malformed, Refused(store.Begin(1, "../../etc/passwd")).Problem);
        var id = Begin(store, Bytes(300_000)).Id;
        Assert.Equal(UploadProblem.TooLarge, Refused(store.Put(id, 0, new byte[(1 << 17) + 1], "")).Problem);
        Assert.Equal(UploadProblem.Outside, Refused(store.Put(id, 299_999, [1, 2], Sha256([1, 2]))).Problem);
        Assert.Equal(UploadProblem.Outside, Refused(store.Put(id, long.MaxValue, [1], Sha256([1]))).Problem);
        Assert.Equal(UploadProblem.Outside, Refused(store.Put(id, -1, [1], Sha256([1]))).Problem);
        for (byte i = 0; i < 8; i++)
            Going(store.Put(id, i, [i], Sha256([i])));
        Assert.Equal(UploadProblem.TooLarge, Refused(store.Put(id, 8, [8], Sha256([8]))).Problem);
        Begin(store, [1]);
        Begin(store, [2]);
        Assert.Equal(UploadProblem.TooLarge, Refused(store.Begin(1, Sha256([3]))).Problem);
        Going(store.GiveUp(id));
        Going(store.Begin(1, Sha256([3])));
        Assert.Equal(UploadProblem.NoUpload, Refused(store.Status("../../x")).Problem);
        Assert.Throws<ArgumentException>(() => store.OpenRead("../../etc/passwd"));
    }

    [Fact]
    public void What_was_half_written_when_the_power_failed_is_removed()
    {
        Open();
        File.WriteAllBytes(Path.Combine(Root, "originals", "0123.part"), [1, 2]);
        Open();
        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "originals")));
    }

    [Fact]
    public void Two_processes_cannot_use_one_folder()
    {
        Open();
        var refused = Assert.Throws<IOException>(() => EvidenceFolder.Open(Root, Small, Key));
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_needs_no_chunk()
    {
        var store = Open();
        Assert.IsType<UploadReply.Stored>(store.Finish(Begin(store, []).Id, Token));
    }

    [Fact]
    public void Chunks_from_many_threads_are_all_kept()
    {
        var store = Open();
        var bytes = Bytes(8 * 10_000);
        var id = Begin(store, bytes).Id;
        Parallel.For(0, 16, i => Put(store, id, bytes, i / 2 * 10_000, 10_000));
        Assert.IsType<UploadReply.Stored>(store.Finish(id, Token));
    }

    /// <summary>Opens the folder as after a restart: whoever had it open before is gone.</summary>
    protected EvidenceFolder Open()
    {
        _store?.Dispose();
        return _store = EvidenceFolder.Open(Root, Small, Key);
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static byte[] Read(EvidenceFolder store, string sha256)
    {
        using var from = store.OpenRead(sha256)!;
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }

    private static UploadReceipt Whole(EvidenceFolder store, byte[] bytes)
    {
        var id = Begin(store, bytes).Id;
        Put(store, id, bytes, 0, bytes.Length);
        return Assert.IsType<UploadReply.Stored>(store.Finish(id, Token)).Receipt;
    }

    private static UploadStatus Begin(EvidenceFolder store, byte[] bytes) =>
        Going(store.Begin(bytes.Length, Sha256(bytes)));

    private static UploadStatus Put(EvidenceFolder store, string id, byte[] bytes, int offset, int length)
    {
        var chunk = bytes.AsSpan(offset, length);
        return Going(store.Put(id, offset, chunk, Sha256(chunk)));
    }

    private static (long, long) Kept(UploadStatus status) => (status.Kept, status.Next);

    private static UploadStatus Going(UploadReply reply) => Assert.IsType<UploadReply.Going>(reply).Status;

    private static UploadReply.Refused Refused(UploadReply reply) => Assert.IsType<UploadReply.Refused>(reply);

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Gives so many bytes and then fails, as a medium that is pulled out.</summary>
    private sealed class TornStream(int length) : MemoryStream(new byte[length])
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            Position == Length ? throw new IOException("The medium is gone.") : base.Read(buffer, offset, count);
    }
}

public sealed class OpenEvidenceFolderTests : EvidenceFolderContract
{
    protected override AtRestKey? Key => null;
}

public sealed class SealedEvidenceFolderTests : EvidenceFolderContract
{
    protected override AtRestKey? Key => AtRestKey.ReadOrMake(KeyFile);

    [Fact]
    public void Nothing_of_the_content_lies_open_on_the_disk()
    {
        var store = Open();
        var secret = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("the witness lives here; ", 100)));
        store.Store(new MemoryStream(secret), Token);
        var id = Assert.IsType<UploadReply.Going>(store.Begin(secret.Length, new string('0', 64))).Status.Id;
        store.Put(id, 0, secret, Convert.ToHexStringLower(SHA256.HashData(secret)));
        Assert.All(
            Directory
                .GetFiles(Root, "*", SearchOption.AllDirectories)
                .Where(f => !f.EndsWith("in-use", StringComparison.Ordinal)),
            f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf("witness"u8))
        );
    }

    [Theory]
    [InlineData(0)] // the mark
    [InlineData(10)] // the salt
    [InlineData(100)] // the first block
    [InlineData(70_000)] // the second block
    public void One_changed_bit_on_the_disk_is_noticed(int at)
    {
        var stored = Open().Store(new MemoryStream(Bytes(100_000)), Token);
        Change(stored.Sha256, bytes => bytes[at] ^= 1);
        Assert.Throws<InvalidDataException>(() => Read(Open(), stored.Sha256));
    }

    [Fact]
    public void A_file_cut_at_the_end_of_a_block_is_noticed()
    {
        var stored = Open().Store(new MemoryStream(Bytes(100_000)), Token);
        var path = PathOf(stored.Sha256);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..(24 + 65_536 + 16)]);
        Assert.Throws<InvalidDataException>(() => Read(Open(), stored.Sha256));
    }

    [Fact]
    public void The_key_is_for_its_owner_only_and_another_key_opens_nothing()
    {
        var stored = Open().Store(new MemoryStream([1, 2, 3]), Token);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        File.Delete(KeyFile);
        Assert.Throws<InvalidDataException>(() => Read(Open(), stored.Sha256));
    }

    [Fact]
    public void A_file_that_is_no_key_is_said_to_be_none()
    {
        _ = Key;
        File.WriteAllBytes(KeyFile, [1]);
        Assert.Throws<InvalidDataException>(() => Open());
    }

    private void Change(string sha256, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(PathOf(sha256));
        change(bytes);
        File.WriteAllBytes(PathOf(sha256), bytes);
    }

    private string PathOf(string sha256) => Path.Combine(Root, "originals", sha256[..2], sha256[2..4], sha256);
}
