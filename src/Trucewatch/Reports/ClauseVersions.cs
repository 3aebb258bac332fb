using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;
using Trucewatch.Record;
using Trucewatch.Values;
using Trucewatch.Verdicts;

namespace Trucewatch.Reports;

/// <summary>The versions of clauses as entries adopt them.</summary>
internal sealed class ClauseVersions
{
    private readonly List<ClauseVersion> versions = [];

    /// <summary>A clause of the text as it was signed: valid from ever, until it is amended.</summary>
    public void Adopt(Provision provision, EntryNumber entry) =>
        versions.Add(new(provision, DigestOf(provision), Stretch.Always, entry.Value));

    /// <summary>An amendment ends the version that is valid then, and begins another unless the clause is struck.</summary>
    /// <remarks>One with effect before the newest version began takes its place from there: that version never was.</remarks>
    public void Amend(Amendment amendment, EntryNumber entry)
    {
        var from = amendment.WithEffectFrom.ToMicros();
        versions.RemoveAll(v => v.Provision.Clause == amendment.Clause && v.Valid.From >= from);
        var old = versions.FindLastIndex(v => v.Provision.Clause == amendment.Clause);
        if (old >= 0 && versions[old].Valid.Until > from)
            versions[old] = versions[old] with
            {
                Valid = versions[old].Valid with { Until = from },
                Then = amendment.Then,
            };
        if (amendment.Provision is { } provision)
            versions.Insert(
                old < 0 ? versions.Count : old + 1,
                new(provision, DigestOf(provision), new(from, long.MaxValue), entry.Value)
            );
    }

    /// <summary>All versions, those of one clause together, older ones first.</summary>
    public ImmutableArray<ClauseVersion> Now() => [.. versions];

    /// <summary>The version of a provision: SHA-256 of its canonical content, hexadecimal. Where it stands and its prose are no part of it.</summary>
    public static string DigestOf(Provision provision)
    {
        var content = new JsonObject
        {
            ["clause"] = provision.Clause,
            ["norm"] = ValueCodec.ToJson(provision.Norm),
            ["unless"] = ValueCodec.ToJson(provision.Unless),
            ["when"] = ValueCodec.ToJson(provision.When),
            ["needs"] = ValueCodec.ToJson(provision.Needs),
            ["breach"] = ValueCodec.ToJson(provision.Breach),
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Jcs.Canonical(content))));
    }
}
