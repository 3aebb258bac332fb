using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>A stretch of numbers; an end counts in where it says so.</summary>
internal readonly record struct NumberSpan(double From, bool FromIn, double To, bool ToIn)
{
    public bool IsEmpty => From > To || (From == To && !(FromIn && ToIn));

    public NumberSpan And(NumberSpan other) =>
        new(
            Math.Max(From, other.From),
            From == other.From ? FromIn && other.FromIn
                : From > other.From ? FromIn
                : other.FromIn,
            Math.Min(To, other.To),
            To == other.To ? ToIn && other.ToIn
                : To < other.To ? ToIn
                : other.ToIn
        );
}

/// <summary>The values that a field may have: some stretches of numbers, and some names or all but some.</summary>
/// <remarks>Stretches are sorted and apart. A field is a number or a name, never both.</remarks>
internal sealed record Domain(ImmutableArray<NumberSpan> Numbers, ImmutableSortedSet<string> Names, bool ButNames)
{
    private static readonly NumberSpan everything = new(double.NegativeInfinity, false, double.PositiveInfinity, false);
    private static readonly ImmutableSortedSet<string> none = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Any value at all.</summary>
    public static readonly Domain All = new([everything], none, true);

    public bool IsEmpty => Numbers.IsEmpty && Names.IsEmpty && !ButNames;

    /// <summary>What is left where a value compares so with a constant.</summary>
    public static Domain Of(Comparison op, Value value) =>
        value switch
        {
            Value.Number number => OfNumber(op, number.Of),
            Value.Name name when op == Comparison.IsNot => new([everything], none.Add(name.Of), true),
            Value.Name name => new([], none.Add(name.Of), false),
            _ => All,
        };

    private static Domain OfNumber(Comparison op, double number) =>
        new(
            op switch
            {
                Comparison.Is => [new(number, true, number, true)],
                Comparison.IsNot =>
                [
                    everything with
                    {
                        To = number,
                        ToIn = false,
                    },
                    everything with
                    {
                        From = number,
                        FromIn = false,
                    },
                ],
                Comparison.AtLeast => [everything with { From = number, FromIn = true }],
                Comparison.AtMost => [everything with { To = number, ToIn = true }],
                Comparison.MoreThan => [everything with { From = number, FromIn = false }],
                _ => [everything with { To = number, ToIn = false }],
            },
            none,
            op == Comparison.IsNot
        );

    public Domain And(Domain other) =>
        new(
            [.. Numbers.SelectMany(_ => other.Numbers, (a, b) => a.And(b)).Where(s => !s.IsEmpty).OrderBy(s => s.From)],
            (ButNames, other.ButNames) switch
            {
                (true, true) => Names.Union(other.Names),
                (true, false) => other.Names.Except(Names),
                (false, true) => Names.Except(other.Names),
                _ => Names.Intersect(other.Names),
            },
            ButNames && other.ButNames
        );

    public Domain Not()
    {
        var gaps = ImmutableArray.CreateBuilder<NumberSpan>();
        var (at, atIn) = (double.NegativeInfinity, false);
        foreach (var stretch in Numbers)
        {
            gaps.Add(new(at, atIn, stretch.From, !stretch.FromIn));
            (at, atIn) = (stretch.To, !stretch.ToIn);
        }
        gaps.Add(new(at, atIn, double.PositiveInfinity, false));
        return new(
            [.. gaps.Where(g => !g.IsEmpty && g.From < double.PositiveInfinity && g.To > double.NegativeInfinity)],
            Names,
            !ButNames
        );
    }

    /// <summary>A value of it; null: none need be said, for any will do.</summary>
    public Value? One() =>
        Names.Count > 0 && !ButNames ? new Value.Name(Names[0])
        : Numbers.IsEmpty || (ButNames && Names.IsEmpty && Numbers[0] == everything) ? null
        : new Value.Number(Number(Numbers[0]));

    /// <summary>The same as words.</summary>
    public string? Sample() =>
        One() switch
        {
            Value.Name name => name.Of,
            Value.Number number => number.Of.ToString("0.######", CultureInfo.InvariantCulture),
            _ => null,
        };

    private static double Number(NumberSpan stretch) =>
        stretch switch
        {
            { FromIn: true } => stretch.From,
            { ToIn: true } => stretch.To,
            { From: double.NegativeInfinity, To: double.PositiveInfinity } => 1,
            { From: double.NegativeInfinity } => stretch.To > 1 ? stretch.To / 2 : stretch.To - 1,
            { To: double.PositiveInfinity } => stretch.From + 1,
            _ => stretch.From + ((stretch.To - stretch.From) / 2),
        };

    public bool Equals(Domain? other) =>
        other is not null
        && ButNames == other.ButNames
        && Names.SetEquals(other.Names)
        && Numbers.SequenceEqual(other.Numbers);

    public override int GetHashCode() => HashCode.Combine(Numbers.Length, Names.Count, ButNames);
}
