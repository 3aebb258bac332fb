using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>When a condition surely and when it possibly holds: stretches in order, apart from one another.</summary>
/// <param name="Sure">Where it surely holds; lies within <paramref name="Possible"/>.</param>
/// <param name="Possible">Where it may hold.</param>
internal sealed record Held(ImmutableArray<Stretch> Sure, ImmutableArray<Stretch> Possible)
{
    /// <summary>Yes: throughout; no: at no instant of it; unclear: all else.</summary>
    public Answer During(Stretch at) =>
        Sure.Any(s => s.Holds(at) == Answer.Yes) ? Answer.Yes
        : Possible.Any(p => p.Holds(at) != Answer.No) ? Answer.Unclear
        : Answer.No;

    /// <summary>The same, cut to a stretch.</summary>
    public Held Within(Stretch part) => new(Cut(Sure, part), Cut(Possible, part));

    /// <summary>The first instant at or after one at which it surely holds; null: there is none.</summary>
    public long? FirstSure(long from) =>
        Sure.Where(s => s.Until > from).Select(s => (long?)Math.Max(s.From, from)).FirstOrDefault();

    private static ImmutableArray<Stretch> Cut(ImmutableArray<Stretch> all, Stretch part) =>
        [.. all.Select(s => s.And(part)).OfType<Stretch>()];
}

/// <summary>A fact that an atom of a formula may be about.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="IsSure">True: it surely matches.</param>
/// <param name="Bindings">What it fixes the variables to: one, or several where a field may have several values.</param>
internal sealed record Met(Fact Fact, bool IsSure, ImmutableArray<ImmutableSortedDictionary<string, Value>> Bindings)
{
    /// <summary>The instants at which it may have happened.</summary>
    public Stretch At => new(Fact.Start, Fact.End);
}

/// <summary>A formula cut into the fact that anchors it and what else must hold then.</summary>
/// <param name="Fact">The fact; null: no single fact does, it is a state.</param>
/// <param name="Rest">All else; nothing else: always.</param>
internal sealed record Anchored(Formula.Fact? Fact, Formula Rest)
{
    /// <summary>Cuts a formula: the first fact that stands bare among its conjuncts is the anchor.</summary>
    public static Anchored Cut(Formula formula)
    {
        var parts = Conjuncts(formula).ToList();
        return parts.OfType<Formula.Fact>().FirstOrDefault() is { } fact
            ? new(fact, new Formula.All([.. parts.Where(p => !ReferenceEquals(p, fact))]))
            : new(null, formula);
    }

    /// <summary>The alternatives of a formula, each with an anchor of its own.</summary>
    public static IEnumerable<Anchored> Ways(Formula formula) =>
        formula is Formula.Any any ? any.Of.SelectMany(Ways) : [Cut(formula)];

    /// <summary>True if it holds always: no condition at all.</summary>
    public static bool IsAlways(Formula formula) => formula is Formula.All { Of.IsEmpty: true };

    private static IEnumerable<Formula> Conjuncts(Formula formula) =>
        formula is Formula.All all ? all.Of.SelectMany(Conjuncts) : [formula];
}
