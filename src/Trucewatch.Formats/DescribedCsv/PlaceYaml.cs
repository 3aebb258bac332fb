using Trucewatch.Formats.MissionFolder;

namespace Trucewatch.Formats.DescribedCsv;

/// <summary>Reads how a table says where something happened.</summary>
internal static class PlaceYaml
{
    private static readonly Dictionary<string, double> Meters = new()
    {
        ["m"] = 1,
        ["km"] = 1000,
        ["nm"] = 1852,
    };

    public static PlaceColumns Read(YamlPart? part)
    {
        if (part is null)
            return new PlaceColumns.Unknown();
        part.Knows(KnownKeys.At("described-csv/place"));
        if (part.Maybe("sector") is { } sector)
            return Sector(sector.Knows(KnownKeys.At("described-csv/place/sector")));
        if (part.Maybe("zone")?.Text() is { } zone)
            return new PlaceColumns.Named(zone);
        return new PlaceColumns.Point(part.MustText("lon"), part.MustText("lat"), Length(part, "sigma", needed: false));
    }

    private static PlaceColumns.Sector Sector(YamlPart part) =>
        new(
            part.MustText("observer_lon"),
            part.MustText("observer_lat"),
            Degrees(part.Must("bearing"), 1),
            Degrees(part.Maybe("bearing_sigma"), 11.25),
            Length(part, "nearest", needed: false) ?? new(null, 0, 1),
            Length(part, "farthest", needed: true) ?? new(null, 0, 1)
        );

    private static Amount Degrees(YamlPart? part, double otherwise) =>
        part?.Text() is not { } words ? new(null, otherwise, 1)
        : Files.Row.TryNumber(words, out var number) ? new(null, number, 1)
        : new(words, 0, 1);

    // "nearest_km" is in kilometres; "nearest" is in the unit that stands beside it, kilometres if none does.
    private static Amount? Length(YamlPart part, string key, bool needed)
    {
        var factor = part.Maybe("unit")?.Word(Meters) ?? Meters["km"];
        if (part.Maybe(key + "_km") is { } inKilometers)
            (factor, key) = (Meters["km"], inKilometers.Name);
        var value = needed ? part.Must(key) : part.Maybe(key);
        if (value?.Text() is not { } words)
            return null;
        if (!Files.Row.TryNumber(words, out var number))
            return new(words, 0, factor);
        if (number < 0)
            value.Wrong(Rule.BadNumber, "a length of 0 or more", "Take the sign away.");
        return new(null, number, factor);
    }
}
