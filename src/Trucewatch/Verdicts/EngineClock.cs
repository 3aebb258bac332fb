using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>Something to look at again when an instant has come.</summary>
/// <param name="At">The instant.</param>
/// <param name="Stream">The stream's number.</param>
/// <param name="Fact">The anchor's fact, or the key of a state.</param>
/// <param name="Start">When the anchor begins.</param>
/// <param name="Fan">Whose anchor.</param>
/// <param name="IsState">True: a state may begin at that instant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Alarm(long At, int Stream, int Fact, long Start, ushort Fan, bool IsState);

/// <summary>The instants at which open questions close by themselves, the earliest first.</summary>
/// <remarks>An alarm is never taken back: what it finds settled when its instant comes, it leaves alone.</remarks>
internal sealed class EngineClock
{
    private Alarm[] heap = new Alarm[16];

    public int Count { get; private set; }

    public long Next => Count == 0 ? long.MaxValue : heap[0].At;

    public ReadOnlySpan<Alarm> Alarms => heap.AsSpan(0, Count);

    public long Bytes => heap.Length * (long)System.Runtime.CompilerServices.Unsafe.SizeOf<Alarm>();

    public void Add(in Alarm alarm)
    {
        if (Count == heap.Length)
            Array.Resize(ref heap, Count * 2);
        var at = Count++;
        while (at > 0 && heap[(at - 1) / 2].At > alarm.At)
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = alarm;
    }

    public Alarm Take()
    {
        var first = heap[0];
        var last = heap[--Count];
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
                break;
            if (child + 1 < Count && heap[child + 1].At < heap[child].At)
                child++;
            if (heap[child].At >= last.At)
                break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return first;
    }

    public void Clear() => Count = 0;
}
