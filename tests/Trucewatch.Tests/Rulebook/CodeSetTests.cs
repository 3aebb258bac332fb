using Trucewatch.Rulebook;

namespace Trucewatch.Tests.Rulebook;

public sealed class CodeSetTests
{
    [Theory]
    [InlineData("all")]
    [InlineData("K-4")]
    [InlineData("K-1 to K-12")]
    [InlineData("K-1 to K-12, I-1")]
    [InlineData("A-2, I-1 to I-4, K-12")]
    public void A_text_survives_reading(string text)
    {
        Assert.Equal(text, CodeSet.Read(text)!.ToString());
        Assert.Equal(CodeSet.Read(text), CodeSet.Read(CodeSet.Read(text)!.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("fire")]
    [InlineData("K4")]
    [InlineData("k-4")]
    [InlineData("K-1 to I-4")]
    [InlineData("K-")]
    [InlineData("K-1 to ")]
    public void What_names_no_codes_is_none(string text) => Assert.Null(CodeSet.Read(text));

    [Fact]
    public void A_range_has_its_ends_and_nothing_of_other_families()
    {
        var set = CodeSet.Read("K-4 to K-6")!;
        Assert.Equal(["K-4", "K-5", "K-6"], DefaultRules.Value.Codes.Keys.Where(set.Has).Select(c => c.Text));
    }

    [Fact]
    public void All_leaves_out_what_is_no_violation() =>
        Assert.Equal(
            DefaultRules.Value.Codes.Keys.Where(c => c.Family != 'N'),
            DefaultRules.Value.Codes.Keys.Where(CodeSet.All.Has)
        );

    [Fact]
    public void Codes_are_ordered_by_number_and_not_by_letters() =>
        Assert.Equal(
            ["I-1", "K-2", "K-10"],
            new[] { "K-10", "K-2", "I-1" }.Select(c => Code.Read(c)!.Value).Order().Select(c => c.Text)
        );

    [Theory]
    [InlineData(Answer.Yes, Answer.Unclear, Answer.Unclear, Answer.Yes)]
    [InlineData(Answer.No, Answer.Unclear, Answer.No, Answer.Unclear)]
    [InlineData(Answer.No, Answer.Yes, Answer.No, Answer.Yes)]
    public void Answers_join_as_Kleene_says(Answer a, Answer b, Answer and, Answer or)
    {
        Assert.Equal(and, Answers.And(a, b));
        Assert.Equal(and, Answers.And(b, a));
        Assert.Equal(or, Answers.Or(a, b));
        Assert.Equal(or, Answers.Or(b, a));
    }
}
