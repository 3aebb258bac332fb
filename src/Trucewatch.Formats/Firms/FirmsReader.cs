using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.Files;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Rulebook;
using Trucewatch.Space;
using Trucewatch.Time;

namespace Trucewatch.Formats.Firms;

/// <summary>Reads thermal detections of NASA FIRMS from 24-hour snapshots: one batch per product and snapshot.</summary>
/// <remarks>
/// Heat alone names no act: a natural or farm fire (N-5) is the best guess, an explosion possible; by daylight, when fields
/// burn, 3 nats below it, by night as likely. The time is that of the overpass, and what glows then began before: within
/// the hour before by our assumption, for the pass before is not in the file.
/// </remarks>
internal sealed class FirmsReader(SourcePlan plan, ReadingContext context)
{
    private static readonly CsvForm Form = new([
        "latitude",
        "longitude",
        "scan",
        "track",
        "acq_date",
        "acq_time",
        "satellite",
        "confidence",
        "frp",
        "daynight",
        "product",
        "snapshot_utc",
    ])
    {
        Companion = "commit", // modis_snapshots_coverage.csv: which files were scraped, nothing seen
    };

    private static readonly Code Fire = new("N-5");
    private static readonly ImmutableArray<Code> Blasts =
    [
        new("K-4"),
        new("K-5"),
        new("K-6"),
        new("K-7"),
        new("K-8"),
        new("K-11"),
    ];
    private static readonly TypeEvidence ByDay = new(
        Blasts.ToImmutableSortedDictionary(c => c, _ => -3.0).Add(Fire, 0)
    );
    private static readonly TypeEvidence ByNight = TypeEvidence.OneOf([Fire, .. Blasts]);

    // Confidence is 0–100 for MODIS and a word for VIIRS; the words as FIRMS orders them, on one scale by our choice.
    private static readonly Dictionary<string, string> ConfidenceWords = new()
    {
        ["l"] = "20",
        ["low"] = "20",
        ["n"] = "50",
        ["nominal"] = "50",
        ["h"] = "90",
        ["high"] = "90",
    };

    private static readonly Dictionary<string, string> Satellites = new()
    {
        ["T"] = "Terra",
        ["A"] = "Aqua",
        ["N"] = "S-NPP",
        ["N20"] = "NOAA-20",
        ["1"] = "NOAA-20",
        ["N21"] = "NOAA-21",
        ["2"] = "NOAA-21",
    };

    private readonly SortedDictionary<(Instant Snapshot, string Product), List<Observation>> _batches = [];

    /// <summary>The batches of one file, in the order of their snapshots, and what was rejected.</summary>
    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var reader = new FirmsReader(plan, context);
        foreach (var rejected in Table.Read(plan.Source.Id, context, file, name, Form, reader.Read))
            yield return rejected;
        foreach (var ((snapshot, product), readings) in reader._batches)
            yield return new Intake.Batched(Batch(plan, product, snapshot, readings));
    }

    private static SensorBatch Batch(SourcePlan plan, string product, Instant snapshot, List<Observation> readings)
    {
        var received = readings.Max(r => r.Received);
        return new(
            plan.Source.Id,
            $"{product} {InstantPattern.General.Format(snapshot)}",
            received,
            [.. readings.OrderBy(r => r.Id)]
        );
    }

    private Intake? Read(Row row)
    {
        var acquired = Acquired(row);
        if (acquired is { } moment && !context.Reads(moment))
        {
            context.Skip();
            row.Ignore();
            return null;
        }
        var snapshot = Snapshot(row);
        var received = acquired is { } a && snapshot is { } s ? Instant.Max(a + plan.KnownAfter, s) : (Instant?)null;
        row.Known = received;
        var at = row.Place("longitude", "latitude", context);
        var (scan, track) = (row.Number("scan", 0.1, 20), row.Number("track", 0.1, 20));
        var confidence = Confidence(row);
        row.OptionalNumber("frp", -1e3, 1e6);
        var (product, satellite) = (row.Required("product"), row.Required("satellite"));
        if (!row.IsGood || at is null || acquired is not { } seen || received is not { } known)
            return null;
        var sigma = Sigma(product, Math.Max(scan!.Value, track!.Value));
        if (!_batches.TryGetValue((snapshot!.Value, product), out var batch))
            _batches.Add((snapshot.Value, product), batch = []);
        batch.Add(Make(row, at, sigma, seen, known, confidence, Satellites.GetValueOrDefault(satellite, satellite)));
        return null;
    }

    private Observation Make(
        Row row,
        GeoPoint at,
        Distance sigma,
        Instant seen,
        Instant known,
        string confidence,
        string satellite
    )
    {
        var source = plan.Source;
        return new(
            ObservationIds.FromContent(
                source.Id,
                row["latitude"],
                row["longitude"],
                row["acq_date"],
                row["acq_time"].PadLeft(4, '0'),
                satellite
            ),
            source.Id,
            Reference: null,
            source.Group,
            Occurred.Between(seen - Duration.FromHours(1), seen + Duration.FromMinutes(1), Precision.Span),
            known,
            new Place.Point(at, sigma),
            PlaceName: "",
            row["daynight"] == "N" ? ByNight : ByDay,
            Accused: null,
            Standing.Seen,
            Count: null,
            Unit: null,
            Repeats: 0,
            source.Label,
            new Marks(source)
                .Add("confidence", confidence, Marking.Public)
                .Add("daynight", row["daynight"], Marking.Public)
                .Add("frp_mw", row["frp"], Marking.Public)
                .Add("satellite", satellite, Marking.Public)
                .All()
        );
    }

    private static Instant? Acquired(Row row)
    {
        var (date, time) = (row.Required("acq_date"), row.Required("acq_time"));
        if (date.Length == 0 || time.Length == 0)
            return null;
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day))
            row.Wrong("acq_date", Problem.Malformed, date);
        else if (
            LocalTimePattern
                .CreateWithInvariantCulture("HHmm")
                .Parse(time.PadLeft(4, '0'))
                .TryGetValue(default, out var clock)
        )
            return day.At(clock).InUtc().ToInstant();
        else
            row.Wrong("acq_time", Problem.Malformed, time);
        return null;
    }

    private static Instant? Snapshot(Row row)
    {
        var text = row.Required("snapshot_utc");
        if (text.Length == 0)
            return null;
        var moment = MissionFolder.Moments.Read(text);
        if (moment is null)
            row.Wrong("snapshot_utc", Problem.Malformed, text);
        return moment;
    }

    private static string Confidence(Row row)
    {
        var text = row.Required("confidence");
        if (ConfidenceWords.TryGetValue(text, out var percent))
            return percent;
        return row.OptionalNumber("confidence", 0, 100) is { } number
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
    }

    // 0.19–0.4 km for VIIRS (375 m) and 0.5–1.2 km for MODIS (1 km), growing with the pixel towards the edge of the swath:
    // pixels of 0.375 to 0.8 km and of 1 to 4.8 km.
    private static Distance Sigma(string product, double pixel)
    {
        var (small, large, from, to) = product.StartsWith("VIIRS", StringComparison.OrdinalIgnoreCase)
            ? (0.375, 0.8, 0.19, 0.4)
            : (1.0, 4.8, 0.5, 1.2);
        var share = Math.Clamp((pixel - small) / (large - small), 0, 1);
        return Distance.FromMeters(Math.Round(1000 * (from + (share * (to - from)))));
    }
}
