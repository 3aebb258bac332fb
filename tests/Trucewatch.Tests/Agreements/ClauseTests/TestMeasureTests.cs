using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Agreements.ClauseTests;

/// <summary>A number in a test is kept in the same unit as in a provision, whatever the measure of its field.</summary>
public sealed class TestMeasureTests
{
    [Theory]
    [InlineData("nm", 6, 6 * 1852)]
    [InlineData("km", 6, 6000)]
    [InlineData("m", 6, 6)]
    [InlineData("mm", 152, 152)]
    [InlineData("t", 2, 2)]
    [InlineData("min", 15, 15 * 60_000_000.0)]
    public void A_number_with_a_measure_is_kept_as_provisions_keep_it_and_printed_as_written(
        string measure,
        int written,
        double kept
    )
    {
        var terms = new Terms(
            [
                new(
                    "encounter",
                    true,
                    CodeSet.Read("S-3"),
                    [new KindAttribute.By("party"), new KindAttribute.Field("size", measure)],
                    Register.Observed,
                    new("a.md", 5, 1)
                ),
            ],
            []
        );
        var read = ClauseTestReader.Read(
            [Block($"day 1 10:00  F1  encounter by A, S-3, size {written} {measure}", "then nothing breached")],
            terms,
            new HashSet<string>(StringComparer.Ordinal) { "1(1)" },
            Blocks.Context
        );
        Assert.Empty(read.Problems);
        var test = Assert.Single(read.Tests);
        var fact = Assert.IsType<TestStep.Learned>(test.Steps[0]).Fact;
        Assert.Equal(("size", new Value.Number(kept)), Assert.Single(fact.Values));
        Assert.Contains(
            $"size {written} {measure}",
            ClauseTestText.Print(test, terms, z => z),
            StringComparison.Ordinal
        );
    }

    private static TextBlock Block(params string[] lines) =>
        new(
            BlockKind.Test,
            "1(1)",
            "",
            [.. lines.Prepend("in force 2026-03-01 12:00").Select((l, i) => new TextLine(l, 11 + i, 1))],
            new("a.md", 10, 1)
        );
}
