using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trucewatch.Hosts.Tests;

/// <summary>Proofs over the API: as JSON and as text, and what would have to be different.</summary>
public sealed partial class ProofRouteTests(ServedInside served) : IClassFixture<ServedInside>
{
    [Fact]
    public async Task A_proof_names_the_entry_up_to_which_it_holds_and_incidents_by_their_numbers()
    {
        var proof = await served.JsonAsync("/api/proof?clause=2(1)&bearer=B");

        Assert.Equal("breached", proof["verdict"]!["value"]!.GetValue<string>());
        Assert.StartsWith("I-", proof["verdict"]!["anchor"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(proof["verdict"]!["entry"]!.GetValue<long>() > 0);
        Assert.NotEmpty(proof["premises"]!.AsArray());
    }

    [Theory]
    [InlineData("/api/proof")]
    [InlineData("/api/proof.txt")]
    [InlineData("/api/proof/counterfactuals")]
    public async Task Below_the_mechanism_no_proof_leaves(string path) =>
        Assert.Equal(403, (await served.RefusedAsync($"{path}?clause=2(1)&bearer=B&audience=PUBLIC")).Status);

    [Theory]
    [InlineData("en", "as known at entry")]
    [InlineData("fr", "d\u2019après l\u2019état à l\u2019entrée")]
    [InlineData("uk", "як відомо станом на запис")]
    [InlineData("de", "wie bekannt bei Eintrag")]
    [InlineData("ru", "как известно на запись")]
    public async Task A_proof_is_read_in_each_of_five_languages(string language, string words) =>
        Assert.Contains(
            words,
            await served.TextAsync($"/api/proof.txt?clause=2(1)&bearer=B&language={language}"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task What_would_have_to_be_different_is_marked_as_supposed()
    {
        var json = await served.JsonAsync("/api/proof/counterfactuals?clause=2(1)&bearer=B");

        Assert.Equal("HYPOTHETICAL", json["mark"]!.GetValue<string>());
        Assert.Contains(json["sets"]!.AsArray(), s => s!["changes"]!.AsArray().Count == 1);
    }

    [GeneratedRegex("[0-9a-f]{32}(?![0-9a-f])(?<![0-9a-f]{33})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DerivedId();
}
