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

/// <summary>Blocks of 1, 2, 4 … 16 entries: a run of one fact costs 16 bytes, and one that grows leaves its block to others. Longer runs are arrays.</summary>
internal sealed class EntryArena
{
    private const int ChunkBits = 13;
    private const int ChunkSize = 1 << ChunkBits;
    private const int LargestBits = 4;
    private readonly List<RunEntry[]> chunks = [];
    private readonly List<RunEntry[]?> large = [];
    private readonly Stack<int>[] free = [.. Enumerable.Range(0, ChunkBits).Select(_ => new Stack<int>())];
    private readonly Stack<int> holes = [];
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
        if (run.Count == 0 || run.Count == (run.Block >= 0 ? 1 << run.Size : large[~run.Block]!.Length))
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
        var size = run.Count == 0 ? 0 : Math.Min(run.Size + 1, LargestBits + 1);
        run = new Run
        {
            Block = size <= LargestBits ? Take(size) : TakeLarge(old.Count),
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
        return free[size].TryPop(out var block) ? block : Cut(size);
    }

    // A long run has an array of its own that grows by half: blocks that double would leave half of themselves behind.
    private int TakeLarge(int count)
    {
        var array = new RunEntry[count + (count / 2)];
        if (holes.TryPop(out var hole))
        {
            large[hole] = array;
            return ~hole;
        }
        large.Add(array);
        return ~(large.Count - 1);
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
        {
            large[~run.Block] = null;
            holes.Push(~run.Block);
        }
        else
        {
            free[run.Size].Push(run.Block);
        }
    }
}
