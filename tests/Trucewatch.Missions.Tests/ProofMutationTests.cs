using System.Globalization;
using System.Text.Json.Nodes;
using Trucewatch.Labels;
using Trucewatch.Missions.Proofs;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>No value of a proof can be changed without notice; any can be closed.</summary>
public sealed class ProofMutationTests(Lantern lantern) : IClassFixture<Lantern>
{
    // What the record cannot say: which program made the proof.
    private static readonly string[] free = ["$.verdict.release"];

    private async Task<(List<JsonObject> Proofs, VerdictRecord Record)> OpenAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        var record = lantern.Replayed.Record;
        var size = new Record.EntryNumber(record.Checkpoint.Size);
        var desk = await ProofDesk.OpenAsync(record, size, Audience.Mission, stop);
        var read = await VerdictRecord.ReadAsync(record.Log.ReadAsync(new(1), size, stop), stop);
        // One of each kind, the ones with the fewest facts: all their values are tried.
        var proofs = ProofTests
            .All(desk!)
            .Where(p => p.Verdict.Value != ProofValue.NotInForce)
            .GroupBy(p => (p.Verdict.Value, p.Verdict.Clause))
            .Select(g => g.OrderBy(p => p.Premises.Length == 0 ? 99 : p.Premises.Length).First())
            .Select(ProofJson.Write)
            .ToList();
        return (proofs, read);
    }

    [Fact]
    public async Task A_proof_with_any_value_changed_fails()
    {
        var (proofs, record) = await OpenAsync();
        Assert.True(proofs.Count >= 8);
        Assert.All(proofs, p => Assert.IsType<VerdictAnswer.Holds>(VerdictCheck.Run(p, record)));
        AssertNone(
            from proof in proofs
            from leaf in Leaves(proof).Where(l => !free.Contains(l))
            let changed = Changed(proof, leaf)
            let answer = VerdictCheck.Run(changed, record)
            where answer is not VerdictAnswer.Fails
            select $"{proof["verdict"]!["value"]} {leaf} = {At(changed, leaf)?.ToJsonString()}: {answer}"
        );
    }

    [Fact]
    public async Task A_proof_with_any_value_closed_holds_as_far_as_opened()
    {
        var (proofs, record) = await OpenAsync();
        AssertNone(
            from proof in proofs
            from leaf in Leaves(proof)
            let answer = VerdictCheck.Run(With(proof, leaf, _ => ProofJson.Closed()), record)
            where answer is not VerdictAnswer.AsFarAsOpened
            select $"{proof["verdict"]!["value"]} {leaf}: {answer}"
        );
    }

    [Fact]
    public async Task A_proof_with_a_step_or_a_premise_left_out_fails()
    {
        var (proofs, record) = await OpenAsync();
        AssertNone(
            from proof in proofs
            from list in (string[])["steps", "premises"]
            from i in Enumerable.Range(0, proof[list]!.AsArray().Count)
            let shorter = Without(proof, list, i)
            let answer = VerdictCheck.Run(shorter, record)
            where answer is VerdictAnswer.Holds
            select $"{proof["verdict"]!["value"]} without {list} {i}"
        );
    }

    internal static void AssertNone(IEnumerable<string> wrong) =>
        Assert.True(string.Join('\n', wrong.Take(60)) is var all && all.Length == 0, all);

    private static JsonObject Without(JsonObject proof, string list, int i)
    {
        var copy = proof.DeepClone().AsObject();
        copy[list]!.AsArray().RemoveAt(i);
        return copy;
    }

    internal static IEnumerable<string> Leaves(JsonNode? node, string path = "$") =>
        node switch
        {
            JsonObject json => json.SelectMany(m => Leaves(m.Value, $"{path}.{m.Key}")),
            JsonArray array => array.SelectMany(
                (n, i) => Leaves(n, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]")
            ),
            null => [],
            _ => [path],
        };

    private static JsonObject Changed(JsonObject proof, string leaf) => With(proof, leaf, Other);

    private static JsonNode Other(JsonNode value) =>
        value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => JsonValue.Create((value.GetValue<double>() * 1.5) + 7),
            System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
            System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
            _ => JsonValue.Create(OtherText(value.GetValue<string>())),
        };

    private static string OtherText(string text) =>
        NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var at)
            ? NodaTime.Text.InstantPattern.ExtendedIso.Format(
                at > NodaTime.Instant.FromUtc(9000, 1, 1, 0, 0)
                    ? NodaTime.Instant.FromUtc(2026, 3, 4, 0, 0)
                    : at + NodaTime.Duration.FromSeconds(1)
            )
        : text.EndsWith(" m", StringComparison.Ordinal) ? "12345 m"
        : text + "x";

    private static JsonNode? At(JsonNode node, string path) =>
        Parts(path).Aggregate((JsonNode?)node, (n, part) => int.TryParse(part, out var i) ? n?[i] : n?[part]);

    private static JsonObject With(JsonObject proof, string path, Func<JsonNode, JsonNode> change)
    {
        var copy = proof.DeepClone().AsObject();
        var parts = Parts(path);
        var parent = parts[..^1]
            .Aggregate((JsonNode)copy, (n, part) => int.TryParse(part, out var i) && n is JsonArray ? n[i]! : n[part]!);
        if (parent is JsonArray array)
            array[int.Parse(parts[^1], CultureInfo.InvariantCulture)] = change(
                array[int.Parse(parts[^1], CultureInfo.InvariantCulture)]!
            );
        else
            parent[parts[^1]] = change(parent[parts[^1]]!);
        return copy;
    }

    private static string[] Parts(string path) =>
        path[1..]
            .Replace("[", ".", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.RemoveEmptyEntries);
}
