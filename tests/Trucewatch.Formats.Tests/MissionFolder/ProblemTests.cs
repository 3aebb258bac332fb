using System.Text;

namespace Trucewatch.Formats.Tests.MissionFolder;

/// <summary>Each mistake is told with file, line, rule and a cure; all at once.</summary>
public sealed class ProblemTests
{
    [Theory]
    // mission.yaml
    [InlineData("mission.yaml", "mark: EXERCISE", "mark: EXERCIZE", "mission.yaml:2 MF007", "EXERCISE")]
    [InlineData("mission.yaml", "truce: sample", "truse: sample", "mission.yaml:5 MF004", "truce")]
    [InlineData(
        "mission.yaml",
        "zone: Atlantic/Azores",
        "zone: Atlantic/Azorez",
        "mission.yaml:4 MF007",
        "Atlantic/Azores"
    )]
    [InlineData(
        "mission.yaml",
        "until: 2026-03-05T10:00Z",
        "until: 2026-02-05T10:00Z",
        "mission.yaml:6 MF017",
        "until"
    )]
    [InlineData(
        "mission.yaml",
        "until: 2026-03-05T10:00Z",
        "until: 5 March",
        "mission.yaml:6 MF008",
        "2025-04-19T15:00Z"
    )]
    [InlineData("mission.yaml", "side: A", "side: B", "mission.yaml:9 MF018", "both parties")]
    [InlineData("mission.yaml", "id: Y", "id: X", "mission.yaml:10 MF012", "another id")]
    [InlineData("mission.yaml", "also: [Yland]", "also: [Xland]", "mission.yaml:9 MF012", "one of the two")]
    [InlineData("mission.yaml", "de: M, ru: M}", "ru: M}", "mission.yaml:10 MF010", "\"de: …\"")]
    [InlineData("mission.yaml", "origin: test.example/sample", "origin:", "mission.yaml:1 MF005", "origin")]
    [InlineData(
        "mission.yaml",
        "origin: test",
        "truce: again\norigin: test",
        "mission.yaml:6 MF012",
        "each key stands once"
    )]
    [InlineData("mission.yaml", "cut_off: \"18:00\"", "cut_off: \"25:00\"", "mission.yaml:7 MF008", "19:30")]
    [InlineData("mission.yaml", "origin: test", "origin: [test", "mission.yaml:3 MF003", "brackets")]
    [InlineData(
        "mission.yaml",
        "truce: sample",
        "truce: &a sample\nzone: *a",
        "mission.yaml:6 MF003",
        "Write the value out"
    )]
    // sources.yaml
    [InlineData("sources.yaml", "kind: patrol", "kind: patroll", "sources.yaml:4 MF007", "patrol")]
    [InlineData("sources.yaml", "format: viina", "format: vina", "sources.yaml:20 MF007", "viina")]
    [InlineData("sources.yaml", "owner: X", "owner: Z", "sources.yaml:17 MF011", "X")]
    [InlineData("sources.yaml", "grade: B2", "grade: G2", "sources.yaml:5 MF007", "B2")]
    [InlineData("sources.yaml", "id: paper", "id: patrol-1", "sources.yaml:14 MF012", "another id")]
    [InlineData("sources.yaml", "id: paper", "id: \"a:b\"", "sources.yaml:14 MF020", "letters")]
    [InlineData("sources.yaml", "zones: [north]", "zones: [nord]", "sources.yaml:11 MF011", "north")]
    [InlineData("sources.yaml", "chance: 0.9", "chance: 90 %", "sources.yaml:11 MF009", "decimal point")]
    [InlineData("sources.yaml", "chance: 0.9", "chanse: 0.9", "sources.yaml:11 MF004", "chance")]
    [InlineData("sources.yaml", "K-1 to K-12", "K-1 - K-12", "sources.yaml:11 MF016", "ranges by \"to\"")]
    [InlineData("sources.yaml", "files: viina/*.csv.gz", "files: ../viina/*", "sources.yaml:21 MF019", "..")]
    [InlineData(
        "sources.yaml",
        "description: patrol.yaml",
        "description: none.yaml",
        "sources.yaml:8 MF001",
        "from the mission's folder"
    )]
    [InlineData("sources.yaml", "after: 45 min", "after: 45", "sources.yaml:22 MF008", "12 h")]
    [InlineData("sources.yaml", "label: MISSION\n", "label: SECRET\n", "sources.yaml:9 MF007", "MISSION")]
    [InlineData(
        "sources.yaml",
        "fields: {headline: RESTRICTED}",
        "fields: {headline: SECRET}",
        "sources.yaml:25 MF007",
        "RESTRICTED"
    )]
    [InlineData("sources.yaml", "options: {zone:", "options: {zones:", "sources.yaml:26 MF004", "zone")]
    [InlineData(
        "sources.yaml",
        "options: {zone: Europe/Kyiv}",
        "options: {zone: Kyiv}",
        "sources.yaml:26 MF007",
        "Europe/Kyiv"
    )]
    [InlineData("sources.yaml", "    files: viina/*.csv.gz\n", "", "sources.yaml:14 MF005", "by one of the two")]
    // the description of a table
    [InlineData("patrol.yaml", "standing: seen", "standing: sean", "patrol.yaml:1 MF007", "seen")]
    [InlineData("patrol.yaml", "{start: at}", "{start: at, format: \"qq\"}", "patrol.yaml:3 MF008", "")]
    [InlineData("patrol.yaml", "{fixed: K-4}", "{fixed: K-4, column: kind}", "patrol.yaml:5 MF005", "one of the two")]
    [InlineData("patrol.yaml", "place: {lon: x, lat: y}", "place: {lon: x}", "patrol.yaml:4 MF005", "lat")]
    [InlineData("patrol.yaml", "reference: ref", "referense: ref", "patrol.yaml:2 MF004", "reference")]
    // claims.csv and acts.csv
    [InlineData("claims.csv", "declares", "declare", "claims.csv:2 MF007", "declares")]
    [InlineData("claims.csv", "X;Y", "X;Z", "claims.csv:2 MF011", "")]
    [InlineData("claims.csv", ",north,", ",nort,", "claims.csv:3 MF011", "north")]
    [InlineData("claims.csv", "2026-03-02T10:00Z", "2026-03-01T10:00Z", "claims.csv:3 MF017", "open")]
    [InlineData("claims.csv", "c2,", "c1,", "claims.csv:3 MF012", "another id")]
    [InlineData("claims.csv", ",UTC,", ",Utopia,", "claims.csv:3 MF007", "")]
    [InlineData("claims.csv", ",https://example.org/2", "", "claims.csv:3 MF013", "docs/formats")]
    [InlineData("claims.csv", "targets", "target", "claims.csv:1 MF004", "targets")]
    [InlineData("acts.csv", "commission,patrol-1:7", "team,patrol-1:7", "acts.csv:2 MF014", "attribute")]
    [InlineData("acts.csv", "team,patrol-1:8", "teem,patrol-1:8", "acts.csv:4 MF011", "team")]
    [InlineData("acts.csv", "patrol-1:7", "patrol-9:7", "acts.csv:2 MF011", "patrol-1")]
    [InlineData("acts.csv", "patrol-1:7", "patrol-1", "acts.csv:2 MF011", "patrol-1:17")]
    [InlineData("acts.csv", "refuted: a", "a", "acts.csv:4 MF007", "Begin with")]
    [InlineData("acts.csv", "reasonable grounds", "reasonable ground", "acts.csv:2 MF007", "reasonable grounds")]
    [InlineData("acts.csv", "a4,2026-03-03T12:00Z,pause,X", "a4,2026-03-03T12:00Z,pause,Z", "acts.csv:5 MF011", "")]
    [InlineData("acts.csv", "north,Blast", "nord,Blast", "acts.csv:6 MF011", "north")]
    // zones
    [InlineData("zones/sectors.geojson", "\"drawer\": \"X\", ", "", "zones/sectors.geojson:4 MF005", "drawer")]
    [InlineData(
        "zones/sectors.geojson",
        "\"kind\": \"line\"",
        "\"kind\": \"lime\"",
        "zones/sectors.geojson:4 MF007",
        "line"
    )]
    [InlineData("zones/sectors.geojson", "\"also\"", "\"alsa\"", "zones/sectors.geojson:2 MF004", "also")]
    [InlineData(
        "zones/sectors.geojson",
        "[0, 0], [1, 1]]",
        "[0, 0], [100, 100]]",
        "zones/sectors.geojson:4 MF015",
        "order"
    )]
    [InlineData(
        "zones/sectors.geojson",
        "[1, 0], [1, 1], [0, 0]",
        "[1, 1], [1, 0], [0, 1], [0, 0]",
        "zones/sectors.geojson:2 MF015",
        "crossings"
    )]
    [InlineData(
        "zones/sectors.geojson",
        "\"LineString\"",
        "\"LineSting\"",
        "zones/sectors.geojson:4 MF015",
        "LineSting"
    )]
    [InlineData("zones/sectors.geojson", "]}\n]}", "]}\n", "zones/sectors.geojson:", "")]
    [InlineData(
        "zones/sectors.geojson",
        "\"name\": \"Line\"",
        "\"name\": {\"en\": \"Line\"}",
        "zones/sectors.geojson:4 MF010",
        ""
    )]
    public void A_mistake_is_told_with_its_place_and_a_cure(
        string file,
        string from,
        string to,
        string where,
        string cure
    )
    {
        using var folder = new TemporaryMission();
        if (file.EndsWith("geojson", StringComparison.Ordinal) && from.StartsWith(']'))
            folder.Write(file, TemporaryMission.Good[file][..^4]);
        else
            folder.Change(file, from, to);
        var problems = folder.Problems();
        Assert.Contains(
            problems,
            p =>
                $"{p.Where.File}:{p.Where.Line} {p.Code}".StartsWith(where, StringComparison.Ordinal)
                && p.Cure.Contains(cure, StringComparison.Ordinal)
        );
        Assert.All(
            problems,
            p =>
                Assert.True(p.Where is { Line: > 0, Column: > 0 } && p.Expected.Length > 0 && p.Cure.Length > 0, $"{p}")
        );
    }

    [Theory]
    [InlineData("mission.yaml")]
    [InlineData("sources.yaml")]
    public void A_missing_file_is_told(string file)
    {
        using var folder = new TemporaryMission();
        Assert.Contains(folder.Delete(file).Problems(), p => p.Code == "MF001" && p.Where.File == file);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Contains(
            Assert
                .IsType<Formats.MissionFolder.Opening.Refused>(
                    Formats.MissionFolder.MissionReader.Open("/nowhere/at-all")
                )
                .Problems,
            p => p.Code == "MF001"
        );

    [Fact]
    public void All_mistakes_of_all_files_come_at_once_in_their_order()
    {
        using var folder = new TemporaryMission();
        folder
            .Change("sources.yaml", "grade: B2", "grade: Z9")
            .Change("acts.csv", "refuted: a", "a")
            .Change("claims.csv", "declares", "says")
            .Change("claims.csv", "X;Y", "Q")
            .Change("zones/sectors.geojson", "\"kind\": \"line\"", "\"kind\": \"lime\"")
            .Write("rulebook.yaml", "version: v\nwatched: 1\n");
        Assert.Equal(
            [
                "acts.csv:4",
                "claims.csv:2",
                "claims.csv:2",
                "rulebook.yaml:2",
                "sources.yaml:5",
                "zones/sectors.geojson:4",
            ],
            folder.Problems().Select(p => $"{p.Where.File}:{p.Where.Line}")
        );
    }

    [Fact]
    public void The_column_is_that_of_the_word()
    {
        using var folder = new TemporaryMission();
        var problem = Assert.Single(folder.Change("mission.yaml", "zone: Atlantic/Azores", "zone: Azores").Problems());
        Assert.Equal((4, 7), (problem.Where.Line, problem.Where.Column));
    }

    [Fact]
    public void Broken_text_is_told_with_its_line()
    {
        using var folder = new TemporaryMission();
        folder.WriteBytes("claims.csv", [.. Encoding.UTF8.GetBytes("claim\nc1\n"), 0xFF, 0xFE]);
        var problem = Assert.Single(folder.Problems());
        Assert.Equal(("claims.csv", 3, "MF002"), (problem.Where.File, problem.Where.Line, problem.Code));
    }

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_end_the_stack()
    {
        using var folder = new TemporaryMission();
        folder.Write("rulebook.yaml", "version: " + new string('[', 100_000));
        Assert.Contains(folder.Problems(), p => p.Code == "MF003");
    }

    [Fact]
    public void Random_changes_never_throw()
    {
        var random = new Random(11);
        using var folder = new TemporaryMission();
        for (var i = 0; i < 400; i++)
        {
            var (path, text) = TemporaryMission.Good.ElementAt(random.Next(TemporaryMission.Good.Count));
            var changed = new StringBuilder(text);
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                if (random.Next(2) == 0)
                    changed[random.Next(changed.Length)] = "{}[]:,\"'-#&*!|>%@`\n\t \0x9é"[random.Next(25)];
                else
                    changed.Remove(random.Next(changed.Length / 2), random.Next(changed.Length / 4));
            }
            folder.Write(path, changed.ToString());
            Formats.MissionFolder.MissionReader.Open(folder.Folder);
            folder.Write(path, text);
        }
    }
}
