using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>What variables are bound to, by name. A variable bound to null may be anything.</summary>
internal sealed class Row
{
    private Row(
        ImmutableSortedDictionary<string, Value?> bound,
        Signals signals,
        ImmutableArray<(long From, long Until)> once,
        ImmutableArray<FactId> facts
    ) => (Bound, Signals, Once, Facts) = (bound, signals, once, facts);

    /// <summary>The binding.</summary>
    public ImmutableSortedDictionary<string, Value?> Bound { get; }

    /// <summary>When the formula holds for it.</summary>
    public Signals Signals { get; }

    /// <summary>Spans in each of which it surely holds at some instant, nobody knows which.</summary>
    public ImmutableArray<(long From, long Until)> Once { get; }

    /// <summary>The facts it is made of, so that two alike are two.</summary>
    public ImmutableArray<FactId> Facts { get; }

    /// <summary>Holds always.</summary>
    public static Row Always(ImmutableSortedDictionary<string, Value?> bound) => new(bound, Signals.Always, [], []);

    /// <summary>A fact that matches, surely or perhaps.</summary>
    public static Row Of(Fact fact, ImmutableSortedDictionary<string, Value?> bound, bool isSure)
    {
        var when = Signal.Of(fact.Start, fact.End);
        var isExact = fact.End == fact.Start + 1;
        return new(
            bound,
            new(isSure && isExact ? when : Signal.Never, when),
            isSure && !isExact ? [(fact.Start, fact.End)] : [],
            [fact.Id]
        );
    }

    /// <summary>The same binding at other times.</summary>
    public Row At(Signals signals) => new(Bound, signals, [], Facts);

    /// <summary>The same with one more variable.</summary>
    public Row With(string variable, Value? value) => new(Bound.SetItem(variable, value), Signals, Once, Facts);

    /// <summary>The same without a variable, or with what it was bound to before.</summary>
    public Row Without(string variable, ImmutableSortedDictionary<string, Value?> before) =>
        new(
            before.TryGetValue(variable, out var was) ? Bound.SetItem(variable, was) : Bound.Remove(variable),
            Signals,
            Once,
            Facts
        );

    /// <summary>The same, where a condition holds besides.</summary>
    public Row And(Signals other) =>
        new(Bound, Signals.And(other), [.. Once.Where(o => other.Sure.Covers(o.From, o.Until))], Facts);

    /// <summary>Both, as bound by the other, which was found under this one's binding.</summary>
    public Row And(Row other) =>
        new(
            other.Bound,
            Signals.And(other.Signals),
            [
                .. Once.Where(o => other.Signals.Sure.Covers(o.From, o.Until)),
                .. other.Once.Where(o => Signals.Sure.Covers(o.From, o.Until)),
            ],
            [.. Facts, .. other.Facts]
        );

    /// <summary>Was so in the window behind.</summary>
    public Row Past(Window within) =>
        At(
            new(
                Signals
                    .Sure.Past(within.From, within.To)
                    .Or(
                        Signal.Of(
                            Once.Select(o =>
                                (
                                    Signal.Plus(o.Until - 1, within.From),
                                    within.To is { } to ? Signal.Plus(o.From, to + 1) : long.MaxValue
                                )
                            )
                        )
                    ),
                Signals.Possible.Past(within.From, within.To)
            )
        );

    /// <summary>Will be so in the window ahead.</summary>
    public Row Next(Window within) =>
        At(
            new(
                Signals
                    .Sure.Next(within.From, within.To)
                    .Or(
                        Signal.Of(
                            Once.Select(o =>
                                (
                                    within.To is { } to ? Signal.Plus(o.Until - 1, -to) : long.MinValue,
                                    Signal.Plus(o.From, 1 - within.From)
                                )
                            )
                        )
                    ),
                Signals.Possible.Next(within.From, within.To)
            )
        );

    /// <summary>Kept since.</summary>
    public Row Since(Signals keeping, Window within) =>
        At(
            new(
                keeping
                    .Sure.Since(within.From, within.To, Signals.Sure)
                    .Or(
                        Signal.Of(
                            Once.SelectMany(o =>
                                keeping
                                    .Sure.Stretches.Where(k => k.From <= o.From + 1 && o.From + 1 < k.Until)
                                    .Select(k =>
                                        (
                                            Signal.Plus(o.Until - 1, within.From),
                                            Math.Min(
                                                within.To is { } to ? Signal.Plus(o.From, to + 1) : long.MaxValue,
                                                k.Until
                                            )
                                        )
                                    )
                            )
                        )
                    ),
                keeping.Possible.Since(within.From, within.To, Signals.Possible)
            )
        );

    /// <summary>Kept until.</summary>
    public Row Until(Signals keeping, Window within) =>
        At(
            new(
                keeping.Sure.Until(within.From, within.To, Signals.Sure),
                keeping.Possible.Until(within.From, within.To, Signals.Possible)
            )
        );
}
