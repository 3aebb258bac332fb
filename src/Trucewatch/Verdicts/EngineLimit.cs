namespace Trucewatch.Verdicts;

/// <summary>Is the act done from the trigger until a limit that is no fixed length: calendar days, a moment, or counted from other facts?</summary>
internal sealed class LimitQuestion : Leaf
{
    private readonly Func<long, long> limit;
    private readonly bool fromOthers;
    private readonly bool last;
    private long reach;

    /// <param name="core">The engine's common parts.</param>
    /// <param name="act">What discharges.</param>
    /// <param name="others">The facts that the limit counts from; null: the trigger.</param>
    /// <param name="limit">The last instant, from the instant it counts from.</param>
    /// <param name="last">From the last of those facts; otherwise from the first.</param>
    public LimitQuestion(EngineCore core, Link act, Link? others, Func<long, long> limit, bool last)
        : base(core, others is null ? [act] : [act, others])
    {
        (this.limit, this.last, fromOthers) = (limit, last, others is not null);
        Bind();
    }

    /// <inheritdoc />
    public override long Memory
    {
        get => reach;
        set => reach = value;
    }

    public override int Ask(in FactRow row, long at)
    {
        var high = Limit(row, at);
        reach = Math.Max(reach, high - at);
        int bits;
        if (Plainly(Links[0], row, out var entries))
        {
            var first = KeyIndex.FirstAt(entries, at);
            bits = first < entries.Length && entries[first].Start <= high ? Bits.Sure : Bits.No;
        }
        else
        {
            bits = Bits.No;
            foreach (var seen in Gather(0, row, at, high))
                bits |= seen.Start >= at && seen.Last <= high ? seen.Bits : Bits.Possible;
        }
        return bits != Bits.Sure ? bits | Core.OpenUntil(high) : bits;
    }

    /// <summary>The limit never ends before its trigger.</summary>
    private long Limit(in FactRow row, long at) => Math.Max(at, limit(fromOthers ? Origin(row) ?? at : at));

    private long? Origin(in FactRow row)
    {
        if (Plainly(Links[1], row, out var entries))
            return entries.Length == 0 ? null : (last ? entries[^1] : entries[0]).Start;
        var all = Gather(1, row, -Far, Far);
        return all.Count == 0 ? null : (last ? all[^1] : all[0]).Start;
    }

    public override (long From, long To) Reach(int role, in FactRow fact) =>
        role == 0 ? (fact.Start - reach, fact.Last) : (-Far, Far);

    protected override (long From, long To) Offsets(int role) => role == 0 ? (0, reach) : (-Far, Far);

    // The instant from which on the limit reaches a fact is looked for: limits only ever move on with their trigger.
    public override void Edges(in FactRow row, long from, long to, List<long> into)
    {
        var acts = new List<Seen>(Gather(0, row, from, Math.Max(to, Limit(row, to))));
        foreach (var act in acts)
        foreach (var instant in (ReadOnlySpan<long>)[act.Start, act.Last])
        {
            into.Add(instant);
            into.Add(instant + 1);
            into.Add(FirstReaching(row, instant, from, to));
        }
    }

    private long FirstReaching(in FactRow row, long instant, long from, long to)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            if (Limit(row, middle) < instant)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into) =>
        Edges(row, from, to, into);
}
