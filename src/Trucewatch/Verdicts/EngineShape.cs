using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>One part of an engine that is split by bearer.</summary>
/// <param name="Column">Where a row has its bearer.</param>
/// <param name="Part">Which part, from 0.</param>
/// <param name="Parts">How many there are; 0 or 1: it is not split.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Share(int Column, int Part, int Parts)
{
    public bool Has(int bearer) => Parts < 2 || bearer % Parts == Part;

    /// <summary>Rows that leave their bearer open, or get one only here, go to every part.</summary>
    public bool Takes(in FactRow row) =>
        Parts < 2
        || Column == EngineColumns.Bearer
        || (row.Open >> Column & 1) != 0
        || row.Values[Column] % Parts == Part;
}

/// <summary>Which facts a stream takes, and what they say by themselves.</summary>
/// <param name="Kind">The noun's number; −1: begins of a state.</param>
/// <param name="Conditions">What the columns must be.</param>
/// <param name="Need">Which of the schema's needs it judges by.</param>
/// <param name="Attributed">True: whose it was matters, so that must be sure as well.</param>
/// <param name="TakesUnseen">True: it stands under a "not", so stretches that nobody could see count as possible facts.</param>
/// <param name="BearerColumn">Where the bearer stands; −1: there is none.</param>
/// <param name="Bearers">Who may be the bearer.</param>
internal sealed record StreamShape(
    int Kind,
    RowCondition[] Conditions,
    int Need,
    bool Attributed,
    bool TakesUnseen,
    int BearerColumn,
    int[] Bearers
)
{
    private readonly uint needed = Attributed ? 3u : 1u;

    public bool Takes(in FactRow row) => (row.Sure & FactRow.Unseen) == 0 || TakesUnseen;

    /// <summary>Whether the row stands for several bearers: it names none, or does not settle which.</summary>
    public bool IsSpread(in FactRow row) =>
        BearerColumn >= 0
        && Bearers.Length > 0
        && (BearerColumn == EngineColumns.Bearer || (row.Open >> BearerColumn & 1) != 0);

    public bool MayBe(in FactRow row, ushort bearer, EngineSchema schema)
    {
        if (BearerColumn == EngineColumns.Bearer)
            return true;
        var set = row.Values[BearerColumn];
        return set == 0 || schema.SetOf(set).Contains(Bearers[bearer - 1]);
    }

    public int Own(in FactRow row, EngineSchema schema)
    {
        var bits = (row.Sure >> (2 * Need) & needed) == needed ? Bits.Sure : Bits.Possible;
        foreach (var condition in Conditions)
        {
            bits &= condition.Of(row, schema);
            if (bits == Bits.No)
                break;
        }
        return bits;
    }
}
