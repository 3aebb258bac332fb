using System.Text.Json.Nodes;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>explain</c>, <c>whatif</c> and <c>verify verdict</c> over the exercise.</summary>
public sealed class ExplainCommandTests(ReplayedInside inside) : IClassFixture<ReplayedInside>, IDisposable
{
    private readonly Scratch scratch = new();

    private string Record => Path.Combine(inside.Folder, "record");

    private string Proof => scratch["proof.json"];

    private Task<Ran> ExplainAsync(params string[] more) =>
        Command.RunAsync(["explain", "missions/lantern", .. more, "--out", inside.Folder]);

    private Task<Ran> VerifyAsync(string proof) =>
        Command.RunAsync("verify", "verdict", proof, "--record", Record, "--key", inside.Key);

    [Fact]
    public async Task A_breach_is_explained_and_its_proof_holds_against_the_exported_record()
    {
        var ran = await ExplainAsync("2(1)", "B", "--json", Proof, "--counterfactual");

        Assert.Equal(0, ran.Exit);
        Assert.StartsWith("2(1) version ", ran.Out, StringComparison.Ordinal);
        Assert.Contains(", breached: B, ", ran.Out, StringComparison.Ordinal);
        Assert.Contains("entries ", ran.Out, StringComparison.Ordinal);
        Assert.Contains("HYPOTHETICAL", ran.Out, StringComparison.Ordinal);
        var checkedNow = await VerifyAsync(Proof);
        Assert.Equal((0, ""), (checkedNow.Exit, checkedNow.Error));
        Assert.StartsWith(
            "The proof holds: every step follows from the entries of the record, which holds: ",
            checkedNow.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("not recomputed here, see recompute: I-", checkedNow.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_proof_fails_at_the_place_that_was_changed()
    {
        await ExplainAsync("2(1)", "B", "--json", Proof);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Proof, TestContext.Current.CancellationToken))!;
        json["verdict"]!["bearer"] = "A";
        await File.WriteAllTextAsync(Proof, json.ToJsonString(), TestContext.Current.CancellationToken);

        var ran = await VerifyAsync(Proof);

        Assert.Equal(1, ran.Exit);
        Assert.StartsWith("The proof does not hold: at ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_is_for_the_mechanism_only()
    {
        var ran = await ExplainAsync("2(1)", "B", "--json", Proof, "--audience", "PUBLIC");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("--audience MISSION", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_says_which_verdicts_would_be_others_and_that_it_is_supposed()
    {
        await ExplainAsync("2(1)", "B", "--json", Proof);
        var anchor = JsonNode.Parse(await File.ReadAllTextAsync(Proof, TestContext.Current.CancellationToken))![
            "verdict"
        ]!["anchor"]!.GetValue<string>();
        var changes = scratch["changes.json"];
        await File.WriteAllTextAsync(
            changes,
            $$"""[{"change": "withdraw", "label": "{{anchor}}"}]""",
            TestContext.Current.CancellationToken
        );

        var ran = await Command.RunAsync("whatif", "missions/lantern", changes, "--out", inside.Folder);

        Assert.Equal(0, ran.Exit);
        Assert.StartsWith("HYPOTHETICAL", ran.Out, StringComparison.Ordinal);
        Assert.Contains($"2(1) B {anchor} ", ran.Out, StringComparison.Ordinal);
        Assert.Contains("breached → –", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_has_no_proof()
    {
        var ran = await ExplainAsync("9(9)", "A");

        Assert.Equal(1, ran.Exit);
        Assert.EndsWith(
            "There is nothing to prove: clause \"9(9)\" (unknown_word).\n",
            ran.Error.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => scratch.Dispose();
}
