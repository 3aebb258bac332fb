using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Formats.DescribedCsv;

/// <summary>The encodings that a described table may have.</summary>
internal static class CsvEncodings
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } =
    ["utf-8", "windows-1251", "windows-1252", "iso-8859-1", "iso-8859-5", "koi8-r", "koi8-u"];

    /// <summary>An encoding of one byte a character; null: UTF-8.</summary>
    public static Encoding? SingleByte(string name) =>
        name == "utf-8" ? null : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
}
