using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Space;

namespace Trucewatch.Formats.Exif;

/// <summary>What a picture's own metadata say: statements of a device or of whoever edited it, no facts.</summary>
/// <param name="Position">Where it says it was taken; null: it does not say, or nothing that can be (see <paramref name="Doubts"/>).</param>
/// <param name="Taken">When it says it was taken, by the device's clock; null: it does not say.</param>
/// <param name="Offset">The clock's distance from UTC as written, such as <c>+02:00</c>; null: it does not say.</param>
/// <param name="Make">The device's maker.</param>
/// <param name="Model">The device.</param>
/// <param name="Serials">Numbers that single out the device or its lens, with the tag they stand in; by ordinal.</param>
/// <param name="Orientation">How it is to be turned for looking at (EXIF 2.32, tag 0x0112), 1 to 8; null: not said.</param>
/// <param name="HasThumbnail">True: a small picture of the original is inside, which cropping may have left behind.</param>
/// <param name="Doubts">What stands there and cannot be: codes of <see cref="Files.Problem"/>.</param>
public sealed record PictureMetadata(
    GeoPoint? Position,
    LocalDateTime? Taken,
    string? Offset,
    string? Make,
    string? Model,
    ImmutableArray<string> Serials,
    int? Orientation,
    bool HasThumbnail,
    ImmutableArray<string> Doubts
);
