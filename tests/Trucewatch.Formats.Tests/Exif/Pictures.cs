using System.Buffers.Binary;
using System.IO.Compression;
using Trucewatch.Formats.Exif;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Exif;

/// <summary>Pictures for tests: those of the C2PA collection, and a PNG of one colour.</summary>
internal static class Pictures
{
    public static readonly string[] Names = ["C", "CA", "E-dat-CA", "E-sig-CA", "I", "XCA"];

    public static byte[] Jpeg(string name) =>
        File.ReadAllBytes(Shared.Find("conformance", "c2pa", $"adobe-20220124-{name}.jpg"));

    /// <summary>A picture of a device with position, serial numbers, comment and thumbnail, written by exiftool.</summary>
    public static byte[] WithSecrets(TemporaryFolder folder, byte[] picture, string name)
    {
        var path = folder.File(name);
        File.WriteAllBytes(path, picture);
        var thumbnail = folder.File("thumbnail.jpg");
        File.WriteAllBytes(
            thumbnail,
            [.. Assert.IsType<Stripping.Stripped>(PictureStripper.Strip(Jpeg("I"))).Copy.AsSpan(0, 2), 0xFF, 0xD9]
        );
        ExifTool.Write(
            path,
            "-GPSLatitude=48.0159",
            "-GPSLatitudeRef=N",
            "-GPSLongitude=37.8028",
            "-GPSLongitudeRef=E",
            "-DateTimeOriginal=2026:03:01 12:34:56",
            "-OffsetTimeOriginal=+02:00",
            "-Make=Maker",
            "-Model=Model 7",
            "-SerialNumber=SN-4711",
            "-LensSerialNumber=LENS-0815",
            "-XMP:Creator=planted-name",
            "-Comment=planted-comment",
            "-Orientation#=6"
        );
        if (name.EndsWith(".jpg", StringComparison.Ordinal))
            ExifTool.Write(path, "-ThumbnailImage<=" + thumbnail);
        return File.ReadAllBytes(path);
    }

    /// <summary>A PNG of 4 × 4 grey pixels.</summary>
    public static byte[] Png()
    {
        using var pixels = new MemoryStream();
        using (var packed = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
        return
        [
            0x89,
            .. "PNG"u8,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk("IHDR"u8, [0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0]),
            .. Chunk("IDAT"u8, pixels.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Sum(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var k = 0; k < 8; k++)
                sum = (sum & 1) == 1 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }
        return ~sum;
    }
}
