using System.Text.Json.Nodes;

namespace Trucewatch.Hosts.Tests;

/// <summary>The API with the mechanism's eyes: one query for list, map, histogram and table.</summary>
public sealed class ServerTests(ServedInside served) : IClassFixture<ServedInside>
{
    [Fact]
    public async Task The_mission_is_told_with_its_mark_and_its_parties()
    {
        var mission = (await served.JsonAsync("/api/mission")).ToJsonString();
        Assert.Contains("EXERCISE", mission, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Aurel", mission, StringComparison.Ordinal);
        Assert.Contains("Borrin", mission, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("code=K-4")]
    [InlineData("standing=alleged")]
    [InlineData("sector=NW&from=2026-03-01&until=2026-03-03")]
    [InlineData("class=drones")]
    [InlineData("party=A")]
    [InlineData("source=cameras&audience=PUBLIC")]
    [InlineData("audience=PUBLIC")]
    public async Task List_map_histogram_and_table_count_the_same(string query)
    {
        var list = await served.JsonAsync($"/api/incidents?size=1000&{query}");
        var map = (JsonArray)(await served.JsonAsync($"/api/map/incidents?{query}"))["features"]!;
        var geojson = (JsonArray)(await served.JsonAsync($"/api/export/incidents.geojson?{query}"))["features"]!;
        var csv = (await served.TextAsync($"/api/export/incidents.csv?{query}")).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var histogram = await served.JsonAsync($"/api/histogram?{query}");
        var total = ((JsonArray)list["items"]!).Count;
        Assert.Equal(total, list["total"]?.GetValue<int>() ?? total); // none where a small one holds something hidden
        Assert.Equal(total, csv.Length - 1);
        Assert.Equal(total, map.Count);
        Assert.Equal(total, geojson.Count);
        Assert.Equal(total, ((JsonArray)histogram["days"]!).Sum(InDay));
    }

    [Fact]
    public async Task Verdicts_name_clause_version_bearer_anchor_and_what_they_rest_on()
    {
        var list = await served.JsonAsync("/api/verdicts?clause=2(1)&bearer=B");
        var all = ((JsonArray)list["verdicts"]!).Select(v => v!).ToList();
        Assert.All(all, v => Assert.Equal(("2(1)", "B"), ((string)v["clause"]!, (string)v["bearer"]!)));
        Assert.All(all, v => Assert.Equal(64, ((string)v["version"]!).Length));
        var breach = all.First(v => (string?)v["value"] == "breached");
        Assert.Equal("incident", (string)breach["anchor"]!["kind"]!);
        Assert.Equal([(int)breach["anchor"]!["incident"]!], ((JsonArray)breach["incidents"]!).Select(i => (int)i!));
        Assert.Empty((JsonArray)(await served.JsonAsync("/api/obligations"))["verdicts"]!); // this text has bans only
    }

    [Fact]
    public async Task Narrower_eyes_see_no_verdict_on_what_they_may_not_know_of()
    {
        var inside = Anchors(await served.JsonAsync("/api/verdicts"));
        var outside = Anchors(await served.JsonAsync("/api/verdicts?audience=PUBLIC"));
        var shown = Numbers(await served.JsonAsync("/api/incidents?size=1000&audience=PUBLIC"));
        Assert.NotEmpty(outside);
        Assert.Subset(shown.ToHashSet(), outside.ToHashSet());
        Assert.True(outside.Count < inside.Count);

        static List<int> Anchors(JsonNode list) =>
            [.. ((JsonArray)list["verdicts"]!).Select(v => (int)v!["anchor"]!["incident"]!)];
    }

    [Fact]
    public async Task Pages_together_are_the_whole_list()
    {
        var all = Numbers(await served.JsonAsync("/api/incidents?size=1000&order=number"));
        var pages = new List<int>();
        for (var page = 1; (page - 1) * 7 < all.Count; page++)
            pages.AddRange(Numbers(await served.JsonAsync($"/api/incidents?size=7&order=number&page={page}")));
        Assert.Equal(all, pages);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_told_at_once()
    {
        var (status, type, body) = await served.RefusedAsync(
            "/api/incidents?code=Z-99&sector=XX&from=yesterday&size=0"
        );
        Assert.Equal(400, status);
        Assert.Equal("application/problem+json", type);
        Assert.Equal(
            ["code", "from", "sector", "size"],
            ((JsonArray)body["reasons"]!).Select(r => (string)r!["field"]!).Order()
        );
    }

    [Theory]
    [InlineData("/api/incidents?audience=NOBODY", 400)]
    [InlineData("/api/incidents?audience=99", 400)]
    [InlineData("/api/incidents?audience=PUBLIC&asOf=5", 403)]
    [InlineData("/api/incidents?asOf=soon", 400)]
    [InlineData("/api/incidents?asOf=999999", 400)]
    [InlineData("/api/incidents?page=first", 400)]
    [InlineData("/api/incidents/99999", 404)]
    [InlineData("/api/report.html?language=xx", 400)]
    [InlineData("/api/nothing", 404)]
    public async Task A_refusal_is_a_problem_with_its_status(string path, int expected)
    {
        var (status, type, _) = await served.RefusedAsync(path);
        Assert.Equal(expected, status);
        Assert.Equal("application/problem+json", type);
    }

    [Fact]
    public async Task Narrower_eyes_see_less_and_coarser()
    {
        var inside = await served.JsonAsync("/api/incidents?size=1000");
        var outside = await served.JsonAsync("/api/incidents?size=1000&audience=PUBLIC");
        Assert.True(outside["total"]!.GetValue<int>() < inside["total"]!.GetValue<int>());
        Assert.Empty(Numbers(outside).Except(Numbers(inside)));
        Assert.All(
            ((JsonArray)outside["items"]!).Select(r => r!["place"]!["radiusMeters"]).OfType<JsonNode>(),
            radius => Assert.True(radius.GetValue<double>() >= 2500)
        );
    }

    [Fact]
    public async Task Both_parties_see_the_same_incidents()
    {
        var a = await served.TextAsync("/api/export/incidents.csv?audience=PTA");
        Assert.Equal(a, await served.TextAsync("/api/export/incidents.csv?audience=PTB"));
    }

    [Fact]
    public async Task As_known_earlier_is_never_more()
    {
        var now = await served.JsonAsync("/api/incidents?size=1000");
        var then = await served.JsonAsync("/api/incidents?size=1000&asOf=2026-02-26T00:00:00Z");
        Assert.InRange(then["total"]!.GetValue<int>(), 1, now["total"]!.GetValue<int>() - 1);
    }

    [Theory]
    [InlineData("/api/mission")]
    [InlineData("/api/incidents?code=Z-99")]
    [InlineData("/api/nothing")]
    public async Task Every_answer_guards_its_reader(string path)
    {
        using var reply = await served.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(reply.Headers.GetValues("Referrer-Policy")));
        Assert.Contains(
            "frame-ancestors 'none'",
            Assert.Single(reply.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void It_listens_on_this_machine_only() => Assert.Equal("127.0.0.1", served.Client.BaseAddress!.Host);

    [Fact]
    public async Task The_shapes_of_the_API_are_described() =>
        Assert.NotNull((await served.JsonAsync("/api/openapi.json"))["paths"]!["/api/incidents"]);

    internal static List<int> Numbers(JsonNode list) =>
        [.. ((JsonArray)list["items"]!).Select(r => r!["number"]!.GetValue<int>())];

    private static int InDay(JsonNode? day) =>
        day!["seen"]!.GetValue<int>() + day["reported"]!.GetValue<int>() + day["alleged"]!.GetValue<int>();
}

/// <summary>The API where nobody may look wider than the public.</summary>
public sealed class PublicServerTests(ServedToAll served) : IClassFixture<ServedToAll>
{
    [Theory]
    [InlineData("/api/incidents?audience=MISSION", "audience")]
    [InlineData("/api/incidents?audience=PTA", "audience")]
    [InlineData("/api/incidents?audience=7", "audience")]
    [InlineData("/api/incidents?asOf=5", "asOf")]
    [InlineData("/api/report.json?asOf=2026-03-01T12:00:00Z", "asOf")]
    [InlineData("/api/board.csv?audience=MISSION", "audience")]
    public async Task Nobody_looks_wider_than_the_host_allows(string path, string field)
    {
        var (status, _, body) = await served.RefusedAsync(path);
        Assert.InRange(status, 400, 403);
        Assert.Equal(field, (string)((JsonArray)body["reasons"]!)[0]!["field"]!);
    }

    [Fact]
    public async Task A_filter_by_a_hidden_source_finds_nothing() =>
        Assert.Empty(ServerTests.Numbers(await served.JsonAsync("/api/incidents?size=1000&source=cameras")));

    [Fact]
    public async Task No_reply_holds_a_derived_id()
    {
        var pages = new List<string>();
        foreach (
            var path in new[]
            {
                "mission",
                "incidents?size=1000",
                "histogram",
                "board",
                "report",
                "map/zones",
                "map/incidents",
                "export/incidents.csv",
            }
        )
            pages.Add(await served.TextAsync("/api/" + path));
        foreach (var number in ServerTests.Numbers(await served.JsonAsync("/api/incidents?size=1000")).Take(20))
            pages.Add(await served.TextAsync($"/api/incidents/{number}"));
        var derived = new System.Text.RegularExpressions.Regex(
            "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-|\"[0-9a-f]{32}\"",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );
        Assert.All(pages, page => Assert.DoesNotMatch(derived, page));
    }

    [Fact]
    public async Task A_hidden_incident_is_as_one_that_is_not_there()
    {
        var numbers = ServerTests.Numbers(await served.JsonAsync("/api/incidents?size=1000"));
        var hidden = Enumerable.Range(1, numbers.Max()).Except(numbers).First();
        var (status, _, body) = await served.RefusedAsync($"/api/incidents/{hidden}");
        Assert.Equal(404, status);
        Assert.Equal("not_found", (string)body["title"]!);
    }
}
