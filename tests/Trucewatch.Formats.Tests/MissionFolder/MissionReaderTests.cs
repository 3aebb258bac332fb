using NodaTime;
using Trucewatch.Acts;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Formats.Tests.MissionFolder;

public sealed class MissionReaderTests
{
    [Fact]
    public void The_charter_is_read_with_its_defaults()
    {
        using var folder = new TemporaryMission();
        var charter = folder.Mission().Charter;
        Assert.Equal(
            ("sample", Mark.Exercise, "test.example/sample/EXERCISE"),
            (charter.Id, charter.Mark, charter.MarkedOrigin)
        );
        Assert.Equal((new LocalDate(2026, 1, 30), new LocalDate(2026, 3, 5)), (charter.FirstDay, charter.LastDay));
        Assert.Equal(new LocalTime(18, 0), charter.CutOff);
        Assert.Equal(["Y", "X"], charter.Parties.Select(p => p.Id.Code));
    }

    [Fact]
    public void Observed_days_may_be_stated()
    {
        using var folder = new TemporaryMission();
        folder.Change("mission.yaml", "cut_off:", "observed: {from: 2026-02-20, until: 2026-03-09}\ncut_off:");
        var charter = folder.Mission().Charter;
        Assert.Equal((new LocalDate(2026, 2, 20), new LocalDate(2026, 3, 9)), (charter.FirstDay, charter.LastDay));
    }

    [Fact]
    public void Sources_are_read_with_sights_outages_labels_and_options()
    {
        using var folder = new TemporaryMission();
        var plans = folder.Mission().Plans;
        var (patrol, paper) = (plans[0], plans[1]);
        Assert.True(patrol.FromMission);
        Assert.Equal(("patrol-1", "MISSION//BY patrol-1"), (patrol.Source.Group, LabelText.Write(patrol.Source.Label)));
        var sight = Assert.Single(patrol.Source.Sees);
        Assert.Equal((0.9, new LocalTime(6, 0)), (sight.Chance, sight.From));
        Assert.Equal([new PartyId("X")], sight.Of);
        Assert.Equal("fog", Assert.Single(patrol.Source.Outages).Why);
        Assert.Equal(SourceFormat.Csv, patrol.Format);
        Assert.NotNull(patrol.Description);

        Assert.Equal(Duration.FromMinutes(45), paper.KnownAfter);
        Assert.Equal(Distance.FromKilometers(3.5), paper.Source.PlaceSigma);
        Assert.Equal("MISSION//REL TO COAL//BY X", LabelText.Write(paper.Source.Label));
        Assert.Equal(Marking.Restricted, paper.Source.FieldLabels["headline"]);
        Assert.Equal("Europe/Kyiv", paper.Option("zone", ""));
        Assert.Equal(["viina/*.csv.gz"], paper.Files);
    }

    [Fact]
    public void Claims_acts_and_zones_are_read()
    {
        using var folder = new TemporaryMission();
        var mission = folder.Mission();
        Assert.Equal(
            ("X", "from ten, \"sharp\"", (Instant?)null),
            (mission.Claims[0].Claimant, mission.Claims[0].Declared, mission.Claims[0].End)
        );
        Assert.Equal(
            ("a third", TruceKind.Mediated, ClaimAct.Ends),
            (mission.Claims[1].Claimant, mission.Claims[1].Kind, mission.Claims[1].Act)
        );
        Assert.Equal(CodeSet.All, mission.Claims[1].Targets);
        Assert.Null(Assert.IsType<RegisteredAct.Attribution>(mission.Acts[0]).Party);
        Assert.Equal(Standard.ClearAndConvincing, Assert.IsType<RegisteredAct.Attribution>(mission.Acts[1]).Standard);
        var refuted = Assert.IsType<RegisteredAct.Verification>(mission.Acts[2]);
        Assert.Equal((false, "a flare"), (refuted.Holds, refuted.Reasons));
        Assert.Equal("Y", Assert.IsType<RegisteredAct.StatementOfPause>(mission.Acts[3]).About.Code);
        Assert.Equal("north", Assert.IsType<RegisteredAct.Notice>(mission.Acts[4]).Sector);
        Assert.Equal(["N."], mission.Zones[0].Aliases);
        Assert.False(mission.Zones[1].Valid.HasEnd);
        Assert.Equal("1", mission.Zones[1].Clause);
    }

    [Fact]
    public void Acts_filed_under_a_noun_taken_back_and_of_power_are_read()
    {
        using var folder = new TemporaryMission();
        folder.Write(
            "acts.csv",
            """
            act,known,kind,by,about,party,standard,codes,from,until,sector,text,source,noun,to,of,fields,power,over,amount
            f1,2026-03-03T12:00Z,filed,X,,,,,2026-03-02T10:00Z,,north,Words.,s,notice of demining,Y,,file=F-7; weapon=mortar,,,
            f2,2026-03-03T12:00Z,correction,X,f1,,,,,2026-03-04T10:00Z,,Words.,s,notice of demining,,f1,,,,
            f3,2026-03-03T12:00Z,correction,commission,patrol-1:8,Y,reasonable grounds,,,,,Words.,s,,,a2,,,,
            f4,2026-03-03T12:00Z,withdrawal,X,,,,,,,,Words.,s,,,f2,,,,
            f5,2026-03-03T12:00Z,power,commission,f1,X,,,2026-03-03T12:00Z,,,Words.,s,,,,,extend,4(6),3 calendar days
            f6,2026-03-03T12:00Z,power,commission,,,,,,2026-03-09T12:00Z,,Words.,s,,,,,suspend,4(6),
            f7,2026-03-03T12:00Z,acceptance,Y,,,,,,,,Words.,s,,,c1,,,,
            f8,2026-03-03T12:00Z,plea,Y,patrol-1:8,,,,,,,Words.,s,,,,,,,

            """
        );
        var acts = folder.Mission().Acts;
        var filed = Assert.IsType<RegisteredAct.Filed>(acts[0]);
        Assert.Equal(("notice of demining", "X", "Y"), (filed.Noun, filed.By, filed.To));
        Assert.Equal(
            "file=F-7 sector=north weapon=mortar",
            string.Join(' ', filed.Fields.Select(f => $"{f.Key}={f.Value}"))
        );
        Assert.Equal(Duration.FromTicks(10), filed.Happened.Duration);
        var correction = Assert.IsType<RegisteredAct.Correction>(acts[1]);
        Assert.Equal("f1", correction.Of);
        Assert.Equal("f1", Assert.IsType<RegisteredAct.Filed>(correction.Instead).About);
        Assert.IsType<RegisteredAct.Attribution>(Assert.IsType<RegisteredAct.Correction>(acts[2]).Instead);
        Assert.Equal("f2", Assert.IsType<RegisteredAct.Withdrawal>(acts[3]).Of);
        var extension = Assert.IsType<RegisteredAct.Exercise>(acts[4]);
        Assert.Equal(
            (Power.Extend, "X", "f1", new Length.CalendarDays(3)),
            (extension.Power, extension.Bearer, extension.Trigger, extension.By)
        );
        Assert.True(Assert.IsType<RegisteredAct.Exercise>(acts[5]).During.HasEnd);
        Assert.Equal("c1", Assert.IsType<RegisteredAct.Acceptance>(acts[6]).Claim);
        Assert.Equal("Y", Assert.IsType<RegisteredAct.Plea>(acts[7]).By.Code);
    }

    [Theory]
    [InlineData("filed,X,,,,,,,,Words.,s,,,,,,,", "noun")]
    [InlineData("filed,X,,,,,,,,Words.,s,order,,,file,,,", "fields")]
    [InlineData("power,commission,,,,,,,,Words.,s,,,,,extend,4(6),48", "amount")]
    [InlineData("power,team-9,,,,,,,,Words.,s,,,,,waive,4(6),", "by")]
    [InlineData("withdrawal,X,,,,,,,,Words.,s,,,,,,,", "of")]
    [InlineData("examination,commission,patrol-1:8,,,,,,,upheld: so,s,,,,,,,", "by")]
    public void What_such_an_act_lacks_is_told_with_its_column(string row, string column)
    {
        using var folder = new TemporaryMission();
        folder.Write(
            "acts.csv",
            "act,known,kind,by,about,party,standard,codes,from,until,sector,text,source,noun,to,of,fields,power,over,amount\n"
                + $"f1,2026-03-03T12:00Z,{row}\n"
        );
        Assert.Contains(folder.Problems(), p => p.Expected.StartsWith(column + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rulebook_changes_what_it_names_and_nothing_else()
    {
        using var folder = new TemporaryMission();
        folder.Write(
            "rulebook.yaml",
            """
            version: strict-2
            watched_at: 0.9
            public_delay_h: 48
            classes: [{id: heavy, codes: "K-4, K-5"}]
            codes: [{code: K-4, prior: 2}, {code: Z-1, unit: visit}]
            fusion: {ln_density: -4.5}
            """
        );
        var rules = folder.Mission().Rules;
        Assert.Equal(
            ("strict-2", 0.9, DefaultRules.Value.WatchedShare),
            (rules.Version, rules.WatchedAt, rules.WatchedShare)
        );
        Assert.Equal((Duration.FromHours(48), DefaultRules.Value.PublicGrid), (rules.PublicDelay, rules.PublicGrid));
        Assert.Equal((-4.5, DefaultRules.Value.Fusion.KeepAgainst), (rules.Fusion.LnDensity, rules.Fusion.KeepAgainst));
        Assert.Equal(("round", 2.0), (rules.Codes[new("K-4")].Unit, rules.Codes[new("K-4")].Prior));
        Assert.Equal("visit", rules.Codes[new("Z-1")].Unit);
        Assert.Equal(["K-4", "K-5"], Assert.Single(rules.Classes).Codes.Select(c => c.Text));
    }

    [Fact]
    public void Files_that_were_read_are_listed_with_their_digests()
    {
        using var folder = new TemporaryMission();
        var mission = folder.Mission();
        Assert.Equal(TemporaryMission.Good.Keys.Order(StringComparer.Ordinal), mission.OwnFiles.Select(f => f.Path));
        Assert.Equal(new TextFile("agreement/main.md", "# Agreement\n"), Assert.Single(mission.AgreementFiles));
    }

    [Fact]
    public void Claims_acts_and_zones_may_be_absent()
    {
        using var folder = new TemporaryMission();
        folder.Delete("acts.csv").Delete("claims.csv");
        Assert.Empty(folder.Mission().Claims);
    }

    [Fact]
    public void Own_observations_are_read_from_the_missions_folder()
    {
        using var folder = new TemporaryMission();
        folder.Write("observations/b.csv", "ref,at,x,y\n2,2026-03-02T10:00Z,0.5,0.4\n");
        folder.Write("observations/a.csv", "ref,at,x,y\n1,2026-03-02T09:00Z,0.5,0.4\n");
        var mission = folder.Mission();
        var read = SourceReader.Read(mission.Plans[0], mission.ForReading(), mission.Folder);
        Assert.Equal(["1", "2"], read.Select(i => ((Observations.Intake.Accepted)i).Observation.Reference));
    }
}
