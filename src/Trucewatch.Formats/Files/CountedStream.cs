namespace Trucewatch.Formats.Files;

/// <summary>Counts the bytes taken from a stream, and lets its first two be seen before they are taken.</summary>
internal sealed class CountedStream(Stream file) : Stream
{
    private readonly byte[] _head = new byte[2];
    private int _headCount;
    private int _headTaken;

    /// <summary>How many bytes were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>True if the stream begins with these two bytes. To be asked once, before anything is read.</summary>
    public bool StartsWith(byte first, byte second)
    {
        _headCount = file.ReadAtLeast(_head, 2, throwOnEndOfStream: false);
        return _headCount == 2 && _head[0] == first && _head[1] == second;
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        if (_headTaken < _headCount)
        {
            count = Math.Min(buffer.Length, _headCount - _headTaken);
            _head.AsSpan(_headTaken, count).CopyTo(buffer);
            _headTaken += count;
        }
        else
            count = file.Read(buffer);
        Taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => Taken;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
