using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>A fact in the run of its key: when, which, what it says by itself, and what it says with its questions answered.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RunEntry
{
    public long Start;
    public int Fact;
    public byte Own;
    public byte Now;
    public ushort Fan;

    /// <summary>By time; facts of one instant by their number, so that no order of arrival shows.</summary>
    public readonly int CompareTo(long start, int fact, ushort fan)
    {
        if (Start != start)
            return Start < start ? -1 : 1;
        return Fact != fact ? Fact.CompareTo(fact) : Fan.CompareTo(fan);
    }
}

/// <summary>The facts of one key, sorted by time: a block of an arena.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Run
{
    public int Block;
    public int Count;

    /// <summary>How many of them are not plainly sure and exact: while it is 0, one search answers for both signals.</summary>
    public int Uneven;
    public sbyte Size;
}

/// <summary>Blocks of 1, 2, 4 … entries: a run of one fact costs 16 bytes, and a run that grows leaves its block to others.</summary>
internal sealed class EntryArena
{
    private const int ChunkBits = 13;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly List<RunEntry[]> chunks = [];
    private readonly List<RunEntry[]?> large = [];
    private readonly Stack<int>[] free = [.. Enumerable.Range(0, ChunkBits + 1).Select(_ => new Stack<int>())];
    private int open;
    private int used = ChunkSize;

    public long Bytes => (chunks.Count * (long)ChunkSize + large.Sum(l => l?.Length ?? 0L)) * Unsafe.SizeOf<RunEntry>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<RunEntry> Of(in Run run) =>
        run.Block >= 0
            ? chunks[run.Block >> ChunkBits].AsSpan(run.Block & (ChunkSize - 1), run.Count)
            : large[~run.Block].AsSpan(0, run.Count);

    /// <summary>Puts an entry at a place of the run; those behind move by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Insert(ref Run run, int at, in RunEntry entry)
    {
        if (run.Count == 0 || run.Count == 1 << run.Size)
            Grow(ref run);
        run.Count++;
        var all = Of(run);
        if (at < all.Length - 1)
            all[at..^1].CopyTo(all[(at + 1)..]);
        all[at] = entry;
    }

    public void Remove(ref Run run, int at)
    {
        var all = Of(run);
        all[(at + 1)..].CopyTo(all[at..]);
        run.Count--;
        if (run.Count == 0)
        {
            Free(run);
            run = default;
        }
    }

    private void Grow(ref Run run)
    {
        var old = run;
        var size = run.Count == 0 ? 0 : run.Size + 1;
        run = new Run
        {
            Block = Take(size),
            Count = old.Count,
            Uneven = old.Uneven,
            Size = (sbyte)size,
        };
        if (old.Count == 0)
            return;
        Of(old).CopyTo(Of(run));
        Free(old);
    }

    private int Take(int size)
    {
        if (size > ChunkBits)
        {
            large.Add(new RunEntry[1 << size]);
            return ~(large.Count - 1);
        }
        if (free[size].TryPop(out var block))
            return block;
        return size == ChunkBits ? NewChunk() : Cut(size);
    }

    // Blocks lie at multiples of their size; what is skipped for that goes to the free blocks, so nothing is lost.
    private int Cut(int size)
    {
        while (used < ChunkSize && (used & ((1 << size) - 1)) != 0)
        {
            var piece = int.TrailingZeroCount(used);
            free[piece].Push(open + used);
            used += 1 << piece;
        }
        if (used == ChunkSize)
        {
            open = NewChunk();
            used = 0;
        }
        var block = open + used;
        used += 1 << size;
        return block;
    }

    private int NewChunk()
    {
        chunks.Add(new RunEntry[ChunkSize]);
        return (chunks.Count - 1) << ChunkBits;
    }

    private void Free(in Run run)
    {
        if (run.Block < 0)
            large[~run.Block] = null;
        else
            free[run.Size].Push(run.Block);
    }
}
