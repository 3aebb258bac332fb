using System.Collections.Immutable;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>The keys and columns that a mission's files may have, by file and place. The schemas in <c>docs/formats</c> have the same.</summary>
/// <remarks>A place is written like <c>sources/sources[]/sees[]</c>: a key, and <c>[]</c> for the items of its list.</remarks>
public static class KnownKeys
{
    /// <summary>All keys by place.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ByPlace { get; } =
        new Dictionary<string, ImmutableArray<string>>
        {
            ["mission"] =
            [
                "name",
                "mark",
                "origin",
                "zone",
                "truce",
                "window",
                "observed",
                "cut_off",
                "parties",
                "bodies",
            ],
            ["mission/name"] = Languages.All,
            ["mission/window"] = ["from", "until"],
            ["mission/observed"] = ["from", "until"],
            ["mission/parties[]"] = ["id", "side", "name", "also"],
            ["mission/bodies[]"] = ["id", "name", "may"],
            ["claims"] =
            [
                "claim",
                "truce",
                "claimant",
                "act",
                "kind",
                "binds",
                "start",
                "end",
                "area",
                "targets",
                "declared",
                "zone",
                "known",
                "source",
            ],
            ["acts"] =
            [
                "act",
                "known",
                "kind",
                "by",
                "about",
                "party",
                "standard",
                "codes",
                "from",
                "until",
                "sector",
                "text",
                "source",
                .. ActsCsv.Optional,
            ],
            ["zones/features[]/properties"] = ["id", "kind", "name", "drawer", "from", "until", "clause", "also"],
            ["sources"] = ["sources"],
            ["sources/sources[]"] =
            [
                "id",
                "name",
                "kind",
                "owner",
                "group",
                "grade",
                "format",
                "files",
                "own",
                "description",
                "known",
                "place_sigma_km",
                "label",
                "fields",
                "sees",
                "outages",
                "attribution",
                "options",
            ],
            ["sources/sources[]/known"] = ["after"],
            ["sources/sources[]/sees[]"] = ["zones", "codes", "chance", "of", "from", "until", "during"],
            ["sources/sources[]/sees[]/during"] = ["from", "until"],
            ["sources/sources[]/outages[]"] = ["from", "until", "why"],
            ["rulebook"] =
            [
                "version",
                "watched_at",
                "watched_share",
                "sure_at",
                "doubt_at",
                "classes",
                "codes",
                "fusion",
                "public_delay_h",
                "public_grid_km",
            ],
            ["rulebook/classes[]"] = ["id", "codes"],
            ["rulebook/codes[]"] = ["code", "unit", "prior"],
            ["rulebook/fusion"] = ["ln_density", "keep_against", "most_in_component"],
            ["described-csv"] =
            [
                "delimiter",
                "encoding",
                "header",
                "standing",
                "rows",
                "reference",
                "occurred",
                "place",
                "place_name",
                "code",
                "accused",
                "count",
                "received",
                "details",
            ],
            ["described-csv/rows"] = ["standing"],
            ["described-csv/occurred"] =
            [
                "start",
                "end",
                "format",
                "zone",
                "precision",
                "midnight_is_day",
                "plus_minus_min",
            ],
            ["described-csv/place"] = ["lon", "lat", "sigma_km", "sigma", "unit", "sector", "zone"],
            ["described-csv/place/sector"] =
            [
                "observer_lon",
                "observer_lat",
                "bearing",
                "bearing_sigma",
                "nearest_km",
                "farthest_km",
                "nearest",
                "farthest",
                "unit",
            ],
            ["described-csv/code"] = ["fixed", "column", "map"],
            ["described-csv/accused"] = ["fixed", "column", "map"],
            ["described-csv/count"] = ["column", "unit"],
            ["described-csv/received"] = ["column", "format", "zone", "after"],
            ["described-csv/details.*"] = ["column", "marking"],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The keys at one place.</summary>
    public static ImmutableArray<string> At(string place) => ByPlace[place];
}
