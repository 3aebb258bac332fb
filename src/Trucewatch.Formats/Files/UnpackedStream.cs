using System.IO.Compression;

namespace Trucewatch.Formats.Files;

/// <summary>The bytes of a file, unpacked where its first two bytes say that it is a gzip (RFC 1952 §2.3.1), whatever its name.</summary>
/// <remarks>
/// Read-only and forward-only. Reading throws <see cref="BrokenStreamException"/> for a torn gzip, for more than
/// <see cref="MostBytes"/>, and for a ratio above <see cref="MostRatio"/> once 16 MiB are unpacked: text packs about 5 to
/// 20 times, a bomb 1,000 times.
/// </remarks>
public sealed class UnpackedStream : Stream
{
    /// <summary>The most that a file may unpack to: 2 GiB.</summary>
    public const long MostBytes = 2L << 30;

    /// <summary>The most bytes out for one byte in.</summary>
    public const int MostRatio = 100;

    private const long RatioFrom = 16L << 20;

    // Without it the library takes a gzip that ends early for a short file. Hosts set it in their runtime configuration
    // as well, for it is looked at once, when the first stream of the process is unpacked.
    static UnpackedStream() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private readonly CountedStream _packed;
    private readonly Stream _bytes;
    private readonly bool _isGzip;
    private readonly long _most;
    private long _read;

    private UnpackedStream(CountedStream packed, Stream bytes, bool isGzip, long most) =>
        (_packed, _bytes, _isGzip, _most) = (packed, bytes, isGzip, most);

    /// <summary>Opens the bytes of a file; the stream stays the caller's to close.</summary>
    public static UnpackedStream Open(Stream file) => Open(file, MostBytes);

    /// <summary>Opens the bytes of a file with a cap of its own.</summary>
    public static UnpackedStream Open(Stream file, long most)
    {
        var packed = new CountedStream(file);
        var isGzip = packed.StartsWith(0x1F, 0x8B);
        return new(
            packed,
            isGzip ? new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true) : packed,
            isGzip,
            most
        );
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        var count = ReadGuarded(buffer);
        _read += count;
        if (_read > _most)
            throw new BrokenStreamException(Problem.ZipBomb, $"more than {_most} bytes");
        if (_isGzip && _read > RatioFrom && _read / Math.Max(1, _packed.Taken) > MostRatio)
            throw new BrokenStreamException(Problem.ZipBomb, $"{_read} bytes from {_packed.Taken}");
        return count;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private int ReadGuarded(Span<byte> buffer)
    {
        try
        {
            return _bytes.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new BrokenStreamException(Problem.TornGzip, e.Message, e);
        }
        catch (IOException e) when (e is not BrokenStreamException)
        {
            throw new BrokenStreamException(Problem.Unreadable, e.Message, e);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _isGzip)
            _bytes.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
