using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements.ClauseTests;

public sealed class ClauseTestReadingTests
{
    private const string Start = "in force 2026-03-01 12:00\n";

    [Fact]
    public void The_sample_test_reads_as_it_is_meant()
    {
        var test = Tested.Good(Tested.Howitzer);
        Assert.Equal(("4(2)", "howitzer seen on day 31", 10), (test.Clause, test.Title, test.Text.Line));
        Assert.Equal(new LocalDate(2026, 3, 1), test.InForce.Date);
        Assert.Equal(10, test.Steps.Length);

        var seen = Assert.IsType<TestStep.Learned>(test.Steps[0]);
        Assert.Equal((MomentOf.Day, 31, new LocalTime(10, 14)), (seen.Known.Of, seen.Known.Day, seen.Known.At));
        Assert.Equal(
            ("F1", "sighting", "A", new Code("W-1")),
            (seen.Fact.Label, seen.Fact.Noun, seen.Fact.By, seen.Fact.Code)
        );
        Assert.Equal(
            [
                ("weapon", new Value.Name("artillery")),
                ("calibre", new Value.Number(152)),
                ("sector", (Value)new Value.Name("4")),
            ],
            seen.Fact.Values
        );
        Assert.Equal(new TestPlace("line", 11800, 600, false), Assert.Single(seen.Fact.Places));

        Assert.Equal(
            ("F1", "B"),
            Assert.IsType<TestStep.Attributed>(test.Steps[2]) is var a ? (a.Label, a.By) : default
        );
        Assert.Equal(
            [new("4(2)", true, "B", "F1", null), new("4(2)", false, "A", "F1", null)],
            Assert.IsType<TestStep.Then>(test.Steps[3]).Expected
        );
        Assert.Equal(
            new TestPlace("area", 0, 0, true),
            Assert.Single(Assert.IsType<TestStep.Learned>(test.Steps[4]).Fact.Places)
        );

        var notice = Assert.IsType<TestStep.Learned>(test.Steps[6]);
        Assert.Equal((34, 32, "notice of demining"), (notice.Known.Day, notice.Happened!.Day, notice.Fact.Noun));
        Assert.Null(notice.Fact.Label);
        Assert.Equal([new("2(1)", false, null, "F2", "2(5)")], Assert.IsType<TestStep.Then>(test.Steps[7]).Expected);
        Assert.Equal("F1", Assert.IsType<TestStep.Withdrawn>(test.Steps[8]).Label);
        Assert.Equal([new(null, false, null, null, null)], Assert.IsType<TestStep.Then>(test.Steps[9]).Expected);
    }

    [Fact]
    public void A_fact_may_say_that_it_does_not_meet_what_is_needed()
    {
        var test = Tested.Good(
            Start
                + "day 2 10:00 F1 firing by A, not verified, by reasonable suspicion\nday 2 11:00 F2 firing, not attributed\nday 3 nothing happens\nthen nothing breached"
        );
        var (one, two) = (((TestStep.Learned)test.Steps[0]).Fact, ((TestStep.Learned)test.Steps[1]).Fact);
        Assert.Equal((false, Standard.ReasonableSuspicion, true), (one.Verified, one.Standard, one.Attributed));
        Assert.Equal((true, null, false, (string?)null), (two.Verified, two.Standard, two.Attributed, two.By));
        Assert.IsType<TestStep.Nothing>(test.Steps[2]);
    }

    [Fact]
    public void Times_go_down_to_the_microsecond()
    {
        var test = Tested.Good(Start + "day 2 10:00:00.000001 F1 firing by A\nthen nothing breached");
        Assert.Equal(1_000, ((TestStep.Learned)test.Steps[0]).Known.At!.Value.NanosecondOfDay % 1_000_000_000);
    }

    [Theory]
    [InlineData("day 2 10:00 F1 firring by A", 2, "AG022", "\"firing\"")]
    [InlineData("day 2 10:00 F1 firing by C", 2, "AG027", "A, B")]
    [InlineData("day 2 10:00 F1 firing by A, W-1", 2, "AG041", "K-1 to K-12")]
    [InlineData("day 2 10:00 F1 notice of demining by A, K-1", 2, "AG041", "Leave it out")]
    [InlineData("day 2 10:00 F1 firing by A, calibre big", 2, "AG025", "152 mm")]
    [InlineData("day 2 10:00 F1 notice of demining by A, colour red", 2, "AG025", "sector")]
    [InlineData("day 2 10:00 F1 firing by A, in the aria of the ceasefire", 2, "AG030", "area of the ceasefire")]
    [InlineData("day 2 10:00 F1 firing by A, 3 km of the line of contact", 2, "AG016", "from the line of contact")]
    [InlineData("day 2 25:00 F1 firing by A", 2, "AG032", "00:00")]
    [InlineData("2026-02-30 10:00 F1 firing by A", 2, "AG032", "2026-04-01")]
    [InlineData("thn nothing breached", 2, "AG016", "\"then\"")]
    [InlineData("then 9 breached", 2, "AG004", "2(1)")]
    [InlineData("then 4(2) broken", 2, "AG016", "breached")]
    [InlineData("then 4(2) breached at F9", 2, "AG027", "label")]
    [InlineData("then nothing breached at all", 2, "AG052", "Take them out")]
    [InlineData("day 2 10:00 F7 is withdrawn", 2, "AG027", "label")]
    [InlineData("day 2 10:00 F1 firing by A\nday 1 10:00 F2 firing by A", 3, "AG016", "in order")]
    [InlineData("day 2 10:00 F1 firing by A\nday 3 10:00 F1 firing by A", 3, "AG016", "another label")]
    [InlineData("in force 2026-04-01 12:00", 2, "AG016", "Take one")]
    public void A_mistake_is_told_at_its_line_with_a_cure(string wrong, int line, string code, string cure)
    {
        var read = Tested.Read(Start + wrong + "\n");
        Assert.Empty(read.Tests);
        var problem = read.Problems.First(p => p.Code == code);
        Assert.Equal(10 + line, problem.Where.Line);
        Assert.Contains(cure, problem.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_come_at_once()
    {
        var read = Tested.Read(
            Start + "day 2 10:00 F1 firring by A\nthen 9 breached\nday 3 F2 firing by C\nthen nothing breached"
        );
        Assert.Equal([12, 13, 14], read.Problems.Select(p => p.Where.Line));
    }

    [Theory]
    [InlineData("then nothing breached", "in force")]
    [InlineData("in force 2026-03-01 12:00", "then")]
    public void A_test_has_a_beginning_and_an_expectation(string text, string cure) =>
        Assert.Contains(cure, Assert.Single(Tested.Read(text).Problems).Cure, StringComparison.Ordinal);

    [Fact]
    public void What_is_printed_reads_back_as_the_same()
    {
        var test = Tested.Good(Tested.Howitzer);
        var printed = ClauseTestText.Print(test, Tested.Terms, z => z);
        Assert.StartsWith(
            "```test 4(2) howitzer seen on day 31\nin force 2026-03-01 12:00\n",
            printed,
            StringComparison.Ordinal
        );
        var again = Tested.Good(string.Join('\n', printed.Split('\n')[1..^1]));
        Assert.Equal(printed, ClauseTestText.Print(again, Tested.Terms, z => z));
        Assert.Equal(Shape(test), Shape(again));
    }

    private static IEnumerable<string> Shape(ClauseTest test) =>
        test.Steps.Select(s =>
            s switch
            {
                TestStep.Learned l =>
                    $"{l.Known} {l.Happened} {l.Fact with { Values = [], Places = [] }} {string.Join('|', l.Fact.Values)} {string.Join('|', l.Fact.Places)}",
                TestStep.Then t => string.Join('|', t.Expected),
                TestStep.Attributed a => $"{a.Known} {a.Label} {a.By}",
                TestStep.Withdrawn w => $"{w.Known} {w.Label}",
                _ => s.GetType().Name,
            }
        );
}
