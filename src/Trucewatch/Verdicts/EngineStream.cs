namespace Trucewatch.Verdicts;

/// <summary>The facts of one noun that meet a list of conditions, by the keys under which they are asked for; and what is asked of each.</summary>
/// <remarks>
/// The anchors of a provision are a stream, and so are the facts that answer a question. With its questions answered a fact
/// of the stream says <see cref="RunEntry.Now"/>, and only where that changes do those who ask for it hear of it.
/// </remarks>
internal class Stream(EngineCore core, EngineProgram program, StreamShape shape)
{
    private readonly List<long> edges = [];
    private KeyIndex[] indexes = [];
    private Link[] askedBy = [];
    private readonly List<Link> ties = [];

    protected EngineCore Core { get; } = core;

    public StreamShape Shape { get; } = shape;

    public int Number { get; } = core.Streams++;

    /// <summary>0 for facts that ask nothing; one more than the highest that it asks.</summary>
    public int Level { get; private set; }

    /// <summary>The longest time that a fact of the stream leaves open, so far.</summary>
    public long MaxSpan { get; set; }

    public Question? Question { get; private set; }

    /// <summary>Which bearers' facts are kept here; all, if the engine is not split.</summary>
    public Share Share { get; set; }

    /// <summary>False: the provision runs in another part of a split engine.</summary>
    public bool IsHere { get; set; }

    public ReadOnlySpan<KeyIndex> Indexes => indexes;

    public bool IsTop { get; private set; }

    public virtual bool IsBegin => false;

    public void Asks(Question question) => Question = question;

    public void ReportsItself() => IsTop = true;

    /// <summary>The ties of its own questions.</summary>
    public IReadOnlyList<Link> Ties => ties;

    public void AskedBy(Link link)
    {
        link.Parent.ties.Add(link);
        askedBy = [.. askedBy, link];
        link.Parent.Level = Math.Max(link.Parent.Level, Level + 1);
    }

    public KeyIndex IndexOf(KeySpace space, int[] columns)
    {
        foreach (var index in indexes)
            if (index.Of.Space == space && index.Of.Columns.SequenceEqual(columns))
                return index;
        var made = new KeyIndex(new(space, columns), Core.Arena);
        indexes = [.. indexes, made];
        return made;
    }

    /// <summary>The fact's own row.</summary>
    public virtual FactRow Row(int fact) => Core.Facts.Row(fact);

    /// <summary>The row of an entry, its bearer filled in.</summary>
    public FactRow RowOf(in RunEntry entry)
    {
        var row = Row(entry.Fact);
        row.Start = IsBegin ? entry.Start : row.Start;
        row.End = IsBegin ? entry.Start + 1 : row.End;
        if (entry.Fan != 0)
            Fill(ref row, entry.Fan);
        return row;
    }

    protected void Fill(ref FactRow row, ushort fan)
    {
        row.Values[Shape.BearerColumn] = Shape.Bearers[fan - 1];
        row.Open &= (ushort)~(1 << Shape.BearerColumn);
    }

    /// <summary>Takes a fact in; those who ask for such facts are marked.</summary>
    public void Add(in FactRow row)
    {
        if (!Shape.Takes(row) || !Share.Takes(row))
            return;
        MaxSpan = Math.Max(MaxSpan, row.Last - row.Start);
        if (!Shape.IsSpread(row))
        {
            AddOne(row, row.Number, 0, Shape.Own(row, Core.Schema));
            return;
        }
        for (ushort fan = 1; fan <= Shape.Bearers.Length; fan++)
            if (Shape.MayBe(row, fan, Core.Schema) && Share.Has(Shape.Bearers[fan - 1]))
            {
                var copy = row;
                Fill(ref copy, fan);
                AddOne(copy, row.Number, fan, Shape.Own(copy, Core.Schema));
            }
    }

    protected void AddOne(in FactRow row, int fact, ushort fan, int own)
    {
        if (own == Bits.No)
            return;
        // While nothing else waits, the facts that answer are settled: they stand before their anchors in the order of levels.
        var isLater = Question is not null && !Core.IsQuiet;
        var now =
            Question is null ? own
            : isLater ? Bits.No
            : Answer(row, own);
        if (!isLater && (now & Bits.Open) != 0 && Core.Closes < Leaf.Far)
            Core.Clock.Add(new(Core.Closes, Number, fact, row.Start, fan, IsState: false));
        var entry = new RunEntry
        {
            Start = row.Start,
            Fact = fact,
            Own = (byte)own,
            Now = (byte)now,
            Fan = fan,
        };
        var id = 0;
        for (var i = indexes.Length - 1; i >= 0; i--)
            id = indexes[i].Insert(row, entry);
        if (isLater)
            Core.Mark(new(this, indexes[0], id, row.Start, row.Last));
        else
            Say(row, entry, Bits.No, now);
    }

    /// <summary>Takes a fact out again; it must be the row that was taken in.</summary>
    public void Remove(in FactRow row)
    {
        if (!Shape.Takes(row) || !Share.Takes(row))
            return;
        if (!Shape.IsSpread(row))
        {
            if (Shape.Own(row, Core.Schema) != Bits.No)
                RemoveOne(row, row.Number, 0);
            return;
        }
        for (ushort fan = 1; fan <= Shape.Bearers.Length; fan++)
            if (Shape.MayBe(row, fan, Core.Schema) && Share.Has(Shape.Bearers[fan - 1]))
            {
                var copy = row;
                Fill(ref copy, fan);
                if (Shape.Own(copy, Core.Schema) != Bits.No)
                    RemoveOne(copy, row.Number, fan);
            }
    }

    protected void RemoveOne(in FactRow row, int fact, ushort fan)
    {
        var all = indexes[0].Entries(indexes[0].Of.Find(row));
        var entry = all[KeyIndex.PlaceOf(all, row.Start, fact, fan)];
        foreach (var index in indexes)
            index.Remove(row, fact, fan);
        Say(row, entry, entry.Now, Bits.No);
    }

    /// <summary>A fact that this stream asks for has changed: its anchors in the reach of it are marked.</summary>
    public virtual void Mark(Link link, in FactRow fact, long from, long to)
    {
        var id = link.Back.Find(fact);
        if (id > KeySpace.Wild)
            MarkOne(link.Anchors, id, from, to);
        else if (id == KeySpace.Wild)
            for (var other = 1; other < link.Anchors.Keys; other++)
                MarkOne(link.Anchors, other, from, to);
        if (link.Anchors.HasWild)
            MarkOne(link.Anchors, KeySpace.Wild, from, to);
    }

    private void MarkOne(KeyIndex anchors, int id, long from, long to)
    {
        var entries = anchors.Entries(id);
        if (entries.Length > 0 && entries[^1].Start + MaxSpan >= from && entries[0].Start <= to)
            Core.Mark(new(this, anchors, id, from, to));
    }

    /// <summary>Asks the marked anchors again.</summary>
    public virtual void Settle(in Dirty span)
    {
        var entries = span.Index!.Entries(span.Key);
        for (var i = KeyIndex.FirstAt(entries, span.From - MaxSpan); i < entries.Length; i++)
        {
            if (entries[i].Start > span.To)
                break;
            SettleOne(entries[i]);
        }
    }

    /// <summary>Asks an anchor again because its instant has come.</summary>
    public virtual void Ring(in Alarm alarm)
    {
        if (!IsBegin && !Core.Facts.Has(alarm.Fact))
            return;
        var row = RowOf(
            new RunEntry
            {
                Start = alarm.Start,
                Fact = alarm.Fact,
                Fan = alarm.Fan,
            }
        );
        if (row.Start != alarm.Start || !(IsBegin || row.Kind == Shape.Kind))
            return;
        var entries = indexes[0].Entries(indexes[0].Of.Find(row));
        var at = KeyIndex.PlaceOf(entries, alarm.Start, alarm.Fact, alarm.Fan);
        if (at == entries.Length || entries[at].CompareTo(alarm.Start, alarm.Fact, alarm.Fan) != 0)
            return;
        SettleOne(entries[at]);
    }

    private void SettleOne(RunEntry entry)
    {
        var row = RowOf(entry);
        var now = (byte)Answer(row, entry.Own);
        // Also where the answer stays: of several windows that it waits for, another one may now close first.
        if (Core.Closes < Leaf.Far && (now & Bits.Open) != 0)
            Core.Clock.Add(new(Core.Closes, Number, entry.Fact, row.Start, entry.Fan, IsState: false));
        if (now == entry.Now)
            return;
        foreach (var index in indexes)
        {
            var id = index.Of.Find(row);
            index.Set(id, KeyIndex.PlaceOf(index.Entries(id), row.Start, entry.Fact, entry.Fan), now, row.IsExact);
        }
        Say(row, entry, entry.Now, now);
    }

    private int Answer(in FactRow row, int own)
    {
        Core.Closes = Leaf.Far;
        Core.Pending = false;
        var bits = row.IsExact ? Question!.Ask(row, row.Start) : AskThroughout(row);
        var open = bits == Bits.Possible && (Core.Closes < Leaf.Far || Core.Pending);
        return bits & own & Bits.Sure | (open ? Bits.Open : 0);
    }

    // Surely, if so at every instant at which it may have happened; possibly, if at one. Between two edges nothing changes.
    private int AskThroughout(in FactRow row)
    {
        edges.Clear();
        edges.Add(row.Start);
        Question!.Edges(row, row.Start, row.Last, edges);
        var (every, some) = (Bits.Sure, Bits.No);
        foreach (var at in edges)
        {
            if (at < row.Start || at > row.Last)
                continue;
            var bits = Question.Ask(row, at);
            every &= bits;
            some |= bits;
        }
        return Bits.Of(every == Bits.Sure, some != Bits.No);
    }

    private void Say(in FactRow row, in RunEntry entry, int was, int now)
    {
        if (was == now)
            return;
        if (IsTop)
            Core.Report(
                new(
                    program.Number,
                    entry.Fact,
                    IsBegin,
                    entry.Start,
                    entry.Fan == 0 ? 0 : Shape.Bearers[entry.Fan - 1],
                    (EngineVerdict)was,
                    (EngineVerdict)now,
                    Core.Because
                )
            );
        foreach (var link in askedBy)
        {
            var (from, to) = link.Leaf.Reach(link.Role, row);
            link.Parent.Mark(link, row, from, to);
        }
    }
}
