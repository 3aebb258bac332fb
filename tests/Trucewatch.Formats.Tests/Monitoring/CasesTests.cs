using System.Text.Json.Nodes;
using Trucewatch.Formats.Monitoring;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Monitoring;

/// <summary>Rules and logs of outside monitors: the verdicts must be theirs. What our language does not say is counted by reason.</summary>
public sealed class CasesTests
{
    // "PREVIOUS T()" is said to hold at position 1, and the log has no T at position 0; NEXT T() of the same log agrees with the log.
    private const string Contradicts = "monpoly/test23/1";

    [Theory]
    [InlineData("mfotl.jsonl", 181, 14)]
    [InlineData("mfotl-examples.jsonl", 8, 0)]
    [InlineData("own-random.jsonl", 431, 0)]
    public void Every_accepted_rule_gets_the_verdicts_of_the_outside_monitors(string file, int judged, int refused)
    {
        var wrong = new List<string>();
        var (same, no) = (0, 0);
        foreach (
            var (given, answer) in Answers(file)
                .Where(a => Status(a.Given) == "ok" && a.Given["id"]!.GetValue<string>() != Contradicts)
        )
            if (Status(answer) == "refused")
                no++;
            else if (Status(answer) == "ok" && Positions(answer, given).SetEquals(Positions(given, given)))
                same++;
            else
                wrong.Add($"{answer["id"]}: {answer["reason"]}");
        Assert.Empty(wrong);
        Assert.Equal((judged, refused), (same + no, no));
    }

    [Fact]
    public void Nothing_is_refused_but_matching_of_texts_averages_and_definitions() =>
        Assert.Equal(
            [
                "averages are not in our language",
                "definitions with LET are not in our language",
                "matching of texts is not in our language",
            ],
            Answers("mfotl.jsonl")
                .Where(a => Status(a.Answer) == "refused")
                .Select(a => a.Answer["reason"]!.GetValue<string>())
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("mfotl.jsonl", "not-monitorable", 15)]
    [InlineData("mfotl-intervals.jsonl", "rejected", 48)]
    public void What_cannot_be_monitored_or_read_is_said_to_be_so(string file, string status, int count)
    {
        var asked = Answers(file).Where(a => Status(a.Given) == status).ToList();
        Assert.Equal(count, asked.Count);
        Assert.All(asked, a => Assert.Equal(status, Status(a.Answer)));
    }

    [Fact]
    public void At_each_of_805_checkpoints_the_verdicts_are_those_of_what_was_known_then()
    {
        var checkpoints = 0;
        foreach (var (given, answer) in Answers("own-late-and-retracted.jsonl"))
        foreach (var (asked, found) in ((JsonArray)given["checkpoints"]!).Zip((JsonArray)answer["verdicts"]!))
        {
            checkpoints++;
            Assert.Equal(Rows(asked!["verdicts"]), Rows(found!["verdicts"]));
        }
        Assert.Equal(805, checkpoints);
    }

    private static IEnumerable<(JsonObject Given, JsonObject Answer)> Answers(string file) =>
        File.ReadLines(Shared.Find("conformance", "monitoring", file))
            .Select(line => ((JsonObject)JsonNode.Parse(line)!, CaseJudge.Answer(MonitoringCase.Read(line))));

    private static string Status(JsonObject json) => json["status"]?.GetValue<string>() ?? "ok";

    private static HashSet<string> Positions(JsonObject json, JsonObject given) =>
        [
            .. ((JsonArray)json["verdicts"]!)
                .Where(v => given["decided"] is not { } decided || v!["tp"]!.GetValue<int>() < decided.GetValue<int>())
                .Select(v =>
                    $"{v!["tp"]} {v["ts"]} {(v["rows"] is JsonArray rows ? Rows(rows) : v["rows"]!.ToJsonString())}"
                ),
        ];

    private static string Rows(JsonNode? rows) =>
        string.Join(' ', ((JsonArray)rows!).Select(r => r!.ToJsonString()).Order(StringComparer.Ordinal));
}
