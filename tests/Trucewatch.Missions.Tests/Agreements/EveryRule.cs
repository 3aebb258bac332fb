using System.Reflection;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Agreements;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>Every rule that a text can break has an example that breaks it, alone, with a place and a cure.</summary>
public sealed class EveryRule
{
    private static readonly AgreementSetting setting = AgreementSetting.Of(SampleAgreements.Opened("model-clauses"));

    /// <summary>Numbers of rules of earlier releases, which nothing raises any more.</summary>
    private static readonly string[] retired = [Ag.NotJudged];

    public static TheoryData<string> Codes => [.. RuleExamples.All.Select(e => e.Code)];

    [Fact]
    public void Each_rule_has_an_example_and_each_example_a_rule()
    {
        var rules = Constants(typeof(Ag))
            .Concat(Constants(typeof(MissionTexts)))
            .Concat(typeof(Ag).Assembly.GetTypes().Where(IsCheck).SelectMany(Constants))
            .Where(c => c.StartsWith("AG", StringComparison.Ordinal))
            .Except(retired)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var shown = RuleExamples.All.Select(e => e.Code).Concat(InstrumentTextsTests.Shown);
        Assert.Equal(rules, shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_words_of_the_examples_break_no_rule() =>
        Assert.Empty(Read(RuleExamples.Words).Problems.Select(p => p.ToString()));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_is_broken_alone_at_its_place_and_with_a_cure(string code)
    {
        var example = RuleExamples.All.Single(e => e.Code == code);
        var text = RuleExamples.Words + example.Body;
        var before = text[..text.IndexOf(RuleExamples.Mark, StringComparison.Ordinal)];
        var found = Found(Read(text.Replace(RuleExamples.Mark, "", StringComparison.Ordinal)), code);
        var (where, broken, cure, told) = Assert.Single(found);
        Assert.True(broken == code, told);
        Assert.Equal(("agreement/main.md", 1 + before.Count(c => c == '\n')), (where.File, where.Line));
        Assert.Contains(example.Cure, cure, StringComparison.Ordinal);
    }

    private static CheckedAgreement Read(string text) =>
        CheckedAgreement.Of([new TextFile("agreement/main.md", text)], setting, () => true);

    // Short examples have no tests and do not use every noun: only the examples of these two rules are asked for that.
    private static List<(TextSpan Where, string Code, string Cure, string Told)> Found(
        CheckedAgreement found,
        string code
    ) =>
        found.Problems.IsEmpty
            ?
            [
                .. found
                    .Flaws.Where(f => f.Check == code || f.Check != CheckTested.Code)
                    .Where(f => f.Clause.Length > 0)
                    .Select(f => (f.Where, f.Check, f.Cure, f.ToString())),
            ]
            : [.. found.Problems.Select(p => (p.Where, p.Code, p.Cure, p.ToString()))];

    private static bool IsCheck(Type type) =>
        type.Namespace is "Trucewatch.Agreements" or "Trucewatch.Verdicts"
        && type.Name.StartsWith("Check", StringComparison.Ordinal);

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f is { IsLiteral: true, FieldType: { } of } && of == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!);
}
