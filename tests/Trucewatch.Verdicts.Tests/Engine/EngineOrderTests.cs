using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts.Tests.Engine;

/// <summary>The order in which things became known leaves no trace, and an engine can be stopped, kept and split anywhere.</summary>
public sealed class EngineOrderTests
{
    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("TRUCEWATCH_CASES"), out var n) ? n : 100;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Wide)]
    public void Any_order_of_the_same_facts_gives_the_same(int doubt)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var (agreement, log) = Case(seed, doubt);
            var one = new Running(agreement);
            foreach (var happening in log)
                one.Take(happening);
            var other = new Running(agreement);
            var random = new Random(seed);
            // Facts in any order, and the clock only at the end; or first, when everything is late.
            if (seed % 2 == 0)
                other.Take(new Happening.Later(one.Now));
            foreach (var fact in one.Facts.OrderBy(_ => random.Next()))
                other.Take(new Happening.Said(fact));
            other.Take(new Happening.Later(one.Now));
            Assert.Equal(one.Words(), other.Words());
            Assert.Equal(other.Stands(), other.Told());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Wide)]
    public void What_was_added_and_withdrawn_was_never_there(int doubt)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var (agreement, log) = Case(seed, doubt);
            var (with, without) = (new Running(agreement), new Running(agreement));
            var extra = new RandomCases(seed + 1_000_000) { Doubt = doubt == Wide ? 0 : doubt }
                .Log(6)
                .OfType<Happening.Said>()
                .Select(s => s with { Fact = s.Fact with { Id = new("x" + s.Fact.Id.Text) } })
                .ToList();
            foreach (var happening in log)
            {
                with.Take(happening);
                without.Take(happening);
                if (extra.Count == 0)
                    continue;
                foreach (var one in extra)
                    with.Take(one);
                foreach (var one in extra)
                    with.Take(new Happening.Unsaid(one.Fact.Id));
                Assert.Equal(without.Words(), with.Words());
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(Wide)]
    public void A_snapshot_goes_on_as_if_nothing_had_happened(int doubt)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var (agreement, log) = Case(seed, doubt);
            var (through, kept) = (new Running(agreement), new Running(agreement));
            var stop = new Random(seed).Next(log.Count);
            for (var i = 0; i < log.Count; i++)
            {
                if (i == stop)
                {
                    var bytes = EngineSnapshot.Write(kept.Engine);
                    var fresh = new Trucewatch.Verdicts.Engine(kept.Schema, agreement);
                    Assert.True(EngineSnapshot.Read(fresh, bytes));
                    Assert.Equal(bytes, EngineSnapshot.Write(fresh));
                    kept.Engine = fresh;
                }
                through.Take(log[i]);
                kept.Take(log[i]);
            }
            Assert.Equal(through.Words(), kept.Words());
            Assert.Equal(EngineSnapshot.Write(through.Engine), EngineSnapshot.Write(kept.Engine));
        }
    }

    [Fact]
    public void A_snapshot_of_another_agreement_is_not_taken()
    {
        var one = new Running(new RandomCases(1).Agreement(2));
        var other = new Running(new RandomCases(2).Agreement(2));
        Assert.False(EngineSnapshot.Read(other.Engine, EngineSnapshot.Write(one.Engine)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Parts_say_together_what_one_engine_says(int parts)
    {
        var split = 0;
        for (var seed = 0; seed < Cases; seed++)
        {
            var (agreement, log) = Case(seed, seed % 5);
            var whole = new Running(agreement);
            foreach (var happening in log)
                whole.Take(happening);
            var standing = new List<EngineStanding>[parts];
            Parallel.For(
                0,
                parts,
                part =>
                {
                    // A schema of its own for each: in a program they share one that is filled before.
                    var running = new Running(agreement);
                    running.Engine = new(running.Schema, agreement, part, parts);
                    foreach (var happening in log)
                        running.Take(happening);
                    standing[part] = [.. running.Engine.Standing()];
                }
            );
            split += standing.Count(s => s.Count > 0) > 1 ? 1 : 0;
            Assert.Equal(whole.Engine.Standing(), standing.SelectMany(s => s).Order());
        }
        Assert.True(split > Cases / 4, "nothing was split");
    }

    /// <summary>
    /// Agreements with norms of each kind, permits, remedies and looks back; nothing is in doubt. (Which keys of a state the engine
    /// knows depends on what it has ever seen: where a key is open, so does what may have begun.)
    /// </summary>
    private const int Wide = 4;

    private static (EngineAgreement, List<Happening>) Case(int seed, int doubt)
    {
        var cases = new RandomCases(seed + 5000) { Doubt = doubt == Wide ? 0 : doubt };
        return (
            doubt == Wide ? WideCases.Agreement(new WideCases(seed).Provisions(4)) : cases.Agreement(3),
            cases.Log(30)
        );
    }
}
