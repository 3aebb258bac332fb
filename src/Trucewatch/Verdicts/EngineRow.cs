using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>The columns of a decoded fact: value ids of an <see cref="EngineSchema"/>, 0 where the fact has none.</summary>
/// <remarks>The last two are the engine's own: they hold a bearer or a value that no fact fixes.</remarks>
[InlineArray(Length)]
public struct EngineColumns
{
    /// <summary>How many columns a row has.</summary>
    public const int Length = 10;

    internal const int Bearer = 8;
    internal const int Someone = 9;
    private int first;
}

/// <summary>A fact decoded for the engine: no strings, nothing to look up.</summary>
/// <remarks>
/// Made at the border by <see cref="EngineBorder"/>. Numbers are dense, from 0, and stay with the fact: a correction names
/// the fact by the same number.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct FactRow
{
    /// <summary>The earliest instant, in microseconds since 1970, included.</summary>
    public long Start { get; set; }

    /// <summary>The end, excluded.</summary>
    public long End { get; set; }

    /// <summary>Which fact.</summary>
    public int Number { get; set; }

    /// <summary>Its noun; −1: there is no fact of that number.</summary>
    public short Kind { get; set; }

    /// <summary>Bit i: column i is not settled – it holds the number of a set of possible values, or 0 for "may be anything".</summary>
    public ushort Open { get; set; }

    /// <summary>Per needs k of the schema: bit 2k – it surely happened, bit 2k+1 – whose it was is sure. Bit 31: nobody could see.</summary>
    public uint Sure { get; set; }

    /// <summary>Its columns.</summary>
    public EngineColumns Values;

    /// <summary>All needs are met: the usual row of a register.</summary>
    public const uint AllSure = 0x7FFF_FFFF;

    /// <summary>The mark of a stretch of time and place in which nobody could see: it counts only under a "not".</summary>
    public const uint Unseen = 0x8000_0000;

    internal readonly long Last => End - 1;
    internal readonly bool IsExact => End - Start == 1;
}

/// <summary>Answers as bits, so that "and" and "or" are single instructions.</summary>
internal static class Bits
{
    public const int No = 0;
    public const int Possible = 1;
    public const int Sure = 3;

    /// <summary>Beside "possible": a window ahead has not closed yet.</summary>
    public const int Open = 4;

    /// <summary>What is surely not so is sure under "not", and what is possibly so is possible.</summary>
    public static int Not(int bits) => (bits & Open) | ((~bits & 1) << 1) | ((~bits >> 1) & 1);

    public static int Of(bool sure, bool possible) =>
        sure ? Sure
        : possible ? Possible
        : No;
}
