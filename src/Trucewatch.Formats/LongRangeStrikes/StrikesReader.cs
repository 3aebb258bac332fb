using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Files;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Time;

namespace Trucewatch.Formats.LongRangeStrikes;

/// <summary>Reads the table of long-range strikes: one side's bulletins about the other side's attacks, line by line.</summary>
/// <remarks>
/// Allegations. Times are local, some a date only: then that whole day. Columns about launches, carriers, effects and what
/// was shot down are read as RESTRICTED and can be marked no lower: the program is useless for targeting.
/// </remarks>
internal sealed class StrikesReader(SourcePlan plan, ReadingContext context)
{
    private static readonly CsvForm Form = new(["time_start", "time_end", "model", "target", "launched", "source"]);

    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd H':'mm"
    );

    private static readonly ImmutableArray<string> Restricted =
    [
        "launch_place",
        "launch_place_details",
        "launched_details",
        "carrier",
        "destroyed",
        "destroyed_details",
        "not_reach_goal",
        "still_attacking",
        "num_hit_location",
        "num_fall_fragment_location",
        "affected region",
        "turbojet",
        "turbojet_destroyed",
        "border_crossing",
    ];

    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[plan.Option("zone", context.Charter.Zone)];
    private readonly PartyId? _accused = plan.Options.TryGetValue("accused", out var code) ? new PartyId(code) : null;

    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name) =>
        Table.Read(plan.Source.Id, context, file, name, Form, new StrikesReader(plan, context).Read);

    private Intake.Accepted? Read(Row row)
    {
        var start = Time(row, "time_start");
        if (start is { } s && !context.Reads(s.From))
        {
            context.Skip();
            row.Ignore();
            return null;
        }
        var end = Time(row, "time_end");
        var occurred = Occurs(row, start, end);
        row.Known = occurred?.End + plan.KnownAfter;
        var model = row.Required("model");
        var count = row.OptionalNumber("launched", 0, 1e6);
        if (!row.IsGood || occurred is null)
            return null;
        var (codes, allKnown) = Weapons.Read(model);
        var reference = Reference(row, model);
        var source = plan.Source;
        return new(
            new Observation(
                reference is null
                    ? ObservationIds.FromContent(source.Id, row.Fields)
                    : ObservationIds.FromReference(source.Id, reference),
                source.Id,
                reference,
                source.Group,
                occurred,
                occurred.End + plan.KnownAfter,
                Targets.Read(row["target"], context),
                row["target"],
                TypeEvidence.OneOf(codes),
                _accused,
                Standing.Alleged,
                count,
                count is null ? null : Unit(codes),
                Repeats: 0,
                source.Label,
                Details(row, model, allKnown)
            )
        );
    }

    // One post has several rows: the weapon, the time and the target tell them apart.
    private static string? Reference(Row row, string model) =>
        row["source"] is { Length: > 0 } post ? $"{post}#{model}|{row["time_start"]}|{row["target"]}" : null;

    private ImmutableSortedDictionary<string, Detail> Details(Row row, string model, bool allKnown)
    {
        var marks = new Marks(plan.Source)
            .Add("model", model, plan.Source.Label.Marking)
            .AddAtLeast("source", row["source"], Marking.Mission)
            .Add("unknown_weapon", allKnown ? "" : model, plan.Source.Label.Marking);
        foreach (var column in Restricted)
            marks.AddAtLeast(column, row[column] == "{}" ? "" : row[column], Marking.Restricted);
        return marks.All();
    }

    private string Unit(ImmutableArray<Code> codes)
    {
        var units = codes.Select(c => context.Rules.Codes.GetValueOrDefault(c)?.Unit ?? "weapon").Distinct().ToArray();
        return units.Length == 1 ? units[0] : "weapon";
    }

    private (Instant From, Instant Until, bool IsDay)? Time(Row row, string column)
    {
        var text = row.Required(column);
        if (text.Length == 0)
            return null;
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day))
            return (_zone.AtStartOfDay(day).ToInstant(), _zone.AtStartOfDay(day.PlusDays(1)).ToInstant(), true);
        if (Stamp.Parse(text).TryGetValue(default, out var local))
            return row.Local(column, local, _zone) is { } moment ? (moment, moment, false) : null;
        row.Wrong(column, Problem.Malformed, text);
        return null;
    }

    private Occurred? Occurs(
        Row row,
        (Instant From, Instant Until, bool IsDay)? start,
        (Instant From, Instant Until, bool IsDay)? end
    )
    {
        if (start is not { } first || end is not { } last)
            return null;
        if (last.IsDay ? last.Until <= first.From : last.Until < first.From)
        {
            row.Wrong("time_end", Problem.EndsBeforeStart, $"{row["time_start"]} to {row["time_end"]}");
            return null;
        }
        var declared = new Declared($"{row["time_start"]} – {row["time_end"]}", _zone.Id);
        return Occurred.Between(
            first.From,
            last.Until,
            first.IsDay && last.IsDay ? Precision.Day : Precision.Span,
            declared
        );
    }
}
