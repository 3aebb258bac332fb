using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Space;

namespace Trucewatch.Rulebook;

/// <summary>The rules that hold where a mission's rulebook says nothing else.</summary>
public static class DefaultRules
{
    // Units by number within the family (our taxonomy, version 1); priors are ours too: fire is what is mostly seen.
    private static readonly (string[] Units, char Family, double Prior)[] Families =
    [
        (
            [
                "burst",
                "shot",
                "round",
                "round",
                "rocket",
                "missile",
                "weapon",
                "vehicle",
                "sortie",
                "weapon",
                "explosion",
                "round",
            ],
            'K',
            1
        ),
        (["attack", "position", "group", "unit", "site", "event"], 'M', 0.3),
        (["item", "item", "site", "item"], 'W', 0.2),
        (["track", "track", "event"], 'A', 0.3),
        (["attack", "event", "event", "item", "event"], 'S', 0.1),
        (["attack", "attack", "attack", "attack", "attack", "attack", "attack"], 'I', 0.2),
        (["person", "event", "event", "event", "hour", "convoy", "person_day"], 'C', 0.2),
        (["event", "event", "minute", "event", "event", "device_hour", "event", "event"], 'X', 0.1),
        (["event", "event"], 'E', 0.1),
        (["event", "hour", "event"], 'D', 0.1),
        (["event", "event", "day", "session"], 'P', 0.1),
        (["event", "event", "event", "event", "event", "event", "event", "event"], 'N', 0.5),
    ];

    /// <summary>Version 1 of the default rules.</summary>
    public static readonly Rules Value = new(
        Version: "default-1",
        Codes: Taxonomy(),
        Classes:
        [
            new("long_range", Set("K-6, K-8")),
            new("heavy_fire", Set("K-4, K-5, K-7, K-9")),
            new("direct_fire", Set("K-1 to K-3")),
            new("other_fire", Set("K-10 to K-12")),
            new("ground_movement", Set("M-1 to M-6")),
            new("drones", Set("A-2")),
            new("heavy_weapons", Set("W-1 to W-4")),
            new("infrastructure", Set("I-1 to I-7")),
        ],
        WatchedAt: 0.8,
        WatchedShare: 0.95,
        SureAt: 0.95,
        DoubtAt: 0.5,
        Fusion: new(LnDensity: -5, KeepAgainst: -3, MostInComponent: 256),
        PublicDelay: Duration.FromHours(24),
        PublicGrid: Distance.FromKilometers(5)
    );

    private static ImmutableSortedSet<Code> Set(string text) => [.. Taxonomy().Keys.Where(CodeSet.Read(text)!.Has)];

    private static ImmutableSortedDictionary<Code, CodeRule> Taxonomy()
    {
        var rules = ImmutableSortedDictionary.CreateBuilder<Code, CodeRule>();
        foreach (var (units, family, prior) in Families)
            for (var i = 0; i < units.Length; i++)
                Add(new Code($"{family}-{i + 1}"), units[i], prior);
        return rules.ToImmutable();

        void Add(Code code, string unit, double prior) => rules.Add(code, new(code, unit, prior));
    }
}
