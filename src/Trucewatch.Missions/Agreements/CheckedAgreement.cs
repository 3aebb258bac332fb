using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Agreements;

/// <summary>An agreement read, checked and tested: a pure function of its texts and of what the mission brings.</summary>
/// <param name="Setting">What the mission brought.</param>
/// <param name="Read">As read.</param>
/// <param name="Problems">What is wrong with the text, its tests included; by file and line.</param>
/// <param name="Flaws">What the checks found in what reads well, by file and line; untested provisions among them.</param>
/// <param name="Tests">What came of its tests, in the order of the text; a test with a problem is not among them.</param>
/// <param name="NotRun">The tests that were left out because the time was over.</param>
public sealed record CheckedAgreement(
    AgreementSetting Setting,
    ReadAgreement Read,
    ImmutableArray<TextProblem> Problems,
    ImmutableArray<Flaw> Flaws,
    ImmutableArray<TestResult> Tests,
    ImmutableArray<ClauseTest> NotRun
)
{
    /// <summary>No problem, no flaw that is an error, and every test holds.</summary>
    public bool IsSound =>
        Problems.IsEmpty && !Flaws.Any(f => f.Weight == FlawWeight.Error) && Tests.All(t => t.Holds) && NotRun.IsEmpty;

    /// <summary>Checks and tests a mission's agreement as its files have it.</summary>
    public static CheckedAgreement Of(OpenedMission mission) =>
        Of(mission.AgreementFiles, AgreementSetting.Of(mission), () => false);

    /// <summary>The same of each instrument of which something runs, as a text of its own, by id.</summary>
    public static ImmutableArray<(string Instrument, CheckedAgreement Checked)> Instruments(OpenedMission mission) =>
        [
            .. MissionTexts
                .WithBlocks(mission.Guarantees)
                .Select(i => (i.Id, Of([i.Document], SettingOf(mission, i.Id), () => false))),
        ];

    private static AgreementSetting SettingOf(OpenedMission mission, string instrument)
    {
        var setting = AgreementSetting.Of(mission);
        var reading = MissionTexts.Context(mission.Guarantees!, instrument, setting.Reading);
        return setting with
        {
            Reading = reading,
            Checking = setting.Checking with { Guarantors = [.. reading.Guarantors.Select(g => g.Id)] },
        };
    }

    /// <summary>Checks and tests texts.</summary>
    /// <param name="files">The texts, in Markdown.</param>
    /// <param name="setting">What the mission brings.</param>
    /// <param name="isOver">Asked before each test: true ends the testing.</param>
    public static CheckedAgreement Of(IEnumerable<TextFile> files, AgreementSetting setting, Func<bool> isOver) =>
        Of([.. files.Select(f => AgreementMarkdown.Split(f.Path, f.Text))], setting, isOver);

    private static CheckedAgreement Of(
        ImmutableArray<AgreementDocument> documents,
        AgreementSetting setting,
        Func<bool> isOver
    )
    {
        var read = AgreementReader.Read(documents, setting.Reading);
        var tests = ClauseTestReader.Read(read, setting.Reading);
        var flaws = CheckAgreement.Of(read.Terms, read.Provisions, setting.Checking);
        var results = ImmutableArray.CreateBuilder<TestResult>();
        foreach (var test in tests.Tests)
        {
            if (isOver())
                break;
            results.Add(Run(test, read, setting));
        }
        return new(
            setting,
            read,
            [.. InOrder(read.Problems.Concat(tests.Problems), p => p.Where)],
            [
                .. InOrder(
                    flaws.Concat(CheckTested.Of(read.Provisions, [.. tests.Tests, .. tests.LeftOut])),
                    f => f.Where
                ),
            ],
            results.ToImmutable(),
            [.. tests.Tests.Skip(results.Count)]
        );
    }

    /// <summary>Tests at the edges of its limits, as computed: proposals, for approval.</summary>
    public ImmutableArray<BoundaryTest> Boundaries() =>
        Trucewatch.Verdicts.BoundaryTests.Of(
            Read.Terms,
            Read.Provisions,
            Setting.Checking,
            ClauseTestJudge.Of(Read.Terms, Setting.Checking, Setting.Rules)
        );

    /// <summary>A test as it would stand in the document.</summary>
    public string Printed(ClauseTest test) =>
        ClauseTestText.Print(
            test,
            Read.Terms,
            zone =>
                Setting.Reading.Zones.FirstOrDefault(z => z.Id == zone) is { Names: [var name, ..] }
                    ? $"the {name}"
                    : zone
        );

    /// <summary>Duties and prohibitions that the exact checks leave open, tried on small histories.</summary>
    public ImmutableArray<TriedPair> Tried() =>
        SmallHistories.Of(
            Read.Terms,
            Read.Provisions,
            Setting.Checking,
            ClauseTestJudge.Of(Read.Terms, Setting.Checking, Setting.Rules)
        );

    private static TestResult Run(ClauseTest test, ReadAgreement read, AgreementSetting setting) =>
        RunClauseTest.Of(
            test,
            read.Terms,
            read.Provisions,
            setting.Checking.TimeZone,
            setting.Checking.Codes,
            ClauseTestJudge.Of(read.Terms, setting.Checking, setting.Rules)
        );

    private static IEnumerable<T> InOrder<T>(IEnumerable<T> all, Func<T, TextSpan> where) =>
        all.OrderBy(a => where(a).File, StringComparer.Ordinal).ThenBy(a => where(a).Line).ThenBy(a => where(a).Column);
}
