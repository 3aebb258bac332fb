using System.Collections.Immutable;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Files;
using Trucewatch.Space;

namespace Trucewatch.Formats.Exif;

/// <summary>Reads the metadata of JPEG and PNG pictures (EXIF and makers' own tags) with MetadataExtractor.</summary>
public static class PictureReader
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture(
        "yyyy':'MM':'dd HH':'mm':'ss"
    );

    /// <summary>Reads a picture's metadata.</summary>
    /// <param name="picture">The whole file.</param>
    /// <returns>What it says; null: it is no picture of a kind known here, or it is damaged so that nothing can be read.</returns>
    public static PictureMetadata? Read(byte[] picture)
    {
        try
        {
            if (Bounded(picture) is not { } read)
                return null;
            using var stream = new MemoryStream(read, writable: false);
            return Gather(ImageMetadataReader.ReadMetadata(stream));
        }
        catch (Exception damaged)
            when (damaged
                    is BrokenPictureException
                        or ImageProcessingException
                        or MetadataException
                        or IOException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or OverflowException
                        or FormatException
            )
        {
            return null; // the library trusts its input here and there; fuzzing shows these and no others
        }
    }

    // The library takes as much memory as a file asks for: a JPEG cannot ask for much, of a PNG only what holds EXIF is given
    // to it, and other kinds are not.
    private static byte[]? Bounded(byte[] picture) =>
        picture is [0xFF, 0xD8, ..] ? picture
        : PngStripper.IsPng(picture) ? PngStripper.OnlyExif(picture)
        : null;

    private static PictureMetadata Gather(IReadOnlyList<MetadataExtractor.Directory> parts)
    {
        var doubts = ImmutableArray.CreateBuilder<string>();
        return new(
            Position(parts, doubts),
            Taken(parts, doubts),
            Text(parts, ExifDirectoryBase.TagTimeZoneOriginal) ?? Text(parts, ExifDirectoryBase.TagTimeZone),
            Text(parts, ExifDirectoryBase.TagMake),
            Text(parts, ExifDirectoryBase.TagModel),
            [.. Serials(parts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            parts
                .OfType<ExifIfd0Directory>()
                .Select(d => Number(d, ExifDirectoryBase.TagOrientation))
                .FirstOrDefault(o => o is >= 1 and <= 8),
            parts.OfType<ExifThumbnailDirectory>().Any(d => d.ContainsTag(ExifThumbnailDirectory.TagThumbnailOffset)),
            doubts.ToImmutable()
        );
    }

    private static GeoPoint? Position(
        IReadOnlyList<MetadataExtractor.Directory> parts,
        ImmutableArray<string>.Builder doubts
    )
    {
        // EXIF writes latitude first; here it is turned round.
        if (
            parts.OfType<GpsDirectory>().Select(d => d.GetGeoLocation()).FirstOrDefault(g => g is not null)
            is not { } at
        )
            return null;
        if (at.IsZero)
        {
            doubts.Add(Problem.NullIsland);
            return null;
        }
        if (at.Longitude is >= -180 and <= 180 && at.Latitude is >= -90 and <= 90)
            return GeoPoint.FromLonLat(at.Longitude, at.Latitude);
        doubts.Add(Problem.OutOfRange);
        return null;
    }

    private static LocalDateTime? Taken(
        IReadOnlyList<MetadataExtractor.Directory> parts,
        ImmutableArray<string>.Builder doubts
    )
    {
        if (Text(parts, ExifDirectoryBase.TagDateTimeOriginal) is not { } written)
            return null;
        if (Time.Parse(written).TryGetValue(default, out var taken))
            return taken;
        doubts.Add(Problem.Malformed);
        return null;
    }

    /// <summary>Serial numbers wherever a maker put them: every tag whose name says so.</summary>
    private static IEnumerable<string> Serials(IEnumerable<MetadataExtractor.Directory> parts) =>
        from part in parts
        from tag in part.Tags
        where tag.Name.Contains("Serial", StringComparison.OrdinalIgnoreCase)
        let value = part.GetString(tag.Type)?.Trim('\0', ' ')
        where !string.IsNullOrEmpty(value)
        select $"{tag.Name}: {Kept.Shorten(value, Kept.MostFound)}";

    private static string? Text(IEnumerable<MetadataExtractor.Directory> parts, int tag) =>
        parts
            .OfType<ExifDirectoryBase>()
            .Where(d => d.ContainsTag(tag))
            .Select(d => d.GetString(tag)?.Trim('\0', ' '))
            .FirstOrDefault(t => !string.IsNullOrEmpty(t))
            is { } text
            ? Kept.Shorten(text, Kept.MostFound)
            : null;

    private static int? Number(MetadataExtractor.Directory part, int tag) =>
        part.TryGetInt32(tag, out var number) ? number : null;
}
