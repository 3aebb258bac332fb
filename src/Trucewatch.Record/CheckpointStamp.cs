using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Trucewatch.Record;

/// <summary>A time stamp (RFC 3161) over a signed checkpoint, as the list beside the record names it.</summary>
/// <remarks>
/// Stamped is the SHA-256 of the signed note, byte for byte as <see cref="NoteFile"/> holds it. What the list says is
/// believed by nobody: the token in <see cref="TokenFile"/> is checked.
/// </remarks>
/// <param name="Size">How many entries the checkpoint covers.</param>
/// <param name="Authority">The name that the keeper gives the authority: see <see cref="IsName"/>.</param>
/// <param name="At">The authority's time, UTC seconds since 1970.</param>
public sealed record CheckpointStamp(long Size, string Authority, long At)
{
    /// <summary>The folder beside the record's other files.</summary>
    public const string Folder = "stamps";

    /// <summary>The list of all stamps, a line each: size, authority, time.</summary>
    public const string ListFile = Folder + "/list";

    private const int MaxName = 40;

    /// <summary>The file with the checkpoint that was stamped.</summary>
    public string NoteFile => $"{Folder}/{Size}.checkpoint";

    /// <summary>The file with the authority's answer.</summary>
    public string TokenFile => $"{Folder}/{Size}.{Authority}.tsr";

    /// <summary>Is it 1 to 40 lower-case letters, digits and hyphens?</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName
        && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">A line is none of size, authority and time.</exception>
    public static ImmutableArray<CheckpointStamp> ReadList(ReadOnlySpan<byte> list) =>
        [
            .. Encoding
                .ASCII.GetString(list)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line =>
                    line.Split(' ') is [var size, var name, var at] && IsName(name)
                        ? new CheckpointStamp(Number(size), name, Number(at))
                        : throw new FormatException($"{ListFile} has a line that is none of size, authority and time.")
                ),
        ];

    /// <summary>The list as a file.</summary>
    public static string ListText(IEnumerable<CheckpointStamp> stamps) =>
        string.Concat(stamps.Select(static s => $"{s.Size} {s.Authority} {s.At}\n"));

    /// <summary>Which authorities shall stamp the newest checkpoint now.</summary>
    /// <param name="newest">The newest checkpoint.</param>
    /// <param name="stamps">The stamps that there are.</param>
    /// <param name="authorities">The names of the authorities.</param>
    /// <param name="now">UTC seconds since 1970.</param>
    /// <param name="everySeconds">How long after an authority's last stamp its next one is due.</param>
    /// <returns>
    /// Those that have not stamped it and whose last stamp is so old; a record without entries, or one that did not grow
    /// since, needs none.
    /// </returns>
    public static ImmutableArray<string> Due(
        Checkpoint newest,
        IReadOnlyCollection<CheckpointStamp> stamps,
        ImmutableArray<string> authorities,
        long now,
        long everySeconds
    ) =>
        newest.Size == 0
            ? []
            :
            [
                .. authorities.Where(a =>
                    stamps.Where(s => s.Authority == a).ToList() is var own
                    && own.TrueForAll(s => s.Size < newest.Size && s.At + everySeconds <= now)
                ),
            ];

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{ListFile} has \"{text}\" in the place of a number.");
}
