using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Observations;

namespace Trucewatch.Formats.DeepState;

/// <summary>Reads the DeepState map: one side's area of a day, saved about 03:00 UTC.</summary>
/// <remarks>A source's claim, drawn in jumps and a day or more late. The file's date is that of its name.</remarks>
internal static class DeepStateReader
{
    /// <summary>The id under which the area is drawn.</summary>
    public static string IdOf(SourcePlan plan) => plan.ZoneId("line-of-contact");

    private static readonly ImmutableSortedDictionary<string, string> Name = Languages.Each(
        "Area beyond the line of contact",
        "Zone au-delà de la ligne de contact",
        "Територія за лінією зіткнення",
        "Gebiet jenseits der Kontaktlinie",
        "Территория за линией соприкосновения"
    );

    /// <summary>The area of one file; it holds for its day. <see cref="Stretch"/> lets it hold until the next file's.</summary>
    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var date = DateOf(name);
        if (date is { } known && !context.Reads(known))
        {
            context.Skip();
            yield break;
        }
        var at = date is { } day ? At(day) : context.Begin;
        var (features, called, rejected) = GeoJsonFeatures.Read(plan.Source.Id, file, name, at);
        if (rejected is not null)
        {
            yield return rejected;
            yield break;
        }
        date ??= DateOf(called);
        if (date is not { } of || features is not [{ Shape: { } shape }])
        {
            yield return Kept.Reject(plan.Source.Id, name, 0, "", Reasons(date, features, name), at);
            yield break;
        }
        if (!context.Reads(of))
        {
            context.Skip();
            yield break;
        }
        yield return new Intake.Drawn(Draw(plan, context, of, shape), plan.Source.Id, At(of));
    }

    /// <summary>Lets each day's area hold until the next file's day begins: a missing day is no empty map.</summary>
    public static IEnumerable<Intake> Stretch(IEnumerable<Intake> intakes)
    {
        Intake.Drawn? last = null;
        foreach (var intake in intakes)
        {
            if (intake is not Intake.Drawn drawn)
            {
                yield return intake;
                continue;
            }
            if (last is not null)
                yield return last.Zone.Valid.Start < drawn.Zone.Valid.Start
                    ? last with
                    {
                        Zone = last.Zone with { Valid = new(last.Zone.Valid.Start, drawn.Zone.Valid.Start) },
                    }
                    : last;
            last = drawn;
        }
        if (last is not null)
            yield return last;
    }

    private static Zone Draw(SourcePlan plan, ReadingContext context, LocalDate day, Geometry shape) =>
        new(
            IdOf(plan),
            ZonesGeoJson.Kinds.GetValueOrDefault(plan.Option("kind", "area"), ZoneKind.Area),
            Name,
            plan.Drawer,
            context.Charter.SpanOf(day),
            plan.Clause,
            [],
            Outlines.Simplify(shape, plan.Option("simplify_deg", 0.005))
        );

    private static IEnumerable<Reason> Reasons(LocalDate? date, List<Feature> features, string name)
    {
        if (date is null)
            yield return Kept.Because("name", Problem.Malformed, name);
        if (features.Count != 1)
            yield return Kept.Because("features", Problem.NotThisFormat, $"{features.Count} features");
        foreach (var feature in features.Where(f => f.Trouble is not null))
            yield return feature.Trouble!;
    }

    private static Instant At(LocalDate day) => day.AtMidnight().PlusHours(3).InUtc().ToInstant();

    // The last eight digits in a row, as in deepstatemap_data_20250420.geojson.gz.
    private static LocalDate? DateOf(string name)
    {
        var pattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
        for (var at = name.Length - 8; at >= 0; at--)
        {
            if (pattern.Parse(name.Substring(at, 8)).TryGetValue(default, out var date))
                return date;
        }
        return null;
    }
}
