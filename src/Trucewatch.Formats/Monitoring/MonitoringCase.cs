using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Monitoring;

/// <summary>One event with its values.</summary>
public sealed record CaseEvent(string Name, ImmutableArray<Value> Values);

/// <summary>One position of a log: a time, and what happened.</summary>
public sealed record CasePosition(long Time, ImmutableArray<CaseEvent> Events);

/// <summary>What became known, in the order in which it did.</summary>
/// <param name="Kind"><c>assert</c>, <c>correct</c> (all fields again) or <c>retract</c>.</param>
/// <param name="Id">Which fact.</param>
/// <param name="Time">When it happened; meaningless for a retraction.</param>
/// <param name="Event">What; null for a retraction.</param>
public sealed record CaseOperation(string Kind, long Id, long Time, CaseEvent? Event);

/// <summary>A question after so many operations: all verdicts of instants before one, and where the log ends.</summary>
public sealed record CaseCheckpoint(int After, long Horizon, long DecidedBefore);

/// <summary>A rule and a log: one line of a file of cases.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Formula">The rule, as written.</param>
/// <param name="Columns">The order of the values in a row.</param>
/// <param name="Positions">The log; none: the case has operations.</param>
/// <param name="Decided">How many leading positions are to be compared; null: it is found out.</param>
/// <param name="Options">As the file gives them: <c>negate</c>, <c>verbose</c>, <c>nonewlastts</c> …</param>
/// <param name="Operations">What became known, for a case of late knowledge.</param>
/// <param name="Checkpoints">The questions of such a case.</param>
public sealed record MonitoringCase(
    string Id,
    string Formula,
    ImmutableArray<string>? Columns,
    ImmutableArray<CasePosition> Positions,
    int? Decided,
    ImmutableArray<string> Options,
    ImmutableArray<CaseOperation> Operations,
    ImmutableArray<CaseCheckpoint> Checkpoints
)
{
    /// <summary>Reads one line.</summary>
    /// <exception cref="FormatException">It is not such a line.</exception>
    public static MonitoringCase Read(string line)
    {
        try
        {
            var json = JsonNode.Parse(line) as JsonObject ?? throw new FormatException("a case is one JSON object");
            var columns = (json["columns"] ?? json["free"]) as JsonArray;
            return new(
                Text(json, "id"),
                Text(json, "formula"),
                columns is null ? null : [.. columns.Select(c => c!.GetValue<string>())],
                [.. ((json["events"] ?? json["log"]) as JsonArray ?? []).Select(e => Position((JsonArray)e!))],
                json["decided"]?.GetValue<int>(),
                [.. (json["options"] as JsonArray ?? []).Select(o => o!.GetValue<string>())],
                [.. (json["operations"] as JsonArray ?? []).Select(o => Operation((JsonObject)o!))],
                [.. (json["checkpoints"] as JsonArray ?? []).Select(c => Checkpoint((JsonObject)c!))]
            );
        }
        catch (Exception wrong)
            when (wrong is System.Text.Json.JsonException or InvalidOperationException or InvalidCastException)
        {
            throw new FormatException($"the line is no case: {wrong.Message}", wrong);
        }
    }

    private static string Text(JsonObject json, string name) =>
        json[name]?.GetValue<string>() ?? throw new FormatException($"\"{name}\" is missing");

    private static CasePosition Position(JsonArray pair) =>
        new(
            pair[0]!.GetValue<long>(),
            [
                .. ((JsonObject)pair[1]!).SelectMany(e =>
                    ((JsonArray)e.Value!).Select(values => new CaseEvent(e.Key, Values((JsonArray)values!)))
                ),
            ]
        );

    private static CaseOperation Operation(JsonObject json) =>
        new(
            Text(json, "op"),
            json["id"]!.GetValue<long>(),
            json["vt"]?.GetValue<long>() ?? 0,
            json["pred"] is { } name ? new(name.GetValue<string>(), Values((JsonArray)json["args"]!)) : null
        );

    private static CaseCheckpoint Checkpoint(JsonObject json) =>
        new(
            json["after"]!.GetValue<int>(),
            json["horizon"]!.GetValue<long>(),
            json["decided_before"]!.GetValue<long>()
        );

    private static ImmutableArray<Value> Values(JsonArray values) =>
        [
            .. values.Select(v =>
                v!.GetValueKind() == System.Text.Json.JsonValueKind.Number
                    ? (Value)new Value.Number(v.GetValue<double>())
                    : new Value.Name(v.GetValue<string>())
            ),
        ];
}
