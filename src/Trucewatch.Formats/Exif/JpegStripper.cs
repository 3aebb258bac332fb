using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Trucewatch.Formats.Exif;

/// <summary>Writes a JPEG again without the segments that are not needed to show it (ISO/IEC 10918-1 Annex B).</summary>
/// <remarks>
/// Kept: tables, frames, scans; JFIF's APP0 without its thumbnail; Adobe's APP14 (it says how colours are coded); APP2 with an
/// ICC profile. Left out: every other APPn (EXIF, XMP, IPTC, content credentials, makers' previews), comments, and all behind
/// the end of the image.
/// </remarks>
internal static class JpegStripper
{
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;
    private const byte Comment = 0xFE;
    private const int JfifLength = 16;

    public static Stripping Strip(ReadOnlySpan<byte> picture)
    {
        var copy = ImmutableArray.CreateBuilder<byte>(picture.Length);
        var dropped = ImmutableArray.CreateBuilder<DroppedPart>();
        copy.AddRange(0xFF, Start);
        var at = 2;
        while (true)
        {
            var marker = Marker(picture, ref at);
            if (marker == End)
            {
                copy.AddRange(0xFF, End);
                if (at < picture.Length)
                    dropped.Add(new("behind the end", picture.Length - at));
                return new Stripping.Stripped(copy.ToImmutable(), dropped.ToImmutable());
            }
            var segment = Segment(picture, at);
            at += segment.Length;
            if (IsJfif(marker, segment))
                AddJfif(segment, copy, dropped);
            else if (IsKept(marker, segment))
                Add(marker, segment, copy);
            else
                dropped.Add(new(NameOf(marker), segment.Length + 2));
            if (marker == Scan)
                at = CopyScan(picture, at, copy);
        }
    }

    private static byte Marker(ReadOnlySpan<byte> picture, ref int at)
    {
        var from = at;
        while (at < picture.Length && picture[at] == 0xFF)
            at++;
        if (at == from || at >= picture.Length)
            throw new BrokenPictureException(from, "a marker (FF and a byte)", "no marker, or the end of the file");
        var marker = picture[at++];
        return marker is 0 or 1 or Start or (>= 0xD0 and <= 0xD7)
            ? throw new BrokenPictureException(from, "a marker of a segment", $"FF{marker:X2}")
            : marker;
    }

    /// <summary>The segment from its length on, the length's two bytes included.</summary>
    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> picture, int at)
    {
        if (picture.Length - at < 2)
            throw new BrokenPictureException(at, "a segment's length", "the end of the file");
        var length = BinaryPrimitives.ReadUInt16BigEndian(picture[at..]);
        return length >= 2 && length <= picture.Length - at
            ? picture.Slice(at, length)
            : throw new BrokenPictureException(at, "a segment inside the file", $"a segment of {length} bytes");
    }

    private static bool IsJfif(byte marker, ReadOnlySpan<byte> segment) =>
        marker == 0xE0 && segment.Length >= JfifLength && segment[2..].StartsWith("JFIF\0"u8);

    private static bool IsKept(byte marker, ReadOnlySpan<byte> segment) =>
        marker switch
        {
            >= 0xC0 and <= 0xDF => true, // tables, frames, scans, restart intervals
            0xE2 => segment[2..].StartsWith("ICC_PROFILE\0"u8),
            0xEE => segment.Length == 14 && segment[2..].StartsWith("Adobe"u8),
            _ => false,
        };

    private static void AddJfif(
        ReadOnlySpan<byte> segment,
        ImmutableArray<byte>.Builder copy,
        ImmutableArray<DroppedPart>.Builder dropped
    )
    {
        Span<byte> bare = stackalloc byte[JfifLength];
        segment[..JfifLength].CopyTo(bare);
        BinaryPrimitives.WriteUInt16BigEndian(bare, JfifLength);
        bare[14] = bare[15] = 0; // no thumbnail
        Add(0xE0, bare, copy);
        if (segment.Length > JfifLength)
            dropped.Add(new("APP0 thumbnail", segment.Length - JfifLength));
    }

    private static void Add(byte marker, ReadOnlySpan<byte> segment, ImmutableArray<byte>.Builder copy)
    {
        copy.AddRange(0xFF, marker);
        copy.AddRange(segment);
    }

    /// <summary>Copies entropy-coded data up to the next marker; FF00 and restart markers belong to the data (§B.1.1.5).</summary>
    private static int CopyScan(ReadOnlySpan<byte> picture, int at, ImmutableArray<byte>.Builder copy)
    {
        var from = at;
        while (true)
        {
            var next = picture[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= picture.Length)
                throw new BrokenPictureException(picture.Length, "the end of the image (FFD9)", "the end of the file");
            at += next;
            if (picture[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
                break;
            at += 2;
        }
        copy.AddRange(picture[from..at]);
        return at;
    }

    private static string NameOf(byte marker) =>
        marker switch
        {
            >= 0xE0 and <= 0xEF => $"APP{marker - 0xE0}",
            Comment => "COM",
            _ => $"FF{marker:X2}",
        };
}
