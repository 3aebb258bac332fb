using System.Collections.Immutable;
using Trucewatch.Agreements;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

/// <summary>States to keep: a contact on the line within the last ten hours.</summary>
public sealed class KeepTests
{
    private static readonly Formula contact = new Formula.Past(new(0, 10 * HourLong), ByParty("contact"));

    private static readonly Provision line = Clause("8", new Norm.Keep(Each, contact)) with
    {
        When = new(new(new(MomentOf.EntryIntoForce, null, null, null, null, Hours(1)), false), null),
    };

    private static Fact Contact(double hour, string by = "A") => Fact("contact", H(hour), ("by", by));

    private static IEnumerable<Judgement> Of(string bearer, Matter matter) =>
        JudgeNorms.All(matter).Where(j => j.Key.Bearer == bearer).OrderBy(j => j.Anchor.Start);

    [Fact]
    public void It_fails_from_the_microsecond_after_its_last_instant_until_it_holds_again()
    {
        var fails = Assert.Single(Of("A", Matter(30, [line], Contact(0.5), Contact(15), Contact(22), Contact(29))));
        Assert.Equal((H(10.5) + 1, H(15)), (fails.Anchor.Start, fails.Anchor.End));
        Assert.Equal("breached", Word(fails));
        Assert.Null(fails.Obligation);
    }

    [Fact]
    public void It_fails_only_while_the_provision_runs()
    {
        var fails = Assert.Single(Of("B", Matter(30, [line])));
        Assert.Equal((H(1), H(30) + 1), (fails.Anchor.Start, fails.Anchor.End));
    }

    [Fact]
    public void Each_stretch_is_a_breach_of_its_own() =>
        Assert.Equal(
            [H(10.5) + 1, H(25) + 1],
            Of("A", Matter(30, [line], Contact(0.5), Contact(15))).Select(j => j.Anchor.Start)
        );

    [Fact]
    public void While_an_exception_holds_it_need_not_be_kept()
    {
        var except = line with { Unless = [new(new Formula.Past(new(0, 3 * HourLong), Atom("storm")), null)] };
        var fails = Assert.Single(Of("A", Matter(20, [except], Contact(1), Fact("storm", H(10)))));
        Assert.Equal(H(13) + 1, fails.Anchor.Start);
    }

    [Fact]
    public void A_contact_that_is_not_settled_leaves_it_open_and_is_named()
    {
        var doubtful = Contact(15) with { Proof = new(false, 1, null, Needs.Standard) };
        var all = Of("A", Matter(20, [line], Contact(1), doubtful)).ToList();
        var open = Assert.Single(all);
        Assert.Equal("breached", Word(open)); // between 11 and 15 it surely fails
        var early = Contact(11) with { Proof = doubtful.Proof };
        var verdict = Assert.Single(Of("A", Matter(20, [line], Contact(1), early))).Verdict;
        Assert.Contains(early.Id, Assert.IsType<Verdict.Undetermined>(verdict).Doubtful);
    }

    [Fact]
    public void What_a_body_suspends_need_not_be_kept_meanwhile()
    {
        var power = Clause("12", new Norm.Empower("commission", Power.Suspend, ["8"], null, new(null, null)));
        var matter = Matter(20, [line, power]).With(Use(Power.Suspend, 5, 12) with { Over = "8" });
        Assert.Equal([(H(1), H(5)), (H(12), H(20) + 1)], Of("A", matter).Select(j => (j.Anchor.Start, j.Anchor.End)));
    }
}
