using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Parties;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>mission.yaml</c>.</summary>
internal static class MissionYaml
{
    public const string File = "mission.yaml";

    private static readonly Dictionary<string, Mark> Marks = new()
    {
        ["EXERCISE"] = Mark.Exercise,
        ["REPLAY"] = Mark.Replay,
        ["LIVE"] = Mark.Live,
    };

    private static readonly Dictionary<string, Side> Sides = new() { ["A"] = Side.A, ["B"] = Side.B };

    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>The charter; null: something was noted that leaves none.</summary>
    public static Charter? Read(string id, string text, Problems problems)
    {
        var before = problems.Count;
        if (YamlFile.Read(File, text, problems) is not { } root)
            return null;
        root.Knows(KnownKeys.At("mission"));
        var name = root.Must("name")?.Languages();
        var mark = root.Must("mark")?.Word(Marks);
        var origin = root.MustText("origin");
        var zone = Zone(root.Must("zone"));
        var truce = root.Id("truce");
        var window = Span(root.Must("window"), "mission/window");
        var cutOff = root.Maybe("cut_off")?.Parse(TimeOfDay, "a time of day", "\"19:30\"") ?? new LocalTime(19, 30);
        var parties = Parties(root.Must("parties"));
        var bodies = Bodies(root.Maybe("bodies"));
        var observed = Observed(root.Maybe("observed"));
        if (problems.Count > before || name is null || window is not { } span || zone is null)
            return null;
        var charter = new Charter(
            id,
            name,
            mark!.Value,
            origin,
            zone,
            truce,
            span,
            default,
            default,
            parties,
            bodies,
            cutOff
        );
        return charter with
        {
            FirstDay = observed?.First ?? charter.Days[0].PlusDays(-30),
            LastDay = observed?.Last ?? charter.Days[^1],
        };
    }

    /// <summary>An IANA time zone; null, and noted, where there is none of that name.</summary>
    public static string? Zone(YamlPart? part)
    {
        if (part?.Text() is not { } zone)
            return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null)
            return zone;
        part.Wrong(Rule.UnknownWord, "an IANA time zone", Nearest.ZoneCure(zone));
        return null;
    }

    /// <summary>A span <c>{from, until}</c>, the end excluded; null, and noted, where it is none.</summary>
    public static Interval? Span(YamlPart? part, string place)
    {
        if (part is null)
            return null;
        part.Knows(KnownKeys.At(place));
        var (from, until) = (part.Must("from")?.Moment(), part.Must("until")?.Moment());
        if (from is not { } start || until is not { } end)
            return null;
        if (start < end)
            return new(start, end);
        part.Wrong(Rule.EndsFirst, "an end after its start", "Change \"from\" and \"until\".");
        return null;
    }

    private static (LocalDate First, LocalDate Last)? Observed(YamlPart? part)
    {
        if (part is null)
            return null;
        part.Knows(KnownKeys.At("mission/observed"));
        var from = part.Must("from")?.Parse(LocalDatePattern.Iso, "a date", "2025-03-15");
        var until = part.Must("until")?.Parse(LocalDatePattern.Iso, "a date", "2025-04-30");
        if (from is not { } first || until is not { } last)
            return null;
        if (last < first)
            part.Wrong(Rule.EndsFirst, "a last day that is not before the first", "Change \"from\" and \"until\".");
        return (first, last);
    }

    private static ImmutableArray<Party> Parties(YamlPart? part)
    {
        if (part is null)
            return [];
        var items = part.Items();
        var parties = new List<(YamlPart Part, Party Party)>();
        foreach (var item in items)
        {
            item.Knows(KnownKeys.At("mission/parties[]"));
            var id = item.Id("id");
            var side = item.Must("side")?.Word(Sides) ?? default;
            var name = item.Must("name")?.Languages() ?? ImmutableSortedDictionary<string, string>.Empty;
            parties.Add((item, new(new(id), side, name, item.Texts("also"))));
        }
        Ids.AllDifferent(parties.Select(p => (p.Part, p.Party.Id.Code)));
        if (parties.Count != 2 || parties.Select(p => p.Party.Side).Distinct().Count() != 2)
            part.Wrong(
                Rule.TwoParties,
                "two parties, one of side A and one of side B",
                "Name both parties with their sides."
            );
        AliasesDiffer(parties);
        return [.. parties.Select(p => p.Party).OrderBy(p => p.Side)];
    }

    private static void AliasesDiffer(List<(YamlPart Part, Party Party)> parties)
    {
        foreach (var (part, party) in parties)
        {
            foreach (var alias in party.Aliases)
            {
                if (parties.Any(o => o.Party.Id != party.Id && o.Party.IsCalled(alias)))
                    part.Wrong(Rule.Twice, $"\"{alias}\" for one party only", "Take it from one of the two.");
            }
        }
    }

    private static ImmutableArray<Body> Bodies(YamlPart? part)
    {
        if (part is null)
            return [];
        var bodies = new List<(YamlPart Part, Body Body)>();
        foreach (var item in part.Items())
        {
            item.Knows(KnownKeys.At("mission/bodies[]"));
            var name = item.Must("name")?.Languages() ?? ImmutableSortedDictionary<string, string>.Empty;
            bodies.Add((item, new(item.Id("id"), name, item.Texts("may"))));
        }
        Ids.AllDifferent(bodies.Select(b => (b.Part, b.Body.Id)));
        return [.. bodies.Select(b => b.Body)];
    }
}
