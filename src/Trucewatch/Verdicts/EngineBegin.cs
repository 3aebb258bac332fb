namespace Trucewatch.Verdicts;

/// <summary>The instants at which a state begins, for each of its keys: anchors that no single fact makes.</summary>
/// <remarks>
/// A state can only begin where a fact comes into a window or leaves it. So after an edit only those instants are looked
/// at that lie in its reach. One that lies ahead of the clock is looked at again when it has come.
/// Surely begins: it holds now and did not even possibly just before. Possibly: it may hold now and surely did not before.
/// </remarks>
internal sealed class BeginStream(EngineCore core, EngineProgram program, StreamShape shape)
    : Stream(core, program, shape)
{
    private readonly List<long> turns = [];
    private readonly List<(long At, int Own)> old = [];
    private Question state = new Fixed(Bits.No);
    private KeyIndex keys = null!;
    private long[] waking = [];

    public override bool IsBegin => true;

    public KeyIndex Keys => keys;

    /// <summary>Sets the state; its questions are tied to this stream by <paramref name="of"/>, the index of its keys.</summary>
    public void Begins(Question begun, KeyIndex of) => (state, keys) = (begun, of);

    /// <summary>Looks at one key's state at an instant when it comes.</summary>
    public void LookAt(in FactRow key, long at) => Wake(keys.Of.Add(key), at);

    public override FactRow Row(int fact)
    {
        var row = new FactRow
        {
            Number = fact,
            Kind = -1,
            Sure = FactRow.AllSure,
        };
        keys.Of.Fill(fact, ref row);
        return row;
    }

    public override void Mark(Link link, in FactRow fact, long from, long to)
    {
        if (!link.IsOfState)
        {
            base.Mark(link, fact, from, to);
            return;
        }
        var id = link.Back.Add(fact);
        if (id > KeySpace.Wild)
            Core.Mark(new(this, null, id, from, to));
        else
            for (var other = 1; other < keys.Of.Space.Count; other++)
                Core.Mark(new(this, null, other, from, to));
    }

    public override void Settle(in Dirty span)
    {
        if (span.Index is null)
            Look(span.Key, span.From, span.To + 1);
        else
            base.Settle(span);
    }

    public override void Ring(in Alarm alarm)
    {
        if (!alarm.IsState)
        {
            base.Ring(alarm);
            return;
        }
        // An alarm that an earlier one has overtaken: the earlier one saw to what lies behind it.
        if (alarm.At != waking[alarm.Fact])
            return;
        waking[alarm.Fact] = long.MaxValue;
        Look(alarm.Fact, alarm.At, Leaf.Far);
    }

    /// <summary>By key, the instant at which it is looked at next; the greatest number: none is set.</summary>
    public long[] Waking
    {
        get => waking;
        set => waking = value;
    }

    /// <summary>Remembers, of the instants ahead at which a key's state may begin, the first.</summary>
    private void Wake(int id, long at)
    {
        Reserve(id);
        if (waking[id] <= at)
            return;
        waking[id] = at;
        Core.Clock.Add(new(at, Number, id, at, 0, IsState: true));
    }

    private void Reserve(int id)
    {
        var known = waking.Length;
        if (id < known)
            return;
        Array.Resize(ref waking, Math.Max(id + 1, known * 2));
        waking.AsSpan(known).Fill(long.MaxValue);
    }

    private void Look(int id, long from, long to)
    {
        var row = Row(id);
        Remember(id, from, to);
        turns.Clear();
        state.Turns(row, rising: true, from, to, turns);
        turns.Sort();
        var (next, last) = (0, long.MinValue);
        foreach (var at in turns)
        {
            if (at < from || at > to || at == last)
                continue;
            last = at;
            while (next < old.Count && old[next].At < at)
                Remove(row, old[next++].At);
            var own = At(row, at, id);
            var was = next < old.Count && old[next].At == at ? old[next++].Own : Bits.No;
            if (own == was)
                continue;
            if (was != Bits.No)
                Remove(row, at);
            Add(row, at, own);
        }
        while (next < old.Count)
            Remove(row, old[next++].At);
    }

    private void Remember(int id, long from, long to)
    {
        old.Clear();
        var entries = keys.Entries(id);
        for (var i = KeyIndex.FirstAt(entries, from); i < entries.Length && entries[i].Start <= to; i++)
            if (old.Count == 0 || old[^1].At != entries[i].Start)
                old.Add((entries[i].Start, entries[i].Own));
    }

    private int At(in FactRow row, long at, int id)
    {
        if (at > Core.Now)
        {
            Wake(id, at);
            return Bits.No;
        }
        var now = state.Ask(row, at);
        if (now == Bits.No)
            return Bits.No;
        var before = state.Ask(row, at - 1);
        return Bits.Of(now == Bits.Sure && before == Bits.No, before != Bits.Sure);
    }

    private void Add(FactRow row, long at, int own)
    {
        (row.Start, row.End) = (at, at + 1);
        if (!Shape.IsSpread(row))
        {
            AddOne(row, row.Number, 0, own);
            return;
        }
        for (ushort fan = 1; fan <= Shape.Bearers.Length; fan++)
        {
            Fill(ref row, fan);
            AddOne(row, row.Number, fan, own);
        }
    }

    private void Remove(FactRow row, long at)
    {
        (row.Start, row.End) = (at, at + 1);
        if (!Shape.IsSpread(row))
        {
            RemoveOne(row, row.Number, 0);
            return;
        }
        for (ushort fan = 1; fan <= Shape.Bearers.Length; fan++)
        {
            Fill(ref row, fan);
            RemoveOne(row, row.Number, fan);
        }
    }
}
