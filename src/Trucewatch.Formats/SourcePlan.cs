using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Formats.DescribedCsv;
using Trucewatch.Sources;

namespace Trucewatch.Formats;

/// <summary>How a source's files are written.</summary>
public enum SourceFormat
{
    /// <summary>Media reports of VIINA 2: <c>viina</c>.</summary>
    Viina = 1,

    /// <summary>The table of long-range strikes: <c>long-range-strikes</c>.</summary>
    LongRangeStrikes = 2,

    /// <summary>What the parties count of each other: <c>party-claims</c>.</summary>
    PartyClaims = 3,

    /// <summary>Starts and ends of truces: <c>truce-windows</c>.</summary>
    TruceWindows = 4,

    /// <summary>One side's area, a file a day: <c>deepstate</c>.</summary>
    DeepState = 5,

    /// <summary>Thermal detections in 24-hour snapshots: <c>firms-snapshots</c>.</summary>
    FirmsSnapshots = 6,

    /// <summary>Power plants: <c>energy-facilities</c>.</summary>
    EnergyFacilities = 7,

    /// <summary>First-level boundaries as GeoJSON: <c>boundaries</c>.</summary>
    Boundaries = 8,

    /// <summary>Names of places with coordinates (GeoNames): <c>places</c>.</summary>
    Places = 9,

    /// <summary>Any table that a description explains: <c>csv</c>.</summary>
    Csv = 10,
}

/// <summary>A source and how its files are read.</summary>
/// <param name="Source">Who perceives.</param>
/// <param name="Format">How its files are written.</param>
/// <param name="Files">Globs of its files (<c>*</c>, <c>?</c>, <c>**</c>); <c>-</c> is the standard input.</param>
/// <param name="FromMission">True: they lie in the mission's folder; false: in the data folder.</param>
/// <param name="Options">The format's options by name; a map is written <c>zones.RU</c>.</param>
/// <param name="KnownAfter">How long after its end something became known, where the source does not say.</param>
/// <param name="Description">What explains the table of the format <c>csv</c>; null for all others.</param>
public sealed record SourcePlan(
    Source Source,
    SourceFormat Format,
    ImmutableArray<string> Files,
    bool FromMission,
    ImmutableSortedDictionary<string, string> Options,
    Duration KnownAfter,
    CsvDescription? Description
)
{
    /// <summary>An option's text, or what holds where it is not set.</summary>
    public string Option(string name, string otherwise) => Options.GetValueOrDefault(name, otherwise);

    /// <summary>An option's number, or what holds where it is not set. Opening the mission has checked it.</summary>
    public double Option(string name, double otherwise) =>
        Options.TryGetValue(name, out var text) && Formats.Files.Row.TryNumber(text, out var number)
            ? number
            : otherwise;

    /// <summary>Who drew what the source draws: the source itself unless options say otherwise.</summary>
    internal string Drawer => Option("drawer", Source.Id.Code);

    /// <summary>The id of the zone that the source draws: <c>zone_id</c>, or <c>id</c> for short.</summary>
    internal string ZoneId(string otherwise) => Option("zone_id", Option("id", otherwise));

    /// <summary>The clause that creates what the source draws; null: none.</summary>
    internal string? Clause => Options.GetValueOrDefault("clause");

    /// <summary>True for what gives context and no observations: it is read whatever its day, and before all others.</summary>
    public bool IsReference =>
        Format
            is SourceFormat.Boundaries
                or SourceFormat.Places
                or SourceFormat.EnergyFacilities
                or SourceFormat.DeepState
                or SourceFormat.TruceWindows;
}
