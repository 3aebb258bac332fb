using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>Anchors of one key whose instants lie in a span: they must be asked again.</summary>
/// <remarks>No index: the state of that key is looked at again, for the begins of it.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Dirty(Stream Stream, KeyIndex? Index, int Key, long From, long To);

/// <summary>What all streams of an engine share: the facts, the clock, what is to be asked again and what has changed.</summary>
internal sealed class EngineCore(EngineSchema schema)
{
    private readonly List<Seen>[] scratch =
    [
        [],
        [],
    ];
    private Dirty[] dirty = new Dirty[16];
    private int dirtyCount;
    private bool mixed;
    private EngineChange[] changes = new EngineChange[16];
    private int changeCount;

    public EngineSchema Schema { get; } = schema;
    public EngineFacts Facts { get; } = new(schema);
    public EntryArena Arena { get; } = new();
    public EngineClock Clock { get; } = new();

    /// <summary>The instant up to which limits have run.</summary>
    public long Now { get; set; } = long.MinValue;

    /// <summary>The entry of the record that is being applied; 0: the clock went on.</summary>
    public long Because { get; set; }

    /// <summary>The first instant at which a window ahead closes that the last answer waited for.</summary>
    public long Closes { get; set; }

    /// <summary>The last answer rests on a fact that itself waits for such a window.</summary>
    public bool Pending { get; set; }

    public ReadOnlySpan<EngineChange> Changes => changes.AsSpan(0, changeCount);

    public int Streams { get; set; }

    public List<Seen> Scratch(int role) => scratch[role];

    /// <summary>What a window ahead adds to an answer that is not sure: nothing once it has closed, a possibility until then.</summary>
    public int OpenUntil(long last)
    {
        if (last < Now)
            return Bits.No;
        Closes = Math.Min(Closes, last + 1);
        return Bits.Possible;
    }

    /// <summary>Nothing waits to be asked again: what comes in now may be asked at once.</summary>
    public bool IsQuiet => dirtyCount == 0;

    public void Mark(in Dirty span)
    {
        if (dirtyCount == dirty.Length)
            Array.Resize(ref dirty, dirtyCount * 2);
        mixed |= dirtyCount > 0 && dirty[dirtyCount - 1].Stream.Level != span.Stream.Level;
        dirty[dirtyCount++] = span;
    }

    /// <summary>Asks everything marked again, streams that others ask first, so that each is asked with settled answers.</summary>
    public void Settle()
    {
        for (var done = 0; done < dirtyCount; done++)
        {
            if (mixed)
                LowestFirst(done);
            var next = dirty[done];
            next.Stream.Settle(next);
        }
        dirtyCount = 0;
        mixed = false;
    }

    private void LowestFirst(int done)
    {
        var lowest = done;
        for (var i = done + 1; i < dirtyCount; i++)
            if (dirty[i].Stream.Level < dirty[lowest].Stream.Level)
                lowest = i;
        if (lowest != done)
            (dirty[done], dirty[lowest]) = (dirty[lowest], dirty[done]);
    }

    public void Report(in EngineChange change)
    {
        if (changeCount == changes.Length)
            Array.Resize(ref changes, changeCount * 2);
        changes[changeCount++] = change;
    }

    public void Begin(long because)
    {
        Because = because;
        changeCount = 0;
    }

    /// <summary>A correction takes a fact out and puts it in: of the two changes of its anchor one remains, or none.</summary>
    public void Join()
    {
        var kept = 0;
        for (var i = 0; i < changeCount; i++)
        {
            var earlier = EarlierOf(i, kept);
            if (earlier < 0)
                changes[kept++] = changes[i];
            else
                changes[earlier] = changes[i] with { Was = changes[earlier].Was };
        }
        changeCount = 0;
        for (var i = 0; i < kept; i++)
            if (changes[i].Was != changes[i].Is)
                changes[changeCount++] = changes[i];
    }

    private int EarlierOf(int i, int kept)
    {
        for (var j = 0; j < kept; j++)
            if (
                changes[j].Anchor == changes[i].Anchor
                && changes[j].Provision == changes[i].Provision
                && changes[j].Bearer == changes[i].Bearer
                && (changes[i].Begin == changes[j].Begin)
                && (!changes[i].Begin || changes[i].At == changes[j].At)
            )
                return j;
        return -1;
    }
}

/// <summary>What the engine says of an anchor.</summary>
public enum EngineVerdict
{
    /// <summary>Nothing.</summary>
    None = Bits.No,

    /// <summary>It may be so: not settled.</summary>
    Possible = Bits.Possible,

    /// <summary>It is so.</summary>
    Sure = Bits.Sure,

    /// <summary>It will be so unless something still happens in time: an obligation that is due.</summary>
    Open = Bits.Open | Bits.Possible,
}

/// <summary>One verdict that changed.</summary>
/// <param name="Provision">The place of the provision in the engine's list.</param>
/// <param name="Anchor">The fact that it hangs on; for a begin of a state: the number of the state's key.</param>
/// <param name="Begin">True: the anchor is the begin of a state.</param>
/// <param name="At">The anchor's instant, in microseconds since 1970.</param>
/// <param name="Bearer">Whose: a value of the schema where the anchor itself does not say; 0: it does.</param>
/// <param name="Was">What was said before.</param>
/// <param name="Is">What is said now.</param>
/// <param name="Because">The entry of the record that changed it; 0: time went on and a limit passed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EngineChange(
    int Provision,
    int Anchor,
    bool Begin,
    long At,
    int Bearer,
    EngineVerdict Was,
    EngineVerdict Is,
    long Because
);
