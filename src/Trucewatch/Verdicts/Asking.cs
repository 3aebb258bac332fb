using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>What norms ask of meaning, by what one provision needs.</summary>
internal sealed class Asking(Matter matter, ProofNeeded needs)
{
    /// <summary>The facts that an atom may be about, with what each fixes.</summary>
    public IEnumerable<Met> Meet(Formula.Fact atom, ImmutableSortedDictionary<string, Value> binding) => throw new NotSupportedException(matter + "" + needs + atom + binding);

    /// <summary>The same for one fact; null: it is none of them.</summary>
    public Met? Meet(Formula.Fact atom, ImmutableSortedDictionary<string, Value> binding, Fact fact) => throw new NotSupportedException(matter + "" + needs + atom + binding + fact);

    /// <summary>When a condition holds for a binding.</summary>
    public Held Of(Formula formula, ImmutableSortedDictionary<string, Value> binding) => throw new NotSupportedException(matter + "" + needs + formula + binding);

    /// <summary>When it holds, for each binding of the variables that are still free.</summary>
    public IEnumerable<(ImmutableSortedDictionary<string, Value> Binding, Held Held)> Each(Formula formula, ImmutableSortedDictionary<string, Value> binding) => throw new NotSupportedException(matter + "" + needs + formula + binding);

    /// <summary>The facts by which it may hold in a stretch of time.</summary>
    public IEnumerable<FactId> Possible(Formula formula, ImmutableSortedDictionary<string, Value> binding, Stretch at) => throw new NotSupportedException(matter + "" + needs + formula + binding + at);
}
