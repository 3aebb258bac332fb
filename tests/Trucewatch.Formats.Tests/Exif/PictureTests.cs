using NodaTime;
using Trucewatch.Formats.Exif;

namespace Trucewatch.Formats.Tests.Exif;

public sealed class PictureTests : IDisposable
{
    private static readonly string[] Harmless =
    [
        "SourceFile",
        "ExifTool",
        "System",
        "File",
        "JFIF",
        "Adobe",
        "APP14",
        "PNG",
        "Composite",
        "PNG-pHYs",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Pictures.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("made.jpg")]
    [InlineData("made.png")]
    public void What_exiftool_wrote_is_read(string name)
    {
        var read = PictureReader.Read(Pictures.WithSecrets(_folder, Blank(name), name))!;
        Assert.Equal(37.8028, read.Position!.Longitude, 6);
        Assert.Equal(48.0159, read.Position.Latitude, 6);
        Assert.Equal(new LocalDateTime(2026, 3, 1, 12, 34, 56), read.Taken);
        Assert.Equal(("+02:00", "Maker", "Model 7", 6), (read.Offset, read.Make, read.Model, read.Orientation));
        Assert.Contains(read.Serials, s => s.EndsWith("SN-4711", StringComparison.Ordinal));
        Assert.Contains(read.Serials, s => s.EndsWith("LENS-0815", StringComparison.Ordinal));
        Assert.Equal(name == "made.jpg", read.HasThumbnail);
        Assert.Empty(read.Doubts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reading_agrees_with_exiftool(string name)
    {
        var path = _folder.File("picture.jpg");
        File.WriteAllBytes(path, Pictures.Jpeg(name));
        var read = PictureReader.Read(Pictures.Jpeg(name))!;
        var theirs = ExifTool.Read(path);
        Assert.Equal((string?)theirs["IFD0:Make"], read.Make);
        Assert.Equal((string?)theirs["IFD0:Model"], read.Model);
        Assert.Equal(
            (string?)theirs["ExifIFD:DateTimeOriginal"],
            read.Taken?.ToString("yyyy':'MM':'dd HH':'mm':'ss", null)
        );
        Assert.Equal(
            theirs.Any(t => t.Key.StartsWith("GPS:GPSLatitude", StringComparison.Ordinal)),
            read.Position is not null
        );
        Assert.Equal(theirs.ContainsKey("IFD1:ThumbnailOffset"), read.HasThumbnail);
    }

    [Fact]
    public void The_place_where_nobody_said_where_is_a_doubt()
    {
        var path = _folder.File("zero.jpg");
        File.WriteAllBytes(path, Blank("zero.jpg"));
        ExifTool.Write(path, "-GPSLatitude=0", "-GPSLatitudeRef=N", "-GPSLongitude=0", "-GPSLongitudeRef=E");
        var read = PictureReader.Read(File.ReadAllBytes(path))!;
        Assert.Null(read.Position);
        Assert.Equal(["null_island"], read.Doubts);
    }

    [Theory]
    [InlineData("made.jpg")]
    [InlineData("made.png")]
    public void After_stripping_exiftool_shows_no_metadata(string name)
    {
        var picture = Pictures.WithSecrets(_folder, Blank(name), name);
        Assert.NotEqual(-1, picture.AsSpan().IndexOf("SN-4711"u8));
        var copy = Strip(picture);
        AssertBare(copy, name);
        foreach (var secret in new[] { "SN-4711", "LENS-0815", "planted-name", "planted-comment", "Maker" })
            Assert.Equal(-1, copy.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Real_pictures_are_bare_after_stripping_and_their_scan_is_unchanged(string name)
    {
        var picture = Pictures.Jpeg(name);
        var copy = Strip(picture);
        AssertBare(copy, name + ".jpg");
        Assert.True(copy.AsSpan().EndsWith(ScanOf(picture)));
    }

    [Fact]
    public void Stripping_again_changes_nothing()
    {
        var once = Strip(Pictures.WithSecrets(_folder, Blank("made.jpg"), "made.jpg"));
        var twice = Assert.IsType<Stripping.Stripped>(PictureStripper.Strip(once));
        Assert.Equal(once, twice.Copy);
        Assert.Empty(twice.Dropped);
    }

    [Fact]
    public void What_stands_behind_the_end_is_left_out()
    {
        var jpeg = Assert.IsType<Stripping.Stripped>(PictureStripper.Strip([.. Pictures.Jpeg("I"), .. "hidden"u8]));
        var png = Assert.IsType<Stripping.Stripped>(PictureStripper.Strip([.. Pictures.Png(), .. "hidden"u8]));
        Assert.Contains(new DroppedPart("behind the end", 6), jpeg.Dropped);
        Assert.Equal([new DroppedPart("behind the end", 6)], png.Dropped);
        Assert.Equal(Pictures.Png(), png.Copy);
    }

    [Fact]
    public void Other_files_are_refused_with_a_cure()
    {
        var refused = Assert.IsType<Stripping.Refused>(PictureStripper.Strip("%PDF-1.7"u8));
        Assert.Equal((0, "a JPEG or a PNG"), (refused.Where, refused.Rule));
        Assert.NotEmpty(refused.Cure);
        Assert.Null(PictureReader.Read([]));
        Assert.IsType<Stripping.Refused>(PictureStripper.Strip([]));
    }

    [Fact]
    public void Damaged_pictures_are_refused_or_bare_and_never_throw()
    {
        var random = new Random(10918);
        foreach (var good in new[] { Pictures.Jpeg("I")[..40_000], Pictures.Png() })
            for (var i = 0; i < 2_000; i++)
            {
                var bytes = good.ToArray();
                for (var k = random.Next(1, 5); k > 0; k--)
                    bytes[random.Next(Math.Min(bytes.Length, 6_000))] = (byte)random.Next(256);
                PictureStripper.Strip(bytes.AsSpan(0, random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length));
                PictureReader.Read(bytes);
            }
    }

    private static byte[] Blank(string name) =>
        name.EndsWith(".png", StringComparison.Ordinal) ? Pictures.Png() : Strip(Pictures.Jpeg("I"));

    private static byte[] Strip(byte[] picture) =>
        [.. Assert.IsType<Stripping.Stripped>(PictureStripper.Strip(picture)).Copy];

    private void AssertBare(byte[] copy, string name)
    {
        var path = _folder.File("bare-" + name);
        File.WriteAllBytes(path, copy);
        var tags = ExifTool.Read(path).Select(t => t.Key).ToList();
        Assert.DoesNotContain(
            tags,
            t =>
                t.Contains("GPS", StringComparison.Ordinal)
                || t.Contains("Serial", StringComparison.Ordinal)
                || t.Contains("Thumbnail", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            tags,
            t => !Harmless.Contains(t.Split(':')[0]) && !t.StartsWith("ICC", StringComparison.Ordinal)
        );
        var read = PictureReader.Read(copy)!;
        Assert.Null(read.Position);
        Assert.Empty(read.Serials);
        Assert.False(read.HasThumbnail);
    }

    /// <summary>From the last start of scan to the end of the image.</summary>
    private static ReadOnlySpan<byte> ScanOf(byte[] picture)
    {
        var from = picture.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var end = picture.AsSpan(from).IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]);
        return picture.AsSpan(from, end + 2);
    }
}
