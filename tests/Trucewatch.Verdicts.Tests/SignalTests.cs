using FsCheck;
using FsCheck.Fluent;
using Trucewatch.Testing;

namespace Trucewatch.Verdicts.Tests;

/// <summary>The operators on signals against their definitions, instant by instant.</summary>
public sealed class SignalTests
{
    private const int Last = 24;

    private static readonly Gen<Signal> signals =
        from edges in Gen.ListOf(Gen.Choose(0, Last))
        let sorted = edges.Distinct().Order().ToList()
        select Signal.Of(
            sorted.Zip(sorted.Skip(1)).Where((_, i) => i % 2 == 0).Select(p => ((long)p.First, (long)p.Second))
        );

    private static readonly Arbitrary<(Signal A, Signal B, int From, int To)> cases = (
        from a in signals
        from b in signals
        from nearer in Gen.Choose(0, 5)
        from farther in Gen.Choose(0, 6)
        select (a, b, nearer, nearer + farther)
    ).ToArbitrary();

    [Fact]
    public void And_or_not_are_those_of_sets() =>
        Hold(c =>
            Same(c.A.And(c.B), t => c.A.Has(t) && c.B.Has(t))
            && Same(c.A.Or(c.B), t => c.A.Has(t) || c.B.Has(t))
            && Same(c.A.Not(), t => !c.A.Has(t))
            && c.A.Not().Not().Equals(c.A)
        );

    [Fact]
    public void Past_and_next_look_through_their_window() =>
        Hold(c =>
            Same(c.A.Past(c.From, c.To), t => Window(c.From, c.To).Any(d => c.A.Has(t - d)))
            && Same(c.A.Next(c.From, c.To), t => Window(c.From, c.To).Any(d => c.A.Has(t + d)))
            && Same(c.A.Past(c.From, null), t => Window(c.From, 10 * Last).Any(d => c.A.Has(t - d)))
        );

    [Fact]
    public void Since_keeps_what_lies_between() =>
        Hold(c =>
            Same(
                c.A.Since(c.From, c.To, c.B),
                t => Window(c.From, c.To).Any(d => c.B.Has(t - d) && Window(0, d - 1).All(k => c.A.Has(t - k)))
            )
            && Same(
                c.A.Until(c.From, c.To, c.B),
                t => Window(c.From, c.To).Any(d => c.B.Has(t + d) && Window(0, d - 1).All(k => c.A.Has(t + k)))
            )
        );

    [Fact]
    public void Covers_says_whether_all_of_a_stretch_is_held() =>
        Hold(c => c.A.Covers(c.From, c.To) == Window(c.From, c.To - 1).All(t => c.A.Has(t)));

    [Fact]
    public void Enough_of_a_window_is_watched() =>
        Hold(c =>
            Same(
                WatchedWindow.Enough(c.A, c.From, c.To, 0.6),
                t => Window(c.From, c.To).Count(d => c.A.Has(t - d)) >= Math.Ceiling(0.6 * (c.To - c.From + 1))
            )
        );

    private static void Hold(Func<(Signal A, Signal B, int From, int To), bool> holds) =>
        Prop.ForAll(cases, holds).Check(Repeatable.Cases());

    private static IEnumerable<int> Window(int from, int to) => Enumerable.Range(from, Math.Max(0, to - from + 1));

    private static bool Same(Signal signal, Func<int, bool> holds) =>
        Enumerable.Range(-40, 120).All(t => signal.Has(t) == holds(t));
}
