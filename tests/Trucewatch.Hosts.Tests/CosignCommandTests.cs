using Trucewatch.Record;
using static Trucewatch.Hosts.Tests.SampleRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>cosign call</c>, <c>keys</c> and <c>policy default</c>: the default policy survives any one side (T19).</summary>
public sealed class CosignCommandTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Theory]
    [InlineData("party-a")]
    [InlineData("party-b")]
    [InlineData("independent")]
    [InlineData("state-1")]
    public async Task Any_one_that_withholds_does_not_stop_the_record(string withholding)
    {
        var ran = await CallAsync(withholding);

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.StartsWith(
            $"The quorum is reached for \"{Origin}\" with 300 entries",
            ran.Out,
            StringComparison.Ordinal
        );
        Assert.Contains($"missing: {withholding} (it does not answer)", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sides_that_withhold_do_and_they_are_named()
    {
        var ran = await CallAsync("party-a", "party-b");

        Assert.Equal(1, ran.Exit);
        Assert.StartsWith("The quorum is not reached", ran.Out, StringComparison.Ordinal);
        Assert.Contains(
            "missing: party-a (it does not answer), party-b (it does not answer)",
            ran.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_record_that_grew_is_cosigned_again_with_the_right_old_size()
    {
        await using var witness = await Running.StartAsync(scratch["w"], "a", Log.Verifier);
        var policy = scratch.Write(
            "policy",
            $"log {Log.Verifier}\nwitness a {witness.Key} {witness.Address}/\nquorum a\n"
        );
        foreach (var size in (int[])[200, 300])
        {
            var record = Write(scratch[$"{size}"], Entries(size));
            Assert.Equal(0, (await Command.RunAsync("cosign", "call", "--record", record, "--policy", policy)).Exit);
            Assert.Equal(0, (await Command.RunAsync("verify", "record", record, "--policy", policy)).Exit);
        }
    }

    [Fact]
    public async Task A_key_is_made_once_and_shown_without_its_secret()
    {
        var file = scratch["w.key"];

        var made = await Command.RunAsync("keys", "make", "witness.example/a", "--type", "witness", "--out", file);
        var twice = await Command.RunAsync("keys", "make", "witness.example/a", "--type", "witness", "--out", file);
        var shown = await Command.RunAsync("keys", "show", file);

        Assert.Equal((0, 2, 0), (made.Exit, twice.Exit, shown.Exit));
        Assert.Equal(KeyType.Ed25519Cosignature, VerifierKey.Read(made.Out.Trim()).Type);
        Assert.Equal(made.Out, shown.Out);
        Assert.DoesNotContain("PRIVATE", made.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_policy_asks_for_two_thirds_of_the_coalition_24_of_35()
    {
        string[] states = [.. Enumerable.Range(1, 35).Select(i => Witness($"state-{i}"))];

        var ran = await Command.RunAsync([
            "policy",
            "default",
            "--log",
            $"{Log.Verifier}",
            "--coalition",
            .. states,
            "--party-a",
            Witness("a"),
            "--party-b",
            Witness("b"),
            "--independent",
            Witness("i"),
        ]);

        Assert.Equal(0, ran.Exit);
        Assert.Contains("group coalition 24 state-1 ", ran.Out, StringComparison.Ordinal);
        Assert.True(
            WitnessPolicy
                .Read(ran.Out)
                .IsSatisfiedBy(Enumerable.Range(1, 24).Select(i => $"state-{i}").Concat(["a", "i"]).ToHashSet())
        );
    }

    private static string Witness(string name) => Key(name, KeyType.Ed25519Cosignature).Verifier.ToString();

    // The default policy over three states and three sides; those that withhold have no server behind their address.
    private async Task<Ran> CallAsync(params string[] withholding)
    {
        string[] states = ["state-1", "state-2", "state-3"];
        string[] sides = ["party-a", "party-b", "independent"];
        var text = WitnessPolicy.DefaultText(
            Log.Verifier,
            [.. states.Select(s => Key(s, KeyType.Ed25519Cosignature).Verifier)],
            2,
            Key(sides[0], KeyType.Ed25519Cosignature).Verifier,
            Key(sides[1], KeyType.Ed25519Cosignature).Verifier,
            Key(sides[2], KeyType.Ed25519Cosignature).Verifier
        );
        var running = new List<Running>();
        foreach (var name in states.Concat(sides))
        {
            var witness = await Running.StartAsync(scratch[name], name, Log.Verifier);
            text = text.Replace($"{witness.Key}\n", $"{witness.Key} {witness.Address}\n", StringComparison.Ordinal);
            if (withholding.Contains(name))
                await witness.DisposeAsync();
            else
                running.Add(witness);
        }
        var record = Write(scratch["r"], Entries(300));
        var ran = await Command.RunAsync(
            "cosign",
            "call",
            "--record",
            record,
            "--policy",
            scratch.Write("policy", text)
        );
        foreach (var witness in running)
            await witness.DisposeAsync();
        return ran;
    }

    public void Dispose() => scratch.Dispose();
}
