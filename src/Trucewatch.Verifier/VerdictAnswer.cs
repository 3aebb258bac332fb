using System.Collections.Immutable;

namespace Trucewatch.Verifier;

/// <summary>What a check of a verdict's proof says.</summary>
public abstract record VerdictAnswer
{
    private VerdictAnswer() { }

    /// <summary>Every step follows from the entries of the record.</summary>
    /// <param name="NotRecomputed">What the check takes as cited, in words: fusion, for each incident.</param>
    public sealed record Holds(ImmutableArray<string> NotRecomputed) : VerdictAnswer;

    /// <summary>A step does not follow.</summary>
    /// <param name="Where">The step, as a path from the root.</param>
    /// <param name="Why">In words, without a full stop.</param>
    public sealed record Fails(string Where, string Why) : VerdictAnswer;

    /// <summary>No step fails, and some rest on values that are closed to this reader.</summary>
    /// <param name="Closed">What is closed, each in words.</param>
    /// <param name="NotRecomputed">What the check takes as cited, in words.</param>
    public sealed record AsFarAsOpened(ImmutableArray<string> Closed, ImmutableArray<string> NotRecomputed)
        : VerdictAnswer;
}
