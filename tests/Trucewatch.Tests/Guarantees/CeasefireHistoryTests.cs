using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Guarantees;
using Trucewatch.Rulebook;
using Trucewatch.Testing;
using static Trucewatch.Tests.Guarantees.Register;

namespace Trucewatch.Tests.Guarantees;

/// <summary>What claims and findings make of a ceasefire.</summary>
public sealed class CeasefireHistoryTests
{
    [Fact]
    public void What_both_parties_signed_is_scheduled_and_enters_into_force_at_its_start()
    {
        var history = Of(Signed);
        Assert.Equal(CeasefireState.None, history.At(March(1, 17)).State);
        Assert.Equal(CeasefireState.Scheduled, history.At(March(3, 11)).State);
        Assert.Equal(CeasefireState.InForce, history.At(March(3, 12)).State);
        Assert.Empty(history.Refused);
    }

    [Theory]
    [InlineData(TruceKind.Unilateral, TruceKind.Unilateral)]
    [InlineData(TruceKind.Unilateral, TruceKind.Reciprocal)]
    public void A_unilateral_claim_reaches_declared_at_most(TruceKind ofA, TruceKind ofB) =>
        Assert.Equal(
            CeasefireState.Declared,
            Of([Claim("a", "A", ClaimAct.Declares, ofA, 1), Claim("b", "B", ClaimAct.Declares, ofB, 1)])
                .At(March(28))
                .State
        );

    [Fact]
    public void What_a_third_says_moves_nothing_beyond_declared() =>
        Assert.Equal(
            CeasefireState.Declared,
            Of([
                    Signed[0],
                    Claim("press", "press", ClaimAct.Declares, TruceKind.Mediated, 1),
                    Claim("press-2", "press", ClaimAct.Accepts, TruceKind.Signed, 1),
                ])
                .At(March(28))
                .State
        );

    [Fact]
    public void Another_truce_is_another_ceasefire() =>
        Assert.Empty(Of([.. Signed.Select(c => c with { Truce = "easter" })]).Turns);

    [Fact]
    public void A_denial_known_before_the_start_keeps_it_out_of_force()
    {
        var history = Of([.. Signed, Claim("no", "B", ClaimAct.Denies, TruceKind.Signed, 2)]);
        Assert.Equal(CeasefireState.Scheduled, history.At(March(28)).State);
        Assert.Equal("GA106", Assert.Single(history.Refused).Rule);
    }

    [Fact]
    public void A_denial_known_after_the_start_undoes_nothing() =>
        Assert.Equal(
            CeasefireState.InForce,
            Of([.. Signed, Claim("no", "B", ClaimAct.Denies, TruceKind.Signed, 6)]).At(March(28)).State
        );

    [Fact]
    public void That_a_party_says_it_is_free_is_its_statement() =>
        Assert.Equal(
            CeasefireState.InForce,
            Of([.. Signed, Claim("ends", "B", ClaimAct.Ends, TruceKind.Signed, 6) with { Start = March(6) }])
                .At(March(28))
                .State
        );

    [Fact]
    public void An_acceptance_known_late_counts_from_the_start_once_it_is_known()
    {
        ImmutableArray<TruceClaim> claims = [Signed[0], Signed[1] with { Known = March(5) }];
        Assert.Equal(CeasefireState.Declared, Of(claims, known: 4).At(March(4)).State);
        Assert.Equal(CeasefireState.InForce, Of(claims).At(March(3, 12)).State);
    }

    [Fact]
    public void Rival_scopes_bind_nobody_as_a_whole()
    {
        var energy = Signed[0] with { Targets = CodeSet.Read("I-1")! };
        Assert.Equal(CeasefireState.Declared, Of([energy, Signed[1]]).At(March(28)).State);
    }

    [Fact]
    public void A_thirds_wider_word_does_not_keep_the_parties_from_their_own()
    {
        ImmutableArray<TruceClaim> narrow = [.. Signed.Select(c => c with { Targets = CodeSet.Read("I-1 to I-7")! })];
        var press = Claim("press", "press", ClaimAct.Declares, TruceKind.Mediated, 1);
        Assert.Equal(CeasefireState.InForce, Of([.. narrow, press]).At(March(28)).State);
    }

    [Fact]
    public void An_agreed_end_expires_it() =>
        Assert.Equal(
            CeasefireState.Expired,
            Of([.. Signed.Select(c => c with { End = March(10) })]).At(March(10)).State
        );

    [Fact]
    public void One_partys_open_end_does_not_bind_the_other_beyond_its_own() =>
        Assert.Equal(CeasefireState.Expired, Of([Signed[0] with { End = March(10) }, Signed[1]]).At(March(28)).State);

    [Fact]
    public void Findings_of_bodies_move_it_and_those_out_of_order_do_not_count()
    {
        var history = Of(
            Signed,
            findings:
            [
                Found(FindingKind.CredibleCessation, 2),
                Found(FindingKind.CredibleCessation, 5),
                Found(FindingKind.Collapsed, 8),
            ]
        );
        Assert.Equal(CeasefireState.Credible, history.At(March(6)).State);
        Assert.Equal(CeasefireState.Collapsed, history.At(March(9)).State);
        Assert.Equal(["GA107"], history.Refused.Select(r => r.Rule));
    }

    /// <summary>Over random claims: in force only if each party is bound by a word of its own that is not unilateral.</summary>
    [Fact]
    public void In_force_takes_every_partys_own_word()
    {
        var claims =
            from who in Gen.Elements("A", "B", "press")
            from act in Gen.Elements(Enum.GetValues<ClaimAct>())
            from kind in Gen.Elements(Enum.GetValues<TruceKind>())
            from known in Gen.Choose(1, 8)
            select Claim($"{who}-{act}-{kind}-{known}", who, act, kind, known);
        foreach (var all in Repeatable.Samples(claims.ListOf(), 600, 8))
        {
            var history = Of([.. all]);
            var words = all.Where(c => c.Act is ClaimAct.Declares or ClaimAct.Accepts && c.Kind != TruceKind.Unilateral)
                .Select(c => c.Claimant)
                .ToHashSet();
            if (history.Turns.Any(t => t.Ceasefire.Has(CeasefireNeeded.Agreed)))
                Assert.Superset(new HashSet<string> { "A", "B" }, words);
            // The order in which rows stand is nothing.
            Assert.Equal(
                history.Turns.Select(t => t.Ceasefire),
                Of([.. all.AsEnumerable().Reverse()]).Turns.Select(t => t.Ceasefire)
            );
        }
    }

    private static CeasefireHistory Of(
        ImmutableArray<TruceClaim> claims,
        ImmutableArray<GroundFinding>? findings = null,
        int known = 28
    ) => CeasefireHistory.Of(Truce, [A, B], claims, findings ?? [], March(known));
}
