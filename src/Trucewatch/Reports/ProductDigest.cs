using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Trucewatch.Record;
using Trucewatch.Values;
using Trucewatch.Verdicts;

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

    /// <summary>SHA-256, hexadecimal, of the canonical JSON of a board's cells, in their order.</summary>
    /// <remarks>Incidents stand in it by issued number: a digest over derived ids could confirm a guessed source.</remarks>
    public static string OfBoard(WrittenReport written) =>
        Digest(new JsonArray([.. written.Picture.Board.Cells.Select(c => Cell(c, written))]));

    /// <summary>SHA-256, hexadecimal, of the cells of each clause and party: tells where a board differs.</summary>
    public static ImmutableSortedDictionary<string, string> OfBoardParts(WrittenReport written) =>
        written
            .Picture.Board.Cells.GroupBy(static c => $"{c.Clause} {c.Party.Code}")
            .ToImmutableSortedDictionary(
                static g => g.Key,
                g => Digest(new JsonArray([.. g.Select(c => Cell(c, written))]))
            );

    private static string Digest(JsonNode node) => Convert.ToHexStringLower(SHA256.HashData(Jcs.Bytes(node)));

    private static JsonObject Cell(BoardCell cell, WrittenReport written) =>
        new()
        {
            ["clause"] = cell.Clause,
            ["party"] = cell.Party.Code,
            ["sector"] = cell.Sector,
            ["day"] = ValueCodec.ToJson(cell.Day),
            ["value"] = cell.Verdict.Value.ToString(),
            ["inForce"] = cell.InForce.ToString(),
            ["incidents"] = new JsonArray([
                .. cell.RestsOn.Select(i => written.Numbers[i]).Order().Select(static n => (JsonNode)n),
            ]),
            ["allegations"] = cell.Allegations,
            ["watching"] = ValueCodec.ToJson(cell.Watching),
            ["missed"] = cell.Verdict is Verdict.Complied complied ? ValueCodec.ToJson(complied.Missed) : null,
            ["claims"] = new JsonArray([.. cell.Claims.Select(static c => (JsonNode)c)]),
        };

    /// <summary>The members of <c>report.json</c> that are no content.</summary>
    public static readonly ImmutableArray<string> Provenance = ["digest", "content", "origin", "root", "entries"];

    /// <summary>SHA-256, hexadecimal, of each section by its id, without any language: tells which section differs.</summary>
    public static ImmutableSortedDictionary<string, string> OfSections(Report report) =>
        report.Sections.ToImmutableSortedDictionary(
            static s => s.Id,
            static s => Convert.ToHexStringLower(SHA256.HashData(Jcs.Bytes(ValueCodec.ToJson(s))))
        );
}
