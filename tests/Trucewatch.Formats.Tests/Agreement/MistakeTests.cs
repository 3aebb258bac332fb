using Trucewatch.Agreements;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>One mistake at a time in the sample: found on its line, alone, with a cure that helps.</summary>
public sealed class MistakeTests
{
    [Theory]
    // words
    [InlineData("Each party must not fire", "Eech party must not fire", "AG012", "Each party")]
    [InlineData("Each party must not fire", "Russsia must not fire", "AG012", "Russia")]
    [InlineData("must not fire with", "must nt fire with", "AG013", "must not")]
    [InlineData("must not fire with", "shall not fire with", "AG013", "must not")]
    [InlineData(
        "fire with any weapon\n",
        "fier with any weapon\n",
        "AG021",
        "\"fire with any weapon\" (terms, line 12)"
    )]
    [InlineData(
        "must not strike at long range",
        "must not strke at long range",
        "AG021",
        "\"strike at long range\" (terms, line 13)"
    )]
    [InlineData("must not strike\n", "must not bombard\n", "AG021", "to bombard = ")]
    [InlineData("  from entry into force", "  frm entry into force", "AG050", "\"from\"")]
    [InlineData("  counts discharge", "  count discharge", "AG050", "\"counts\"")]
    [InlineData("  counts discharge", "  counts discharges", "AG042", "\"discharge\"")]
    [InlineData("  from entry into force", "  from entry in force", "AG032", "entry into force")]
    [InlineData("needs reasonable grounds", "needs resonable grounds", "AG043", "\"reasonable grounds\"")]
    [InlineData("2 independent sources", "2 sources", "AG016", "2 independent sources")]
    [InlineData("2 independent sources", "two independent sources", "AG015", "2 independent sources")]
    [InlineData("2 independent sources", "0 independent sources", "AG015", "2 independent sources")]
    // places
    [InlineData(
        "in the area of the ceasefire",
        "in the area of the ceasfire",
        "AG030",
        "\"area of the ceasefire\" (zone front)"
    )]
    [InlineData("in the area of the ceasefire", "in the moon", "AG030", "front")]
    [InlineData("in the area of the ceasefire", "in", "AG016", "front")]
    [InlineData("in the area of the ceasefire", "outside everywhere", "AG102", "Take one of the places out")]
    [InlineData("within 2 km of the listed", "within 2 of the listed", "AG014", "within 2 km of the listed facilities")]
    [InlineData(
        "within 2 km of the listed",
        "within 2 kms of the listed",
        "AG014",
        "within 2 km of the listed facilities"
    )]
    [InlineData("within 2 km of the listed", "within two km of the listed", "AG015", "2 km")]
    [InlineData("within 2 km of the listed", "within 2 km from the listed", "AG016", "of")]
    // times
    [InlineData("until 2025-04-21", "until 2025-04-31", "AG032", "2025-04-19")]
    [InlineData("until 2025-04-21", "until 2025-04-19", "AG102", "after the start")]
    [InlineData("until 2025-04-21", "until Easter Monday", "AG032", "2025-04-19")]
    [InlineData("18:00 Europe/Moscow", "18:60 Europe/Moscow", "AG032", "24:00")]
    [InlineData("18:00 Europe/Moscow", "18:00 Europe/Moskow", "AG032", "Europe/Moscow")]
    [InlineData("2025-04-19 18:00 Europe/Moscow", "2025-03-30 03:30", "AG033", "UTC")]
    [InlineData("until 2025-04-21", "until 2025-10-26 03:30", "AG033", "UTC")]
    // codes
    [InlineData("codes K-4 to K-9", "codes K-9 to K-4", "AG041", "K-4 to K-9")]
    [InlineData("codes K-4 to K-9", "codes K-4 to K-19", "AG041", "K-1")]
    [InlineData("codes K-4 to K-9", "codes k-4", "AG040", "K-4")]
    [InlineData("codes K-4 to K-9", "codes K-4 K-5", "AG040", ", K-5")]
    [InlineData("codes K-4 to K-9", "codes I-1", "AG102", "widen the noun")]
    [InlineData("codes K-4 to K-9", "codes N-1", "AG041", "forbidden")]
    [InlineData("codes K-4 to K-9", "codes K-4\ncodes K-5", "AG051", "Take one")]
    [InlineData("codes K-4 to K-9", "codes K-4; at least S7", "AG044", "at least S2")]
    // terms
    [InlineData("strike               incident of K-4", "strike               incidnt of K-4", "AG020", "\"incident\"")]
    [InlineData(
        "by party, with sector, place                             observed\nstrike",
        "by party, with sector, place  obsrved\nstrike",
        "AG024",
        "\"observed\""
    )]
    [InlineData(
        "by party, with file                                                  observed",
        "by party, with file",
        "AG024",
        "registered"
    )]
    [InlineData(
        "with calibre mm, weapon, sector, place      observed",
        "with calibre inch, weapon, sector, place observed",
        "AG027",
        "mm"
    )]
    [InlineData("notice of demining   act by party,", "notice of demining   act by parti,", "AG027", "\"party\"")]
    [InlineData("= firing by the party", "= fireing by the party", "AG022", "\"firing\" (terms, line 6)")]
    [InlineData("with weapon <weapon>\nto strike at", "with weapn <weapon>\nto strike at", "AG025", "\"weapon\"")]
    [InlineData("to keep <weapon> ", "to keep <weapon ", "AG020", "<weapon>")]
    [InlineData("to keep <weapon> ", "to keep ", "AG025", "other side")]
    [InlineData("event                incident", "strike               incident", "AG023", "another name")]
    // blocks
    [InlineData("```provision 3", "```provison 3", "AG001", "\"provision\"")]
    [InlineData("```provision 3", "```provision", "AG003", "provision 3")]
    [InlineData("```provision 3", "```provision 4", "AG004", "\"3\"")]
    [InlineData("```provision 2(2)", "```provision 2(1)", "AG005", "numbered paragraph")]
    [InlineData(
        "```test 2(1) a shot in the area\nin force 2025-04-19 18:00\n```",
        "```test 2(1) a shot in the area\nin force 2025-04-19 18:00",
        "AG002",
        "```"
    )]
    [InlineData("in everywhere", "in everywhere §", "AG010", "Take it out")]
    [InlineData("in everywhere", "in \"everywhere", "AG011", "Close it")]
    public void A_mistake_is_found_on_its_line_with_a_cure(string good, string bad, string code, string cure)
    {
        var at = SampleAgreement.Text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, good);
        var text = SampleAgreement.Text[..at] + bad + SampleAgreement.Text[(at + good.Length)..];
        var problem = Assert.Single(SampleAgreement.Read(text).Problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains(cure, problem.Cure, StringComparison.Ordinal);
        Assert.Equal("agreement/main.md", problem.Where.File);
        var first = 1 + text[..at].Count(c => c == '\n');
        Assert.InRange(problem.Where.Line, first, first + bad.TrimEnd('\n').Count(c => c == '\n'));
    }

    [Fact]
    public void All_mistakes_come_at_once()
    {
        var text = SampleAgreement
            .Text.Replace("Each party must not fire", "Eech party must not fire", StringComparison.Ordinal)
            .Replace("in the area of the ceasefire", "in the moon", StringComparison.Ordinal)
            .Replace("counts discharge", "counts bananas", StringComparison.Ordinal)
            .Replace("until 2025-04-21", "until tomorrow", StringComparison.Ordinal)
            .Replace("within 2 km", "within 2", StringComparison.Ordinal);
        var read = SampleAgreement.Read(text);
        Assert.Equal(["AG012", "AG030", "AG042", "AG032", "AG014"], read.Problems.Select(p => p.Code));
        Assert.Empty(read.Provisions);
    }

    [Fact]
    public void A_phrase_with_a_mark_that_nobody_knows_is_told_once_whatever_else_is_wrong_with_it()
    {
        var read = SampleAgreement.Read(
            SampleAgreement.Text.Replace("with weapon <weapon>\n", "with weapon <wepon> §\n", StringComparison.Ordinal)
        );
        Assert.All(read.Problems, p => Assert.Equal("AG010", p.Code));
    }

    [Fact]
    public void A_hole_is_filled_outside_the_terms()
    {
        var read = SampleAgreement.Read(
            SampleAgreement.Text.Replace("fire with any weapon\n", "fire with <weapon>\n", StringComparison.Ordinal)
        );
        var problem = Assert.Single(read.Problems);
        Assert.Equal("AG028", problem.Code);
        Assert.Contains("any weapon", problem.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_names_the_column_of_its_first_word()
    {
        var read = SampleAgreement.Read(
            SampleAgreement.Text.Replace("counts discharge", "counts  bananas", StringComparison.Ordinal)
        );
        Assert.Equal(11, Assert.Single(read.Problems).Where.Column);
    }
}
