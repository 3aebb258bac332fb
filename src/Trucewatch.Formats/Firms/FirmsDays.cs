using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Observations;

namespace Trucewatch.Formats.Firms;

/// <summary>Tells on which days the satellites' snapshots were there: a day without rows was not looked at; that is no zero.</summary>
/// <remarks>
/// A snapshot that is there holds dozens of rows of the country; a day with a handful of night rows stems from its
/// neighbour's snapshot. So a day of the mission's zone counts as looked at from <c>options.min_rows</c> rows on (10 by
/// default), in the hours in which detections were made: those are the passes.
/// </remarks>
internal static class FirmsDays
{
    /// <summary>The batches as they are, and behind them a line for every day that the mission reads.</summary>
    public static IEnumerable<Intake> Count(SourcePlan plan, ReadingContext context, IEnumerable<Intake> intakes)
    {
        var rows = new Dictionary<LocalDate, List<(int Hour, Instant Received)>>();
        foreach (var intake in intakes)
        {
            if (intake is Intake.Batched { Batch.Readings: var readings })
            {
                foreach (var reading in readings)
                    Note(reading);
            }
            yield return intake;
        }
        for (var day = context.Charter.FirstDay; day <= context.Charter.LastDay; day = day.PlusDays(1))
            yield return new Intake.DayLooked(Day(plan, context, day, rows.GetValueOrDefault(day, [])));

        void Note(Observation reading)
        {
            var pass = reading.Occurred.End.InZone(context.TimeZone).LocalDateTime.PlusMinutes(-1);
            if (!rows.TryGetValue(pass.Date, out var list))
                rows.Add(pass.Date, list = []);
            list.Add((pass.Hour, reading.Received));
        }
    }

    private static Looked Day(
        SourcePlan plan,
        ReadingContext context,
        LocalDate day,
        List<(int Hour, Instant Received)> rows
    )
    {
        var known = context.Charter.SpanOf(day).End + plan.KnownAfter;
        foreach (var (_, received) in rows)
            known = Instant.Max(known, received);
        var looked = rows.Count >= plan.Option("min_rows", 10);
        ImmutableArray<int> hours = looked ? [.. rows.Select(r => r.Hour).Distinct().Order()] : [];
        var why =
            looked ? ""
            : rows.Count > 0 ? "few_rows"
            : "no_snapshot";
        return new(plan.Source.Id, day, hours, why, known);
    }
}
