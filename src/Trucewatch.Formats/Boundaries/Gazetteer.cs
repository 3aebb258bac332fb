using System.Collections.Immutable;
using Trucewatch.Formats.Files;
using Trucewatch.Observations;
using Trucewatch.Sources;
using Trucewatch.Space;

namespace Trucewatch.Formats.Boundaries;

/// <summary>A place by its names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AlternateNames">Other names, in many scripts, old and new.</param>
/// <param name="At">Where it is.</param>
/// <param name="Population">How many people live there; 0: not said.</param>
public sealed record NamedPlace(string Name, ImmutableArray<string> AlternateNames, GeoPoint At, int Population);

/// <summary>Places by name, from a GeoNames table with a header line.</summary>
/// <param name="Places">All that could be read, in the order of the file.</param>
/// <param name="Rejected">What could not be read.</param>
public sealed record Gazetteer(ImmutableArray<NamedPlace> Places, ImmutableArray<Rejection> Rejected)
{
    private static readonly CsvForm Form = new(["name", "alternatenames", "latitude", "longitude", "population"])
    {
        Delimiter = "\t",
        Quotes = false,
    };

    /// <summary>Reads a table of places, packed or not.</summary>
    public static Gazetteer Read(SourceId source, ReadingContext context, Stream file, string name)
    {
        var places = ImmutableArray.CreateBuilder<NamedPlace>();
        var rejected = Table
            .Read(source, context, file, name, Form, row => Read(row, context, places))
            .OfType<Intake.Rejected>()
            .Select(r => r.Rejection)
            .ToImmutableArray();
        return new(places.ToImmutable(), rejected);
    }

    private static Intake? Read(Row row, ReadingContext context, ImmutableArray<NamedPlace>.Builder places)
    {
        var name = row.Required("name");
        var at = row.Place("longitude", "latitude", context);
        var population = row.OptionalNumber("population", 0, 1e8) ?? 0;
        if (row.IsGood && at is not null)
        {
            var names = row["alternatenames"]
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            places.Add(new(name, [.. names], at, (int)population));
        }
        return null;
    }
}
