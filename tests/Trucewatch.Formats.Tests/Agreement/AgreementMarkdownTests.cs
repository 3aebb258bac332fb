using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;

namespace Trucewatch.Formats.Tests.Agreement;

public sealed class AgreementMarkdownTests
{
    [Theory]
    [InlineData("## Article 4 Heavy weapons", "4", "Heavy weapons")]
    [InlineData("## Article 4. Heavy weapons", "4", "Heavy weapons")]
    [InlineData("## 4 Heavy weapons", "4", "Heavy weapons")]
    [InlineData("## Article 4 – Heavy weapons", "4", "Heavy weapons")]
    [InlineData("### 11.3 Patterns", "11.3", "Patterns")]
    [InlineData("### Article 4(2) Line", "4(2)", "Line")]
    [InlineData("## § 7 Access ##", "7", "Access")]
    [InlineData("## Preamble", "", "Preamble")]
    [InlineData("# 2025 Easter truce", "", "2025 Easter truce")]
    [InlineData("## Article four", "", "Article four")]
    public void A_heading_gives_the_clause_its_address(string heading, string address, string title)
    {
        var clause = Assert.Single(AgreementMarkdown.Split("a.md", heading + "\n\nText.\n").Clauses);
        Assert.Equal((address, title, "Text."), (clause.Address, clause.Title, clause.Prose));
    }

    [Fact]
    public void A_numbered_paragraph_is_a_clause_of_its_own()
    {
        var split = AgreementMarkdown.Split(
            "a.md",
            "## Article 4 Arms\n\nIn general.\n\n(1) One.\n(2) Two,\nand more.\n\nStill two.\n\n(a) Letter.\n\n(3) Three.\n"
        );
        Assert.Equal(
            [
                ("4", "In general.", 1),
                ("4(1)", "(1) One.", 5),
                ("4(2)", "(2) Two,\nand more.\n\nStill two.", 6),
                ("4(2)(a)", "(a) Letter.", 11),
                ("4(3)", "(3) Three.", 13),
            ],
            split.Clauses.Select(c => (c.Address, c.Prose, c.Text.Line))
        );
        Assert.All(split.Clauses, c => Assert.Equal("Arms", c.Title));
    }

    [Fact]
    public void A_heading_under_a_numbered_one_may_carry_the_paragraph() =>
        Assert.Equal(
            ["4", "4(2)", "5"],
            AgreementMarkdown
                .Split("a.md", "## Article 4 A\n\n### (2) B\n\nText.\n\n## Article 5 C\n")
                .Clauses.Select(c => c.Address)
        );

    [Fact]
    public void A_block_keeps_its_lines_with_file_line_and_column()
    {
        var split = AgreementMarkdown.Split("a.md", "## 1 A\n\n```provision 1\nEach party\n\n\t  in X  \n```\n");
        var block = Assert.Single(split.Blocks);
        Assert.Equal((BlockKind.Provision, "1", new TextSpan("a.md", 3, 1)), (block.Kind, block.Address, block.Text));
        Assert.Equal([new("Each party", 4, 1), new("in X", 6, 4)], block.Lines.ToArray<TextLine>());
    }

    [Fact]
    public void Line_ends_of_windows_change_no_line_number()
    {
        var unix = "## 1 A\n\nText,\nmore.\n\n```provision 1\nEach party\n```\n";
        Equivalent(
            AgreementMarkdown.Split("a.md", unix),
            AgreementMarkdown.Split("a.md", unix.ReplaceLineEndings("\r\n"))
        );
    }

    [Fact]
    public void A_block_inside_a_list_is_found_where_it_stands()
    {
        var split = AgreementMarkdown.Split("a.md", "## 1 A\n\n- item\n\n  ```provision 1\n  Each party\n  ```\n");
        Assert.Equal(new TextLine("Each party", 6, 3), Assert.Single(Assert.Single(split.Blocks).Lines));
    }

    [Fact]
    public void A_fence_without_a_word_is_part_of_the_prose() =>
        Assert.Contains(
            "quoted",
            Assert.Single(AgreementMarkdown.Split("a.md", "## 1 A\n\n```\nquoted\n```\n").Clauses).Prose
        );

    [Fact]
    public void Front_matter_and_comments_are_no_text_of_the_agreement() =>
        Assert.Equal(
            "Text with *emphasis*.",
            Assert
                .Single(
                    AgreementMarkdown
                        .Split("a.md", "---\ntitle: x\n---\n\n<!-- note -->\n\nText with *emphasis*.\n")
                        .Clauses
                )
                .Prose
        );

    [Fact]
    public void Two_clauses_of_one_number_are_a_problem()
    {
        var problem = Assert.Single(SampleAgreement.Read("## Article 1 A\n\nx\n\n## Article 1 B\n\ny\n").Problems);
        Assert.Equal((Ag.SecondClause, 5), (problem.Code, problem.Where.Line));
    }

    [Fact]
    public void An_empty_block_is_a_problem() =>
        Assert.Equal(
            Ag.EmptyBlock,
            Assert.Single(SampleAgreement.Read("## 1 A\n\n```provision 1\n\n```\n").Problems).Code
        );

    private static void Equivalent(AgreementDocument one, AgreementDocument other)
    {
        Assert.Equal<IEnumerable<Clause>>(one.Clauses, other.Clauses);
        Assert.Equal(one.Blocks.SelectMany(b => b.Lines), other.Blocks.SelectMany(b => b.Lines));
    }
}
