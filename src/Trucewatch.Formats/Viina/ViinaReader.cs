using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Files;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Formats.Viina;

/// <summary>Reads VIINA 2: news reports from Ukrainian and Russian media, geocoded and labelled by a classifier.</summary>
/// <remarks>
/// One row per report and place, not per event. Exactly 00:00:00 means that the time is unknown: the whole day; any other
/// time is when the outlet published or heard, ± 45 min. The source gives no reference: ids come from all fields.
/// </remarks>
internal sealed class ViinaReader(SourcePlan plan, ReadingContext context)
{
    private static readonly CsvForm Form = new(["datetime", "lon", "lat", "place_name", "event_type", "headline"]);
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd HH':'mm':'ss"
    );
    private static readonly Duration Error = Duration.FromMinutes(45);

    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[plan.Option("zone", context.Charter.Zone)];

    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name) =>
        Table.Read(plan.Source.Id, context, file, name, Form, new ViinaReader(plan, context).Read);

    private Intake.Accepted? Read(Row row)
    {
        var occurred = When(row);
        if (occurred is { } when && !context.Reads(when.Middle))
        {
            context.Skip();
            row.Ignore();
            return null;
        }
        row.Known = occurred is null ? null : Published(occurred);
        var at = row.Place("lon", "lat", context);
        if (!row.IsGood || occurred is null || at is null)
            return null;
        var labels = ViinaLabels.Read(row["event_type"]);
        var source = plan.Source;
        return new(
            new Observation(
                ObservationIds.FromContent(source.Id, [.. Form.Columns.Select(c => row[c])]),
                source.Id,
                Reference: null,
                source.Group,
                occurred,
                Published(occurred),
                new Place.Point(at, source.PlaceSigma),
                row["place_name"],
                ViinaLabels.Evidence(labels),
                Accused: null,
                Standing.Reported,
                Count: null,
                Unit: null,
                Repeats: 0,
                source.Label,
                new Marks(source)
                    .Add("headline", row["headline"], Marking.Mission)
                    .Add("labels", string.Join(", ", labels), source.Label.Marking)
                    .All()
            )
        );
    }

    private Occurred? When(Row row)
    {
        var text = row.Required("datetime");
        if (text.Length == 0)
            return null;
        if (!Stamp.Parse(text).TryGetValue(default, out var local))
        {
            row.Wrong("datetime", Problem.Malformed, text);
            return null;
        }
        var declared = new Declared(text, _zone.Id);
        if (local.TimeOfDay == LocalTime.Midnight)
            return Occurred.OnDay(local.Date, _zone, declared);
        return row.Local("datetime", local, _zone) is { } moment
            ? Occurred.Between(moment - Error, moment + Error, Precision.Minute, declared)
            : null;
    }

    // As published: the stated time; of a whole day nobody knows when, so some time after its end.
    private Instant Published(Occurred occurred) =>
        occurred.Precision == Precision.Day ? occurred.End + plan.KnownAfter : occurred.Middle;
}
