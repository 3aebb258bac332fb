using System.Collections.Immutable;

namespace Trucewatch.Record;

/// <summary>The times of the last entries, to say whether the next one's is plausible (<see cref="RecordRule.TimeOrder"/>).</summary>
/// <remarks>Only so many are looked at, so that a record of any length can go on from its end.</remarks>
public sealed class LatestTimes
{
    /// <summary>How many entries are looked at.</summary>
    public const int Entries = 256;

    /// <summary>Before the first entry.</summary>
    public static readonly LatestTimes None = new([], 0);

    private readonly ImmutableQueue<long> _times;
    private readonly int _count;

    private LatestTimes(ImmutableQueue<long> times, int count)
    {
        (_times, _count) = (times, count);
        foreach (var time in times)
            Latest = Math.Max(Latest, time);
    }

    private LatestTimes(ImmutableQueue<long> times, int count, long latest) =>
        (_times, _count, Latest) = (times, count, latest);

    /// <summary>The latest of them, UTC seconds since 1970; 0: there is none.</summary>
    public long Latest { get; }

    /// <summary>After one more entry.</summary>
    public LatestTimes After(long at)
    {
        if (_count < Entries)
            return new(_times.Enqueue(at), _count + 1, Math.Max(Latest, at));
        var rest = _times.Dequeue(out var gone).Enqueue(at);
        return gone < Latest || at >= Latest ? new(rest, Entries, Math.Max(Latest, at)) : new(rest, Entries);
    }
}
