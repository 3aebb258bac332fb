using System.Text;
using System.Text.Json;
using Trucewatch.Record;

namespace Trucewatch.Storage.Files;

/// <summary>The receipts of a store, one JSON line each, only ever added to.</summary>
internal sealed class ReceiptList
{
    private readonly string _path;
    private readonly Dictionary<string, UploadReceipt> _byUpload = new(StringComparer.Ordinal);

    private ReceiptList(string path) => _path = path;

    public int Count => _byUpload.Count;

    /// <summary>Reads the list. A last line that a fall of the power cut is dropped: its sender never got the receipt.</summary>
    /// <exception cref="InvalidDataException">A line that is not the last is no receipt: the file was altered.</exception>
    public static ReceiptList Open(string path)
    {
        var list = new ReceiptList(path);
        if (!File.Exists(path))
            return list;
        var text = File.ReadAllText(path);
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var receipt = Read(line, path);
            if (receipt.Index != list.Count + 1)
                throw new InvalidDataException(
                    $"{path}: after receipt {list.Count} stands {receipt.Index}. Bring the file back from a backup."
                );
            list._byUpload.Add(receipt.Upload, receipt);
        }
        if (whole < text.Length)
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
            {
                file.SetLength(Encoding.UTF8.GetByteCount(text.AsSpan(0, whole)));
                file.Flush(flushToDisk: true);
            }
        return list;
    }

    public UploadReceipt? Of(string upload) => _byUpload.GetValueOrDefault(upload);

    /// <summary>Adds a receipt; when it returns, it is on disk.</summary>
    public UploadReceipt Add(string upload, StoredOriginal original)
    {
        var receipt = new UploadReceipt(Count + 1, upload, original.Sha256, original.Sha512, original.Length);
        var isNew = !File.Exists(_path);
        using (var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(receipt) + "\n"));
            file.Flush(flushToDisk: true);
        }
        if (isNew)
            DurableFiles.SyncFolder(Path.GetDirectoryName(_path)!);
        _byUpload.Add(upload, receipt);
        return receipt;
    }

    private static UploadReceipt Read(string line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<UploadReceipt>(line)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: a line is no receipt. Bring the file back from a backup.", e);
        }
    }
}
