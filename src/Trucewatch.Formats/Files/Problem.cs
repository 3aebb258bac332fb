namespace Trucewatch.Formats.Files;

/// <summary>The codes of what can be wrong with a row or a file; hosts find the words.</summary>
public static class Problem
{
    /// <summary>It has not the form that the field asks for.</summary>
    public const string Malformed = "malformed";

    /// <summary>Nothing stands there.</summary>
    public const string Missing = "missing";

    /// <summary>A number outside its bounds.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>The place (0, 0): nobody said where.</summary>
    public const string NullIsland = "null_island";

    /// <summary>Latitude and longitude are changed over.</summary>
    public const string SwappedAxes = "swapped_axes";

    /// <summary>The clocks jumped over it.</summary>
    public const string SkippedTime = "skipped_time";

    /// <summary>The clocks showed it twice.</summary>
    public const string AmbiguousTime = "ambiguous_time";

    /// <summary>A weapon that is in no table.</summary>
    public const string UnknownWeapon = "unknown_weapon";

    /// <summary>It ends before it starts.</summary>
    public const string EndsBeforeStart = "ends_before_start";

    /// <summary>No party of the mission is called that.</summary>
    public const string UnknownParty = "unknown_party";

    /// <summary>No zone of the mission is called that.</summary>
    public const string UnknownZone = "unknown_zone";

    /// <summary>A word that is in no table.</summary>
    public const string UnknownWord = "unknown_word";

    /// <summary>Other content under a reference that was read before.</summary>
    public const string Conflict = "conflict";

    /// <summary>The row has fewer fields than the header.</summary>
    public const string MissingFields = "missing_fields";

    /// <summary>The row has more fields than the header.</summary>
    public const string ExtraFields = "extra_fields";

    /// <summary>A quote stands where none may, or is never closed.</summary>
    public const string BadQuotes = "bad_quotes";

    /// <summary>A column of the format is not in the header.</summary>
    public const string MissingColumn = "missing_column";

    /// <summary>Nothing stands in the file.</summary>
    public const string EmptyFile = "empty_file";

    /// <summary>No file is there by that name.</summary>
    public const string NoFile = "no_file";

    /// <summary>The gzip ends early or its check sum is wrong.</summary>
    public const string TornGzip = "torn_gzip";

    /// <summary>It unpacks to more than anybody meant to send.</summary>
    public const string ZipBomb = "zip_bomb";

    /// <summary>A NUL byte in a text.</summary>
    public const string NulByte = "nul_byte";

    /// <summary>Bytes that are no text in the stated encoding.</summary>
    public const string BrokenText = "broken_text";

    /// <summary>A line of more than 1 MiB.</summary>
    public const string LineTooLong = "line_too_long";

    /// <summary>The medium failed while reading.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>It is no JSON.</summary>
    public const string BadJson = "bad_json";

    /// <summary>It is JSON, but not of this format.</summary>
    public const string NotThisFormat = "not_this_format";
}
