using System.Collections.Immutable;

namespace Trucewatch.Formats.Exif;

/// <summary>What came of taking the metadata out of a picture for release.</summary>
public abstract record Stripping
{
    private Stripping() { }

    /// <summary>A copy without metadata; the pixels' own bytes are unchanged.</summary>
    /// <param name="Copy">The copy.</param>
    /// <param name="Dropped">What was left out, in the order of the file: the part's name and its bytes.</param>
    public sealed record Stripped(ImmutableArray<byte> Copy, ImmutableArray<DroppedPart> Dropped) : Stripping;

    /// <summary>No copy can be released.</summary>
    /// <param name="Where">The byte at which the rule is broken.</param>
    /// <param name="Rule">The rule.</param>
    /// <param name="Found">What was found.</param>
    /// <param name="Cure">What to do.</param>
    public sealed record Refused(long Where, string Rule, string Found, string Cure) : Stripping;
}

/// <summary>A part that a released copy does not carry.</summary>
/// <param name="Name">Its marker or chunk, such as <c>APP1</c> or <c>tEXt</c>.</param>
/// <param name="Bytes">Its length, header included.</param>
public sealed record DroppedPart(string Name, int Bytes);

/// <summary>Takes metadata out of JPEG and PNG pictures: what is not needed to show them is left out, known or not.</summary>
/// <remarks>
/// What is kept is a short list (see <see cref="JpegStripper"/> and <see cref="PngStripper"/>), so that tomorrow's metadata
/// is left out too. What the picture itself shows – faces, number plates, a view that gives away the place – is for a person
/// to look at before release. A turned picture (EXIF orientation) is released as its pixels lie.
/// </remarks>
public static class PictureStripper
{
    /// <summary>The greatest picture, in bytes: 256 MiB.</summary>
    public const int MostBytes = 256 << 20;

    /// <summary>Takes the metadata out.</summary>
    /// <param name="picture">The whole file, JPEG or PNG by its first bytes.</param>
    public static Stripping Strip(ReadOnlySpan<byte> picture)
    {
        if (picture.Length > MostBytes)
            return new Stripping.Refused(
                0,
                $"at most {MostBytes} bytes",
                $"{picture.Length} bytes",
                "Make it smaller."
            );
        try
        {
            return picture switch
            {
                [0xFF, 0xD8, ..] => JpegStripper.Strip(picture),
                [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngStripper.Strip(picture),
                _ => new Stripping.Refused(
                    0,
                    "a JPEG or a PNG",
                    $"a file that begins {Convert.ToHexStringLower(picture[..Math.Min(4, picture.Length)])}",
                    "Make a JPEG or PNG of it and release that as a derivative."
                ),
            };
        }
        catch (BrokenPictureException broken)
        {
            return new Stripping.Refused(
                broken.Where,
                broken.Rule,
                broken.Message,
                "It is damaged: open it in a program that can repair it, and release that as a derivative."
            );
        }
    }
}

/// <summary>A picture breaks its format; caught in <see cref="PictureStripper"/>.</summary>
internal sealed class BrokenPictureException(long where, string rule, string found) : Exception(found)
{
    public long Where { get; } = where;

    public string Rule { get; } = rule;
}
