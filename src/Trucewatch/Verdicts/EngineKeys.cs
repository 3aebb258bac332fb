using System.Runtime.CompilerServices;

namespace Trucewatch.Verdicts;

/// <summary>Keys as small numbers: the values that an anchor and its questions share. Number 0 is for rows whose key is open.</summary>
internal sealed class KeySpace
{
    public const int Wild = 0;
    public const int None = -1;

    private readonly KeySpace? prefix;
    private int[] slots = new int[16];
    private long[] keys = new long[8];

    public KeySpace(int width)
    {
        Width = width;
        prefix = width > 2 ? new(width - 1) : null;
    }

    public int Width { get; }

    /// <summary>How many numbers are given, the wild one included.</summary>
    public int Count { get; private set; } = 1;

    public long Bytes => slots.Length * 4L + keys.Length * 8L + (prefix?.Bytes ?? 0);

    /// <summary>The keys given, by their number; of more than two values, see <see cref="Prefix"/>.</summary>
    public ReadOnlySpan<long> Keys => keys.AsSpan(0, Count);

    public KeySpace? Prefix => prefix;

    /// <summary>The number of a key; <see cref="None"/>: it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(long key)
    {
        var mask = slots.Length - 1;
        for (var at = Place(key) & mask; slots[at] != 0; at = (at + 1) & mask)
            if (keys[slots[at]] == key)
                return slots[at];
        return None;
    }

    /// <summary>The number of a key, which it gets now where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(long key)
    {
        var found = Find(key);
        return found >= 0 ? found : Put(key);
    }

    public static long Pack(int low, int high) => (uint)low | ((long)high << 32);

    private int Put(long key)
    {
        if ((Count + 1) * 3 > slots.Length * 2)
            Grow();
        if (Count == keys.Length)
            Array.Resize(ref keys, Count * 2);
        keys[Count] = key;
        Link(Count);
        return Count++;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var id = 1; id < Count; id++)
            Link(id);
    }

    private void Link(int id)
    {
        var mask = slots.Length - 1;
        var at = Place(keys[id]) & mask;
        while (slots[at] != 0)
            at = (at + 1) & mask;
        slots[at] = id;
    }

    private static int Place(long key) => (int)((ulong)(key * -7046029254386353131L) >> 33);
}

/// <summary>Which columns of a row make its key in a space.</summary>
internal sealed class Projection
{
    private readonly int[] columns;
    private readonly int mask;
    private readonly int first;
    private readonly int second;

    public Projection(KeySpace space, int[] columns)
    {
        (Space, this.columns) = (space, columns);
        mask = columns.Aggregate(0, (all, column) => all | (1 << column));
        first = columns.Length > 0 ? columns[0] : 0;
        second = columns.Length > 1 ? columns[1] : 0;
    }

    public KeySpace Space { get; }

    public ReadOnlySpan<int> Columns => columns;

    /// <summary>The number of the row's key; <see cref="KeySpace.Wild"/>: part of it is open; <see cref="KeySpace.None"/>: unknown so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(in FactRow row) =>
        (row.Open & mask) != 0 ? KeySpace.Wild
        : columns.Length <= 2 ? Space.Find(Key(row))
        : FindLong(row);

    /// <summary>The number of the row's key, which it gets now where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(in FactRow row) =>
        (row.Open & mask) != 0 ? KeySpace.Wild
        : columns.Length <= 2 ? Space.Add(Key(row))
        : AddLong(row);

    private long Key(in FactRow row)
    {
        ref readonly var values = ref row.Values;
        return columns.Length switch
        {
            0 => 0,
            1 => values[first],
            _ => KeySpace.Pack(values[first], values[second]),
        };
    }

    private int FindLong(in FactRow row)
    {
        var space = Space.Prefix!;
        return Prefix(row, columns.Length - 1, space, add: false) is >= 0 and var id
            ? Space.Find(KeySpace.Pack(id, row.Values[columns[^1]]))
            : KeySpace.None;
    }

    private int AddLong(in FactRow row) =>
        Space.Add(KeySpace.Pack(Prefix(row, columns.Length - 1, Space.Prefix!, add: true), row.Values[columns[^1]]));

    private int Prefix(in FactRow row, int length, KeySpace space, bool add)
    {
        long key;
        if (length <= 2)
        {
            key = KeySpace.Pack(row.Values[columns[0]], row.Values[columns[1]]);
        }
        else
        {
            var id = Prefix(row, length - 1, space.Prefix!, add);
            if (id < 0)
                return KeySpace.None;
            key = KeySpace.Pack(id, row.Values[columns[length - 1]]);
        }
        return add ? space.Add(key) : space.Find(key);
    }

    /// <summary>Puts the values of a key into a row, column for column.</summary>
    public void Fill(int id, ref FactRow row)
    {
        var space = Space;
        for (var i = columns.Length - 1; i >= 2; i--)
        {
            row.Values[columns[i]] = (int)(space.Keys[id] >> 32);
            id = (int)space.Keys[id];
            space = space.Prefix!;
        }
        if (columns.Length > 1)
            row.Values[columns[1]] = (int)(space.Keys[id] >> 32);
        if (columns.Length > 0)
            row.Values[columns[0]] = (int)space.Keys[id];
    }
}

/// <summary>The facts of a stream by one of its keys.</summary>
internal sealed class KeyIndex(Projection of, EntryArena arena)
{
    private Run[] runs = new Run[8];

    public Projection Of { get; } = of;

    public EntryArena Arena { get; } = arena;

    public int Keys => runs.Length;

    public long Bytes => runs.Length * (long)Unsafe.SizeOf<Run>();

    public bool HasWild => runs[KeySpace.Wild].Count > 0;

    /// <summary>The run of a key; an empty one where there is none.</summary>
    public Run this[int id] => (uint)id < (uint)runs.Length ? runs[id] : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<RunEntry> Entries(int id) =>
        (uint)id < (uint)runs.Length && runs[id].Count > 0 ? Arena.Of(runs[id]) : [];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Insert(in FactRow row, in RunEntry entry)
    {
        var id = Of.Add(row);
        if (id >= runs.Length)
            Array.Resize(ref runs, Math.Max(id + 1, runs.Length * 2));
        ref var run = ref runs[id];
        var at = run.Count == 0 ? 0 : PlaceOf(Arena.Of(run), entry.Start, entry.Fact, entry.Fan);
        Arena.Insert(ref run, at, entry);
        run.Uneven += entry.Now == Bits.Sure && row.IsExact ? 0 : 1;
        return id;
    }

    /// <summary>Removes the entry; it must be there.</summary>
    public void Remove(in FactRow row, int fact, ushort fan)
    {
        var id = Of.Find(row);
        ref var run = ref runs[id];
        var all = Arena.Of(run);
        var at = PlaceOf(all, row.Start, fact, fan);
        run.Uneven -= all[at].Now == Bits.Sure && row.IsExact ? 0 : 1;
        Arena.Remove(ref run, at);
    }

    /// <summary>Where the entry stands, or would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlaceOf(ReadOnlySpan<RunEntry> all, long start, int fact, ushort fan)
    {
        if (all.Length == 0 || all[^1].CompareTo(start, fact, fan) < 0)
            return all.Length;
        return Search(all, start, fact, fan);
    }

    private static int Search(ReadOnlySpan<RunEntry> all, long start, int fact, ushort fan)
    {
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (all[middle].CompareTo(start, fact, fan) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The first entry that starts at or after an instant; their number: there is none.</summary>
    /// <remarks>Looks back from the end in doubling steps: what is asked for in order lies near the end.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstAt(ReadOnlySpan<RunEntry> all, long start)
    {
        var (step, high) = (1, all.Length);
        while (high > 0 && all[Math.Max(0, high - step)].Start >= start)
        {
            high = Math.Max(0, high - step);
            step *= 2;
        }
        var low = Math.Max(0, high - step);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (all[middle].Start < start)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Sets what an entry says now, and keeps count of the uneven ones.</summary>
    public void Set(int id, int at, byte now, bool exact)
    {
        ref var run = ref runs[id];
        ref var entry = ref Arena.Of(run)[at];
        if (exact)
            run.Uneven += (entry.Now == Bits.Sure ? 1 : 0) - (now == Bits.Sure ? 1 : 0);
        entry.Now = now;
    }

    internal void Load(int id, ReadOnlySpan<RunEntry> entries, int uneven)
    {
        if (entries.IsEmpty)
            return;
        if (id >= runs.Length)
            Array.Resize(ref runs, Math.Max(id + 1, runs.Length * 2));
        foreach (ref readonly var entry in entries)
            Arena.Insert(ref runs[id], runs[id].Count, entry);
        runs[id].Uneven = uneven;
    }
}
