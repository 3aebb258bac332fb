using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;
using Trucewatch.Observations;
using Trucewatch.Space;

namespace Trucewatch.Formats.EnergyFacilities;

/// <summary>Power plants as protected sites: one zone of all of them. Names and owners stay out: the public sees class and oblast only.</summary>
/// <remarks>Columns <c>latitude</c>, <c>longitude</c>, <c>primary_fuel</c>; option <c>zone_id</c> (default <c>listed-facilities</c>).</remarks>
public static class EnergyFacilitiesReader
{
    private static readonly CsvForm Form = new(["name", "latitude", "longitude", "primary_fuel"]);

    /// <summary>The zone of a file, after the rows that could not be read.</summary>
    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var sites = new List<GeoPoint>();
        foreach (var intake in Table.Read(plan.Source.Id, context, file, name, Form, row => Site(row, context, sites)))
            yield return intake;
        if (sites.Count == 0)
            yield break;
        var shape = new GeometryFactory(new PrecisionModel(), 4326).CreateMultiPointFromCoords([
            .. sites.OrderBy(s => s.Longitude).ThenBy(s => s.Latitude).Select(s => s.ToCoordinate()),
        ]);
        var zone = new Zone(
            plan.Option("zone_id", "listed-facilities"),
            ZoneKind.Facility,
            plan.Source.Name,
            plan.Source.Id.Code,
            new Interval(context.Begin, null),
            null,
            ImmutableArray<string>.Empty,
            shape
        );
        yield return new Intake.Drawn(zone, plan.Source.Id, context.Begin);
    }

    private static Intake? Site(Row row, ReadingContext context, List<GeoPoint> sites)
    {
        var place = row.Place("longitude", "latitude", context);
        row.Required("primary_fuel");
        if (row.IsGood && place is not null)
            sites.Add(place);
        return null;
    }
}
