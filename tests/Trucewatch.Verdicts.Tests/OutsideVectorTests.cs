using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;
using Trucewatch.Formats.Monitoring;
using Trucewatch.Testing;

namespace Trucewatch.Verdicts.Tests;

/// <summary>The reference itself is held to rules, logs and verdicts of outside monitors, position by position.</summary>
public sealed class OutsideVectorTests
{
    // "PREVIOUS T()" is said to hold at position 1, and the log has no T at position 0.
    private const string Contradicts = "monpoly/test23/1";

    // Where a log has ended, a position without events is taken to follow, later than any window reaches.
    private const long Never = long.MaxValue / 2;

    [Theory]
    [InlineData("mfotl.jsonl", 181)]
    [InlineData("mfotl-examples.jsonl", 8)]
    [InlineData("own-random.jsonl", 431)]
    public void Every_rule_gets_the_verdicts_of_the_outside_monitors(string file, int cases)
    {
        var wrong = new List<string>();
        var judged = 0;
        foreach (var line in File.ReadLines(Shared.Find("conformance", "monitoring", file)))
        {
            var given = (JsonObject)JsonNode.Parse(line)!;
            var of = MonitoringCase.Read(line);
            if ((given["status"]?.GetValue<string>() ?? "ok") != "ok" || of.Id == Contradicts)
                continue;
            judged++;
            var (expected, found) = (Expected(of, given), Found(of, given));
            if (!found.SetEquals(expected))
                wrong.Add(
                    $"{of.Id}: {of.Formula} misses {string.Join(' ', expected.Except(found).Take(2))}"
                        + $" and adds {string.Join(' ', found.Except(expected).Take(2))}"
                );
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(cases, judged);
    }

    [Fact]
    public void At_each_of_805_checkpoints_the_verdicts_are_those_of_what_was_known_then()
    {
        var checkpoints = 0;
        foreach (var line in File.ReadLines(Shared.Find("conformance", "monitoring", "own-late-and-retracted.jsonl")))
        {
            var of = MonitoringCase.Read(line);
            var asked = (JsonArray)JsonNode.Parse(line)!["checkpoints"]!;
            foreach (var (checkpoint, given) in of.Checkpoints.Zip(asked))
            {
                checkpoints++;
                var log = Known(of, checkpoint);
                var expected = ((JsonArray)given!["verdicts"]!).Select(v => $"{v![0]} {v[1]!.ToJsonString()}");
                var found = Rows(of, log)
                    .SelectMany((rows, at) => rows.Select(r => (log[at].Time, Row: $"{log[at].Time} {r}")))
                    .Where(r => r.Time < checkpoint.DecidedBefore)
                    .Select(r => r.Row);
                Assert.True(expected.ToHashSet().SetEquals(found), $"{of.Id} after {checkpoint.After}: {of.Formula}");
            }
        }
        Assert.Equal(805, checkpoints);
    }

    // Facts of one instant make one position, and a tick stands at the horizon.
    private static ImmutableArray<CasePosition> Known(MonitoringCase of, CaseCheckpoint checkpoint)
    {
        var standing = new SortedDictionary<long, (long Time, CaseEvent Event)>();
        foreach (var operation in of.Operations.Take(checkpoint.After))
            if (operation.Event is { } known)
                standing[operation.Id] = (operation.Time, known);
            else
                standing.Remove(operation.Id);
        return
        [
            .. standing
                .Values.Append((Time: checkpoint.Horizon, Event: new CaseEvent("tick", [])))
                .GroupBy(s => s.Time)
                .OrderBy(g => g.Key)
                .Select(g => new CasePosition(g.Key, [.. g.Select(s => s.Event)])),
        ];
    }

    // Positions that the vectors leave out are not decided where every decided one is listed; else nothing holds there.
    private static HashSet<string> Found(MonitoringCase of, JsonObject given)
    {
        var listed = ((JsonArray)given["verdicts"]!).Select(v => v!["tp"]!.GetValue<int>()).ToHashSet();
        var isVerbose = of.Options.Contains("verbose");
        var isEnded = of.Decided is null && !of.Options.Contains("nonewlastts");
        return
        [
            .. Rows(of, isEnded ? of.Positions.Add(new(Never, [])) : of.Positions)
                .Take(of.Positions.Length)
                .SelectMany((rows, at) => rows.Select(r => (At: at, Row: $"{at} {r}")))
                .Where(r => isVerbose ? listed.Contains(r.At) : r.At < (of.Decided ?? int.MaxValue))
                .Select(r => r.Row),
        ];
    }

    private static HashSet<string> Expected(MonitoringCase of, JsonObject given) =>
        [
            .. ((JsonArray)given["verdicts"]!)
                .Select(v => (At: v!["tp"]!.GetValue<int>(), Rows: v["rows"]!))
                .Where(v => v.At < (of.Decided ?? int.MaxValue))
                .SelectMany(v =>
                    v.Rows is JsonArray rows ? rows.Select(r => $"{v.At} {r!.ToJsonString()}")
                    : v.Rows.GetValue<bool>() ? [$"{v.At} []"]
                    : []
                ),
        ];

    private static IEnumerable<IEnumerable<string>> Rows(MonitoringCase of, ImmutableArray<CasePosition> log)
    {
        var rule = OutsideRule.Read(of.Formula);
        var columns = of.Columns ?? [.. PointWise.Free(rule.Of).Order(StringComparer.Ordinal)];
        var formula = PointWise.Of(rule.Of);
        var reference = new Reference([.. log.Select(p => p.Time)], PointWise.Facts(log));
        return log.Select(
            (_, at) =>
                reference
                    .Rows(formula, Naming.Nothing, at)
                    .Select(rule.Then)
                    .OfType<Naming>()
                    .Select(r => new JsonArray([.. columns.Select(c => Json(r[c]!))]).ToJsonString())
                    .Distinct()
        );
    }

    private static JsonNode Json(Value value) =>
        value switch
        {
            Value.Number { Of: var n } when n == Math.Floor(n) => JsonValue.Create((long)n),
            Value.Number { Of: var n } => JsonValue.Create(Math.Round(n, 5)), // as the files round
            Value.Name name => JsonValue.Create(name.Of),
            _ => throw new InvalidOperationException("no value"),
        };
}
