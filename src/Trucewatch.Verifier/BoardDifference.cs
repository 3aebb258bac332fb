using System.Security.Cryptography;
using System.Text;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>Finds the first place at which a board is another than the one that follows from the entries.</summary>
public static class BoardDifference
{
    /// <summary>Where an issue and the board computed again differ, as far as the digests tell; null: nowhere.</summary>
    internal static string? First(Issued issued, WrittenReport written, Making making)
    {
        var computed = ProductDigest.OfBoardParts(written);
        foreach (var part in computed.Keys.Union(issued.Sections?.Keys ?? [], StringComparer.Ordinal))
            if (issued.Sections is { } parts && parts.GetValueOrDefault(part) != computed.GetValueOrDefault(part))
                return $"its cells of \"{part}\"";
        if (issued.Digest != ProductDigest.OfBoard(written))
            return "its cells or their order";
        return making.BoardCsv is { } write && Sha256(write(written)) != issued.Content
            ? "its form: the cells are the same"
            : null;
    }

    /// <summary>The first row in which a <c>board.csv</c> is another than the one computed; null: nowhere.</summary>
    public static string? FirstRow(string issued, string computed)
    {
        var (one, other) = (issued.Split('\n'), computed.Split('\n'));
        for (var i = 0; i < Math.Max(one.Length, other.Length); i++)
            if (one.ElementAtOrDefault(i) != other.ElementAtOrDefault(i))
                return $"row {i + 1}: \"{one.ElementAtOrDefault(i)}\" was issued, \"{other.ElementAtOrDefault(i)}\" follows";
        return null;
    }

    /// <summary>SHA-256 of a text in UTF-8, hexadecimal.</summary>
    internal static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
