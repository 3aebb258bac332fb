using System.Collections.Immutable;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>Opens a mission's folder: checks all of it and gives all problems at once.</summary>
public static class MissionReader
{
    /// <summary>Opens a mission's folder under the default rules.</summary>
    public static Opening Open(string folder) => Open(folder, DefaultRules.Value);

    /// <summary>Opens a mission's folder. Bad input never throws.</summary>
    /// <param name="folder">The folder; its name is the mission's id.</param>
    /// <param name="defaults">The rules that hold where its rulebook says nothing.</param>
    public static Opening Open(string folder, Rules defaults)
    {
        var problems = new Problems();
        var root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        var files = new Folder(root, problems);
        var id = Path.GetFileName(root);
        if (!Ids.IsId(id))
            problems.Add(new(".", 1, 1), Rule.BadId, id, "a folder whose name is an id", Ids.Cure);

        var charter = files.Text(MissionYaml.File) is { } mission ? MissionYaml.Read(id, mission, problems) : null;
        var rules = defaults;
        if (files.Has(RulebookYaml.File) && files.Text(RulebookYaml.File) is { } rulebook)
            rules = RulebookYaml.Read(rulebook, defaults, problems);
        var drawn = Zones(files, problems);
        var sources = new SourcesYaml(charter?.Parties ?? [], files, problems);
        // Without the parties' ids most of what follows would be noted falsely.
        if (charter is null || files.Text(SourcesYaml.File) is not { } text)
            return new Opening.Refused(problems.Sorted());

        var plans = sources.Read(text);
        var zones = new KnownZones(drawn, plans);
        sources.CheckZones(zones);
        var claims = Claims(files, charter, zones, problems);
        var acts = Acts(files, charter, plans, zones, problems);
        var agreement = Agreement(files);
        var guarantees = GuaranteesFolder.Read(files, charter, claims, problems);
        return problems.Any
            ? new Opening.Refused(problems.Sorted())
            : new Opening.Opened(
                new(root, charter, rules, plans, drawn, claims, acts, agreement, guarantees, files.Read)
            );
    }

    private static ImmutableArray<Zone> Zones(Folder files, Problems problems)
    {
        var zones = ImmutableArray.CreateBuilder<Zone>();
        foreach (var path in files.List("zones", ".geojson"))
        {
            if (files.Text(path) is { } text)
                zones.AddRange(new ZonesGeoJson(path, problems).Read(text));
        }
        return zones.ToImmutable();
    }

    private static ImmutableArray<TruceClaim> Claims(
        Folder files,
        Charter charter,
        KnownZones zones,
        Problems problems
    ) =>
        files.Has(ClaimsCsv.File) && files.Text(ClaimsCsv.File) is { } text
            ? ClaimsCsv.Read(text, charter, zones, problems)
            : [];

    private static ImmutableArray<RegisteredAct> Acts(
        Folder files,
        Charter charter,
        ImmutableArray<SourcePlan> plans,
        KnownZones zones,
        Problems problems
    ) =>
        files.Has(ActsCsv.File) && files.Text(ActsCsv.File) is { } text
            ? new ActsCsv(charter, [.. plans.Select(p => p.Source.Id.Code)], zones).Read(text, problems)
            : [];

    private static ImmutableArray<TextFile> Agreement(Folder files) =>
        [
            .. files
                .List("agreement", ".md")
                .Select(p => (p, files.Text(p)))
                .Where(f => f.Item2 is not null)
                .Select(f => new TextFile(f.p, f.Item2!)),
        ];
}
