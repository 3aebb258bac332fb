using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;

namespace Trucewatch.Formats.Tests.MissionFolder;

/// <summary>A small mission in a folder of its own, all in order until a test changes a file.</summary>
internal sealed class TemporaryMission : IDisposable
{
    public const string Name = "{en: N, fr: N, uk: N, de: N, ru: N}";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "sample");

    public TemporaryMission()
    {
        foreach (var (path, text) in Good)
            Write(path, text);
    }

    public static readonly IReadOnlyDictionary<string, string> Good = new Dictionary<string, string>
    {
        ["mission.yaml"] = $$"""
            name: {{Name}}
            mark: EXERCISE
            origin: test.example/sample
            zone: Atlantic/Azores
            truce: sample
            window: {from: 2026-03-01T10:00Z, until: 2026-03-05T10:00Z}
            cut_off: "18:00"
            parties:
              - {id: X, side: B, name: {{Name}}, also: [Xland]}
              - {id: Y, side: A, name: {en: M, fr: M, uk: M, de: M, ru: M}, also: [Yland]}
            bodies:
              - {id: commission, name: {{Name}}, may: [attribute]}
              - {id: team, name: {{Name}}, may: [verify]}

            """,
        ["sources.yaml"] = $$"""
            sources:
              - id: patrol-1
                name: {{Name}}
                kind: patrol
                grade: B2
                format: csv
                own: [observations/*.csv]
                description: patrol.yaml
                label: MISSION
                sees:
                  - {zones: [north], codes: "K-1 to K-12", chance: 0.9, of: X, from: "06:00", until: "22:00"}
                outages:
                  - {from: 2026-03-02T00:00Z, until: 2026-03-02T06:00Z, why: fog}
              - id: paper
                name: {{Name}}
                kind: media
                owner: X
                group: press
                grade: F6
                format: viina
                files: viina/*.csv.gz
                known: {after: 45 min}
                place_sigma_km: 3.5
                label: MISSION//REL TO COAL
                fields: {headline: RESTRICTED}
                options: {zone: Europe/Kyiv}

            """,
        ["patrol.yaml"] = """
            rows: {standing: seen}
            reference: ref
            occurred: {start: at}
            place: {lon: x, lat: y}
            code: {fixed: K-4}

            """,
        ["claims.csv"] = """"
            claim,truce,claimant,act,kind,binds,start,end,area,targets,declared,zone,known,source
            c1,sample,Xland,declares,S,X;Y,2026-03-01T10:00Z,,all,K-1 to K-12,"from ten, ""sharp""",Atlantic/Azores,2026-02-27T18:00Z,https://example.org/1
            c2,sample,a third,ends,M,Y,2026-03-01T10:00Z,2026-03-02T10:00Z,north,all,,UTC,2026-02-27T18:00Z,https://example.org/2

            """",
        ["acts.csv"] = """
            act,known,kind,by,about,party,standard,codes,from,until,sector,text,source
            a1,2026-03-03T12:00Z,attribution,commission,patrol-1:7,not attributable,reasonable grounds,,,,,Why.,s
            a2,2026-03-03T12:00Z,attribution,commission,patrol-1:8,X,clear and convincing,,,,,Why.,s
            a3,2026-03-03T12:00Z,verification,team,patrol-1:8,,,,,,,refuted: a flare,s
            a4,2026-03-03T12:00Z,pause,X,,Y,,K-6,2026-03-01T10:00Z,2026-03-02T10:00Z,,Words.,s
            a5,2026-03-03T12:00Z,notice,Y,,,,K-11,2026-03-01T10:00Z,2026-03-02T10:00Z,north,Blast.,s

            """,
        ["zones/sectors.geojson"] = """
            {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"id": "north", "kind": "sector", "name": "North", "drawer": "commission", "also": ["N."]},
             "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}},
            {"type": "Feature", "properties": {"id": "line", "kind": "line", "name": "Line", "drawer": "X", "clause": "1", "from": "2026-03-01T10:00Z"},
             "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}
            ]}
            """,
        ["agreement/main.md"] = "# Agreement\n",
    };

    public TemporaryMission Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public TemporaryMission WriteBytes(string path, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_folder, path), bytes);
        return this;
    }

    public TemporaryMission Change(string path, string from, string to)
    {
        var text = File.ReadAllText(Path.Combine(_folder, path));
        Assert.Contains(from, text);
        return Write(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    public TemporaryMission Delete(string path)
    {
        File.Delete(Path.Combine(_folder, path));
        return this;
    }

    public OpenedMission Mission() =>
        MissionReader.Open(_folder) switch
        {
            Opening.Opened opened => opened.Mission,
            Opening.Refused refused => throw new InvalidOperationException(string.Join('\n', refused.Problems)),
            _ => throw new InvalidOperationException(),
        };

    public IReadOnlyList<TextProblem> Problems() =>
        Assert.IsType<Opening.Refused>(MissionReader.Open(_folder)).Problems;

    public string Folder => _folder;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
}
