using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>A number over the facts of a window behind, compared with a fixed one.</summary>
/// <remarks>
/// Of nothing the number is zero where all are counted together; counted apart there is then no group, and no comparison holds.
/// What is only possible makes the number a span from the least to the greatest it may be: surely so if the comparison
/// holds over all of the span, possibly so if somewhere in it. Sums are taken in order of time, values of one instant in rising
/// order, so that no order of arrival changes a bit.
/// </remarks>
internal sealed class TallyQuestion : Leaf
{
    private readonly Link link;
    private readonly long from;
    private readonly long to;
    private readonly TallyKind kind;
    private readonly int column;
    private readonly Comparison op;
    private readonly double bound;
    private readonly int most;
    private readonly bool zeroCounts;
    private readonly HashSet<int> sure = [];
    private readonly HashSet<int> possible = [];

    public TallyQuestion(
        EngineCore core,
        Link link,
        (long From, long To) window,
        TallyKind kind,
        int column,
        Comparison op,
        double bound,
        bool isApart
    )
        : base(core, link)
    {
        (this.link, (from, to), this.kind, this.column) = (link, window, kind, column);
        (this.op, this.bound) = (op, bound);
        zeroCounts = !isApart && kind is (TallyKind.Count or TallyKind.Distinct);
        most =
            kind == TallyKind.Count && op == Comparison.AtLeast && bound is >= 1 and <= int.MaxValue && bound % 1 == 0
                ? (int)bound
                : 0;
        Bind();
    }

    public override int Ask(in FactRow row, long at)
    {
        var (low, high) = (at + from, at + to);
        // "n or more": the n-th fact before the window's end must lie in the window.
        if (most > 0 && Plainly(link, row, out var entries))
        {
            var end = KeyIndex.FirstAt(entries, high + 1);
            return end >= most && entries[end - most].Start >= low ? Bits.Sure : Bits.No;
        }
        var seen = Gather(0, row, low, high);
        if (seen.Count == 0)
            return zeroCounts ? Compared((0, 0)) : Bits.No;
        var bits = kind switch
        {
            TallyKind.Count => Compared(Count(seen, low, high)),
            TallyKind.Distinct => Compared(Distinct(seen, low, high)),
            TallyKind.Sum => Compared(Sum(seen, low, high)),
            _ => Extreme(seen, low, high),
        };
        return bits & (zeroCounts || AnySure(seen, low, high) ? Bits.Sure : Bits.Possible);
    }

    private static bool IsSure(in Seen seen, long low, long high) =>
        seen.Bits == Bits.Sure && seen.Start >= low && seen.Last <= high;

    private static (double, double) Count(List<Seen> all, long low, long high)
    {
        var least = 0;
        foreach (var seen in all)
            least += IsSure(seen, low, high) ? 1 : 0;
        return (least, all.Count);
    }

    private (double, double) Distinct(List<Seen> all, long low, long high)
    {
        sure.Clear();
        possible.Clear();
        var open = 0;
        foreach (var seen in all)
        {
            var fact = link.Child.Row(seen.Fact);
            if ((fact.Open >> column & 1) != 0)
            {
                open++;
                continue;
            }
            possible.Add(fact.Values[column]);
            if (IsSure(seen, low, high))
                sure.Add(fact.Values[column]);
        }
        return (
            Math.Max(sure.Count, open > 0 && sure.Count == 0 && AnySure(all, low, high) ? 1 : 0),
            possible.Count + open
        );
    }

    private static bool AnySure(List<Seen> all, long low, long high)
    {
        foreach (var seen in all)
            if (IsSure(seen, low, high))
                return true;
        return false;
    }

    private (double, double) Sum(List<Seen> all, long low, long high)
    {
        var (least, greatest) = (0.0, 0.0);
        all.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : Number(a).CompareTo(Number(b)));
        foreach (var seen in all)
        {
            if (Number(seen) is var number && double.IsNaN(number))
                return (double.NegativeInfinity, double.PositiveInfinity);
            var isSure = IsSure(seen, low, high);
            least += isSure || number < 0 ? number : 0;
            greatest += isSure || number > 0 ? number : 0;
        }
        return (least, greatest);
    }

    private int Extreme(List<Seen> all, long low, long high)
    {
        var min = kind == TallyKind.Min;
        var (sureBest, best, worst, any, open) = (double.NaN, double.NaN, double.NaN, false, false);
        foreach (var seen in all)
        {
            var number = Number(seen);
            open |= double.IsNaN(number);
            if (IsSure(seen, low, high))
            {
                any = true;
                sureBest = Better(sureBest, number, min);
            }
            best = Better(best, number, min);
            worst = Better(worst, number, !min);
        }
        if (open)
            return Bits.Possible;
        var other = any ? sureBest : worst;
        return Compared((Math.Min(best, other), Math.Max(best, other)));
    }

    private static double Better(double left, double right, bool min) =>
        double.IsNaN(left) ? right
        : min ? Math.Min(left, right)
        : Math.Max(left, right);

    // Not a number: the column is open or empty.
    private double Number(in Seen seen)
    {
        var fact = link.Child.Row(seen.Fact);
        return (fact.Open >> column & 1) != 0 || fact.Values[column] == 0
            ? double.NaN
            : Core.Schema.Numbers[fact.Values[column]];
    }

    private int Compared((double Least, double Greatest) of)
    {
        var (least, greatest) = of;
        return op switch
        {
            Comparison.AtLeast => Bits.Of(least >= bound, greatest >= bound),
            Comparison.MoreThan => Bits.Of(least > bound, greatest > bound),
            Comparison.AtMost => Bits.Of(greatest <= bound, least <= bound),
            Comparison.LessThan => Bits.Of(greatest < bound, least < bound),
            Comparison.Is => Bits.Of(least == bound && greatest == bound, least <= bound && bound <= greatest),
            _ => Bits.Of(greatest < bound || least > bound, least != bound || greatest != bound),
        };
    }

    public override (long From, long To) Reach(int role, in FactRow fact) => (fact.Start - to, fact.Last - from);

    protected override (long From, long To) Offsets(int role) => (from, to);

    public override void Turns(in FactRow row, bool rising, long from1, long to1, List<long> into)
    {
        var both = op is not (Comparison.AtLeast or Comparison.MoreThan) || kind is TallyKind.Min or TallyKind.Sum;
        foreach (var seen in Gather(0, row, from1 + from - 1, to1 + to))
        {
            if (both || rising)
                Add(seen, to, 0, into);
            if (both || !rising)
                Add(seen, from, 1, into);
        }
    }

    private static void Add(in Seen seen, long offset, long after, List<long> into)
    {
        into.Add(seen.Start - offset + after);
        if (seen.Start != seen.Last)
            into.Add(seen.Last - offset + after);
    }
}
