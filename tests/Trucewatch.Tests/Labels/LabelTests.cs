using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Labels;

namespace Trucewatch.Tests.Labels;

public sealed class LabelTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 0, 0);

    [Fact]
    public void Every_label_survives_its_text()
    {
        foreach (var label in AllLabels())
            Assert.Equal(LabelText.Write(label), LabelText.Write(LabelText.Read(LabelText.Write(label))!));
    }

    [Fact]
    public void The_text_is_the_one_that_is_stored() =>
        Assert.Equal(
            "MISSION//REL TO COAL, OBS//ORCON//EMBARGO 2026-03-01T00:00:00Z//BY viina",
            LabelText.Write(new("viina", Marking.Mission, [Group.Obs, Group.Coal], Orcon: true, Now))
        );

    [Theory]
    [InlineData("")]
    [InlineData("SECRET//BY x")]
    [InlineData("public//BY x")]
    [InlineData("MISSION//REL TO NATO//BY x")]
    [InlineData("MISSION//REL TO //BY x")]
    [InlineData("MISSION//NOFORN//BY x")]
    [InlineData("MISSION//EMBARGO tomorrow//BY x")]
    [InlineData("2//BY x")]
    public void Whatever_is_unknown_makes_it_no_label(string text) => Assert.Null(LabelText.Read(text));

    [Theory]
    [InlineData("PTA")]
    [InlineData("PTB")]
    [InlineData("HOST")]
    [InlineData("HOST, PTA")]
    [InlineData("HOST, PTB")]
    public void What_is_not_released_to_both_parties_reaches_no_party_and_not_the_host(string groups)
    {
        var label = LabelText.Read($"MISSION//REL TO {groups}//BY x")!;
        Assert.Equal([Audience.Mission], Who(label));
    }

    [Fact]
    public void What_is_released_to_both_parties_reaches_both_at_once()
    {
        Assert.Equal(
            [Audience.Pta, Audience.Ptb, Audience.Mission],
            Who(LabelText.Read("MISSION//REL TO PTA, PTB//BY x")!)
        );
        Assert.Equal(
            [Audience.Host, Audience.Pta, Audience.Ptb, Audience.Mission],
            Who(LabelText.Read("MISSION//REL TO HOST, PTA, PTB//BY x")!)
        );
    }

    [Fact]
    public void No_label_reaches_one_party_without_the_other() =>
        Assert.All(
            AllLabels(),
            label => Assert.Equal(new Viewer(Audience.Pta).May(label, Now), new Viewer(Audience.Ptb).May(label, Now))
        );

    [Fact]
    public void Swapping_the_parties_swaps_nothing_that_anybody_sees() =>
        Assert.All(
            AllLabels(),
            label => Assert.Equal(Who(label), Who(label with { RelTo = [.. label.RelTo.Select(Swapped)] }))
        );

    [Fact]
    public void Restricted_stays_inside_and_source_with_nobody()
    {
        var all = Enum.GetValues<Group>().ToImmutableSortedSet();
        Assert.Equal([Audience.Mission], Who(new("x", Marking.Restricted, all, Orcon: false, null)));
        Assert.Empty(Who(new("x", Marking.Source, all, Orcon: false, null)));
    }

    [Fact]
    public void An_embargo_binds_all_but_the_mechanism()
    {
        var open = Label.OpenBy("x") with { EmbargoUntil = Now + Duration.FromSeconds(1) };
        Assert.Equal([Audience.Mission], Who(open));
        Assert.Equal(Enum.GetValues<Audience>(), Who(open with { EmbargoUntil = Now }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(99)]
    public void An_unknown_marking_denies(int marking) => Assert.Empty(Who(Label.Of("x", (Marking)marking)));

    [Fact]
    public void An_unknown_audience_sees_nothing_that_is_not_public() =>
        Assert.All(
            AllLabels().Where(l => l.Marking != Marking.Public),
            label => Assert.False(new Viewer((Audience)99).May(label, Now))
        );

    [Fact]
    public void The_bits_are_the_function() =>
        Assert.All(
            AllLabels(),
            label =>
            {
                var bits = Seeing.AudienceBits(label, Now);
                foreach (var audience in Enum.GetValues<Audience>())
                    Assert.Equal(new Viewer(audience).May(label, Now), (bits & (1L << (int)audience)) != 0);
            }
        );

    [Fact]
    public void Only_the_mechanism_asks_for_the_past_and_sees_derived_ids() =>
        Assert.All(
            Enum.GetValues<Audience>(),
            audience =>
            {
                Assert.Equal(audience == Audience.Mission, new Viewer(audience).MayAskAsOf);
                Assert.Equal(audience == Audience.Mission, new Viewer(audience).MaySeeDerivedIds);
            }
        );

    [Theory]
    [InlineData("MISSION", Audience.Mission)]
    [InlineData("public", Audience.Public)]
    [InlineData("7", null)]
    [InlineData("99", null)]
    [InlineData("PUBLIC, MISSION", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_audience_is_called_by_its_name_and_by_nothing_else(string? name, Audience? audience) =>
        Assert.Equal(audience, Audiences.Read(name));

    /// <summary>Stored numbers: a change here would open what was closed.</summary>
    [Fact]
    public void The_stored_numbers_are_pinned()
    {
        Assert.Equal([1, 2, 3, 4], Enum.GetValues<Marking>().Select(m => (int)m));
        Assert.Equal(
            ["Lead", "Coal", "Host", "Pta", "Ptb", "Obs"],
            Enum.GetValues<Group>().Order().Select(g => g.ToString())
        );
        Assert.Equal(
            ["Public", "Lead", "Coal", "Host", "Pta", "Ptb", "Obs", "Mission"],
            Enum.GetValues<Audience>().Order().Select(a => a.ToString())
        );
    }

    private static Group Swapped(Group group) =>
        group switch
        {
            Group.Pta => Group.Ptb,
            Group.Ptb => Group.Pta,
            _ => group,
        };

    private static Audience[] Who(Label label) =>
        [.. Enum.GetValues<Audience>().Where(a => new Viewer(a).May(label, Now))];

    private static IEnumerable<Label> AllLabels() =>
        from marking in Enum.GetValues<Marking>()
        from groups in Enumerable.Range(0, 64)
        from orcon in new[] { false, true }
        from embargo in new Instant?[] { null, Now - Duration.FromDays(1), Now + Duration.FromDays(1) }
        select new Label(
            "viina",
            marking,
            [.. Enum.GetValues<Group>().Where(g => (groups & (1 << (int)g)) != 0)],
            orcon,
            embargo
        );
}
