using System.Collections.Immutable;
using System.Text;

namespace Trucewatch.Formats.BagIt;

/// <summary><c>bag-info.txt</c>: labels and values, a longer value going on in indented lines (RFC 8493 §2.2.2).</summary>
internal static class BagMetadataText
{
    public const string File = "bag-info.txt";
    public const string Oxum = "Payload-Oxum";

    public static ImmutableArray<BagMetadata> Read(string text, bool isVersion1, BagProblems problems)
    {
        var read = ImmutableArray.CreateBuilder<BagMetadata>();
        foreach (var (number, line) in TagFile.Lines(text))
        {
            if (line[0] is ' ' or '\t' && read.Count > 0)
            {
                read[^1] = read[^1] with { Value = read[^1].Value + " " + line.Trim() };
                continue;
            }
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var label = colon < 0 ? "" : line[..colon];
            if (label.Trim().Length == 0)
                problems.Refuse(
                    File,
                    number,
                    BagRule.BadMetadata,
                    line,
                    "a label, a colon, a value",
                    "Write it so, or indent the line where it goes on with the value before."
                );
            else if (isVersion1 && label != label.Trim())
                problems.Refuse(
                    File,
                    number,
                    BagRule.BadMetadata,
                    line,
                    "no white space before the colon in version 1.0",
                    "Take it out."
                );
            else
                read.Add(new(label.Trim(), line[(colon + 1)..].Trim()));
        }
        return read.ToImmutable();
    }

    /// <summary>The text of some metadata; values stay on one line.</summary>
    /// <exception cref="ArgumentException">A label is empty or holds a colon, or there is a control character or a line end.</exception>
    public static string Write(IEnumerable<BagMetadata> metadata)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in metadata)
        {
            if (
                label.Length == 0
                || label != label.Trim()
                || label.Contains(':', StringComparison.Ordinal)
                || (label + value).Any(char.IsControl)
            )
                throw new ArgumentException(
                    $"\"{label}: {value}\" cannot stand in bag-info.txt: a label without colon, a value on one line.",
                    nameof(metadata)
                );
            text.Append(label).Append(": ").Append(value.Trim()).Append('\n');
        }
        return text.ToString();
    }
}
