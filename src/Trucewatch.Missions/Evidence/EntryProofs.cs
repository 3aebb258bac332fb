using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Trucewatch.Missions.Records;
using Trucewatch.Record;

namespace Trucewatch.Missions.Evidence;

/// <summary>Shows that entries stand in a record: each with its path to the root (RFC 6962 §2.1.1), as canonical JSON.</summary>
internal static class EntryProofs
{
    /// <param name="record">The record.</param>
    /// <param name="entries">The numbers of the entries.</param>
    /// <param name="opened">True: their values are opened too, as disclosures (RFC 9901 §4.2).</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    public static async Task<string> WriteAsync(
        MissionRecord record,
        IReadOnlySet<long> entries,
        bool opened,
        CancellationToken cancellationToken
    )
    {
        var checkpoint = record.Checkpoint;
        var leaves = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        var shown = new List<StoredEntry>();
        await foreach (var stored in record.Store.ReadAsync(new(1), new(checkpoint.Size), cancellationToken))
        {
            leaves.Add(MerkleTree.LeafHash(stored.Bytes.AsSpan()));
            if (entries.Contains(stored.Number.Value))
                shown.Add(stored);
        }
        var all = leaves.ToImmutable();
        var proofs = new JsonObject
        {
            ["origin"] = checkpoint.Origin,
            ["size"] = checkpoint.Size,
            ["root"] = Hex(checkpoint.Root),
            ["entries"] = new JsonArray([.. shown.Select(s => One(s, all, opened))]),
        };
        return Jcs.Canonical(proofs) + "\n";
    }

    private static JsonObject One(StoredEntry stored, ImmutableArray<ImmutableArray<byte>> leaves, bool opened)
    {
        var path = MerkleProof.Inclusion(leaves.AsSpan(), (int)stored.Number.Value - 1);
        var proof = new JsonObject
        {
            ["number"] = stored.Number.Value,
            ["entry"] = Encoding.UTF8.GetString(stored.Bytes.AsSpan()),
            ["path"] = new JsonArray([.. path.Select(h => JsonValue.Create(Hex(h)))]),
        };
        if (opened)
            proof["disclosures"] = new JsonArray([
                .. stored.Open.Fields.Select(f => JsonValue.Create(Disclosure.Of(f))),
            ]);
        return proof;
    }

    private static string Hex(ImmutableArray<byte> bytes) => Convert.ToHexStringLower(bytes.AsSpan());
}
