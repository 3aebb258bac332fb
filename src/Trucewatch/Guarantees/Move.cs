namespace Trucewatch.Guarantees;

/// <summary>What a machine makes of an act: the next state, or a refusal with the rule and a cure. The state before never changes.</summary>
public abstract record Move<TState>
{
    private Move() { }

    /// <summary>The act counts.</summary>
    public sealed record Made(TState State) : Move<TState>;

    /// <summary>The act does not count, and nothing changes.</summary>
    /// <param name="Rule">The rule's code, such as <c>GA103</c>: 1 ceasefire, 2 instrument, 3 case, 4 response.</param>
    /// <param name="Why">The rule in words.</param>
    /// <param name="Cure">What would let the act count.</param>
    public sealed record Refused(string Rule, string Why, string Cure) : Move<TState>;
}
