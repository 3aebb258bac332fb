namespace Trucewatch.Evidence;

/// <summary>What the first bytes of a file say it is. Names and senders' statements are not asked.</summary>
public static class MagicBytes
{
    /// <summary>How many of the first bytes are looked at.</summary>
    public const int Length = 16;

    /// <summary>What nothing is known of.</summary>
    public const string Unknown = "application/octet-stream";

    /// <summary>The media type (IANA's name) of a file that begins so; <see cref="Unknown"/>: none of those known here.</summary>
    /// <param name="head">The first bytes; fewer where the file is shorter.</param>
    public static string MediaOf(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
            [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => "image/tiff",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => "application/zip",
            [0x1F, 0x8B, 8, ..] => "application/gzip",
            [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "application/ogg",
            [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
            [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
            [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/matroska",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, .. var form] => Riff(form),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. var brand] => BaseMedia(brand),
            _ => Unknown,
        };

    private static string Riff(ReadOnlySpan<byte> form) =>
        form.StartsWith("WEBP"u8) ? "image/webp"
        : form.StartsWith("WAVE"u8) ? "audio/vnd.wave"
        : form.StartsWith("AVI "u8) ? "video/vnd.avi"
        : Unknown;

    /// <summary>The brand of an ISO base media file (ISO/IEC 14496-12 §4.3).</summary>
    private static string BaseMedia(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("qt  "u8) ? "video/quicktime"
        : brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) || brand.StartsWith("mif1"u8) ? "image/heic"
        : brand.StartsWith("avif"u8) ? "image/avif"
        : brand.StartsWith("M4A "u8) ? "audio/mp4"
        : "video/mp4";
}
