using System.Globalization;
using System.Text;

namespace Trucewatch.Formats.Boundaries;

/// <summary>Makes ids from names.</summary>
internal static class Slug
{
    /// <summary>Small letters and digits, anything else a hyphen; letters beyond ASCII by their number, so that ids stay apart.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                slug.Append((char)char.ToLowerInvariant((char)rune.Value));
            else if (Rune.IsLetterOrDigit(rune))
                slug.Append('u').Append(rune.Value.ToString("x", CultureInfo.InvariantCulture));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        var text = slug.ToString().Trim('-');
        return text.Length <= 64 ? text : text[..64];
    }
}
