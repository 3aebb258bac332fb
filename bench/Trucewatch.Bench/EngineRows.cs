using System.Text;
using Trucewatch.Verdicts;

namespace Trucewatch.Bench;

/// <summary>Facts of the made-up year as rows of one schema, and as lines of text that are read into such rows.</summary>
internal sealed class EngineRows
{
    private readonly EngineSchema schema;
    private readonly Dictionary<string, short> kinds = [];
    private readonly EngineColumn[][] columns;
    private readonly int[] parties;
    private readonly int[] guarantors;
    private readonly int[] sectors;
    private readonly int[] weapons;
    private readonly int artillery;
    private readonly int mechanism;
    private readonly int[] calibres;
    private readonly int disengagement;
    private readonly int[] places;

    public EngineRows(EngineSchema schema)
    {
        this.schema = schema;
        foreach (var kind in schema.Kinds)
            kinds[kind.Noun] = kind.Id;
        columns = [.. schema.Kinds.Select(k => k.Columns.ToArray())];
        parties = [schema.Name("A"), schema.Name("B")];
        guarantors = [schema.Name("G1"), schema.Name("G2"), schema.Name("G3")];
        sectors = [.. Enumerable.Range(0, CeasefireLog.Sectors).Select(s => schema.Name("s" + s))];
        places = [.. Enumerable.Range(0, CeasefireLog.Sectors).Select(s => schema.Name("p" + s))];
        weapons = [.. Enumerable.Range(0, CeasefireLog.Weapons).Select(w => schema.Name("w" + w))];
        calibres = [.. Enumerable.Range(0, 256).Select(c => schema.Number(c))];
        (artillery, mechanism, disengagement) = (
            schema.Name("artillery"),
            schema.Name("mechanism"),
            schema.Name("disengagement")
        );
    }

    /// <summary>The row of a fact; its kind is −1 where no provision reads its noun.</summary>
    public FactRow Of(in CeasefireLog.Made made, int number)
    {
        var row = new FactRow
        {
            Number = number,
            Start = made.At,
            End = made.At + 1,
            Kind = kinds.GetValueOrDefault(made.Noun, (short)-1),
            Sure = FactRow.AllSure,
        };
        if (row.Kind >= 0)
            for (var i = 0; i < columns[row.Kind].Length; i++)
                row.Values[i] = Value(columns[row.Kind][i], made, number);
        return row;
    }

    private int Value(EngineColumn column, in CeasefireLog.Made made, int number) =>
        column switch
        {
            EngineColumn.Near { Zone: "area" } => 3, // all of it happens where the ceasefire is to hold
            EngineColumn.Near => made.Near,
            EngineColumn.Codes => 3,
            EngineColumn.Field field => Field(field.Name, made, number),
            _ => 0,
        };

    private int Field(string field, in CeasefireLog.Made made, int number) =>
        field switch
        {
            "by" when made.Noun is "consultation" or "report of measures" => guarantors[made.Party],
            "by" when made.Noun is "request for access" => mechanism,
            "by" or "to" => parties[made.Party],
            "sector" => sectors[made.Sector],
            "place" => places[made.Sector],
            "weapon" when made.Noun is "sighting" or "firing" && made.Weapon % 3 == 0 => artillery,
            "weapon" => weapons[made.Weapon],
            "calibre" => calibres[made.Calibre],
            "zone" => disengagement,
            // What a fact is about, and files, have numbers of their own: attacks are few enough to be named.
            "id" => number + 1,
            "about" or "file" => made.About + 1,
            _ => 0,
        };

    /// <summary>A log as text: one line a fact, its columns behind tabs.</summary>
    public byte[] Text(FactRow[] rows)
    {
        var text = new StringBuilder(rows.Length * 48);
        foreach (ref readonly var row in rows.AsSpan())
        {
            text.Append(row.Start).Append('\t').Append(row.Kind < 0 ? "flight" : schema.Kinds[row.Kind].Noun);
            for (var i = 0; row.Kind >= 0 && i < columns[row.Kind].Length; i++)
                text.Append('\t').Append(Word(columns[row.Kind][i], row.Values[i]));
            text.Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Word(EngineColumn column, int value) =>
        column switch
        {
            EngineColumn.Near or EngineColumn.Codes => value.ToString(),
            EngineColumn.Field { Name: "id" or "about" or "file" } => value.ToString(),
            EngineColumn.Field { Name: "calibre" } => schema.NumberOf(value).ToString(),
            _ => schema.NameOf(value),
        };

    /// <summary>A reader of that text.</summary>
    public TextRows Reader() => new(this);

    internal sealed class TextRows(EngineRows of)
    {
        private readonly WordIds words = new(of.schema, of.kinds);

        /// <summary>Reads the line at a place; the place of the next one.</summary>
        public int Read(ReadOnlySpan<byte> text, int at, int number, out FactRow row)
        {
            row = new() { Number = number, Sure = FactRow.AllSure };
            var time = 0L;
            while (text[at] != '\t')
                time = (time * 10) + text[at++] - '0';
            (row.Start, row.End) = (time, time + 1);
            at = Word(text, at + 1, out var noun);
            row.Kind = (short)words.Kind(noun);
            for (var i = 0; text[at] == '\t'; i++)
            {
                at = Word(text, at + 1, out var word);
                if (row.Kind >= 0)
                    row.Values[i] = Value(of.columns[row.Kind][i], word);
            }
            return at + 1;
        }

        private int Value(EngineColumn column, ReadOnlySpan<byte> word) =>
            column switch
            {
                EngineColumn.Field { Name: "calibre" } => of.calibres[Number(word)],
                EngineColumn.Field field when field.Name is not ("id" or "about" or "file") => words.Name(word),
                _ => Number(word),
            };

        private static int Word(ReadOnlySpan<byte> text, int at, out ReadOnlySpan<byte> word)
        {
            var length = text[at..].IndexOfAny((byte)'\t', (byte)'\n');
            word = text.Slice(at, length);
            return at + length;
        }

        private static int Number(ReadOnlySpan<byte> word)
        {
            var number = 0;
            foreach (var digit in word)
                number = (number * 10) + digit - '0';
            return number;
        }
    }
}

/// <summary>Words to ids without making a string: a table over their bytes.</summary>
internal sealed class WordIds
{
    private readonly (byte[] Word, int Name, int Kind)[] table = new (byte[], int, int)[4096];
    private readonly EngineSchema schema;

    public WordIds(EngineSchema schema, Dictionary<string, short> kinds)
    {
        this.schema = schema;
        foreach (var (noun, kind) in kinds)
            Slot(Encoding.UTF8.GetBytes(noun)).Kind = kind;
    }

    public int Kind(ReadOnlySpan<byte> word) => Slot(word).Kind;

    public int Name(ReadOnlySpan<byte> word)
    {
        ref var slot = ref Slot(word);
        return slot.Name != 0 ? slot.Name : slot.Name = schema.Name(Encoding.UTF8.GetString(word));
    }

    private ref (byte[] Word, int Name, int Kind) Slot(ReadOnlySpan<byte> word)
    {
        var hash = 2166136261u;
        foreach (var one in word)
            hash = (hash ^ one) * 16777619;
        for (var at = hash & 4095; ; at = (at + 1) & 4095)
        {
            ref var slot = ref table[at];
            if (slot.Word is null)
                slot = (word.ToArray(), 0, -1);
            if (word.SequenceEqual(slot.Word))
                return ref slot;
        }
    }
}
