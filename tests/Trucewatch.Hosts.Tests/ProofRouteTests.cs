using System.Net.Http.Json;
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
    [InlineData("/api/proof/told")]
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
    public async Task A_proof_is_told_as_a_tree_with_its_entries_apart()
    {
        var told = await served.JsonAsync("/api/proof/told?clause=2(1)&bearer=B&language=en");

        Assert.Equal("breached", told["value"]!.GetValue<string>());
        var steps = Flat(told["steps"]!.AsArray()).ToList();
        var fact = steps.First(s => s["fact"] is not null);
        Assert.NotEmpty(fact["entries"]!.AsArray());
        Assert.DoesNotContain("entr", fact["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(told["turns"]!.AsArray(), t => t!["changes"]!.AsArray().Count == 1);

        static IEnumerable<JsonNode> Flat(JsonArray steps) =>
            steps.SelectMany(s => Flat(s!["below"]!.AsArray()).Prepend(s));
    }

    [Fact]
    public async Task An_entry_is_shown_as_far_as_its_reader_may_see_it()
    {
        var mission = await served.JsonAsync("/api/entries/40");
        var everybody = await served.JsonAsync("/api/entries/40?audience=PUBLIC");

        Assert.Equal(mission["leaf"]!.GetValue<string>(), everybody["leaf"]!.GetValue<string>());
        Assert.Equal(0, mission["closed"]!.GetValue<int>());
        Assert.NotEmpty(mission["fields"]!.AsArray());
        Assert.True(everybody["closed"]!.GetValue<int>() > 0);
        Assert.All(
            everybody["fields"]!.AsArray(),
            f => Assert.StartsWith("PUBLIC", f!["label"]!.GetValue<string>(), StringComparison.Ordinal)
        );
        Assert.Equal(404, (await served.RefusedAsync("/api/entries/999999")).Status);
    }

    [Fact]
    public async Task The_documents_of_the_agreement_are_tried_as_they_stand()
    {
        var documents = await served.JsonAsync("/api/agreement/documents");
        using var reply = await served.Client.PostAsJsonAsync(
            new Uri("/api/agreement/try", UriKind.Relative),
            new { documents, boundaries = true }
        );
        var tried = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;

        Assert.Empty(tried["problems"]!.AsArray());
        Assert.All(tried["tests"]!.AsArray(), t => Assert.True(t!["holds"]!.GetValue<bool>()));
        Assert.NotEmpty(tried["boundaries"]!.AsArray());
        Assert.All(
            tried["boundaries"]!.AsArray(),
            b => Assert.StartsWith("```test ", b!["text"]!.GetValue<string>(), StringComparison.Ordinal)
        );
    }

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
