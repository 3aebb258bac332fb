using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>rulebook.yaml</c>: what a mission changes of the default rules.</summary>
internal static class RulebookYaml
{
    public const string File = "rulebook.yaml";

    /// <summary>The defaults with what the file changes.</summary>
    public static Rules Read(string text, Rules defaults, Problems problems)
    {
        if (YamlFile.Read(File, text, problems)?.Knows(KnownKeys.At("rulebook")) is not { } root)
            return defaults;
        var codes = Codes(root.Maybe("codes"), defaults);
        return defaults with
        {
            Version = root.MustText("version"),
            Codes = codes,
            Classes = Classes(root.Maybe("classes"), codes, defaults),
            WatchedAt = root.Maybe("watched_at")?.Number(0, 1) ?? defaults.WatchedAt,
            WatchedShare = root.Maybe("watched_share")?.Number(0, 1) ?? defaults.WatchedShare,
            SureAt = root.Maybe("sure_at")?.Number(0, 1) ?? defaults.SureAt,
            DoubtAt = root.Maybe("doubt_at")?.Number(0, 1) ?? defaults.DoubtAt,
            Fusion = Fusion(root.Maybe("fusion"), defaults.Fusion),
            PublicDelay = root.Maybe("public_delay_h")?.Number(0, 1e5) is { } hours
                ? Duration.FromHours(hours)
                : defaults.PublicDelay,
            PublicGrid = root.Maybe("public_grid_km")?.Number(0.001, 1000) is { } kilometers
                ? Distance.FromKilometers(kilometers)
                : defaults.PublicGrid,
        };
    }

    private static ImmutableSortedDictionary<Code, CodeRule> Codes(YamlPart? part, Rules defaults)
    {
        var codes = defaults.Codes.ToBuilder();
        foreach (var item in part?.Items() ?? [])
        {
            item.Knows(KnownKeys.At("rulebook/codes[]"));
            var word = item.Must("code");
            if (word?.Text() is not { } text)
                continue;
            if (Code.Read(text) is not { } code)
            {
                word.Wrong(Rule.BadCodes, "a code such as K-4", "Family, hyphen, number.");
                continue;
            }
            var known = codes.GetValueOrDefault(code);
            var unit = known is null ? item.MustText("unit") : item.Text("unit", known.Unit);
            var prior = item.Maybe("prior")?.Number(1e-9, 1e9) ?? known?.Prior ?? 1;
            codes[code] = new(code, unit, prior);
        }
        return codes.ToImmutable();
    }

    private static ImmutableArray<WeaponClass> Classes(
        YamlPart? part,
        ImmutableSortedDictionary<Code, CodeRule> codes,
        Rules defaults
    )
    {
        if (part is null)
            return defaults.Classes;
        var classes = ImmutableArray.CreateBuilder<WeaponClass>();
        var ids = new List<(YamlPart, string)>();
        foreach (var item in part.Items())
        {
            item.Knows(KnownKeys.At("rulebook/classes[]"));
            var id = item.Id("id");
            ids.Add((item, id));
            if (item.Must("codes")?.Codes() is { } set)
                classes.Add(new(id, [.. codes.Keys.Where(set.Has)]));
        }
        Ids.AllDifferent(ids);
        return classes.ToImmutable();
    }

    private static FusionRules Fusion(YamlPart? part, FusionRules defaults)
    {
        if (part is null)
            return defaults;
        part.Knows(KnownKeys.At("rulebook/fusion"));
        return new(
            part.Maybe("ln_density")?.Number(-100, 100) ?? defaults.LnDensity,
            part.Maybe("keep_against")?.Number(-100, 100) ?? defaults.KeepAgainst,
            (int)(part.Maybe("most_in_component")?.Number(1, 1e6) ?? defaults.MostInComponent)
        );
    }
}
