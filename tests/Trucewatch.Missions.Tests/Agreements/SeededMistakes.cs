using System.Collections.Concurrent;
using System.Globalization;
using Trucewatch.Agreements;
using Trucewatch.Formats.MissionFolder;
using Trucewatch.Missions.Agreements;

namespace Trucewatch.Missions.Tests.Agreements;

/// <summary>One mistake at a time in the agreements of the missions: found on its line, alone, with a cure that names the right words.</summary>
public sealed class SeededMistakes
{
    private static readonly ConcurrentDictionary<
        string,
        Lazy<(OpenedMission Opened, AgreementSetting Setting)>
    > missions = new();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, PlantedMistakes.All.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_mistake_is_found_on_its_line_and_alone(int number)
    {
        var mistake = PlantedMistakes.All[number];
        var (file, line, found) = Plant(mistake);
        Assert.True(found.Count > 0, $"{mistake} was not found");
        Assert.True(
            found.All(f => (f.Where.File, f.Where.Line, f.Code) == (file, line, mistake.Code)),
            $"{mistake}\nshould be {mistake.Code} on {file}:{line}, and was\n{Told(found)}"
        );
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Its_cure_names_the_right_words(int number)
    {
        var mistake = PlantedMistakes.All[number];
        var (_, _, found) = Plant(mistake);
        Assert.True(
            found.Exists(f => f.Cure.Contains(mistake.Cure, StringComparison.Ordinal)),
            $"{mistake}\nshould be cured by {mistake.Cure}, and was\n{Told(found)}"
        );
    }

    [Fact]
    public void There_are_as_many_as_the_bar_asks_for_and_of_every_kind()
    {
        Assert.True(
            PlantedMistakes.All.Length >= 70,
            PlantedMistakes.All.Length.ToString(CultureInfo.InvariantCulture)
        );
        Assert.Equal(PlantedMistakes.All.Length, PlantedMistakes.All.Distinct().Count());
        Assert.Equal(7, PlantedMistakes.All.Select(m => m.Mission).Distinct().Count());
    }

    /// <summary>What is found that was not there before, and where it should be.</summary>
    private static (string File, int Line, List<(TextSpan Where, string Code, string Cure, string Words)> Found) Plant(
        PlantedMistake mistake
    )
    {
        var (opened, setting) = missions
            .GetOrAdd(
                mistake.Mission,
                m =>
                    new(() =>
                    {
                        var mission = SampleAgreements.Opened(m);
                        return (mission, AgreementSetting.Of(mission));
                    })
            )
            .Value;
        var file = opened.AgreementFiles.First(f => f.Text.Contains(mistake.Good, StringComparison.Ordinal));
        var at = file.Text.IndexOf(mistake.Good, StringComparison.Ordinal);
        var text = file.Text[..at] + mistake.Bad + file.Text[(at + mistake.Good.Length)..];
        var found = CheckedAgreement.Of(
            opened.AgreementFiles.Select(f => f == file ? f with { Text = text } : f),
            setting,
            () => true
        );
        var same = mistake.Good.Zip(mistake.Bad).TakeWhile(c => c.First == c.Second).Count();
        var place = mistake.On is { } on
            ? text.IndexOf(
                on,
                Math.Max(0, on.StartsWith("```", StringComparison.Ordinal) ? 0 : at - 200),
                StringComparison.Ordinal
            )
            : at + same;
        return (file.Path, 1 + text[..place].Count(c => c == '\n'), Found(found, mistake.Mission));
    }

    private static List<(TextSpan Where, string Code, string Cure, string Words)> Found(
        CheckedAgreement found,
        string mission
    )
    {
        if (!found.Problems.IsEmpty)
            return [.. found.Problems.Select(p => (p.Where, p.Code, p.Cure, p.ToString()))];
        var known = SampleAgreements.Of(mission).Flaws.Select(f => (f.Check, f.Clause)).ToHashSet();
        return
        [
            .. found
                .Flaws.Where(f => f.Weight == FlawWeight.Error && !known.Contains((f.Check, f.Clause)))
                .Select(f => (f.Where, f.Check, f.Cure, f.ToString())),
        ];
    }

    private static string Told(IEnumerable<(TextSpan, string, string, string Words)> found) =>
        string.Join('\n', found.Select(f => f.Words));
}
