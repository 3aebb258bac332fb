using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Formats.DescribedCsv;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Sources;
using Trucewatch.Space;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Reads <c>sources.yaml</c>: who perceives, how its files are read, what it could see.</summary>
internal sealed class SourcesYaml(ImmutableArray<Party> parties, Folder folder, Problems problems)
{
    public const string File = "sources.yaml";

    private static readonly Dictionary<string, SourceKind> Kinds = new()
    {
        ["media"] = SourceKind.Media,
        ["bulletin"] = SourceKind.Bulletin,
        ["counts"] = SourceKind.Counts,
        ["satellite"] = SourceKind.Satellite,
        ["camera"] = SourceKind.Camera,
        ["acoustic"] = SourceKind.Acoustic,
        ["patrol"] = SourceKind.Patrol,
        ["reference"] = SourceKind.Reference,
    };

    internal static readonly Dictionary<string, Marking> Markings = new()
    {
        ["PUBLIC"] = Marking.Public,
        ["MISSION"] = Marking.Mission,
        ["RESTRICTED"] = Marking.Restricted,
        ["SOURCE"] = Marking.Source,
    };

    private static readonly Dictionary<string, SourceFormat> Formats = SourceFormats.Names.ToDictionary(
        n => n,
        n => SourceFormats.Named(n)!.Value
    );

    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    private readonly List<(YamlPart Part, string Id)> _zones = [];

    /// <summary>The sources in the order of the file.</summary>
    public ImmutableArray<SourcePlan> Read(string text)
    {
        if (YamlFile.Read(File, text, problems)?.Knows(KnownKeys.At("sources")).Must("sources") is not { } list)
            return [];
        var items = list.Items();
        var plans = new List<(YamlPart Part, SourcePlan Plan)>();
        foreach (var item in items)
        {
            if (Plan(item) is { } plan)
                plans.Add((item, plan));
        }
        Ids.AllDifferent(plans.Select(p => (p.Part, p.Plan.Source.Id.Code)));
        return [.. plans.Select(p => p.Plan)];
    }

    /// <summary>Notes each zone that a sight names and nobody draws. To be called when all zones are known.</summary>
    public void CheckZones(KnownZones zones)
    {
        foreach (var (part, id) in _zones)
            zones.Check(part, id);
    }

    private SourcePlan? Plan(YamlPart item)
    {
        item.Knows(KnownKeys.At("sources/sources[]"));
        var source = Source(item);
        var format = item.Must("format")?.Word(Formats);
        var (files, own) = (Globs(item, "files"), Globs(item, "own"));
        if (files.IsEmpty == own.IsEmpty)
            item.Wrong(
                Rule.MissingKey,
                "either \"files\" (in the data folder) or \"own\" (in the mission's)",
                "Name the files by one of the two."
            );
        if (format is not { } known || source is null)
            return null;
        var description = Description(item, known);
        return new(
            source,
            known,
            own.IsEmpty ? files : own,
            !own.IsEmpty,
            Options(item, known),
            After(item, known),
            description
        );
    }

    private Source? Source(YamlPart item)
    {
        var id = item.Id("id");
        var name = item.Must("name")?.Languages();
        var kind = item.Must("kind")?.Word(Kinds);
        var owner = item.Maybe("owner") is { } o ? PartyId(o) : null;
        var format = SourceFormats.Named(item.Text("format", "")) ?? SourceFormat.Csv;
        var label = Label(item.Must("label"), owner?.Code ?? id);
        var sigma = item.Maybe("place_sigma_km")?.Number(0, 1000) ?? SourceFormats.PlaceSigmaKm(format);
        var fields = Fields(item.Maybe("fields"));
        var sees = Sees(item.Maybe("sees"));
        var outages = Outages(item.Maybe("outages"));
        var (group, attribution) = (item.Text("group", id), item.Text("attribution", ""));
        var grade = Grade(item.Must("grade"));
        return name is null || kind is not { } k || label is null
            ? null
            : new(
                new(id),
                name,
                k,
                owner,
                group,
                grade,
                label,
                fields,
                sees,
                outages,
                Distance.FromKilometers(sigma),
                attribution
            );
    }

    private static string Grade(YamlPart? part)
    {
        if (part?.Text() is not { } grade)
            return "";
        if (!(grade.Length == 2 && grade[0] is >= 'A' and <= 'F' && grade[1] is >= '1' and <= '6'))
            part.Wrong(
                Rule.UnknownWord,
                "reliability A to F and credibility 1 to 6",
                "Write it like B2; F6 where neither can be judged."
            );
        return grade;
    }

    private static Label? Label(YamlPart? part, string originator)
    {
        if (part?.Text() is not { } text)
            return null;
        if (LabelText.Read(text) is { } label)
            return label.Originator.Length > 0 ? label : label with { Originator = originator };
        part.Wrong(Rule.UnknownWord, "a label", Nearest.Cure(text, [.. Markings.Keys]));
        return null;
    }

    private PartyId? PartyId(YamlPart part)
    {
        if (part.Text() is not { } word)
            return null;
        if (parties.Any(p => p.Id.Code == word))
            return new PartyId(word);
        part.Wrong(Rule.UnknownId, "a party's id", Nearest.Cure(word, [.. parties.Select(p => p.Id.Code)]));
        return null;
    }

    private static ImmutableSortedDictionary<string, Marking> Fields(YamlPart? part)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, Marking>(StringComparer.Ordinal);
        foreach (var (key, value) in part?.Pairs() ?? [])
        {
            if (value.Word(Markings) is { } marking)
                fields[key.Words] = marking;
        }
        return fields.ToImmutable();
    }

    private ImmutableArray<Sight> Sees(YamlPart? part)
    {
        var sees = ImmutableArray.CreateBuilder<Sight>();
        foreach (var item in part?.Items() ?? [])
        {
            item.Knows(KnownKeys.At("sources/sources[]/sees[]"));
            var zones = item.Must("zones")?.Items() ?? [];
            foreach (var zone in zones)
                _zones.Add((zone, zone.Text() ?? ""));
            var codes = item.Must("codes")?.Codes();
            var chance = item.Must("chance")?.Number(0, 1);
            var of = item.Maybe("of")?.Items().Select(PartyId).OfType<PartyId>().ToImmutableArray() ?? [];
            var from = item.Maybe("from")?.Parse(TimeOfDay, "a time of day", "\"06:00\"");
            var until = item.Maybe("until")?.Parse(TimeOfDay, "a time of day", "\"22:00\"");
            var during = MissionYaml.Span(item.Maybe("during"), "sources/sources[]/sees[]/during");
            if (codes is not null && chance is { } c)
                sees.Add(new([.. zones.Select(z => z.Words.Trim())], codes, c, of, from, until, during));
        }
        return sees.ToImmutable();
    }

    private static ImmutableArray<Outage> Outages(YamlPart? part)
    {
        var outages = ImmutableArray.CreateBuilder<Outage>();
        foreach (var item in part?.Items() ?? [])
        {
            var why = item.MustText("why");
            if (MissionYaml.Span(item, "sources/sources[]/outages[]") is { } during)
                outages.Add(new(during, why));
        }
        return outages.ToImmutable();
    }

    private static ImmutableArray<string> Globs(YamlPart item, string key)
    {
        if (item.Maybe(key) is not { } part)
            return [];
        foreach (var glob in part.Items())
        {
            if (!SourceFiles.IsInside(glob.Words))
                glob.Wrong(
                    Rule.BadPath,
                    "a path inside the folder, with slashes",
                    "Leave out \"..\", drives and a slash in front."
                );
        }
        return [.. part.Items().Select(g => g.Words.Trim())];
    }

    private CsvDescription? Description(YamlPart item, SourceFormat format)
    {
        if (format != SourceFormat.Csv)
        {
            item.Maybe("description")
                ?.Wrong(Rule.UnknownKey, "a description only with the format csv", "Take it away.");
            return null;
        }
        if (item.Must("description") is not { } part || part.Text() is not { } path)
            return null;
        if (!SourceFiles.IsInside(path) || !folder.Has(path))
        {
            part.Wrong(Rule.NoFile, "a file in the mission's folder", "Write the path from the mission's folder.");
            return null;
        }
        return folder.Text(path) is { } text ? DescriptionYaml.Read(path, text, parties, problems) : null;
    }

    private static Duration After(YamlPart item, SourceFormat format)
    {
        var otherwise = SourceFormats.KnownAfter(format);
        if (item.Maybe("known") is not { } known)
            return otherwise;
        var part = known.Knows(KnownKeys.At("sources/sources[]/known")).Must("after");
        if (part?.Text() is not { } text)
            return otherwise;
        if (Moments.ReadDuration(text) is { } after)
            return after;
        part.Wrong(Rule.BadTime, "a duration", "Write it like 12 h, 45 min or 1 d.");
        return otherwise;
    }

    private ImmutableSortedDictionary<string, string> Options(YamlPart item, SourceFormat format)
    {
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (item.Maybe("options") is not { } part)
            return options.ToImmutable();
        part.Knows(SourceFormats.OptionsOf(format));
        foreach (var (key, value) in part.Pairs())
        {
            if (value.IsMap)
            {
                foreach (var (inner, words) in value.Pairs())
                    options[key.Words + "." + inner.Words] = Option(words, key.Words);
            }
            else
                options[key.Words] = Option(value, key.Words);
        }
        return options.ToImmutable();
    }

    private string Option(YamlPart value, string key)
    {
        switch (key)
        {
            case "zone" or "zones":
                MissionYaml.Zone(value);
                break;
            case "accused":
                PartyId(value);
                break;
            case "simplify_deg":
                value.Number(0, 10);
                break;
            case "min_rows":
                value.Number(0, 1e9);
                break;
            case "kind":
                value.Word(ZonesGeoJson.Kinds);
                break;
            case "known":
                value.Moment();
                break;
            default:
                value.Text();
                break;
        }
        return value.Words.Trim();
    }
}
