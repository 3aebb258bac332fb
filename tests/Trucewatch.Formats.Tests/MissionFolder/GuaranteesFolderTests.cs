using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Guarantees;

namespace Trucewatch.Formats.Tests.MissionFolder;

/// <summary>The folder of guarantees is read as a whole, and each mistake in it is told with file, line, rule and a cure.</summary>
public sealed class GuaranteesFolderTests
{
    private static readonly Dictionary<string, string> good = new()
    {
        ["guarantees/treaty.md"] = $$"""
            ---
            name: {{TemporaryMission.Name}}
            date: 2026-01-06
            nature: political
            protects: beneficiary
            beneficiary: X
            trigger: ceasefire in force
            truce: sample
            consultation: {within: 24 h, from: signature, on_request: yes}
            tests:
              - {id: sustained, question: Was it sustained?}
            ends_with_ceasefire: no
            source: https://example.org/treaty
            ---

            # Treaty

            ## Article 1 Promise

            (1) They help.

            """,
        ["guarantees/commitments.csv"] = """
            instrument,guarantor,nature,authorisation,from,until,limits,source
            treaty,G,political and legal,parliament,2026-01-06,2036,at sea only,s
            treaty,H,open,unknown,,,,s

            """,
        ["guarantees/steps.csv"] = """
            step,instrument,guarantor,kind,when,planned,by,text,known,source
            s1,treaty,G,text agreed,2026-01-06,no,G,t,2026-01-06T20:00Z,s
            s2,treaty,G,authorised,2026-06,yes,parliament,t,2026-01-06T20:00Z,s

            """,
        ["guarantees/caveats.csv"] = """
            guarantor,instrument,kind,blocking,text,when,source
            G,,place,yes,at sea,2026-01-06,s

            """,
        ["guarantees/findings.csv"] = """
            finding,kind,about,by,when,known,text,source
            f1,host request,sample,X,2026-02-01T10:00Z,2026-02-01T11:00Z,t,s
            f2,national authorisation,G,G,2026-02-01,2026-02-02T11:00Z,t,s
            f3,ceasefire collapsed,sample,commission,2026-03-04,2026-03-05T11:00Z,t,s

            """,
        ["guarantees/open-points.csv"] = "point,instrument,text,source\nwho,treaty,Who?,s\n",
        ["guarantees/positions.csv"] = """
            who,kind,level,text,from,until,source
            G,state,2,aircraft,2026-01,2026-02-22,s
            H,organisation,unknown,nothing said,2026-02-01,,s

            """,
        ["guarantees/totals.csv"] = """
            total,claimant,number,counts,least_level,text,when,source
            t1,press,26,states,1,states that pledged,2026-01-31,s

            """,
    };

    [Fact]
    public void All_of_it_is_read()
    {
        using var mission = Good();
        var register = mission.Mission().Guarantees!;
        var treaty = Assert.Single(register.Instruments);
        Assert.Equal(
            ("treaty", CeasefireNeeded.InForce, "sample", (bool?)false),
            (treaty.Id, treaty.Trigger, treaty.Truce, treaty.EndsWithCeasefire)
        );
        Assert.Equal(new Consultation(Duration.FromHours(24), RunsFrom.Signature, true), treaty.Consultation);
        Assert.Contains(treaty.Document.Clauses, c => c is { Address: "1(1)", Prose: "(1) They help." });
        Assert.Equal(["G", "H"], register.Guarantors.Keys);
        Assert.Equal(Nature.Political | Nature.Legal, register.Commitments[0].Nature);
        Assert.Equal("2036", register.Commitments[0].Until!.Text);
        Assert.Equal([false, true], register.Steps.Select(s => s.IsPlanned));
        Assert.Equal([2, null], register.Positions.Select(p => p.Level));
        Assert.Equal(25, Assert.Single(Positions.Beside(register)).Unnamed);
        Assert.Contains(mission.Mission().OwnFiles, f => f.Path == "guarantees/treaty.md");
    }

    [Fact]
    public void A_mission_without_the_folder_has_none()
    {
        using var mission = new TemporaryMission();
        Assert.Null(mission.Mission().Guarantees);
    }

    [Fact]
    public void A_date_is_a_day_of_the_missions_zone_and_a_month_is_over_at_its_end()
    {
        using var mission = Good();
        var steps = mission.Mission().Guarantees!.Steps;
        Assert.Equal(Instant.FromUtc(2026, 1, 7, 1, 0), steps[0].When.End); // the Azores are UTC−1 in winter
        Assert.Equal(Instant.FromUtc(2026, 7, 1, 0, 0), steps[1].When.End); // and UTC in summer
    }

    [Theory]
    [InlineData(
        "treaty.md",
        "trigger: ceasefire in force",
        "trigger: ceasefire inforce",
        "treaty.md:7 MF007",
        "ceasefire in force"
    )]
    [InlineData("treaty.md", "truce: sample\n", "", "treaty.md:2 MF005", "truce")]
    [InlineData("treaty.md", "trigger: ceasefire in force", "trigger: none", "treaty.md:8 MF004", "Take it out")]
    [InlineData("treaty.md", "beneficiary: X", "beneficiary: Z", "treaty.md:6 MF011", "X")]
    [InlineData("treaty.md", "nature: political", "nature: legally", "treaty.md:4 MF007", "legal")]
    [InlineData("treaty.md", "date: 2026-01-06", "date: January", "treaty.md:3 MF008", "2026-01-06")]
    [InlineData("treaty.md", "within: 24 h", "within: a day", "treaty.md:9 MF008", "24 h")]
    [InlineData("treaty.md", "id: sustained,", "id: a b,", "treaty.md:11 MF020", "letters")]
    [InlineData("treaty.md", "source: https", "sauce: https", "treaty.md:13 MF004", "source")]
    [InlineData("treaty.md", "---\nname", "name", "treaty.md:1 MF006", "Begin the file with ---")]
    [InlineData("treaty.md", "(1) They help.", "```provision 1(1)\nThey help.", "treaty.md:20 AG", "```")]
    [InlineData("commitments.csv", "treaty,H", "treati,H", "commitments.csv:3 MF011", "treaty")]
    [InlineData("commitments.csv", "treaty,H", "treaty,I", "commitments.csv:3 MF011", "G, H")]
    [InlineData("commitments.csv", "treaty,H", "treaty,G", "commitments.csv:3 MF012", "Take one of the two out")]
    [InlineData("commitments.csv", "2036", "2025", "commitments.csv:2 MF017", "Change")]
    [InlineData("steps.csv", "authorised", "ratified", "steps.csv:3 MF007", "authorised")]
    [InlineData("steps.csv", "2026-06,yes", "2026-06,planned", "steps.csv:3 MF007", "yes, no")]
    [InlineData("steps.csv", "2026-06,", "06/2026,", "steps.csv:3 MF008", "2026-01")]
    [InlineData("steps.csv", "s2,", "s1,", "steps.csv:3 MF012", "another id")]
    [InlineData("caveats.csv", "place", "palace", "caveats.csv:2 MF007", "place")]
    [InlineData("findings.csv", "sample,X", "sample,commission", "findings.csv:2 MF011", "Y, X")]
    [InlineData("findings.csv", "G,G,", "G,H,", "findings.csv:3 MF014", "its own part only")]
    [InlineData("findings.csv", "sample,commission", "sample,team", "findings.csv:4 MF014", "find")]
    [InlineData("findings.csv", "collapsed,sample", "collapsed,another", "findings.csv:4 MF011", "sample")]
    [InlineData("positions.csv", "state,2", "state,12", "positions.csv:2 MF009", "digits")]
    [InlineData("totals.csv", "states,1", "heads,1", "totals.csv:2 MF007", "states, participants")]
    [InlineData("open-points.csv", "treaty,Who?", "treaty,", "open-points.csv:2 MF005", "Fill it in")]
    public void A_mistake_is_told_with_its_place_and_a_cure(
        string file,
        string from,
        string to,
        string where,
        string cure
    )
    {
        using var mission = Good();
        mission.Change($"guarantees/{file}", from, to);
        var problems = mission.Problems();
        Assert.Contains(
            problems,
            p =>
                $"{p.Where.File}:{p.Where.Line} {p.Code}".StartsWith($"guarantees/{where}", StringComparison.Ordinal)
                && (p.Cure + p.Expected).Contains(cure, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void All_mistakes_come_at_once()
    {
        using var mission = Good();
        mission
            .Change("guarantees/treaty.md", "nature: political", "nature: strong")
            .Change("guarantees/steps.csv", "authorised", "ratified")
            .Change("guarantees/totals.csv", "26", "many");
        Assert.Superset(
            new HashSet<string> { "guarantees/treaty.md", "guarantees/steps.csv", "guarantees/totals.csv" },
            mission.Problems().Select(p => p.Where.File).ToHashSet()
        );
    }

    private static TemporaryMission Good()
    {
        var mission = new TemporaryMission().Change(
            "mission.yaml",
            "may: [attribute]}",
            $"may: [attribute, find]}}\n  - {{id: G, name: {TemporaryMission.Name}, may: [guarantee]}}\n  - {{id: H, name: {TemporaryMission.Name}, may: [guarantee]}}"
        );
        foreach (var (path, text) in good)
            mission.Write(path, text);
        return mission;
    }
}
