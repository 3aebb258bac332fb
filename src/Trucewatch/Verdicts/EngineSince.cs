namespace Trucewatch.Verdicts;

/// <summary>A start in a window behind (Since) or an end in a window ahead (Until), and no break between it and the anchor.</summary>
/// <remarks>
/// Since: no break in (start, anchor]; Until: none in [anchor, end). So the last break before, or the first one after,
/// only narrows the window: nothing has to be remembered.
/// </remarks>
internal sealed class SinceQuestion : Leaf
{
    private readonly bool ahead;
    private readonly long near;
    private readonly long far;

    public SinceQuestion(EngineCore core, Link start, Link breaks, long near, long far, bool ahead)
        : base(core, start, breaks)
    {
        (this.near, this.far, this.ahead) = (near, far, ahead);
        Bind();
    }

    public override int Ask(in FactRow row, long at)
    {
        var bits =
            Plainly(Links[1], row, out var breaks) && Plainly(Links[0], row, out var starts)
                ? AskPlainly(at, starts, breaks)
                : AskEach(row, at);
        if (!ahead || bits == Bits.Sure)
            return bits;
        return at + near > Barrier(row, at) ? bits : bits | Core.OpenUntil(Math.Min(at + far, Barrier(row, at)));
    }

    private int AskPlainly(long at, ReadOnlySpan<RunEntry> starts, ReadOnlySpan<RunEntry> breaks)
    {
        long low,
            high;
        if (ahead)
        {
            var next = KeyIndex.FirstAt(breaks, at);
            (low, high) = (at + near, next < breaks.Length ? Math.Min(at + far, breaks[next].Start) : at + far);
        }
        else
        {
            var last = KeyIndex.FirstAt(breaks, at + 1) - 1;
            (low, high) = (last >= 0 ? Math.Max(at - far, breaks[last].Start) : at - far, at - near);
        }
        var first = KeyIndex.FirstAt(starts, low);
        return first < starts.Length && starts[first].Start <= high ? Bits.Sure : Bits.No;
    }

    private int AskEach(in FactRow row, long at)
    {
        var (low, high) = ahead ? (at + near, at + far) : (at - far, at - near);
        var breaks = ahead ? Gather(1, row, at, at + far) : Gather(1, row, at - far, at);
        var bits = Bits.No;
        foreach (var start in Gather(0, row, low, high))
        {
            var sure = start.Bits == Bits.Sure && start.Start >= low && start.Last <= high;
            // Surely: whatever its instant, no break that may lie between. Possibly: at its best instant, none that surely does.
            var best = ahead ? Math.Max(start.Start, low) : Math.Min(start.Last, high);
            var worst = ahead ? start.Last : start.Start;
            bits |= Bits.Of(sure && !Broken(breaks, worst, at, surely: false), !Broken(breaks, best, at, surely: true));
            if (bits == Bits.Sure)
                break;
        }
        return bits;
    }

    private bool Broken(List<Seen> breaks, long point, long at, bool surely)
    {
        var (low, high) = ahead ? (at, point - 1) : (point + 1, at);
        foreach (var seen in breaks)
            if (
                surely
                    ? seen.Bits == Bits.Sure && seen.Start >= low && seen.Last <= high
                    : seen.Start <= high && seen.Last >= low
            )
                return true;
        return false;
    }

    // After the first break that surely lies ahead, nothing can be reached any more.
    private long Barrier(in FactRow row, long at)
    {
        var first = Far;
        foreach (var seen in Gather(1, row, at, at + far))
            if (seen.Bits == Bits.Sure && seen.Start >= at)
                first = Math.Min(first, seen.Last);
        return first;
    }

    public override (long From, long To) Reach(int role, in FactRow fact) =>
        (role, ahead) switch
        {
            (0, false) => (fact.Start + near, fact.Last + far),
            (0, true) => (fact.Start - far, fact.Last - near),
            (_, false) => (fact.Start, Math.Min(fact.Last + far, NextBreak(fact))),
            _ => (Math.Max(fact.Start - far, LastBreak(fact)), fact.Last),
        };

    // A break changes nothing beyond the next one that is sure: from there on that one counts.
    private long NextBreak(in FactRow fact)
    {
        if (!Aside(fact, out var entries))
            return Far;
        var next = KeyIndex.FirstAt(entries, fact.Last + 1);
        return next < entries.Length ? entries[next].Start - 1 : Far;
    }

    private long LastBreak(in FactRow fact)
    {
        if (!Aside(fact, out var entries))
            return -Far;
        var last = KeyIndex.FirstAt(entries, fact.Start) - 1;
        return last >= 0 ? entries[last].Start + 1 : -Far;
    }

    private bool Aside(in FactRow fact, out ReadOnlySpan<RunEntry> entries)
    {
        var facts = Links[1].Facts;
        var id = facts.Of.Find(fact);
        entries = id > KeySpace.Wild ? facts.Entries(id) : default;
        return id > KeySpace.Wild && facts[id].Uneven == 0;
    }

    protected override (long From, long To) Offsets(int role) =>
        (role, ahead) switch
        {
            (0, false) => (-far, -near),
            (0, true) => (near, far),
            (_, false) => (-far, 0),
            _ => (0, far),
        };
}
