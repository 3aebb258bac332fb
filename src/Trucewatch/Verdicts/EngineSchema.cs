using System.Runtime.InteropServices;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What stands for what in decoded rows: nouns, columns and values as small numbers.</summary>
/// <remarks>Compiling provisions adds columns, decoding facts adds values; ids never change once given.</remarks>
public sealed class EngineSchema
{
    /// <summary>How many different <c>needs</c> one engine can tell apart.</summary>
    public const int MostNeeds = 15;

    private readonly Dictionary<string, int> names = [];
    private readonly Dictionary<double, int> numberIds = [];
    private readonly Dictionary<string, int> setIds = [];
    private readonly Dictionary<string, EngineKind> kinds = [];
    private readonly List<string> nameOf = [""];
    private readonly List<double> numbers = [0];
    private readonly List<int[]> sets =
    [
        [],
    ];
    private readonly List<ProofNeeded> needs = [];

    /// <summary>The nouns that provisions read, in the order of their numbers.</summary>
    public IReadOnlyList<EngineKind> Kinds => order;

    internal IReadOnlyList<ProofNeeded> Needs => needs;
    internal ReadOnlySpan<double> Numbers => CollectionsMarshal.AsSpan(numbers);
    private readonly List<EngineKind> order = [];

    /// <summary>The noun's shape; it is made where it is new.</summary>
    public EngineKind Kind(string noun)
    {
        if (!kinds.TryGetValue(noun, out var kind))
        {
            kinds[noun] = kind = new(noun, (short)order.Count);
            order.Add(kind);
        }
        return kind;
    }

    /// <summary>The noun's shape; null: no provision reads it.</summary>
    public EngineKind? Find(string noun) => kinds.GetValueOrDefault(noun);

    /// <summary>The id of a name, from 1.</summary>
    public int Name(string name)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(names, name, out var known);
        if (!known)
        {
            id = nameOf.Count;
            nameOf.Add(name);
        }
        return id;
    }

    /// <summary>The id of a number, from 1; it is no order.</summary>
    public int Number(double number)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(numberIds, number, out var known);
        if (!known)
        {
            id = numbers.Count;
            numbers.Add(number);
        }
        return id;
    }

    /// <summary>The name behind an id.</summary>
    public string NameOf(int id) => nameOf[id];

    /// <summary>The number behind an id.</summary>
    public double NumberOf(int id) => numbers[id];

    /// <summary>The id of a value.</summary>
    public int Value(Value value) =>
        value switch
        {
            Value.Name name => Name(name.Of),
            Value.Number number => Number(number.Of),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no value"),
        };

    /// <summary>The number of a set of possible values, from 1.</summary>
    internal int Set(int[] values)
    {
        Array.Sort(values);
        var key = string.Join(' ', values);
        if (!setIds.TryGetValue(key, out var id))
        {
            setIds[key] = id = sets.Count;
            sets.Add(values);
        }
        return id;
    }

    /// <summary>The values of a set; number 0 means "anything" and has none to list.</summary>
    internal ReadOnlySpan<int> SetOf(int id) => sets[id];

    /// <summary>The number of what a provision needs.</summary>
    /// <exception cref="NotCompiledException">There are more than <see cref="MostNeeds"/>.</exception>
    internal int Need(ProofNeeded needed)
    {
        var at = needs.IndexOf(needed);
        if (at >= 0)
            return at;
        if (needs.Count == MostNeeds)
            throw new NotCompiledException($"more than {MostNeeds} different needs");
        needs.Add(needed);
        return needs.Count - 1;
    }
}

/// <summary>The columns of one noun: those fields that provisions ask for, and answers that the border computes.</summary>
public sealed class EngineKind(string noun, short id)
{
    private readonly List<EngineColumn> columns = [];

    /// <summary>The noun.</summary>
    public string Noun { get; } = noun;

    /// <summary>Its number.</summary>
    public short Id { get; } = id;

    /// <summary>Its columns, in order.</summary>
    public IReadOnlyList<EngineColumn> Columns => columns;

    /// <summary>The column's place; it is made where it is new.</summary>
    /// <exception cref="NotCompiledException">The rows have no room for another.</exception>
    public int Column(EngineColumn column)
    {
        var at = columns.IndexOf(column);
        if (at >= 0)
            return at;
        if (columns.Count == EngineColumns.Bearer)
            throw new NotCompiledException($"{Noun} has more than {EngineColumns.Bearer} fields that are asked for");
        columns.Add(column);
        return columns.Count - 1;
    }
}

/// <summary>What a column of a row holds.</summary>
public abstract record EngineColumn
{
    private EngineColumn() { }

    /// <summary>The value of a field.</summary>
    public sealed record Field(string Name) : EngineColumn;

    /// <summary>Whether the place lies in a zone or within a distance of it: 0 no, 1 unclear, 3 yes.</summary>
    public sealed record Near(string Of, string Zone, double Meters) : EngineColumn;

    /// <summary>Whether its code is one of both sets: 0 no, 1 unclear, 3 yes.</summary>
    public sealed record Codes(CodeSet Noun, CodeSet Rule) : EngineColumn;
}

/// <summary>A formula that the engine cannot keep up to date by itself; it is judged from nothing instead.</summary>
public sealed class NotCompiledException : Exception
{
    /// <summary>For a reason, in words.</summary>
    public NotCompiledException(string reason)
        : base(reason) { }

    /// <summary>For a reason, with its cause.</summary>
    public NotCompiledException(string reason, Exception inner)
        : base(reason, inner) { }

    /// <summary>For no given reason.</summary>
    public NotCompiledException()
        : base("not compiled") { }
}
