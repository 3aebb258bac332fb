using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Formats.Exif;

/// <summary>Writes a PNG again with the chunks that are needed to show it (PNG, third edition).</summary>
/// <remarks>
/// Kept: <c>IHDR PLTE IDAT IEND</c> and the colour chunks <c>tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs</c>. Left out: all
/// other chunks (texts, EXIF, time, animation frames) and all behind <c>IEND</c>.
/// </remarks>
internal static class PngStripper
{
    private const int Around = 12; // length, type, check sum
    private const int SignatureLength = 8;

    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
        "tRNS",
        "gAMA",
        "cHRM",
        "sRGB",
        "iCCP",
        "cICP",
        "sBIT",
        "bKGD",
        "pHYs",
    };

    public static Stripping Strip(ReadOnlySpan<byte> picture)
    {
        if (!IsPng(picture))
            throw new BrokenPictureException(0, "the signature of a PNG", "another one");
        var copy = ImmutableArray.CreateBuilder<byte>(picture.Length);
        var dropped = ImmutableArray.CreateBuilder<DroppedPart>();
        copy.AddRange(picture[..SignatureLength]);
        for (var at = SignatureLength; ; )
        {
            var chunk = Chunk(picture, at);
            var type = Encoding.Latin1.GetString(chunk.Slice(4, 4));
            at += chunk.Length;
            if (Kept.Contains(type))
                copy.AddRange(chunk);
            else if (char.IsAsciiLetterUpper(type[0]))
                throw new BrokenPictureException(at - chunk.Length, "a known critical chunk", type);
            else
                dropped.Add(new(type, chunk.Length));
            if (type != "IEND")
                continue;
            if (at < picture.Length)
                dropped.Add(new("behind the end", picture.Length - at));
            return new Stripping.Stripped(copy.ToImmutable(), dropped.ToImmutable());
        }
    }

    /// <summary>What of a PNG holds EXIF, as a PNG: its other chunks may unpack to more than there is memory.</summary>
    public static byte[] OnlyExif(ReadOnlySpan<byte> picture)
    {
        var copy = new List<byte>([.. picture[..SignatureLength]]);
        for (var at = SignatureLength; ; )
        {
            var chunk = Chunk(picture, at);
            at += chunk.Length;
            var type = Encoding.Latin1.GetString(chunk.Slice(4, 4));
            if (type is "IHDR" or "eXIf" or "IEND")
                copy.AddRange(chunk);
            if (type == "IEND")
                return [.. copy];
        }
    }

    public static bool IsPng(ReadOnlySpan<byte> picture) =>
        picture.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> picture, int at)
    {
        if (picture.Length - at < Around)
            throw new BrokenPictureException(at, "a chunk", "the end of the file");
        var length = BinaryPrimitives.ReadUInt32BigEndian(picture[at..]);
        if (length > picture.Length - at - Around)
            throw new BrokenPictureException(at, "a chunk inside the file", $"a chunk of {length} bytes");
        var chunk = picture.Slice(at, (int)length + Around);
        var sum = BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]);
        return Crc32.Of(chunk[4..^4]) == sum
            ? chunk
            : throw new BrokenPictureException(at, "a chunk with the right check sum", $"{sum:x8}");
    }
}

/// <summary>The check sum of PNG chunks (ISO 3309, polynomial EDB88320 reflected).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Step((uint)n))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
            sum = Table[(sum ^ b) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint Step(uint n)
    {
        for (var k = 0; k < 8; k++)
            n = (n & 1) == 1 ? 0xEDB88320 ^ (n >> 1) : n >> 1;
        return n;
    }
}
