using System.Security.Cryptography;

namespace Trucewatch.Storage.Files;

/// <summary>Reads a sealed file from its beginning to its end. Forward-only.</summary>
/// <remarks>Reading throws <see cref="InvalidDataException"/> where a bit was changed, the file was cut, or the key is another.</remarks>
internal sealed class UnsealingStream : Stream
{
    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly byte[] _sealed = new byte[SealedForm.Block + SealedForm.TagLength];
    private readonly byte[] _block = new byte[SealedForm.Block];
    private int _held;
    private int _taken;
    private long _number;
    private bool _isLast;

    public UnsealingStream(FileStream file, AtRestKey key)
    {
        _file = file;
        var head = new byte[SealedForm.Mark.Length + SealedForm.SaltLength];
        if (
            file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length
            || !head.AsSpan().StartsWith(SealedForm.Mark)
        )
        {
            file.Dispose();
            throw Broken("it is no sealed file");
        }
        _cipher = new AesGcm(key.OfFile(head.AsSpan(SealedForm.Mark.Length)), SealedForm.TagLength);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_taken == _held)
        {
            if (_isLast)
                return 0;
            Open();
        }
        var count = Math.Min(buffer.Length, _held - _taken);
        _block.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Open()
    {
        var count = _file.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false);
        if (count < SealedForm.TagLength)
            throw Broken("it ends early");
        _isLast = _file.Position == _file.Length;
        _held = count - SealedForm.TagLength;
        _taken = 0;
        Span<byte> nonce = stackalloc byte[SealedForm.NonceLength];
        SealedForm.Nonce(nonce, _number++, _isLast);
        try
        {
            _cipher.Decrypt(
                nonce,
                _sealed.AsSpan(0, _held),
                _sealed.AsSpan(_held, SealedForm.TagLength),
                _block.AsSpan(0, _held)
            );
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw Broken("it was altered or cut, or sealed under another key", e);
        }
    }

    private InvalidDataException Broken(string what, Exception? under = null) =>
        new($"The file {_file.Name} cannot be opened: {what}. Bring it back from a backup, with its key.", under);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
