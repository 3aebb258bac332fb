using System.Collections.Immutable;
using NodaTime;
using Trucewatch.Agreements;
using static Trucewatch.Verdicts.Tests.Cases;
using static Trucewatch.Verdicts.Tests.Worlds;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>Norms as the engine judges them, one by one: what random cases once found wrong. Entry into force at 0, microseconds.</summary>
public sealed class EngineNormTests
{
    private static readonly Validity fromEntry = new(
        new(new(MomentOf.EntryIntoForce, null, null, null, null, new Length.Exact(0)), false),
        null
    );

    private static readonly Formula.Fact contact = ByParty("contact");

    private static readonly Provision keeps = Clause("8", new Norm.Keep(Each, Within(5, contact))) with
    {
        When = fromEntry,
    };

    private static readonly Norm.Require explains = new(
        Each,
        null,
        And(),
        new Limit.Within(new Length.Exact(3), null, false),
        ByParty("explanation"),
        null
    );

    private static readonly Provision returns = Clause(
        "4(6)",
        new Norm.Require(
            Each,
            null,
            And(ByParty("removal")),
            new Limit.Within(new Length.Exact(10), null, false),
            ByParty("return"),
            explains
        )
    );

    [Fact]
    public void A_state_fails_from_where_the_exception_ends()
    {
        var except = keeps with { Unless = [new(Within(4, ByParty("storm")), null)] };
        Assert.Equal(
            ["8 at 13 A : 3", "8 at 6 B : 3"],
            Stands([except], 20, By("contact", 0, "A"), By("contact", 0, "B"), By("storm", 8, "A"), By("storm", 5, "A"))
        );
    }

    [Fact]
    public void What_a_kept_state_leaves_open_is_no_key()
    {
        var somewhere = keeps with
        {
            Norm = new Norm.Keep(Each, Within(5, ByParty("contact", ("sector", "any sector")))),
        };
        Assert.Equal(
            ["8 at 0 B : 3", "8 at 10 A : 3"],
            Stands([somewhere], 20, By("contact", 0, "A", "1"), By("contact", 4, "A", "2"))
        );
    }

    [Fact]
    public void A_state_that_a_term_means_is_kept_by_each_for_itself()
    {
        var term = Clause("2", new Norm.Means("contact kept", Within(5, contact)));
        var byTerm = keeps with { Norm = new Norm.Keep(Each, new Formula.Defined("contact kept")) };
        Assert.Equal(
            ["8 at 0 A : 3", "8 at 10 A : 3", "8 at 0 B : 3"],
            Stands([byTerm, term], 20, By("contact", 4, "A")).Where(w => w[0] == '8').OrderBy(w => w.Contains('B'))
        );
    }

    [Fact]
    public void A_break_that_is_corrected_leaves_the_end_of_the_window_where_it_was()
    {
        var since = keeps with
        {
            Norm = new Norm.Keep(Each, new Formula.Since(new Formula.Not(ByParty("storm")), new(2, 8), contact)),
        };
        var running = Made([since]);
        running.Take(new Happening.Said(By("contact", 4, "A")));
        running.Take(new Happening.Later(20));
        Assert.Contains("8 at 13 A : 3", running.Words());
        var storm = By("storm", 13, "A");
        running.Take(new Happening.Said(storm));
        running.Take(new Happening.Said(storm with { Start = 16, End = 17 }));
        Assert.Contains("8 at 13 A : 3", running.Words());
    }

    [Fact]
    public void A_state_that_is_permitted_lifts_a_duty_where_its_limit_is_missed()
    {
        var permit = Clause("5", new Norm.Permit(Each, Within(2, ByParty("storm")), ["4(6)"]));
        Assert.Empty(Stands([returns, permit], 90, By("removal", 0, "A"), By("storm", 10, "A")));
        Assert.NotEmpty(Stands([returns, permit], 90, By("removal", 0, "A"), By("storm", 0, "A")));
        var takenBack = permit with { Unless = [new(Within(50, ByParty("misuse")), null)] };
        Assert.NotEmpty(
            Stands([returns, takenBack], 90, By("removal", 0, "A"), By("storm", 10, "A"), By("misuse", 3, "A"))
        );
        var others = permit with
        {
            Norm = new Norm.Permit(new Bearer.EachGuarantor(), Within(2, Atom("storm")), ["4(6)"]),
        };
        Assert.NotEmpty(Stands([returns, others], 90, By("removal", 0, "A"), By("storm", 10, "A")));
    }

    [Fact]
    public void An_exception_lifts_what_a_breach_starts_where_that_is_missed()
    {
        var except = returns with { Unless = [new(Within(1, ByParty("storm")), null)] };
        Assert.Equal(2, Stands([except], 90, By("removal", 0, "A")).Count);
        Assert.Single(Stands([except], 90, By("removal", 0, "A"), By("storm", 15, "A")));
        Assert.Empty(Stands([except], 90, By("removal", 0, "A"), By("storm", 11, "A")));
    }

    [Fact]
    public void A_duty_without_a_trigger_begins_with_entry_into_force()
    {
        var delivers = Clause("3", explains) with { When = fromEntry };
        Assert.Equal(["3 at 0  B: 3"], Stands([delivers], 90, By("explanation", 3, "A"), By("explanation", 4, "B")));
    }

    [Fact]
    public void An_act_of_which_nobody_knows_whose_it_was_is_surely_nobodys()
    {
        var ban = Clause("2(1)", new Norm.Forbid(Each, And(ByParty("firing"))));
        Assert.Equal(
            ["2(1) at 3 f3 A: 1", "2(1) at 3 f3 B: 1"],
            Stands([ban], 90, Fact("firing", 3) with { Id = new("f3") })
        );
    }

    private static Formula.Past Within(long micros, Formula of) => new(new(0, micros), of);

    private static Fact By(string kind, long at, string by, string sector = "1") =>
        Fact(kind, at, ("by", by), ("sector", sector)) with
        {
            Id = new($"{kind} {at} {by}"),
        };

    private static List<string> Stands(
        ImmutableArray<Provision> provisions,
        long until,
        params ReadOnlySpan<Fact> facts
    )
    {
        var running = Made(provisions);
        foreach (var fact in facts)
            running.Take(new Happening.Said(fact));
        running.Take(new Happening.Later(until));
        return running.Words();
    }

    private static Running Made(ImmutableArray<Provision> provisions)
    {
        var running = new Running(
            new(provisions, new([], []), new(DateTimeZone.Utc, Instant.FromUnixTimeTicks(0)), ["A", "B"], ["G"])
        );
        Assert.Empty(running.Engine.Refused);
        return running;
    }
}
