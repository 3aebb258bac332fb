using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Trucewatch.Formats.Files;

/// <summary>Where a file broke: which problem, in which line, and what stood there.</summary>
internal sealed record Break(string Problem, long Line, string Found);

/// <summary>The text of a file, read strictly and in bounded memory: what is no text ends it, and what came before stays.</summary>
/// <remarks>
/// Ends at the first NUL byte, at bytes that are none of the encoding's, at a line of more than <see cref="LongestLine"/>
/// and where the stream breaks; <see cref="Broken"/> then says so. A byte-order mark is left out.
/// </remarks>
internal sealed class GuardedText : TextReader
{
    /// <summary>The longest line, bytes: 1 MiB.</summary>
    public const int LongestLine = 1 << 20;

    private readonly Stream _bytes;
    private readonly Encoding? _singleByte;
    private readonly byte[] _in = new byte[1 << 16];
    private readonly char[] _out = new char[1 << 16];
    private int _left; // bytes of an unfinished character at the head of _in
    private int _from;
    private int _until;
    private long _line = 1;
    private long _lineBytes;
    private bool _begun;
    private bool _ended;

    /// <param name="bytes">Unpacked bytes.</param>
    /// <param name="singleByte">An encoding of one byte a character; null: UTF-8.</param>
    public GuardedText(Stream bytes, Encoding? singleByte = null) => (_bytes, _singleByte) = (bytes, singleByte);

    /// <summary>Where it broke; null: it did not, so far.</summary>
    public Break? Broken { get; private set; }

    /// <summary>How many characters it has given out, a byte-order mark not counted.</summary>
    public long Given { get; private set; }

    public override int Peek() => _from < _until || Fill() ? _out[_from] : -1;

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty || (_from == _until && !Fill()))
            return 0;
        var count = Math.Min(buffer.Length, _until - _from);
        _out.AsSpan(_from, count).CopyTo(buffer);
        _from += count;
        Given += count;
        return count;
    }

    private bool Fill()
    {
        while (!_ended)
        {
            var count = Take();
            var fresh = _in.AsSpan(0, _left + count);
            if (count == 0 && _left > 0)
                Stop(Problem.BrokenText, Hex(fresh));
            Decode(fresh[..WithinBounds(fresh)], isLast: count == 0);
            _ended |= count == 0;
            if (_from < _until)
                return true;
        }
        return false;
    }

    private int Take()
    {
        try
        {
            return _bytes.Read(_in, _left, _in.Length - _left);
        }
        catch (BrokenStreamException e)
        {
            Stop(e.Problem, e.Message);
            return 0;
        }
    }

    // How many of the bytes may be used: up to the first NUL and the end of the longest line.
    private int WithinBounds(ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        var usable = nul < 0 ? bytes.Length : nul;
        var (line, size) = (_line, _lineBytes);
        for (var at = 0; at < usable; )
        {
            var end = bytes[at..usable].IndexOf((byte)'\n');
            var length = end < 0 ? usable - at : end + 1;
            if (size + length > LongestLine)
            {
                Stop(Problem.LineTooLong, $"line {line}");
                return at + (int)(LongestLine - size);
            }
            (line, size) = end < 0 ? (line, size + length) : (line + 1, 0);
            at += length;
        }
        if (nul >= 0)
            Stop(Problem.NulByte, "", line);
        return usable;
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        int read,
            written;
        if (_singleByte is not null)
            (read, written) = DecodeSingle(bytes);
        else if (
            Utf8.ToUtf16(bytes, _out, out read, out written, false, isLast || _ended) == OperationStatus.InvalidData
        )
            Stop(Problem.BrokenText, Hex(bytes[read..]), _line + bytes[..read].Count((byte)'\n'));
        (_from, _until) = (0, written);
        if (!_begun && written > 0 && _out[0] == '\uFEFF')
            _from = 1;
        _begun |= written > 0;
        Count(bytes[..read]);
        _left = _ended ? 0 : bytes.Length - read;
        bytes[(bytes.Length - _left)..].CopyTo(_in);
    }

    // A byte that the encoding does not know comes out as a control character (C1).
    private (int Read, int Written) DecodeSingle(ReadOnlySpan<byte> bytes)
    {
        _singleByte!.GetChars(bytes, _out);
        var bad = _out.AsSpan(0, bytes.Length).IndexOfAnyInRange('\u0080', '\u009F');
        if (bad < 0)
            return (bytes.Length, bytes.Length);
        Stop(Problem.BrokenText, Hex(bytes[bad..]), _line + bytes[..bad].Count((byte)'\n'));
        return (bad, bad);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _line += bytes.Count((byte)'\n');
        var last = bytes.LastIndexOf((byte)'\n');
        _lineBytes = last < 0 ? _lineBytes + bytes.Length : bytes.Length - last - 1;
    }

    private void Stop(string problem, string found, long? line = null)
    {
        if (Broken is null || line < Broken.Line)
            Broken = new(problem, line ?? _line, found);
        _ended = true;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)]);
}
