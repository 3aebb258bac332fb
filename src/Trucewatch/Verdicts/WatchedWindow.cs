namespace Trucewatch.Verdicts;

/// <summary>Windows of which enough was watched.</summary>
public static class WatchedWindow
{
    /// <summary>The instants of which at least this share of the window behind was watched.</summary>
    /// <param name="watched">When it was watched.</param>
    /// <param name="from">The window's nearer end, microseconds behind, included.</param>
    /// <param name="to">Its farther end, included.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <remarks>What was watched of the window changes by at most one microsecond a microsecond, so that between edges it is a straight line.</remarks>
    public static Signal Enough(Signal watched, long from, long to, double share)
    {
        var needed = (long)Math.Ceiling(share * (to - from + 1));
        var cuts = watched
            .Stretches.SelectMany(s => new[] { s.From, s.Until })
            .Where(e => e is not (long.MinValue or long.MaxValue))
            .SelectMany(e =>
                new[] { Signal.Plus(e, from - 1), Signal.Plus(e, from), Signal.Plus(e, to), Signal.Plus(e, to + 1) }
            )
            .Distinct()
            .Order()
            .ToList();
        if (cuts.Count == 0)
            return watched;
        var found = new List<(long, long)>();
        if (Behind(watched, cuts[0], from, to) >= needed)
            found.Add((long.MinValue, cuts[0] + 1));
        if (Behind(watched, cuts[^1], from, to) >= needed)
            found.Add((cuts[^1], long.MaxValue));
        for (var i = 1; i < cuts.Count; i++)
            found.Add(Between(cuts[i - 1], cuts[i], t => Behind(watched, t, from, to) - needed));
        return Signal.Of(found);
    }

    // Where a straight line from one instant to another is not below zero.
    private static (long, long) Between(long first, long last, Func<long, long> line)
    {
        var (a, b) = (line(first), line(last));
        return (a >= 0, b >= 0) switch
        {
            (true, true) => (first, last + 1),
            (true, false) => (first, first + a + 1),
            (false, true) => (last - b, last + 1),
            _ => (0, 0),
        };
    }

    private static long Behind(Signal watched, long at, long from, long to)
    {
        var (start, end) = (Signal.Plus(at, -to), Signal.Plus(at, 1 - from));
        var sum = 0L;
        foreach (var (s, e) in watched.Stretches)
            sum += Math.Max(0, Math.Min(e, end) - Math.Max(s, start));
        return sum;
    }
}
