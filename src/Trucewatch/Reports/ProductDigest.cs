using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Trucewatch.Record;
using Trucewatch.Values;

namespace Trucewatch.Reports;

/// <summary>The digest that ties a product to the fold it came from.</summary>
public static class ProductDigest
{
    /// <summary>SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of a report and of the board under it.</summary>
    public static string Of(Report report, Picture picture) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Jcs.Bytes(
                    new JsonObject
                    {
                        ["report"] = ValueCodec.ToJson(report),
                        ["board"] = ValueCodec.ToJson(picture.Board),
                    }
                )
            )
        );

    /// <summary>SHA-256, hexadecimal, of what <c>report.json</c> says: its canonical JSON without where it comes from.</summary>
    /// <remarks>
    /// Left out are <see cref="Provenance"/>: they speak of the file and of the record. So a reader with nothing but the
    /// file can make this digest again, and the entry names it.
    /// </remarks>
    public static string OfContent(JsonObject reportJson)
    {
        var content = new JsonObject();
        foreach (var (name, value) in reportJson)
            if (!Provenance.Contains(name))
                content[name] = value?.DeepClone();
        return Convert.ToHexStringLower(SHA256.HashData(Jcs.Bytes(content)));
    }

    /// <summary>The members of <c>report.json</c> that are no content.</summary>
    public static readonly ImmutableArray<string> Provenance = ["digest", "content", "origin", "root", "entries"];

    /// <summary>SHA-256, hexadecimal, of each section by its id, without any language: tells which section differs.</summary>
    public static ImmutableSortedDictionary<string, string> OfSections(Report report) =>
        report.Sections.ToImmutableSortedDictionary(
            static s => s.Id,
            static s => Convert.ToHexStringLower(SHA256.HashData(Jcs.Bytes(ValueCodec.ToJson(s))))
        );
}
