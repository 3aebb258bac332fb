using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Labels;
using Trucewatch.Record;

namespace Trucewatch.Missions.Records;

/// <summary>An entry of the record, as far as its reader may see it.</summary>
/// <param name="Number">Its place.</param>
/// <param name="Kind">What it is, such as <c>observation</c>.</param>
/// <param name="By">Who signed it.</param>
/// <param name="At">Its own time, seconds since 1970 (UTC).</param>
/// <param name="Leaf">Its leaf hash (RFC 6962), hexadecimal: by it anybody finds it in an exported record.</param>
/// <param name="Fields">The values that are open to this reader.</param>
/// <param name="Closed">How many are closed to this reader, or were erased.</param>
public sealed record EntryReply(
    long Number,
    string Kind,
    string By,
    long At,
    string Leaf,
    ImmutableArray<EntryReply.Value> Fields,
    int Closed
)
{
    /// <summary>A value, and under which label it lies.</summary>
    public sealed record Value(string Name, JsonNode? Is, string Label);

    /// <summary>What somebody may see of an entry.</summary>
    public static EntryReply Of(StoredEntry stored, View view)
    {
        var entry = stored.Open.Entry;
        var open = stored
            .Open.Fields.Where(f => LabelText.Read(f.Label) is { } label && view.Viewer.May(label, view.Known.At))
            .Select(f => new Value(f.Name, JsonNode.Parse(f.Json), f.Label))
            .ToImmutableArray();
        return new(
            stored.Number.Value,
            entry.Kind,
            entry.Org,
            entry.At,
            Convert.ToHexStringLower(MerkleTree.LeafHash(stored.Bytes.AsSpan()).AsSpan()),
            open,
            entry.Digests.Length - open.Length
        );
    }
}
