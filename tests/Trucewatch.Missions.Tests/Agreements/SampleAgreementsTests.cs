using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>The sample agreements read without a problem, and each of their provisions is shown by tests that hold.</summary>
public sealed class SampleAgreementsTests
{
    public static TheoryData<string> Names =>
        ["model-clauses", "minsk-2015", "measures-2020", "black-sea-2022", "energy-2025"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_and_tests_are_read_without_a_problem(string mission) =>
        Assert.Empty(SampleAgreements.Of(mission).Problems.Select(p => p.ToString()));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_check_finds_an_error(string mission) =>
        Assert.Empty(
            SampleAgreements
                .Of(mission)
                .Flaws.Where(f => f.Weight == Trucewatch.Agreements.FlawWeight.Error)
                .Select(f => f.ToString())
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_test_holds(string mission)
    {
        var agreement = SampleAgreements.Of(mission);
        Assert.Empty(agreement.NotRun);
        Assert.NotEmpty(agreement.Tests);
        Assert.Empty(agreement.Tests.Where(t => !t.Holds).Select(t => t.ToString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_provision_has_a_test_that_breaches_it_and_one_that_does_not(string mission) =>
        Assert.Empty(
            SampleAgreements
                .Of(mission)
                .Flaws.Where(f => f.Check == CheckTested.Code)
                .Select(f => $"{f.Clause}: {f.Wrong}")
        );
}
