using System.Collections.Immutable;

namespace Trucewatch.Verdicts;

/// <summary>A set of instants: stretches in order, apart from one another, start included and end excluded.</summary>
/// <remarks>
/// Whole microseconds since 1970; <see cref="long.MinValue"/> and <see cref="long.MaxValue"/> are without beginning and
/// without end. The operators are those of AGREEMENT-ENGINE's table of meanings, over continuous time; bounds of windows are
/// included to the microsecond.
/// </remarks>
public sealed class Signal : IEquatable<Signal>
{
    private readonly ImmutableArray<long> edges;

    private Signal(ImmutableArray<long> edges) => this.edges = edges;

    /// <summary>At no instant.</summary>
    public static readonly Signal Never = new([]);

    /// <summary>At every instant.</summary>
    public static readonly Signal Always = new([long.MinValue, long.MaxValue]);

    /// <summary>One stretch; empty where it ends before it begins.</summary>
    public static Signal Of(long from, long until) => from < until ? new([from, until]) : Never;

    /// <summary>Any stretches, in any order, overlapping or not.</summary>
    public static Signal Of(IEnumerable<(long From, long Until)> stretches)
    {
        var made = ImmutableArray.CreateBuilder<long>();
        foreach (var (from, until) in stretches.Where(s => s.From < s.Until).OrderBy(s => s.From))
            if (made.Count == 0 || from > made[^1])
                made.AddRange(from, until);
            else if (until > made[^1])
                made[^1] = until;
        return made.Count == 0 ? Never : new(made.ToImmutable());
    }

    /// <summary>The stretches in order.</summary>
    public IEnumerable<(long From, long Until)> Stretches
    {
        get
        {
            for (var i = 0; i < edges.Length; i += 2)
                yield return (edges[i], edges[i + 1]);
        }
    }

    /// <summary>True if it holds at no instant.</summary>
    public bool IsNever => edges.IsEmpty;

    /// <summary>Whether it holds at an instant.</summary>
    public bool Has(long instant)
    {
        var at = edges.BinarySearch(instant);
        return at >= 0 ? at % 2 == 0 : ~at % 2 == 1;
    }

    /// <summary>Whether it holds at every instant of a stretch; an empty stretch: yes.</summary>
    public bool Covers(long from, long until)
    {
        if (from >= until)
            return true;
        var at = edges.BinarySearch(from);
        var next = at >= 0 ? at + 1 : ~at;
        return next % 2 == 1 && edges[next] >= until;
    }

    /// <summary>At the instants of either.</summary>
    public Signal Or(Signal other) =>
        IsNever ? other
        : other.IsNever ? this
        : Of(Stretches.Concat(other.Stretches));

    /// <summary>At the instants of both.</summary>
    public Signal And(Signal other)
    {
        var made = ImmutableArray.CreateBuilder<long>();
        for (int i = 0, j = 0; i < edges.Length && j < other.edges.Length; )
        {
            var (from, until) = (Math.Max(edges[i], other.edges[j]), Math.Min(edges[i + 1], other.edges[j + 1]));
            if (from < until)
                made.AddRange(from, until);
            if (edges[i + 1] < other.edges[j + 1])
                i += 2;
            else
                j += 2;
        }
        return made.Count == 0 ? Never : new(made.ToImmutable());
    }

    /// <summary>At all other instants.</summary>
    public Signal Not()
    {
        var made = ImmutableArray.CreateBuilder<long>(edges.Length + 2);
        if (edges.IsEmpty || edges[0] != long.MinValue)
            made.Add(long.MinValue);
        made.AddRange(edges.Where(e => e is not (long.MinValue or long.MaxValue)));
        if (edges.IsEmpty || edges[^1] != long.MaxValue)
            made.Add(long.MaxValue);
        return made.Count == 0 ? Never : new(made.ToImmutable());
    }

    /// <summary>At the instants at which it held between <paramref name="from"/> and <paramref name="to"/> ago; null: without bound.</summary>
    public Signal Past(long from, long? to) =>
        Of(Stretches.Select(s => (Plus(s.From, from), to is { } b ? Plus(s.Until, b) : long.MaxValue)));

    /// <summary>At the instants at which it will hold between <paramref name="from"/> and <paramref name="to"/> ahead; null: without bound.</summary>
    public Signal Next(long from, long? to) =>
        Of(Stretches.Select(s => (to is { } b ? Plus(s.From, -b) : long.MinValue, Plus(s.Until, -from))));

    /// <summary>This throughout since, so long ago, <paramref name="start"/> held: (t', t] is kept.</summary>
    public Signal Since(long from, long? to, Signal start)
    {
        var found = from == 0 ? start.Stretches.ToList() : [];
        foreach (var (s, e) in start.Stretches)
        foreach (var (p, q) in Stretches)
        {
            var (first, last) = (Math.Max(s, Plus(p, -1)), Math.Min(e, q));
            if (first < last)
                found.Add((Plus(first, from), Math.Min(to is { } b ? Plus(last, b) : long.MaxValue, q)));
        }
        return Of(found);
    }

    /// <summary>This throughout until, so long ahead, <paramref name="end"/> holds: [t, t') is kept.</summary>
    public Signal Until(long from, long? to, Signal end)
    {
        var found = from == 0 ? end.Stretches.ToList() : [];
        foreach (var (s, e) in end.Stretches)
        foreach (var (p, q) in Stretches)
        {
            var (first, last) = (Math.Max(s, p), Math.Min(e, Plus(q, 1)));
            if (first < last)
                found.Add((Math.Max(to is { } b ? Plus(first, -b) : long.MinValue, p), Plus(last, -from)));
        }
        return Of(found);
    }

    /// <summary>So much later.</summary>
    public Signal Later(long by) => Of(Stretches.Select(s => (Plus(s.From, by), Plus(s.Until, by))));

    /// <summary>An instant so much later; without beginning or end it stays so, and past them it stops there.</summary>
    internal static long Plus(long instant, long by) =>
        instant is long.MinValue or long.MaxValue ? instant
        : by > 0 && instant > long.MaxValue - by ? long.MaxValue
        : by < 0 && instant < long.MinValue - by ? long.MinValue
        : instant + by;

    /// <inheritdoc />
    public bool Equals(Signal? other) => other is not null && edges.SequenceEqual(other.edges);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Signal);

    /// <inheritdoc />
    public override int GetHashCode() => edges.Aggregate(edges.Length, HashCode.Combine);

    /// <inheritdoc />
    public override string ToString() => string.Join(" ", Stretches.Select(s => $"[{s.From},{s.Until})"));
}

/// <summary>When something surely holds, and when it may: <c>Sure</c> lies within <c>Possible</c>.</summary>
public sealed record Signals(Signal Sure, Signal Possible)
{
    /// <summary>Surely at no instant.</summary>
    public static readonly Signals Never = new(Signal.Never, Signal.Never);

    /// <summary>Surely at every instant.</summary>
    public static readonly Signals Always = new(Signal.Always, Signal.Always);

    /// <summary>May hold at every instant, and surely at none.</summary>
    public static readonly Signals Unclear = new(Signal.Never, Signal.Always);

    /// <summary>At every instant, at none, or open.</summary>
    public static Signals From(Rulebook.Answer answer) =>
        answer switch
        {
            Rulebook.Answer.Yes => Always,
            Rulebook.Answer.No => Never,
            _ => Unclear,
        };

    /// <summary>Either.</summary>
    public Signals Or(Signals other) => new(Sure.Or(other.Sure), Possible.Or(other.Possible));

    /// <summary>Both.</summary>
    public Signals And(Signals other) => new(Sure.And(other.Sure), Possible.And(other.Possible));

    /// <summary>The other way round: what may hold may fail to hold.</summary>
    public Signals Not() => new(Possible.Not(), Sure.Not());

    /// <summary>The instants at which it begins: an instant before it did not hold.</summary>
    public Signals Begins() => new(Sure.And(Possible.Later(1).Not()), Possible.And(Sure.Later(1).Not()));

    /// <summary>The first instants at which it holds no more.</summary>
    public Signals Ends() => new(Sure.Later(1).And(Possible.Not()), Possible.Later(1).And(Sure.Not()));
}
