using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Trucewatch.Reports;

namespace Trucewatch.Verifier;

/// <summary>A report as somebody was handed it: its own digests and what it says of where it comes from.</summary>
/// <param name="Json">The report; null: it is a page or a board.</param>
/// <param name="Digest">The digest that it names.</param>
/// <param name="Origin">The record that it names; null: none.</param>
/// <param name="Root">The root that it names, hexadecimal; null: none.</param>
/// <param name="Entries">How many entries the record had then; null: it does not say.</param>
public sealed partial record HandedReport(JsonObject? Json, string Digest, string? Origin, string? Root, long? Entries)
{
    /// <summary>The greatest length of a report, in bytes.</summary>
    public const long MaxBytes = 1L << 27;

    private const string BoardBegins = "mark,clause,party,";

    /// <summary>The rows of a <c>board.csv</c>; null: it is none. Its digest is that of the whole file.</summary>
    public string? Board { get; private init; }

    /// <summary>True: it is a page, a rendering of a report. Its words are under no digest of its own.</summary>
    public bool IsPage => Json is null && Board is null;

    /// <summary>Reads a <c>report.json</c>, a <c>report.html</c> or a <c>board.csv</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static HandedReport Read(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        if (text.StartsWith(BoardBegins, StringComparison.Ordinal))
            return new(null, Convert.ToHexStringLower(SHA256.HashData(file)), null, null, null) { Board = text };
        return text.StartsWith("<!doctype html>", StringComparison.OrdinalIgnoreCase) ? OfPage(text) : OfJson(text);
    }

    /// <summary>What is wrong with the file by itself, in words; null: nothing that shows.</summary>
    public string? OwnFault()
    {
        if (Json is not { } json || Text(json, "content") is not { } said)
            return null;
        var own = ProductDigest.OfContent(json);
        return own == said ? null : $"its content has the digest {own}, and it says {said}";
    }

    /// <summary>Is this the report that was issued so?</summary>
    public bool Is(Issued issued) =>
        Board is not null
            ? (issued.Product, issued.Content) == (Issued.Board, Digest)
            : issued.Product == Issued.Report
                && issued.Digest == Digest
                && (Json is null || issued.Content.Length == 0 || issued.Content == ProductDigest.OfContent(Json));

    private static HandedReport OfJson(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject json && Text(json, "digest") is { } digest)
                return new(json, digest, Text(json, "origin"), Text(json, "root"), Number(json, "entries"));
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"It is no JSON: {wrong.Message}", wrong);
        }

        throw new FormatException(
            "It is no report.json: it names no digest. Give a report.json, a report.html or a board.csv."
        );
    }

    private static HandedReport OfPage(string html)
    {
        var said = Provenance().Match(html) is { Success: true } head
            ? Value().Matches(head.Groups[1].Value).Select(m => System.Net.WebUtility.HtmlDecode(m.Groups[1].Value))
            : [];
        if (said.ToList() is not [var origin, var entry, { Length: 64 } root, { Length: 64 } digest, ..])
            throw new FormatException(
                "It is no report.html: at its head it does not name record, entries, root and digest."
            );
        return new(
            null,
            digest,
            origin,
            root,
            long.TryParse(entry.Split('/')[^1].Trim(), CultureInfo.InvariantCulture, out var entries) ? entries : null
        );
    }

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static long? Number(JsonObject json, string name) =>
        json[name] is JsonValue value
        && value.GetValueKind() == JsonValueKind.Number
        && value.TryGetValue(out long number)
            ? number
            : null;

    [GeneratedRegex("<dl class=\"provenance\">(.*?)</dl>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Provenance();

    [GeneratedRegex("<dd>([^<]*)</dd>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Value();
}
