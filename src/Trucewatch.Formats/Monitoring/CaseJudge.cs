using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Formats.Monitoring;

/// <summary>Judges cases of outside monitors by what formulas mean here.</summary>
public static class CaseJudge
{
    private static readonly ProofNeeded needs = new(Standard.ReasonableGrounds, 1);

    /// <summary>The answer to a case: <c>{id, status, verdicts}</c>, or <c>{id, status, reason}</c> where it is not judged.</summary>
    /// <remarks>
    /// Verdicts are in the form of the files: <c>{tp, ts, rows}</c> by position, rows sorted, or a truth value for a rule without
    /// columns; for a case of late knowledge <c>{after, verdicts: [[instant, row] …]}</c> by checkpoint.
    /// </remarks>
    public static JsonObject Answer(MonitoringCase of)
    {
        try
        {
            var formula = MfotlReader.Read(of.Formula);
            if (of.Options.Contains("negate"))
                formula = new Mfotl.Not(formula);
            MfotlSafety.Check(formula);
            var columns = of.Columns ?? [.. MfotlSafety.Free(formula).Order(StringComparer.Ordinal)];
            return new()
            {
                ["id"] = of.Id,
                ["status"] = "ok",
                ["verdicts"] = of.Checkpoints.IsEmpty
                    ? Positions(of, formula, columns)
                    : Checkpoints(of, formula, columns),
            };
        }
        catch (MfotlException refused)
        {
            return new()
            {
                ["id"] = of.Id,
                ["status"] = refused.Status,
                ["reason"] = refused.Message,
            };
        }
    }

    private static JsonArray Positions(MonitoringCase of, Mfotl formula, ImmutableArray<string> columns)
    {
        var log = new CaseLog(of.Positions);
        var rows = log.Rows(formula, columns, needs);
        var isVerbose = of.Options.Contains("verbose");
        var decided = of.Decided ?? new CaseDecided(of.Positions, !of.Options.Contains("nonewlastts")).Of(formula);
        var verdicts = new JsonArray();
        for (var tp = 0; tp < decided; tp++)
        {
            var held = rows.Where(r => r.Signals.Sure.Has(log.Instants[tp])).Select(r => r.Row).ToList();
            if (held.Count > 0 || isVerbose)
                verdicts.Add(
                    new JsonObject
                    {
                        ["tp"] = tp,
                        ["ts"] = of.Positions[tp].Time,
                        ["rows"] = columns.IsEmpty
                            ? JsonValue.Create(held.Count > 0)
                            : new JsonArray([.. held.Select(Json)]),
                    }
                );
        }
        return verdicts;
    }

    private static JsonArray Checkpoints(MonitoringCase of, Mfotl formula, ImmutableArray<string> columns) =>
        new([
            .. of.Checkpoints.Select(c =>
                (JsonNode)new JsonObject { ["after"] = c.After, ["verdicts"] = AsKnown(of, c, formula, columns) }
            ),
        ]);

    private static JsonArray AsKnown(
        MonitoringCase of,
        CaseCheckpoint checkpoint,
        Mfotl formula,
        ImmutableArray<string> columns
    )
    {
        var standing = new SortedDictionary<long, (long Time, CaseEvent Event)>();
        foreach (var operation in of.Operations.Take(checkpoint.After))
            if (operation.Event is { } known)
                standing[operation.Id] = (operation.Time, known);
            else
                standing.Remove(operation.Id);
        var log = new CaseLog([
            .. standing
                .Values.Append((Time: checkpoint.Horizon, Event: new CaseEvent("tick", [])))
                .GroupBy(s => s.Time)
                .OrderBy(g => g.Key)
                .Select(g => new CasePosition(g.Key, [.. g.Select(s => s.Event)])),
        ]);
        var rows = log.Rows(formula, columns, needs);
        return new([
            .. log
                .Positions.Where(p => p.Time < checkpoint.DecidedBefore)
                .SelectMany(p =>
                    rows.Where(r => r.Signals.Sure.Has(log.InstantOf(p)))
                        .Select(r => (JsonNode)new JsonArray(p.Time, Json(r.Row)))
                ),
        ]);
    }

    private static JsonArray Json(ImmutableArray<Value> row) =>
        new([
            .. row.Select(v =>
                v switch
                {
                    Value.Number { Of: var n } when n == Math.Floor(n) => (JsonNode)JsonValue.Create((long)n),
                    Value.Number { Of: var n } => JsonValue.Create(n),
                    Value.Name name => JsonValue.Create(name.Of),
                    _ => throw new InvalidOperationException("no value"),
                }
            ),
        ]);
}
