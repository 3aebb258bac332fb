using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests;

public sealed class MeaningTests
{
    private static readonly Formula quiet = new Formula.Not(new Formula.Past(new(0, 10), Atom("p")));

    [Fact]
    public void A_fact_holds_at_its_instant() => Assert.Equal(Signal.Of(5, 6), Ask(Atom("p"), Of(Fact("p", 5))).Sure);

    [Fact]
    public void A_fact_of_a_span_is_sure_where_the_window_takes_all_of_it()
    {
        var past = Ask(new Formula.Past(new(0, 10), Atom("p")), Of(Fact("p", 5, 8)));
        Assert.Equal(Signal.Of(7, 16), past.Sure);
        Assert.Equal(Signal.Of(5, 18), past.Possible);
    }

    [Fact]
    public void A_shared_variable_is_one_thing()
    {
        var both = new Formula.All([
            Atom("p", ("by", "party")),
            new Formula.Not(new Formula.Past(new(0, 10), Atom("q", ("by", "party")))),
        ]);
        var world = Of(Fact("p", 5, ("by", "A")), Fact("p", 6, ("by", "B")), Fact("q", 4, ("by", "A")));
        Assert.Equal(Signal.Of(6, 7), Ask(both, world).Sure);
    }

    [Fact]
    public void A_missing_field_may_be_anything_and_never_surely()
    {
        var heavy = new Formula.All([
            Atom("p", ("calibre", "calibre")),
            new Formula.Compare(
                new Operand.Variable("calibre"),
                Comparison.AtLeast,
                new Operand.Constant(new Value.Number(100))
            ),
        ]);
        var held = Ask(heavy, Of(Fact("p", 5)));
        Assert.Equal(Signal.Never, held.Sure);
        Assert.Equal(Signal.Of(5, 6), held.Possible);
    }

    [Fact]
    public void Quiet_is_sure_only_where_it_was_watched()
    {
        var world = Of() with
        {
            Observed = System.Collections.Immutable.ImmutableDictionary<string, CodeSet>.Empty.Add("p", CodeSet.All),
            Watched = _ => Signal.Of(0, 100),
        };
        var held = Ask(quiet, world);
        Assert.True(held.Sure.Covers(10, 100));
        Assert.False(held.Sure.Has(105));
        Assert.Equal(Signal.Always, held.Possible);
    }

    [Fact]
    public void No_notice_is_sure_at_once_for_the_register_is_complete() =>
        Assert.Equal(Signals.Always, Ask(quiet, Of()));

    [Fact]
    public void Three_in_seven_counts_facts_and_not_bindings()
    {
        var pattern = new Formula.All([
            new Formula.Tally("number", TallyKind.Count, null, ["party"], new(0, 7), Atom("p", ("by", "party"))),
            new Formula.Compare(
                new Operand.Variable("number"),
                Comparison.AtLeast,
                new Operand.Constant(new Value.Number(3))
            ),
        ]);
        var world = Of(
            Fact("p", 1, ("by", "A")),
            Fact("p", 2, ("by", "A")),
            Fact("p", 3, ("by", "B")),
            Fact("p", 6, ("by", "A"))
        );
        Assert.Equal(Signal.Of(6, 9), Ask(pattern, world).Sure);
    }

    [Fact]
    public void What_has_no_sector_may_be_of_any_and_two_such_are_not_surely_of_one()
    {
        var two = Counted(TallyKind.Count, null, ["sector"], 2);
        var held = Ask(two, Of(Fact("p", 1, ("sector", "4")), Fact("p", 3)));
        Assert.Equal((Signal.Never, Signal.Of(3, 9)), (held.Sure, held.Possible));
        held = Ask(two, Of(Fact("p", 1) with { Id = new("x") }, Fact("p", 3)));
        Assert.Equal((Signal.Never, Signal.Of(3, 9)), (held.Sure, held.Possible));
        Assert.Equal(Signal.Of(1, 9), Ask(Counted(TallyKind.Count, null, ["sector"], 1), Of(Fact("p", 1))).Sure);
    }

    [Fact]
    public void A_value_that_nobody_knows_is_not_surely_another_one()
    {
        var two = Counted(TallyKind.Distinct, "sector", [], 2);
        var held = Ask(two, Of(Fact("p", 1, ("sector", "4")), Fact("p", 3)));
        Assert.Equal((Signal.Never, Signal.Of(3, 9)), (held.Sure, held.Possible));
        held = Ask(two, Of(Fact("p", 1) with { Id = new("x") }, Fact("p", 3)));
        Assert.Equal((Signal.Never, Signal.Of(3, 9)), (held.Sure, held.Possible));
    }

    [Fact]
    public void What_began_somewhere_nobody_knows_where_may_have_begun_here_already()
    {
        var begins = new Formula.Begins(new Formula.Past(new(0, 9), Atom("p", ("sector", "sector"))));
        var world = Of(Fact("p", 7), Fact("p", 10, ("sector", "2")));
        var anywhere = Ask(begins, world);
        Assert.Equal(Signal.Of(7, 8), anywhere.Sure);
        var there = new Meaning(world, Needs).Of(begins, Nothing.Add("sector", new Value.Name("2")));
        Assert.Equal(Signal.Never, there.Sure);
        Assert.True(there.Possible.Has(7) && there.Possible.Has(10));
    }

    private static Formula.All Counted(TallyKind kind, string? of, string[] per, int atLeast) =>
        new([
            new Formula.Tally("number", kind, of, [.. per], new(0, 8 - 1), Atom("p", ("sector", "sector"))),
            new Formula.Compare(
                new Operand.Variable("number"),
                Comparison.AtLeast,
                new Operand.Constant(new Value.Number(atLeast))
            ),
        ]);

    private static Signals Ask(Formula formula, World world) => new Meaning(world, Needs).Of(formula, Nothing);
}
