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
}
