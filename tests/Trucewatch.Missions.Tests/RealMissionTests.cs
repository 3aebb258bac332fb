using System.Text.RegularExpressions;
using NodaTime;
using Trucewatch.Formats.Texts;
using Trucewatch.Labels;
using Trucewatch.Parties;
using Trucewatch.Reports;
using Trucewatch.Rulebook;
using Trucewatch.Testing;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Tests;

/// <summary>A mission of the real world, replayed once; skipped where the data are not there.</summary>
public abstract class RealMission(string name) : IAsyncLifetime
{
    private Replayed? replayed;

    public Known Known => replayed!.Known;

    public string Text { get; private set; } = "";

    /// <summary>Where its products and its record lie.</summary>
    public string Folder { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (
            !Path.Exists(Path.Combine(Shared.Repository(), "..", "shared", "data"))
            && Environment.GetEnvironmentVariable("TRUCEWATCH_SHARED") is null
        )
            return;
        replayed = await Replayed.MakeAsync(name, Shared.Find("data"));
        var folder = Folder = await replayed.WriteAsync(Audience.Public);
        Text = Replayed.TextOf(await File.ReadAllTextAsync(Path.Combine(folder, "report.html")));
    }

    public ValueTask DisposeAsync()
    {
        replayed?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

public sealed class Easter() : RealMission("easter-2025");

public sealed class Energy() : RealMission("energy-2025");

/// <summary>The truce of Easter 2025: long-range strikes stopped by what was reported, and nobody watched the rest.</summary>
public sealed class EasterTests : IClassFixture<Easter>
{
    private readonly Easter easter;

    public EasterTests(Easter easter)
    {
        Shared.Find("data");
        this.easter = easter;
    }

    /// <summary>The sentences, by meaning: numbers and days as counted by other means from the same files.</summary>
    [Theory]
    [InlineData(@"Reports of long-range strikes by Russian Federation stopped")]
    [InlineData(@"only 2 such days")]
    [InlineData(@"47")]
    [InlineData(@"No bulletin about long-range strikes by Ukraine is in the data")]
    [InlineData(@"(?i)both (sides|parties) say")]
    [InlineData(@"from about 27(\.\d)? a day [^.]*? to 3 on .{0,12}2025")]
    [InlineData(@"2[,  ]?935")]
    [InlineData(@"4[,  ]?900")]
    [InlineData(@"(?i)not a zero")]
    [InlineData(@"(?i)inconclusive")]
    public void The_report_says(string pattern) =>
        Assert.True(
            Regex.IsMatch(easter.Text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5)),
            $"nothing like {pattern}"
        );

    [Theory]
    [InlineData("2,935")]
    [InlineData("4,900")]
    public void A_partys_count_is_told_as_an_allegation(string count) =>
        Assert.Contains(
            Sentences(),
            s =>
                s.Kind == SentenceKind.Allegation
                && Words
                    .Shipped.Say("en", s.Key, s.Args, easter.Known.Charter.TimeZone)
                    .Contains(count, StringComparison.Ordinal)
        );

    [Fact]
    public void The_expected_words_are_said() =>
        Assert.Empty(
            ExpectedWords.Of("easter-2025").Must.Where(m => !easter.Text.Contains(m, StringComparison.Ordinal)).ToList()
        );

    [Fact]
    public void The_forbidden_words_are_not_said() =>
        Assert.Empty(
            ExpectedWords
                .Of("easter-2025")
                .MustNot.Where(m => easter.Text.Contains(m, StringComparison.OrdinalIgnoreCase))
                .ToList()
        );

    [Fact]
    public async Task A_second_replay_gives_the_same_bytes_in_every_file()
    {
        using var again = await Replayed.MakeAsync("easter-2025", Shared.Find("data"));
        Assert.Empty(SameBytesTests.Different(easter.Folder, await again.WriteAsync(Audience.Public)));
    }

    [Fact]
    public void Nobody_watched_so_nothing_is_complied_and_long_range_is_not_observed()
    {
        var cells = easter.Known.Draw().Board.Cells;
        Assert.NotEmpty(cells);
        Assert.DoesNotContain(cells, c => c.Verdict.Value == BoardValue.Complied);
        var longRange = easter
            .Known.Provisions.Where(p => Judge.CodesOf(p, easter.Known.Rules).All(c => c.Text is "K-6" or "K-8"))
            .Select(p => p.Clause)
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(longRange);
        Assert.All(
            cells.Where(c => longRange.Contains(c.Clause)),
            c => Assert.Equal(BoardValue.NotObserved, c.Verdict.Value)
        );
    }

    private IEnumerable<Sentence> Sentences() =>
        WrittenReport.Of(easter.Known.Draw(), Audience.Public, 1).Report.Sections.SelectMany(s => s.Sentences);
}

/// <summary>The moratorium on energy sites of 2025: disputed until the other side had said what it holds itself bound by.</summary>
public sealed class EnergyTests : IClassFixture<Energy>
{
    private static readonly LocalDate Accepted = new(2025, 3, 25);
    private readonly Energy energy;

    public EnergyTests(Energy energy)
    {
        Shared.Find("data");
        this.energy = energy;
    }

    [Fact]
    public void What_binds_Ukraine_is_disputed_at_first_and_sure_from_its_acceptance_on()
    {
        var cells = energy.Known.Draw().Board.Cells.Where(c => c.Party == Ukraine).ToList();
        Assert.Contains(cells, c => c.Day < Accepted);
        Assert.All(cells.Where(c => c.Day < Accepted), c => Assert.Equal(Answer.Unclear, c.InForce));
        Assert.Contains(cells, c => c.Day > Accepted && c.InForce == Answer.Yes);
    }

    [Fact]
    public void The_expected_words_are_said() =>
        Assert.Empty(
            ExpectedWords.Of("energy-2025").Must.Where(m => !energy.Text.Contains(m, StringComparison.Ordinal)).ToList()
        );

    [Fact]
    public void The_forbidden_words_are_not_said() =>
        Assert.Empty(
            ExpectedWords
                .Of("energy-2025")
                .MustNot.Where(m => energy.Text.Contains(m, StringComparison.OrdinalIgnoreCase))
                .ToList()
        );

    private PartyId Ukraine => energy.Known.Charter.PartyCalled("Ukraine")!.Value;
}
