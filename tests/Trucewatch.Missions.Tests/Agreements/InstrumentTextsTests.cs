using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Agreements;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>The texts of instruments beside the agreement: addresses of their own, nouns in common, mistakes told at once.</summary>
public sealed class InstrumentTextsTests
{
    /// <summary>The rules between several texts, which no single document can break: shown here.</summary>
    internal static readonly string[] Shown = [MissionTexts.OtherNoun, MissionTexts.EntryOfInstrument];

    private const string Head = """
        ---
        name: {en: Other, fr: Autre, uk: Інший, de: Anderes, ru: Другой}
        date: 2026-10-01
        nature: political
        protects: beneficiary
        beneficiary: A
        trigger: none
        source: https://press.rehearsal.example/other
        ---

        """;

    [Theory]
    [InlineData("pact", "pact/1", true)]
    [InlineData("pact/1", "pact/1", true)]
    [InlineData("pact/1", "pact/1(2)", true)]
    [InlineData("pact/1", "pact/11", false)]
    [InlineData("pact", "pact-2/1", false)]
    [InlineData("pact/1(2)", "pact/1", false)]
    [InlineData("rehearsal", "1", false)]
    public void What_is_said_of_an_instrument_holds_for_its_clauses_and_for_no_others(
        string said,
        string clause,
        bool holds
    ) => Assert.Equal(holds, InstrumentClause.Covers(said, clause));

    [Fact]
    public void Two_instruments_may_have_clauses_of_one_number()
    {
        var texts = Read(
            Head
                + """
                ```terms
                warning  act by party, with file  registered
                to warn  = warning by the party
                ```

                ## Article 2 Warning

                (1) Calder warns in the first hour, as article 2(2) lets it.

                ```provision 2(1)
                Calder must warn
                  when a warning by Dorn
                  within 1 h
                ```
                """
        );
        Assert.Empty(texts.Problems);
        Assert.Equal(
            ["other/2(1)", "rehearsal-pact/1", "rehearsal-pact/2(1)", "rehearsal-pact/2(2)", "rehearsal-pact/2(3)"],
            texts.Provisions.Select(p => p.Clause)
        );
        Assert.Single(texts.Kinds, k => k.Noun == "warning");
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_in_place()
    {
        var texts = Read(
            Head
                + """
                ```terms
                warning  act by party                  registered
                answer   act by guarantor              registered
                to warn    = warning by the party
                to answer  = answer by the guarantor
                ```

                ## Article 1 Warning

                ```provision 1
                Calder must wern
                  when a warning by Dorn
                  within 1 h
                ```

                ## Article 2 Answer

                ```provision 2
                Each guarantor must answer
                  when a warning by any guarantor
                  within 1 h
                ```

                ## Article 3 Entry into force

                ```provision 3
                The agreement enters into force
                  when a warning by each party
                ```
                """
        );
        Assert.Equal(
            [
                "guarantees/other.md:20",
                "guarantees/other.md:29",
                "guarantees/other.md:35 AG074",
                "guarantees/rehearsal-pact.md:29 AG073",
            ],
            texts.Problems.Select(p => $"{p.Where.File}:{p.Where.Line}" + (Shown.Contains(p.Code) ? $" {p.Code}" : ""))
        );
    }

    [Fact]
    public void Whom_an_instrument_calls_guarantors_are_those_who_have_a_part_in_it()
    {
        var mission = Open(Head + "## Article 1 Nothing\n");
        var reading = AgreementSetting.Of(mission).Reading;
        Assert.Empty(reading.Guarantors);
        Assert.Equal(
            ["V", "W", "X"],
            MissionTexts.Context(mission.Guarantees!, "rehearsal-pact", reading).Guarantors.Select(g => g.Id)
        );
        Assert.Empty(MissionTexts.Context(mission.Guarantees!, "other", reading).Guarantors);
    }

    private static MissionTexts Read(string other)
    {
        var mission = Open(other);
        return MissionTexts.Read(mission, AgreementSetting.Of(mission).Reading);
    }

    // The mission "rehearsal" with one instrument more.
    private static OpenedMission Open(string other)
    {
        var parent = Directory.CreateTempSubdirectory("trucewatch-");
        try
        {
            var folder = Path.Combine(parent.FullName, "rehearsal");
            var from = Replayed.Mission("rehearsal");
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(folder, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
            File.WriteAllText(Path.Combine(folder, "guarantees", "other.md"), other);
            return Assert.IsType<Opening.Opened>(MissionReader.Open(folder)).Mission;
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }
}
