using System.Security.Cryptography;
using Trucewatch.Agreements;
using Trucewatch.Record;

namespace Trucewatch.Reports;

/// <summary>The digest that pins what a provision means: what was signed off is what is judged.</summary>
public static class ProvisionDigest
{
    /// <summary>SHA-256, hexadecimal, of the canonical JSON (RFC 8785) of its content (<see cref="ProvisionJson"/>): its version.</summary>
    public static string Of(Provision provision) =>
        Convert.ToHexStringLower(SHA256.HashData(Jcs.Bytes(ProvisionJson.Of(provision))));
}
