using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Trucewatch.Verdicts;

/// <summary>Verdicts kept up to date while facts come in, late, corrected, re-attributed and withdrawn.</summary>
/// <remarks>
/// Right when it equals a judgement from nothing over what stands; the property tests hold it to that. What an entry costs
/// depends on the facts of the same key within the provision's windows. One thread.
/// The verdicts are a function of the facts that stand and of the clock, not of the order in which they came.
/// </remarks>
public sealed class Engine
{
    private readonly EngineCore core;
    private readonly Stream[] streams;
    private readonly Stream[]?[] byKind;

    /// <summary>An engine for the provisions of an agreement; it has no facts yet.</summary>
    /// <param name="schema">What stands for what; engines that are parts of one share it.</param>
    /// <param name="agreement">What is judged.</param>
    /// <param name="part">Which part this is, from 0: every part gets all entries and judges its share.</param>
    /// <param name="parts">How many parts: split by bearer, and by provision where a question has no bearer in its key.</param>
    public Engine(EngineSchema schema, EngineAgreement agreement, int part = 0, int parts = 1)
    {
        (core, Agreement, Part, Parts) = (new(schema), agreement, part, parts);
        var compiled = new Compiler(core, agreement).All();
        Programs = compiled.Programs;
        Refused = compiled.Refused;
        streams = [.. Programs.SelectMany(p => p.Streams)];
        foreach (var stream in Programs.Where(p => p.IsOf(part, parts)).SelectMany(p => p.Streams))
            stream.IsHere = true;
        byKind = Dispatch(streams.Where(s => s.IsHere), schema.Kinds.Count);
    }

    /// <summary>What is judged.</summary>
    public EngineAgreement Agreement { get; }

    /// <summary>Which part of a split engine this is, from 0.</summary>
    public int Part { get; }

    /// <summary>How many parts there are.</summary>
    public int Parts { get; }

    /// <summary>The provisions that run here.</summary>
    public ImmutableArray<EngineProgram> Programs { get; }

    /// <summary>Those that it cannot keep up to date, with the reason: they are judged from nothing.</summary>
    public ImmutableArray<(string Clause, string Reason)> Refused { get; }

    /// <summary>The instant up to which limits have run, in microseconds since 1970.</summary>
    public long Now => core.Now;

    /// <summary>The last entry that was applied.</summary>
    public long Entry { get; private set; }

    /// <summary>Whether a fact of that number stands (of a noun that some provision reads).</summary>
    public bool Has(int number) => core.Facts.Has(number);

    /// <summary>Whether a provision reads facts of a noun.</summary>
    public static bool Reads(EngineProgram program, short kind) => program.Streams.Any(s => s.Shape.Kind == kind);

    /// <summary>What the facts themselves take, in bytes; all provisions share them.</summary>
    public long FactBytes => core.Facts.Bytes;

    internal EngineCore Core => core;

    internal ReadOnlySpan<Stream> Streams => streams;

    /// <summary>A new fact. The changes are good until the next call.</summary>
    public ReadOnlySpan<EngineChange> Assert(in FactRow row, long entry)
    {
        if ((uint)row.Kind >= (uint)byKind.Length || byKind[row.Kind] is not { } readers)
            return [];
        if (core.Facts.Has(row.Number))
            return Correct(row, entry);
        Start(entry);
        core.Facts.Put(row);
        foreach (var stream in readers)
            stream.Add(row);
        core.Settle();
        return core.Changes;
    }

    /// <summary>The fact of that number is now this one: other times, other fields, another's act.</summary>
    public ReadOnlySpan<EngineChange> Correct(in FactRow row, long entry)
    {
        Start(entry);
        TakeOut(row.Number);
        if ((uint)row.Kind < (uint)byKind.Length && byKind[row.Kind] is { } readers)
        {
            core.Facts.Put(row);
            foreach (var stream in readers)
                stream.Add(row);
        }
        core.Settle();
        core.Join();
        return core.Changes;
    }

    /// <summary>The fact of that number is no fact any more; unknown ones are passed over.</summary>
    public ReadOnlySpan<EngineChange> Withdraw(int number, long entry)
    {
        Start(entry);
        TakeOut(number);
        core.Settle();
        return core.Changes;
    }

    /// <summary>The clock goes on to an instant: limits before it have passed. It never goes back.</summary>
    public ReadOnlySpan<EngineChange> Advance(long now)
    {
        core.Begin(0);
        if (now <= core.Now)
            return [];
        if (core.Clock.Next > now)
        {
            core.Now = now;
            return [];
        }
        Ring(now);
        return core.Changes;
    }

    private void Ring(long now)
    {
        // Instant by instant: a limit that passes may itself begin something that is looked at a moment later.
        while (core.Clock.Next <= now)
        {
            core.Now = Math.Max(core.Now, core.Clock.Next);
            while (core.Clock.Next <= core.Now)
            {
                var alarm = core.Clock.Take();
                if (streams[alarm.Stream].IsHere)
                    streams[alarm.Stream].Ring(alarm);
            }
            core.Settle();
        }
        core.Now = now;
    }

    internal void Restore(long entry, long now) => (Entry, core.Now) = (entry, now);

    private void Start(long entry)
    {
        core.Begin(entry);
        Entry = entry;
    }

    private void TakeOut(int number)
    {
        if (!core.Facts.Has(number))
            return;
        var row = core.Facts.Row(number);
        foreach (var stream in byKind[row.Kind]!)
            stream.Remove(row);
        core.Facts.Remove(number);
    }

    /// <summary>All verdicts as they stand, by provision, instant, anchor and bearer.</summary>
    public ImmutableArray<EngineStanding> Standing()
    {
        var all = ImmutableArray.CreateBuilder<EngineStanding>();
        foreach (var program in Programs)
            Collect(program, all);
        all.Sort();
        return all.ToImmutable();
    }

    private static void Collect(EngineProgram program, ImmutableArray<EngineStanding>.Builder into)
    {
        var index = program.Top.Indexes[0];
        for (var id = 0; id < index.Keys; id++)
            foreach (ref readonly var entry in index.Entries(id))
                if (entry.Now != Bits.No)
                {
                    var bearer = entry.Fan == 0 ? 0 : program.Top.Shape.Bearers[entry.Fan - 1];
                    var verdict = (EngineVerdict)entry.Now;
                    var anchor = program.Top.IsBegin ? -1 : entry.Fact;
                    into.Add(new(program.Number, entry.Start, anchor, Key(program, entry), bearer, verdict));
                }
    }

    // A state's key has a number that depends on the order of arrival, so it stands by its values.
    private static string Key(EngineProgram program, in RunEntry entry)
    {
        if (program.Top is not BeginStream begin)
            return "";
        var row = begin.Row(entry.Fact);
        return string.Join(' ', begin.Keys.Of.Columns.ToArray().Select(c => row.Values[c]));
    }

    private static Stream[]?[] Dispatch(IEnumerable<Stream> streams, int kinds)
    {
        var readers = new Stream[]?[kinds];
        foreach (var group in streams.Where(s => s.Shape.Kind >= 0).GroupBy(s => s.Shape.Kind))
            readers[group.Key] = [.. group.OrderBy(s => s.Level)];
        return readers;
    }
}

/// <summary>A verdict that stands.</summary>
/// <param name="Provision">The place of the provision in the engine's list.</param>
/// <param name="At">The anchor's instant, in microseconds since 1970.</param>
/// <param name="Anchor">The anchor's fact; −1: the begin of a state.</param>
/// <param name="Key">For a state: the values of its key.</param>
/// <param name="Bearer">Whose, where the anchor does not say; otherwise 0.</param>
/// <param name="Verdict">What stands.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EngineStanding(
    int Provision,
    long At,
    int Anchor,
    string Key,
    int Bearer,
    EngineVerdict Verdict
) : IComparable<EngineStanding>
{
    /// <inheritdoc />
    public int CompareTo(EngineStanding other)
    {
        var order = Provision.CompareTo(other.Provision);
        order = order != 0 ? order : At.CompareTo(other.At);
        order = order != 0 ? order : Anchor.CompareTo(other.Anchor);
        order = order != 0 ? order : string.CompareOrdinal(Key, other.Key);
        return order != 0 ? order : Bearer.CompareTo(other.Bearer);
    }
}
