using System.Text.Json.Nodes;
using Trucewatch.Evidence;
using Trucewatch.Labels;
using Trucewatch.Record;
using Trucewatch.Values;

namespace Trucewatch.Missions.Evidence;

/// <summary>The custody list of a bag, as canonical JSON (RFC 8785).</summary>
/// <remarks>
/// Inside the mechanism everything. Below it: what the file is, and which acts there were when; no persons, no holder, and
/// not what a derivative was made of, for that id would confirm a guessed original.
/// </remarks>
internal static class CustodyList
{
    public static string Write(CustodyState custody, IEnumerable<EvidenceId> shown, Viewer viewer) =>
        Jcs.Canonical(new JsonArray([.. shown.Select(id => One(custody, id, viewer))])) + "\n";

    private static JsonObject One(CustodyState custody, EvidenceId id, Viewer viewer)
    {
        var chain = custody.Chains[id];
        var inside = viewer.Audience == Audience.Mission;
        var told = custody.Items.TryGetValue(id, out var item)
            ? ValueCodec.ToJson(item).AsObject()
            : ValueCodec.ToJson(custody.Derivatives[id]).AsObject();
        if (!inside)
            foreach (var closed in (string[])["label", "source", "name", "derived_from"])
                told.Remove(closed);
        told["complete"] = chain.IsComplete;
        told["steps"] = new JsonArray([.. chain.Steps.Select(s => Step(s, inside))]);
        if (!inside)
            return told;
        told["holder"] = chain.Holder;
        told["gaps"] = new JsonArray([.. chain.Gaps.Select(g => ValueCodec.ToJson(g))]);
        return told;
    }

    private static JsonObject Step(CustodyStep step, bool inside)
    {
        var act = ValueCodec.ToJson(step.Act).AsObject();
        act.Remove("token"); // beside it, as a file
        if (!inside)
            return new JsonObject { ["act"] = act["act"]!.DeepClone(), ["at"] = act["at"]!.DeepClone() };
        act["entry"] = step.Entry;
        return act;
    }
}
