using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;

namespace Trucewatch.Formats;

/// <summary>The formats by the names that <c>sources.yaml</c> gives them, with their options and defaults.</summary>
public static class SourceFormats
{
    private static readonly FrozenDictionary<string, SourceFormat> ByName = new Dictionary<string, SourceFormat>
    {
        ["viina"] = SourceFormat.Viina,
        ["long-range-strikes"] = SourceFormat.LongRangeStrikes,
        ["party-claims"] = SourceFormat.PartyClaims,
        ["truce-windows"] = SourceFormat.TruceWindows,
        ["deepstate"] = SourceFormat.DeepState,
        ["firms-snapshots"] = SourceFormat.FirmsSnapshots,
        ["energy-facilities"] = SourceFormat.EnergyFacilities,
        ["boundaries"] = SourceFormat.Boundaries,
        ["places"] = SourceFormat.Places,
        ["csv"] = SourceFormat.Csv,
    }.ToFrozenDictionary();

    /// <summary>All names, sorted.</summary>
    public static ImmutableArray<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The format of that name; null: there is none.</summary>
    public static SourceFormat? Named(string name) => ByName.TryGetValue(name, out var format) ? format : null;

    /// <summary>When things of that format become known, unless the source says otherwise.</summary>
    /// <remarks>Satellites: overpass + 3 h. A date only, or a bulletin: its end + 12 h. Maps, lists and typed tables: at once.</remarks>
    public static Duration KnownAfter(SourceFormat format) =>
        format switch
        {
            SourceFormat.Viina or SourceFormat.LongRangeStrikes or SourceFormat.PartyClaims or SourceFormat.Csv =>
                Duration.FromHours(12),
            SourceFormat.FirmsSnapshots => Duration.FromHours(3),
            _ => Duration.Zero,
        };

    /// <summary>The default error of places, one standard deviation per axis, kilometres.</summary>
    public static double PlaceSigmaKm(SourceFormat format) => format == SourceFormat.FirmsSnapshots ? 1 : 2;

    /// <summary>The options that a format knows.</summary>
    public static ImmutableArray<string> OptionsOf(SourceFormat format) =>
        format switch
        {
            SourceFormat.Viina => ["zone"],
            SourceFormat.LongRangeStrikes => ["accused", "zone"],
            SourceFormat.PartyClaims => ["zone", "zones"],
            SourceFormat.TruceWindows => ["known"],
            SourceFormat.DeepState => ["clause", "drawer", "id", "kind", "simplify_deg", "zone_id"],
            SourceFormat.FirmsSnapshots => ["min_rows"],
            SourceFormat.EnergyFacilities => ["clause", "drawer", "id", "kind", "zone_id"],
            SourceFormat.Boundaries => ["clause", "drawer", "kind", "simplify_deg"],
            _ => [],
        };
}
