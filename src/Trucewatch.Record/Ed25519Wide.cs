using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Trucewatch.Record;

/// <summary>A sum of products of limbs, 128 bits, out of which <see cref="Ed25519Field"/> takes 51 for one limb and carries the rest.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Ed25519Wide
{
    /// <summary>The bits of a limb.</summary>
    public const ulong Mask = (1UL << 51) - 1;

    private ulong _high;
    private ulong _low;

    /// <summary>The sum without its lowest 51 bits; the sum must be below 2^115.</summary>
    public readonly ulong Above => _high << 13 | _low >> 51;

    /// <summary>The lowest 51 bits.</summary>
    public readonly ulong Below => _low & Mask;

    /// <summary>Adds a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong x, ulong y)
    {
        var low = x * y;
        _low += low;
        _high += High(x, y) + Carried(_low < low);
    }

    /// <summary>Adds a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong x)
    {
        _low += x;
        _high += Carried(_low < x);
    }

    // The upper half alone, kept in a register: twice as fast as Math.BigMul, which goes through memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong x, ulong y) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(x, y) : Math.BigMul(x, y, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Carried(bool isOver) => Unsafe.BitCast<bool, byte>(isOver);
}
