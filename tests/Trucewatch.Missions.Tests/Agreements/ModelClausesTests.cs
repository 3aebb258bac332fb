using System.Globalization;
using Trucewatch.Testing;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>CL01 to CL40: each is expressed by provisions, or listed with the reason why not; table, catalogue and text agree.</summary>
public sealed class ModelClausesTests
{
    private const string Mission = "model-clauses";

    private static readonly string[] ids = [.. Enumerable.Range(1, 40).Select(n => $"CL{n:00}")];

    public static TheoryData<string> Ids => [.. ids];

    [Fact]
    public void The_table_has_each_clause_once() =>
        Assert.Equal(ids, Table("missions", Mission, "README.md").Select(r => r[0]));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_clause_is_expressed_or_listed_with_the_reason_why_not(string id)
    {
        var row = Table("missions", Mission, "README.md").Single(r => r[0] == id);
        var (expressed, provisions, reason) = (row[1], Addresses(row[2]), row[3]);
        Assert.Contains(expressed, new[] { "expressed", "partly", "not" });
        Assert.Equal(Provisions(id), provisions);
        Assert.Equal(expressed == "not", provisions.Length == 0);
        if (expressed != "expressed")
            Assert.NotEmpty(reason);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_clause_has_words_in_the_agreement(string id)
    {
        var article = Article(id);
        var titled = SampleAgreements
            .Of(Mission)
            .Read.Provisions.Select(p => (p.Clause, p.Title))
            .Concat(SampleAgreements.Of(Mission).Read.NotJudged.Select(c => (Clause: c.Address, c.Title)))
            .Where(c => IsOf(c.Clause, article))
            .ToList();
        Assert.NotEmpty(titled);
        Assert.All(titled, c => Assert.EndsWith($"({id})", c.Title, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_catalogue_says_the_same_as_the_table(string id)
    {
        var row = Table("missions", Mission, "README.md").Single(r => r[0] == id);
        var entry = Table("docs", "reference", "model-clauses.md").Single(r => r[0] == id);
        Assert.Equal((row[1], row[2]), (entry[4], entry[5]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_the_catalogue_cites_is_among_its_sources(string id)
    {
        var text = File.ReadAllLines(Path.Combine(Shared.Repository(), "docs", "reference", "model-clauses.md"));
        var cited = Table("docs", "reference", "model-clauses.md")
            .Single(r => r[0] == id)[3]
            .Split('[')
            .Skip(1)
            .Select(s => s.Split(']')[0]);
        Assert.All(
            cited,
            key =>
                Assert.Contains(
                    text,
                    l =>
                        l.StartsWith($"- {key}: ", StringComparison.Ordinal)
                        || l.StartsWith($"- {key}~: ", StringComparison.Ordinal)
                )
        );
    }

    /// <summary>The rows of a file's tables that begin with a clause's id: their cells.</summary>
    private static List<string[]> Table(params string[] path) =>
        [
            .. File.ReadAllLines(Path.Combine([Shared.Repository(), .. path]))
                .Where(l => l.StartsWith("| CL", StringComparison.Ordinal))
                .Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1]),
        ];

    private static string[] Provisions(string id) =>
        [.. SampleAgreements.Of(Mission).Read.Provisions.Select(p => p.Clause).Where(c => IsOf(c, Article(id)))];

    private static string[] Addresses(string cell) =>
        cell == "–" ? [] : cell.Split(',', StringSplitOptions.TrimEntries);

    private static int Article(string id) => int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture);

    private static bool IsOf(string clause, int article) =>
        clause.Split('(')[0] == article.ToString(CultureInfo.InvariantCulture);
}
