using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>One thing that must be so of a fact, or at its instant. Each has its opposite.</summary>
internal abstract record Literal
{
    private Literal() { }

    /// <summary>The opposite.</summary>
    public abstract Literal Not(ImmutableSortedSet<Code> codes);

    /// <summary>Its code is one of these.</summary>
    public sealed record Coded(ImmutableSortedSet<Code> In) : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) => new Coded(codes.Except(In));
    }

    /// <summary>A field has one of these values.</summary>
    public sealed record Has(string Field, Domain In) : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) => new Has(Field, In.Not());
    }

    /// <summary>It came down in a zone or within so many metres of it; or not.</summary>
    public sealed record Lies(string Zone, double Meters, bool Outside) : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) => this with { Outside = !Outside };
    }

    /// <summary>The ceasefire is in one of these states.</summary>
    public sealed record State(ImmutableSortedSet<CeasefireState> States) : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) =>
            new State([.. Enum.GetValues<CeasefireState>().Except(States)]);
    }

    /// <summary>Something about other facts or other times: taken as a whole, it may hold or not.</summary>
    public sealed record Whole(Formula Of, bool Holds) : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) => this with { Holds = !Holds };
    }

    /// <summary>Never.</summary>
    public sealed record Never : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) => new Always();
    }

    /// <summary>Always.</summary>
    public sealed record Always : Literal
    {
        public override Literal Not(ImmutableSortedSet<Code> codes) => new Never();
    }
}

/// <summary>One way in which a condition may hold: all of these at once, of one fact.</summary>
/// <param name="Noun">The fact's noun; null: it speaks of no fact of its own.</param>
/// <param name="Of">What must be so.</param>
/// <param name="Fields">The field of the fact that gives each variable its value.</param>
internal sealed record Way(string? Noun, ImmutableArray<Literal> Of, ImmutableDictionary<string, string> Fields)
{
    /// <summary>Nothing in it but what is decided exactly.</summary>
    public bool IsExact => !Of.Any(l => l is Literal.Whole);

    public Way With(IEnumerable<Literal> more) => this with { Of = [.. Of, .. more] };
}
