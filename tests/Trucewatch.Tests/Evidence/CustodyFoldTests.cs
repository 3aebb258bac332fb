using Trucewatch.Evidence;

namespace Trucewatch.Tests.Evidence;

public sealed class CustodyFoldTests
{
    [Fact]
    public void A_whole_chain_is_complete_and_says_who_has_it()
    {
        var chain = Fold(
            Pieces.Received(0),
            Pieces.Hashed(1),
            Pieces.Stamped(2),
            Pieces.Derived(3),
            Pieces.Sealed(4),
            Pieces.Transferred(5, "registry", "laboratory"),
            Pieces.Opened(6),
            Pieces.Copied(7),
            Pieces.Released(8)
        );
        Assert.Empty(chain.Gaps);
        Assert.True(chain.IsComplete);
        Assert.Equal("laboratory", chain.Holder);
        Assert.Null(chain.Seal);
        Assert.Equal(9, chain.Steps.Length);
    }

    [Fact]
    public void Without_digests_no_chain_is_complete() => Assert.False(Fold(Pieces.Received(0)).IsComplete);

    [Fact]
    public void Evidence_that_nobody_did_anything_with_has_no_complete_chain() => Assert.False(Fold().IsComplete);

    [Fact]
    public void A_chain_that_starts_in_the_middle_shows_it() =>
        Assert.Equal([CustodyFault.NoBeginning], Faults(Pieces.Hashed(0)));

    [Fact]
    public void What_leaves_before_it_was_hashed_shows_it() =>
        Assert.Equal([CustodyFault.NotHashed], Faults(Pieces.Received(0), Pieces.Copied(1)));

    [Fact]
    public void Other_digests_show() =>
        Assert.Equal(
            [CustodyFault.HashDiffers],
            Faults(Pieces.Received(0), Pieces.Hashed(1) with { Hash = Pieces.Hash('c') })
        );

    [Fact]
    public void Only_the_holder_can_give_it_away() =>
        Assert.Equal(
            [CustodyFault.NotTheHolder],
            Faults(Pieces.Received(0), Pieces.Hashed(1), Pieces.Transferred(2, "somebody", "laboratory"))
        );

    [Fact]
    public void An_act_dated_before_the_one_before_it_shows() =>
        Assert.Equal([CustodyFault.OutOfOrder], Faults(Pieces.Received(5), Pieces.Hashed(4)));

    [Fact]
    public void A_copy_made_under_seal_shows() =>
        Assert.Equal(
            [CustodyFault.UnderSeal],
            Faults(Pieces.Received(0), Pieces.Hashed(1), Pieces.Sealed(2), Pieces.Copied(3))
        );

    [Fact]
    public void Opening_what_is_not_sealed_shows() =>
        Assert.Equal([CustodyFault.SealMismatch], Faults(Pieces.Received(0), Pieces.Hashed(1), Pieces.Opened(2)));

    [Fact]
    public void A_derivative_of_something_else_shows()
    {
        var state = CustodyFold.Apply(CustodyFold.Empty, Pieces.Photo);
        foreach (var act in new CustodyAct[] { Pieces.Received(0), Pieces.Hashed(1), Pieces.Derived(2) })
            state = CustodyFold.Apply(state, 1, act);
        Assert.Equal([CustodyFault.NoSuchDerivative], state.Chains[Pieces.Photo.Id].Gaps.Select(g => g.Fault));
    }

    [Fact]
    public void Acts_about_nothing_in_the_record_are_kept_and_show()
    {
        var chain = CustodyFold.Apply(CustodyFold.Empty, 1, Pieces.Received(0)).Chains[Pieces.Photo.Id];
        Assert.Equal([CustodyFault.NoSuchEvidence], chain.Gaps.Select(g => g.Fault));
        Assert.Single(chain.Steps);
    }

    [Theory]
    [InlineData("ann", "ann")]
    [InlineData("ann", "Ann")]
    [InlineData("ann", " ann ")]
    [InlineData("ann", "")]
    public void Dual_control_takes_two_distinct_persons(string one, string two) =>
        Assert.Throws<ArgumentException>(() =>
            new CustodyAct.Opened("o", Pieces.Photo.Id, Pieces.Noon, one, two, "why")
        );

    [Fact]
    public void A_derivative_has_other_bytes_than_its_original() =>
        Assert.Throws<ArgumentException>(() =>
            new Derivative(Pieces.Photo.Hash, 1, "image/jpeg", Pieces.Photo.Id, "copied", Pieces.Photo.Label)
        );

    [Fact]
    public void No_act_is_ever_lost_and_a_gap_never_heals()
    {
        var random = new Random(6);
        for (var run = 0; run < 300; run++)
        {
            var state = Known();
            var gaps = 0;
            for (var i = 0; i < 20; i++)
            {
                CustodyAct[] acts =
                [
                    Pieces.Received(i),
                    Pieces.Hashed(i),
                    Pieces.Sealed(i),
                    Pieces.Opened(i),
                    Pieces.Copied(i),
                    Pieces.Derived(i),
                    Pieces.Released(i),
                    Pieces.Transferred(i, "registry", "laboratory"),
                ];
                state = CustodyFold.Apply(state, i + 1, acts[random.Next(acts.Length)]);
                var chain = state.Chains[Pieces.Photo.Id];
                Assert.Equal(i + 1, chain.Steps.Length);
                Assert.True(chain.Gaps.Length >= gaps);
                gaps = chain.Gaps.Length;
            }
        }
    }

    private static CustodyState Known() =>
        CustodyFold.Apply(CustodyFold.Apply(CustodyFold.Empty, Pieces.Photo), Pieces.Copy);

    private static Custody Fold(params CustodyAct[] acts)
    {
        var state = Known();
        for (var i = 0; i < acts.Length; i++)
            state = CustodyFold.Apply(state, i + 1, acts[i]);
        return state.Chains[Pieces.Photo.Id];
    }

    private static IEnumerable<CustodyFault> Faults(params CustodyAct[] acts) => Fold(acts).Gaps.Select(g => g.Fault);
}
