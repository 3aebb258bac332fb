using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>One provision made ready to run: its anchors, and what is asked of them.</summary>
public sealed class EngineProgram
{
    private readonly List<Stream> streams = [];

    internal EngineProgram(int number, Provision provision, string name) =>
        (Number, Provision, Name) = (number, provision, name);

    /// <summary>Its place in the engine's list.</summary>
    public int Number { get; }

    /// <summary>The provision.</summary>
    public Provision Provision { get; }

    /// <summary>The clause's address; with <c>if breached</c> behind it for what its breach starts.</summary>
    public string Name { get; }

    internal IReadOnlyList<Stream> Streams => streams;

    internal Stream Top { get; set; } = null!;

    /// <summary>The column of each stream that holds the bearer; null: some question has no bearer in its key.</summary>
    internal Dictionary<Stream, int>? BearerColumns { get; set; } = [];

    /// <summary>Sets its share in one part of a split engine; false: it runs in another part.</summary>
    internal bool IsOf(int part, int parts)
    {
        if (parts == 1)
            return true;
        if (BearerColumns is not { } columns)
            return Number % parts == part;
        foreach (var (stream, column) in columns)
            stream.Share = new(column, part, parts);
        return true;
    }

    internal void Add(Stream stream) => streams.Add(stream);
}
