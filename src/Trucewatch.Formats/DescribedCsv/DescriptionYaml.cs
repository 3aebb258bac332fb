using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.DescribedCsv;

/// <summary>Reads the YAML file that explains a table.</summary>
internal static class DescriptionYaml
{
    private static readonly Dictionary<string, Standing> Standings = new()
    {
        ["seen"] = Standing.Seen,
        ["reported"] = Standing.Reported,
        ["alleged"] = Standing.Alleged,
    };

    private static readonly Dictionary<string, TimePrecision> Precisions = new()
    {
        ["minute"] = TimePrecision.Minute,
        ["day"] = TimePrecision.Day,
        ["auto"] = TimePrecision.Auto,
    };

    private static readonly Dictionary<string, bool> YesNo = new() { ["true"] = true, ["false"] = false };

    private static readonly Dictionary<string, string> Encodings = CsvEncodings.Names.ToDictionary(n => n, n => n);

    /// <summary>The description; null: something was noted that leaves none.</summary>
    public static CsvDescription? Read(string file, string text, ImmutableArray<Party> parties, Problems problems)
    {
        var before = problems.Count;
        if (YamlFile.Read(file, text, problems)?.Knows(KnownKeys.At("described-csv")) is not { } root)
            return null;
        var description = new CsvDescription(
            Delimiter(root.Maybe("delimiter")),
            root.Maybe("encoding") is { } encoding ? Encoded(encoding) : "utf-8",
            Flag(root.Maybe("header"), otherwise: true),
            StandingOf(root),
            root.Text("reference", "none") is var reference and not "none" ? reference : null,
            Occurred(root.Must("occurred")),
            PlaceYaml.Read(root.Maybe("place")),
            root.Maybe("place_name")?.Text(),
            CodeOf(root.Maybe("code")),
            Accused(root.Maybe("accused"), parties),
            Count(root.Maybe("count")),
            Received(root.Maybe("received")),
            Details(root.Maybe("details"))
        );
        return problems.Count > before ? null : description;
    }

    // "standing" stands at the top, or under "rows".
    private static Standing StandingOf(YamlPart root)
    {
        var rows = root.Maybe("rows")?.Knows(KnownKeys.At("described-csv/rows"));
        return (root.Maybe("standing") ?? (rows ?? root).Must("standing"))?.Word(Standings) ?? Standing.Reported;
    }

    private static string Delimiter(YamlPart? part)
    {
        var words = part?.Words switch
        {
            null => ",",
            "tab" or "\\t" => "\t",
            var other => other,
        };
        if (words.Length != 1 || words is "\"" or "\n" or "\r")
            part!.Wrong(Rule.UnknownWord, "one character, or tab", "Write \",\", \";\", \"|\" or tab.");
        return words;
    }

    private static string Encoded(YamlPart part) => part.Text() is null ? "utf-8" : Named(part);

    private static string Named(YamlPart part)
    {
        var name = part.Words.Trim().ToLowerInvariant();
        if (!Encodings.ContainsKey(name))
            part.Wrong(Rule.UnknownWord, "an encoding", Nearest.Cure(name, [.. Encodings.Keys]));
        return name;
    }

    private static bool Flag(YamlPart? part, bool otherwise) => part?.Word(YesNo) ?? otherwise;

    private static TimeColumns Occurred(YamlPart? part)
    {
        if (part is null)
            return new("", null, [], null, TimePrecision.Auto, false, Duration.Zero);
        part.Knows(KnownKeys.At("described-csv/occurred"));
        return new(
            part.MustText("start"),
            part.Maybe("end")?.Text(),
            Formats(part),
            Zone(part.Maybe("zone")),
            part.Maybe("precision")?.Word(Precisions) ?? TimePrecision.Auto,
            Flag(part.Maybe("midnight_is_day"), otherwise: false),
            Duration.FromMinutes(part.Maybe("plus_minus_min")?.Number(0, 1e5) ?? 0)
        );
    }

    private static ImmutableArray<string> Formats(YamlPart part)
    {
        if (part.Maybe("format") is not { } list)
            return ["iso"];
        foreach (var item in list.Items())
        {
            if (item.Text() is not { } pattern || pattern == "iso")
                continue;
            try
            {
                LocalDateTimePattern.CreateWithInvariantCulture(pattern);
            }
            catch (InvalidPatternException e)
            {
                item.Wrong(Rule.BadTime, "a NodaTime pattern of date and time, or iso", e.Message);
            }
        }
        return [.. list.Items().Select(i => i.Words.Trim())];
    }

    private static string? Zone(YamlPart? part) =>
        part is null ? null
        : part.Words.Trim() is "utc" or "UTC" ? "UTC"
        : MissionYaml.Zone(part);

    private static CodeColumn? CodeOf(YamlPart? part)
    {
        if (part is null)
            return null;
        part.Knows(KnownKeys.At("described-csv/code"));
        var map = ImmutableSortedDictionary.CreateBuilder<string, CodeSet>(StringComparer.Ordinal);
        foreach (var (key, value) in part.Maybe("map")?.Pairs() ?? [])
        {
            if (value.Codes() is { } codes)
                map[key.Words] = codes;
        }
        var column = new CodeColumn(part.Maybe("fixed")?.Codes(), part.Maybe("column")?.Text(), map.ToImmutable());
        OneOfTwo(part, column.Fixed is not null, column.Column is not null);
        return column;
    }

    private static PartyColumn? Accused(YamlPart? part, ImmutableArray<Party> parties)
    {
        if (part is null)
            return null;
        part.Knows(KnownKeys.At("described-csv/accused"));
        var map = ImmutableSortedDictionary.CreateBuilder<string, PartyId>(StringComparer.Ordinal);
        foreach (var (key, value) in part.Maybe("map")?.Pairs() ?? [])
        {
            if (Called(value) is { } party)
                map[key.Words] = party;
        }
        var single = part.Maybe("fixed") is { } words ? Called(words) : null;
        var column = new PartyColumn(single, part.Maybe("column")?.Text(), map.ToImmutable());
        OneOfTwo(part, part.Maybe("fixed") is not null, column.Column is not null);
        return column;

        PartyId? Called(YamlPart value)
        {
            if (parties.FirstOrDefault(p => p.IsCalled(value.Words)) is { } party)
                return party.Id;
            value.Wrong(Rule.UnknownId, "a party's id", Nearest.Cure(value.Words, [.. parties.Select(p => p.Id.Code)]));
            return null;
        }
    }

    private static void OneOfTwo(YamlPart part, bool isFixed, bool hasColumn)
    {
        if (isFixed == hasColumn)
            part.Wrong(Rule.MissingKey, "either \"fixed\" or \"column\"", "Give one of the two.");
    }

    private static CountColumn? Count(YamlPart? part) =>
        part?.Knows(KnownKeys.At("described-csv/count")) is { } count
            ? new(count.MustText("column"), count.MustText("unit"))
            : null;

    private static ReceivedColumn? Received(YamlPart? part)
    {
        if (part is null)
            return null;
        part.Knows(KnownKeys.At("described-csv/received"));
        Duration? after = null;
        if (part.Maybe("after") is { } words && words.Text() is { } text)
        {
            after = Moments.ReadDuration(text);
            if (after is null)
                words.Wrong(Rule.BadTime, "a duration", "Write it like 12 h, 45 min or 1 d.");
        }
        return new(part.Maybe("column")?.Text(), Formats(part), Zone(part.Maybe("zone")), after);
    }

    private static ImmutableSortedDictionary<string, DetailColumn> Details(YamlPart? part)
    {
        var details = ImmutableSortedDictionary.CreateBuilder<string, DetailColumn>(StringComparer.Ordinal);
        foreach (var (key, value) in part?.Pairs() ?? [])
        {
            value.Knows(KnownKeys.At("described-csv/details.*"));
            var marking = value.Must("marking")?.Word(SourcesYaml.Markings) ?? Marking.Restricted;
            details[key.Words] = new(value.Text("column", key.Words), marking);
        }
        return details.ToImmutable();
    }
}
