namespace Trucewatch.Verdicts;

/// <summary>The facts that stand, packed: a row takes four numbers of 32 bits and one for each column that its noun has.</summary>
/// <remarks>Everything is kept, for a fact may be corrected or withdrawn at any time.</remarks>
internal sealed class EngineFacts(EngineSchema schema)
{
    private const int ChunkBits = 16;
    private const int Head = 4;
    private const int Lasting = 1 << 15;
    private readonly List<int[]> chunks = [];
    private readonly Dictionary<int, Stack<int>> free = [];
    private int[] places = new int[1024];
    private int used = 1 << ChunkBits;

    public long Bytes => (chunks.Count * (4L << ChunkBits)) + (places.Length * 4L);

    /// <summary>One more than the greatest number that a fact has had.</summary>
    public int Numbers { get; private set; }

    public bool Has(int number) => (uint)number < (uint)places.Length && places[number] != 0;

    public void Put(in FactRow row)
    {
        if (row.Number >= places.Length)
            Array.Resize(ref places, Math.Max(row.Number + 1, places.Length + (places.Length / 2)));
        var columns = schema.Kinds[row.Kind].Columns.Count;
        var (lasts, width) = row.IsExact ? (0, Head + columns) : (Lasting, Head + 2 + columns);
        var place = Take(width);
        places[row.Number] = place + 1;
        Numbers = Math.Max(Numbers, row.Number + 1);
        var at = chunks[place >> ChunkBits].AsSpan(place & ((1 << ChunkBits) - 1), width);
        (at[0], at[1]) = ((int)row.Start, (int)(row.Start >> 32));
        (at[2], at[3]) = ((int)row.Sure, (ushort)row.Kind | lasts | (row.Open << 16));
        if (lasts != 0)
            (at[4], at[5]) = ((int)(row.End - row.Start), (int)((row.End - row.Start) >> 32));
        for (var i = 0; i < columns; i++)
            at[width - columns + i] = row.Values[i];
    }

    /// <summary>The row of a fact that stands.</summary>
    public FactRow Row(int number)
    {
        var at = At(number);
        var lasts = (at[3] & Lasting) != 0;
        var row = new FactRow
        {
            Number = number,
            Start = Long(at),
            Sure = (uint)at[2],
            Kind = (short)(at[3] & (Lasting - 1)),
            Open = (ushort)(at[3] >>> 16),
        };
        row.End = row.Start + (lasts ? Long(at[4..]) : 1);
        at = at[(lasts ? Head + 2 : Head)..];
        for (var i = schema.Kinds[row.Kind].Columns.Count - 1; i >= 0; i--)
            row.Values[i] = at[i];
        return row;
    }

    public void Remove(int number)
    {
        var at = At(number);
        var width = schema.Kinds[at[3] & (Lasting - 1)].Columns.Count + ((at[3] & Lasting) != 0 ? Head + 2 : Head);
        if (!free.TryGetValue(width, out var left))
            free[width] = left = new();
        left.Push(places[number] - 1);
        places[number] = 0;
    }

    private ReadOnlySpan<int> At(int number)
    {
        var place = places[number] - 1;
        return chunks[place >> ChunkBits].AsSpan(place & ((1 << ChunkBits) - 1));
    }

    private static long Long(ReadOnlySpan<int> at) => (uint)at[0] | ((long)at[1] << 32);

    private int Take(int width)
    {
        if (free.TryGetValue(width, out var left) && left.TryPop(out var place))
            return place;
        if (used + width > 1 << ChunkBits)
        {
            chunks.Add(new int[1 << ChunkBits]);
            used = 0;
        }
        place = ((chunks.Count - 1) << ChunkBits) + used;
        used += width;
        return place;
    }
}
