using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using Trucewatch.Agreements;
using Trucewatch.Formats.Files;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Observations;
using Trucewatch.Space;

namespace Trucewatch.Formats.EnergyFacilities;

/// <summary>Reads a list of power plants: one zone of them all, and one per class of fuel.</summary>
/// <remarks>Names of plants are not kept: facilities are public by class and oblast only.</remarks>
internal static class FacilitiesReader
{
    private static readonly CsvForm Form = new(["latitude", "longitude", "primary_fuel"]);

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    private static readonly ImmutableSortedDictionary<string, string> ListName = Languages.Each(
        "Listed energy facilities",
        "Installations énergétiques recensées",
        "Перелічені енергетичні об'єкти",
        "Gelistete Energieanlagen",
        "Перечисленные энергетические объекты"
    );

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Classes =
        new Dictionary<string, ImmutableSortedDictionary<string, string>>
        {
            ["coal"] = Languages.Each(
                "Coal power plants",
                "Centrales au charbon",
                "Вугільні електростанції",
                "Kohlekraftwerke",
                "Угольные электростанции"
            ),
            ["gas"] = Languages.Each(
                "Gas power plants",
                "Centrales au gaz",
                "Газові електростанції",
                "Gaskraftwerke",
                "Газовые электростанции"
            ),
            ["hydro"] = Languages.Each(
                "Hydropower plants",
                "Centrales hydroélectriques",
                "Гідроелектростанції",
                "Wasserkraftwerke",
                "Гидроэлектростанции"
            ),
            ["nuclear"] = Languages.Each(
                "Nuclear power plants",
                "Centrales nucléaires",
                "Атомні електростанції",
                "Kernkraftwerke",
                "Атомные электростанции"
            ),
            ["oil"] = Languages.Each(
                "Oil power plants",
                "Centrales au fioul",
                "Мазутні електростанції",
                "Ölkraftwerke",
                "Мазутные электростанции"
            ),
            ["solar"] = Languages.Each(
                "Solar power plants",
                "Centrales solaires",
                "Сонячні електростанції",
                "Solarkraftwerke",
                "Солнечные электростанции"
            ),
            ["wind"] = Languages.Each(
                "Wind farms",
                "Parcs éoliens",
                "Вітрові електростанції",
                "Windparks",
                "Ветровые электростанции"
            ),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The ids that this source may draw.</summary>
    public static IEnumerable<string> IdsOf(SourcePlan plan) =>
        Classes.Keys.Select(c => "facility-" + c).Append(ListId(plan));

    public static IEnumerable<Intake> Read(SourcePlan plan, ReadingContext context, Stream file, string name)
    {
        var plants = new SortedDictionary<string, List<Coordinate>>(StringComparer.Ordinal);
        foreach (
            var rejected in Table.Read(plan.Source.Id, context, file, name, Form, row => Read(row, context, plants))
        )
            yield return rejected;
        if (plants.Count == 0)
            yield break;
        var kind = ZonesGeoJson.Kinds.GetValueOrDefault(plan.Option("kind", "facility"), ZoneKind.Facility);
        yield return Draw(ListId(plan), ListName, plants.Values.SelectMany(p => p));
        foreach (var (fuel, places) in plants)
            yield return Draw("facility-" + fuel, Classes.GetValueOrDefault(fuel) ?? Languages.Same(fuel), places);

        Intake.Drawn Draw(string id, ImmutableSortedDictionary<string, string> called, IEnumerable<Coordinate> places)
        {
            var shape = Factory.CreateMultiPointFromCoords([.. places]);
            var zone = new Zone(id, kind, called, plan.Drawer, Outlines.Always, plan.Clause, [], shape);
            return new(zone, plan.Source.Id, context.Begin);
        }
    }

    private static Intake? Read(Row row, ReadingContext context, SortedDictionary<string, List<Coordinate>> plants)
    {
        var (at, fuel) = (row.Place("longitude", "latitude", context), row.Required("primary_fuel"));
        if (at is null || !row.IsGood)
            return null;
        var key = Boundaries.Slug.Of(fuel);
        if (!plants.TryGetValue(key, out var places))
            plants.Add(key, places = []);
        places.Add(at.ToCoordinate());
        return null;
    }

    private static string ListId(SourcePlan plan) => plan.ZoneId("listed-facilities");
}
