using System.Text.Json.Nodes;

namespace Trucewatch.Record.Tests;

public sealed class WitnessPolicyTests
{
    private const string W1 =
        "witness w1 sigsum.org+e4ade967+AZuUY6B08pW3QVHu8uvsrxWPcAv9nykap2Nb4oxCee+r https://sigsum.org/witness/\n";

    public static TheoryData<string> Policies => Vectors.Names("policy.json");

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_published_policy_is_read_or_refused_and_weighs_as_it_should(string name)
    {
        var given = Vectors.Case(name, "policy.json");
        var text = (string)given["policy"]!;
        if (!(bool)given["ok"]!)
        {
            Assert.Throws<FormatException>(() => WitnessPolicy.Read(text));
            return;
        }

        var policy = WitnessPolicy.Read(text);
        Assert.All(Sets(given["satisfied"]), names => Assert.True(policy.IsSatisfiedBy(names)));
        Assert.All(Sets(given["unsatisfied"]), names => Assert.False(policy.IsSatisfiedBy(names)));
    }

    [Theory]
    [InlineData(W1 + "group g 2 w1\nquorum g\n", "Line 2")]
    [InlineData(W1 + "group g any w1\ngroup h any w1\nquorum g\n", "Line 3")] // each is a member at most once
    [InlineData(W1 + "group g 0 w1\nquorum g\n", "Line 2")]
    [InlineData(W1 + "group g any\nquorum g\n", "Line 2")]
    [InlineData(W1 + "quorum w1\nquorom w1\n", "Line 3")]
    [InlineData("witness w1 sigsum.org+e4ade967+AAAA\nquorum w1\n", "Line 1")]
    [InlineData(W1, "no quorum")]
    public void A_fault_is_told_with_its_line(string text, string told) =>
        Assert.Contains(
            told,
            Assert.Throws<FormatException>(() => WitnessPolicy.Read(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_default_policy_asks_for_the_coalition_and_two_of_the_three_sides()
    {
        var coalition = Enumerable.Range(1, 35).Select(i => Key($"state-{i}", (byte)i)).ToArray();
        var (a, b, independent) = (Key("party-a", 101), Key("party-b", 102), Key("independent", 103));
        var log = new VerifierKey("log.example", KeyType.Ed25519, new byte[32]);
        var policy = WitnessPolicy.Read(WitnessPolicy.DefaultText(log, [.. coalition], 24, a, b, independent));

        Assert.Equal([log], policy.Logs);
        Assert.Equal([log], LogTrust.Of(policy, "log.example").LogKeys);
        Assert.Throws<ArgumentException>(() => LogTrust.Of(policy, "another.example"));
        Assert.Equal(38, policy.Witnesses.Length);
        Assert.True(policy.IsSatisfiedBy([.. coalition[..24], a, independent]));
        Assert.True(policy.IsSatisfiedBy([.. coalition, a, b]));
        Assert.False(policy.IsSatisfiedBy([.. coalition[..23], a, b, independent]));
        Assert.False(policy.IsSatisfiedBy([.. coalition, a]));
        Assert.False(policy.IsSatisfiedBy([log, a, b, independent]));
        Assert.Throws<ArgumentException>(() => WitnessPolicy.DefaultText(log, [.. coalition], 36, a, b, independent));
        Assert.Throws<ArgumentException>(() => WitnessPolicy.DefaultText(log, [.. coalition], 24, a, a, independent));
    }

    private static VerifierKey Key(string name, byte first) =>
        new(name, KeyType.Ed25519Cosignature, [first, .. new byte[31]]);

    private static IEnumerable<HashSet<string>> Sets(JsonNode? sets) =>
        sets?.AsArray().Select(s => s!.AsArray().Select(n => (string)n!).ToHashSet()) ?? [];
}
