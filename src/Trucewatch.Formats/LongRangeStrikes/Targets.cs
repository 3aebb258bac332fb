using System.Collections.Frozen;
using System.Collections.Immutable;
using Trucewatch.Space;

namespace Trucewatch.Formats.LongRangeStrikes;

/// <summary>Reads where a bulletin says that the weapons went: oblasts by name, or nowhere that has a name.</summary>
internal static class Targets
{
    // Towns and an island that bulletins name alone: the oblast they lie in.
    private static readonly FrozenDictionary<string, string> Towns = new Dictionary<string, string>
    {
        ["Dnipro"] = "Dnipropetrovsk oblast",
        ["Kryvyi Rih"] = "Dnipropetrovsk oblast",
        ["Pavlohrad"] = "Dnipropetrovsk oblast",
        ["Kharkiv"] = "Kharkiv oblast",
        ["Kherson"] = "Kherson oblast",
        ["Kolomyia"] = "Ivano-Frankivsk oblast",
        ["Kramatorsk"] = "Donetsk oblast",
        ["Mykolaiv"] = "Mykolaiv oblast",
        ["Ochakiv"] = "Mykolaiv oblast",
        ["Odesa"] = "Odesa oblast",
        ["Snake Island"] = "Odesa oblast",
        ["Starokostiantyniv"] = "Khmelnytskyi oblast",
        ["Sumy"] = "Sumy oblast",
        ["Zaporizhzhia"] = "Zaporizhzhia oblast",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Somewhere in the named oblasts; unknown where any part of it ("south", "Ukraine") has no zone.</summary>
    public static Place Read(string target, ReadingContext context)
    {
        var zones = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in target.Split(" and ", StringSplitOptions.TrimEntries))
        {
            var found = Zones(part, context);
            if (found.IsEmpty)
                return new Place.Unknown();
            zones.UnionWith(found);
        }
        return new Place.Areas([.. zones]);
    }

    // "Dnipropetrovsk oblast, Dnipro Raion" lies in the oblast before the comma, "Kyiv oblast (south)" in the one before the bracket.
    private static ImmutableArray<string> Zones(string part, ReadingContext context)
    {
        var whole = context.ZonesCalled(part);
        if (!whole.IsEmpty)
            return whole;
        var end = part.AsSpan().IndexOfAny(',', '(');
        var name = (end < 0 ? part : part[..end]).Trim();
        return context.ZonesCalled(Towns.GetValueOrDefault(name, name));
    }
}
