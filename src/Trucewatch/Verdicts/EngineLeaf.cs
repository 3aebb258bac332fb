using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>A fact as a question sees it: where it may lie, and whether it counts surely or possibly.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Seen(long Start, long Last, int Bits, int Fact);

/// <summary>A question that facts answer.</summary>
internal abstract class Leaf(EngineCore core, params Link[] links) : Question
{
    /// <summary>Farther than any instant: half of what a long can be moved by without turning over.</summary>
    public const long Far = 1L << 60;

    protected EngineCore Core { get; } = core;

    protected Link[] Links { get; } = links;

    /// <summary>What it has learnt by being asked, and a snapshot must keep.</summary>
    public virtual long Memory { get; set; }

    /// <summary>The instants at which an anchor's answer may change with a fact of that role.</summary>
    public abstract (long From, long To) Reach(int role, in FactRow fact);

    /// <summary>How far from the anchor, back and ahead, facts of that role are looked for.</summary>
    protected abstract (long From, long To) Offsets(int role);

    protected void Bind()
    {
        for (var role = 0; role < Links.Length; role++)
        {
            Links[role].Answers(this, role);
            Links[role].Child.AskedBy(Links[role]);
        }
    }

    /// <summary>The entries of the anchor's key, where all are sure and exact and no open ones stand beside them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static bool Plainly(Link link, in FactRow row, out ReadOnlySpan<RunEntry> entries)
    {
        var facts = link.Facts;
        var id = link.Ask.Find(row);
        if (id == KeySpace.Wild || facts.HasWild)
        {
            entries = default;
            return false;
        }
        if (id < 0)
        {
            entries = default;
            return true;
        }
        entries = facts.Entries(id);
        return facts[id].Uneven == 0;
    }

    /// <summary>All facts that may lie in a span and may be the anchor's, in order of time.</summary>
    protected List<Seen> Gather(int role, in FactRow row, long from, long to)
    {
        var link = Links[role];
        var into = Core.Scratch(role);
        into.Clear();
        var id = link.Ask.Find(row);
        if (id > KeySpace.Wild)
            Collect(link, id, row, from, to, isOpen: false, into);
        if (link.Facts.HasWild)
            Collect(link, KeySpace.Wild, row, from, to, isOpen: true, into);
        if (id == KeySpace.Wild)
            for (var other = 1; other < link.Facts.Keys; other++)
                Collect(link, other, row, from, to, isOpen: true, into);
        return into;
    }

    private void Collect(Link link, int id, in FactRow row, long from, long to, bool isOpen, List<Seen> into)
    {
        var entries = link.Facts.Entries(id);
        for (var i = KeyIndex.FirstAt(entries, from - link.Child.MaxSpan); i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Start > to)
                break;
            var bits = entry.Now & Bits.Sure;
            if (bits == Bits.No)
                continue;
            var fact = link.Child.RowOf(entry);
            if (fact.Last < from || (isOpen && !link.MayMatch(fact, row, Core.Schema)))
                continue;
            Core.Pending |= (entry.Now & Bits.Open) != 0;
            into.Add(new(entry.Start, fact.Last, isOpen ? Bits.Possible : bits, entry.Fact));
        }
    }

    public override void Edges(in FactRow row, long from, long to, List<long> into)
    {
        for (var role = 0; role < Links.Length; role++)
        {
            var (near, far) = Offsets(role);
            // From here on a window ahead has not closed by now.
            into.Add(Core.Now - far);
            // An edge stands one past the end of a window too.
            foreach (var seen in Gather(role, row, from + near - 1, to + far))
            foreach (var offset in (ReadOnlySpan<long>)[near, far, 0])
            {
                into.Add(seen.Start - offset);
                into.Add(seen.Start - offset + 1);
                into.Add(seen.Last - offset);
                into.Add(seen.Last - offset + 1);
            }
        }
    }

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into) =>
        Edges(row, from, to, into);
}

/// <summary>Is there a fact in a window around the anchor? The window behind and the one ahead are the same question.</summary>
internal sealed class WindowQuestion : Leaf
{
    private readonly Link link;
    private readonly long from;
    private readonly long to;
    private readonly bool ahead;

    public WindowQuestion(EngineCore core, Link link, long from, long to, bool ahead)
        : base(core, link)
    {
        (this.link, this.from, this.to, this.ahead) = (link, from, to, ahead);
        Bind();
    }

    public override int Ask(in FactRow row, long at)
    {
        var (low, high) = (at + from, at + to);
        int bits;
        if (Plainly(link, row, out var entries))
        {
            var first = KeyIndex.FirstAt(entries, low);
            bits = first < entries.Length && entries[first].Start <= high ? Bits.Sure : Bits.No;
        }
        else
        {
            bits = AskEach(row, low, high);
        }
        return ahead && bits != Bits.Sure ? bits | Core.OpenUntil(high) : bits;
    }

    private int AskEach(in FactRow row, long low, long high)
    {
        var bits = Bits.No;
        foreach (var seen in Gather(0, row, low, high))
            bits |= seen.Start >= low && seen.Last <= high ? seen.Bits : Bits.Possible;
        return bits;
    }

    public override (long From, long To) Reach(int role, in FactRow fact) => (fact.Start - to, fact.Last - from);

    protected override (long From, long To) Offsets(int role) => (from, to);

    public override void Turns(in FactRow row, bool rising, long from1, long to1, List<long> into)
    {
        foreach (var seen in Gather(0, row, from1 + from - 1, to1 + to))
        {
            into.Add(rising ? seen.Start - to : seen.Start - from + 1);
            if (seen.Start != seen.Last)
                into.Add(rising ? seen.Last - to : seen.Last - from + 1);
        }
    }
}

/// <summary>Is the anchor's instant within a stretch that a row stands for (a watched time, a time in force)?</summary>
internal sealed class DuringQuestion : Leaf
{
    public DuringQuestion(EngineCore core, Link link)
        : base(core, link) => Bind();

    public override int Ask(in FactRow row, long at)
    {
        var bits = Bits.No;
        foreach (var seen in Gather(0, row, at, at))
            bits |= seen.Bits;
        return bits;
    }

    public override (long From, long To) Reach(int role, in FactRow fact) => (fact.Start, fact.Last);

    protected override (long From, long To) Offsets(int role) => (0, 0);

    public override void Turns(in FactRow row, bool rising, long from, long to, List<long> into)
    {
        foreach (var seen in Gather(0, row, from - 1, to))
            into.Add(rising ? seen.Start : seen.Last + 1);
    }
}
