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

    internal void Add(Stream stream) => streams.Add(stream);
}
