using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Formats.Agreement;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Formats.Tests.Agreement;

public sealed class SampleAgreementTests
{
    private static readonly ReadAgreement read = SampleAgreement.Read(SampleAgreement.Text);

    [Fact]
    public void The_sample_has_no_problems() => Assert.Empty(read.Problems);

    [Fact]
    public void Its_provisions_come_in_the_order_of_the_text() =>
        Assert.Equal(["2(1)", "2(2)", "3"], read.Provisions.Select(p => p.Clause));

    [Fact]
    public void No_fire_with_any_weapon_is_read_in_full()
    {
        var provision = read.Provisions[0];
        Assert.Equal(Forbid("firing", "K-1 to K-12", new Formula.Near("front", new(), false)), provision.Norm);
        Assert.Equal(new Validity(null, null), provision.When);
        Assert.Equal(new ProofNeeded(Standard.ReasonableGrounds, 2), provision.Needs);
        Assert.Equal(new BreachRule(CodeSet.Read("K-1 to K-12")!, "discharge"), provision.Breach);
        Assert.Equal("Ceasefire", provision.Title);
        Assert.Equal("(1) The parties cease all fire, snipers included.", provision.Prose);
        Assert.StartsWith("Each party must not fire with any weapon\nin the area of the ceasefire\n", provision.Source);
    }

    [Fact]
    public void No_long_range_strikes_holds_everywhere_from_moment_to_moment()
    {
        var provision = read.Provisions[1];
        Assert.Equal(Forbid("long-range strike", "K-6, K-8"), provision.Norm);
        Assert.Equal(
            new Validity(
                new Edge(new(MomentOf.Date, null, new(2025, 4, 19), new(18, 0), "Europe/Moscow", null), false),
                new Edge(new(MomentOf.Date, null, new(2025, 4, 21), null, "Europe/Kyiv", null), false)
            ),
            provision.When
        );
        Assert.Equal(new BreachRule(CodeSet.Read("K-6, K-8")!, null), provision.Breach);
        Assert.Equal(new ProofNeeded(Standard.ReasonableGrounds, 2), provision.Needs);
    }

    [Fact]
    public void No_strikes_on_listed_facilities_has_a_distance() =>
        Assert.Equal(
            Forbid("strike", "K-4 to K-9", new Formula.Near("energy", Distance.FromKilometers(2), false)),
            read.Provisions[2].Norm
        );

    [Fact]
    public void Prose_without_a_block_is_listed_as_not_judged() =>
        Assert.Equal(["", "2(3)"], read.NotJudged.Select(c => c.Address));

    [Fact]
    public void A_clause_test_is_kept_and_listed_as_not_run()
    {
        var test = Assert.Single(read.NotRun);
        Assert.Equal(("2(1)", "a shot in the area"), (test.Address, test.Title));
        Assert.Single(test.Lines);
    }

    [Fact]
    public void A_provisions_own_words_read_again_are_the_same_provision()
    {
        var text = SampleAgreement.Text;
        foreach (var provision in read.Provisions)
        {
            var from = text.IndexOf($"```provision {provision.Clause}\n", StringComparison.Ordinal);
            var to = text.IndexOf("\n```", from + 3, StringComparison.Ordinal);
            text = text[..from] + $"```provision {provision.Clause}\n{provision.Source}" + text[to..];
        }
        Assert.Equal<IEnumerable<Provision>>(read.Provisions, SampleAgreement.Read(text).Provisions);
    }

    [Fact]
    public void Terms_keep_their_attributes()
    {
        var firing = read.Terms.Kinds[0];
        Assert.Equal(
            [
                new KindAttribute.By("party"),
                new KindAttribute.Field("calibre", "mm"),
                new KindAttribute.Field("weapon", null),
                new KindAttribute.Field("sector", null),
                new KindAttribute.Field("place", null),
            ],
            firing.Attributes.ToArray<KindAttribute>()
        );
        Assert.Equal(("fire with <weapon>", true), (read.Terms.Phrases[0].Words, read.Terms.Phrases[0].IsAct));
        Assert.StartsWith(
            "notice of demining by the party",
            read.Terms.Phrases[^1].Condition,
            StringComparison.Ordinal
        );
    }

    private static Norm.Forbid Forbid(string kind, string codes, params ImmutableArray<Formula> places)
    {
        ImmutableArray<string> named = places.IsEmpty ? ["by"] : ["by", "place"];
        var arguments = named.Select(f => new Argument(f, new Operand.Variable(f == "by" ? "party" : f)));
        return new(
            new Bearer.EachParty(),
            new Formula.All([new Formula.Fact(kind, CodeSet.Read(codes)!, [.. arguments]), .. places])
        );
    }
}
