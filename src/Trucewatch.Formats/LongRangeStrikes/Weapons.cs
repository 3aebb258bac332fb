using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.LongRangeStrikes;

/// <summary>The weapons of the bulletins and the codes that they mean.</summary>
internal static class Weapons
{
    private static readonly ImmutableArray<Code> Missile = [new("K-6")];
    private static readonly ImmutableArray<Code> OneWay = [new("K-8")];
    private static readonly ImmutableArray<Code> Tactical = [new("K-9")];
    private static readonly ImmutableArray<Code> Bomb = [new("K-7")];
    private static readonly ImmutableArray<Code> Track = [new("A-2")];

    // By how the name begins, without regard to case; variants follow a hyphen or a slash. X and C also in Cyrillic letters.
    private static readonly (string Name, ImmutableArray<Code> Codes)[] Beginnings =
    [
        ("X-", Missile),
        ("Х-", Missile),
        ("Kh-", Missile),
        ("Iskander", Missile),
        ("Kalibr", Missile),
        ("KN-23", Missile),
        ("C-300", Missile),
        ("C-400", Missile),
        ("С-300", Missile),
        ("С-400", Missile),
        ("S-300", Missile),
        ("S-400", Missile),
        ("P-800", Missile),
        ("Oniks", Missile),
        ("3M22", Missile),
        ("Zircon", Missile),
        ("Kinzhal", Missile),
        ("Unknown Missile", Missile),
        ("Ballistic", Missile),
        ("Intercontinental Ballistic", Missile),
        ("ICBM", Missile),
        ("Banderol", Missile),
        ("Shahed", OneWay),
        ("Geran", OneWay),
        ("Gerbera", OneWay),
        ("Lancet", Tactical),
        ("Молнія", Tactical),
        ("Молния", Tactical),
        ("Привет-82", Tactical),
        ("Kub", Tactical),
        ("Фенікс", Tactical),
        ("Unknown UAV", [.. OneWay, .. Tactical]),
        ("GBU", Bomb),
        ("Aerial Bomb", Bomb),
        ("KAB", Bomb),
        ("FAB", Bomb),
        ("Orlan", Track),
        ("ZALA", Track),
        ("Supercam", Track),
        ("Merlin", Track),
        ("Reconnaissance UAV", Track),
        ("Granat", Track),
        ("Forpost", Track),
        ("Mohajer", Track),
        ("Orion", Track),
        ("Eleron", Track),
        ("Картограф", Track),
    ];

    /// <summary>What a weapon in no table may be: a missile or a drone.</summary>
    private static readonly ImmutableArray<Code> Any = [new("K-6"), new("K-8"), new("K-9")];

    /// <summary>The codes of a model, or of several joined by " and "; and whether all of them are known.</summary>
    public static (ImmutableArray<Code> Codes, bool AllKnown) Read(string model)
    {
        var codes = new SortedSet<Code>();
        var allKnown = true;
        foreach (
            var name in model.Split(" and ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var known = Of(name);
            codes.UnionWith(known ?? Any);
            allKnown &= known is not null;
        }
        return ([.. codes], allKnown);
    }

    private static ImmutableArray<Code>? Of(string name)
    {
        foreach (var (beginning, codes) in Beginnings)
        {
            if (name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                return codes;
        }
        return null;
    }
}
