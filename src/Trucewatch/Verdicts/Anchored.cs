using System.Collections.Immutable;
using Trucewatch.Agreements;

namespace Trucewatch.Verdicts;

/// <summary>A formula cut into the fact that anchors it and what else must hold then.</summary>
/// <param name="Fact">The fact; null: no single fact does, it is a state.</param>
/// <param name="Rest">All else; nothing else: always.</param>
internal sealed record Anchored(Formula.Fact? Fact, Formula Rest)
{
    /// <summary>Holds always: no condition at all.</summary>
    public static readonly Formula Always = new Formula.All([]);

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

    /// <summary>True if it holds always.</summary>
    public static bool IsAlways(Formula formula) => formula is Formula.All { Of.IsEmpty: true };

    private static IEnumerable<Formula> Conjuncts(Formula formula) =>
        formula is Formula.All all ? all.Of.SelectMany(Conjuncts) : [formula];
}

/// <summary>Finds the atoms of a formula.</summary>
internal static class Atoms
{
    /// <summary>All of them, wherever they stand.</summary>
    public static IEnumerable<Formula.Fact> Of(Formula formula, ImmutableDictionary<string, Formula> terms) =>
        formula switch
        {
            Formula.Fact fact => [fact],
            Formula.All all => all.Of.SelectMany(f => Of(f, terms)),
            Formula.Any any => any.Of.SelectMany(f => Of(f, terms)),
            Formula.Not not => Of(not.Of, terms),
            Formula.Some some => Of(some.Of, terms),
            Formula.Past past => Of(past.Of, terms),
            Formula.Next next => Of(next.Of, terms),
            Formula.Since since => Of(since.Keeping, terms).Concat(Of(since.Start, terms)),
            Formula.Until until => Of(until.Keeping, terms).Concat(Of(until.End, terms)),
            Formula.Tally tally => Of(tally.Over, terms),
            Formula.Begins begins => Of(begins.Of, terms),
            Formula.Ends ends => Of(ends.Of, terms),
            Formula.Watched watched => Of(watched.Of, terms),
            Formula.Defined defined when terms.TryGetValue(defined.Term, out var means) => Of(
                means,
                terms.Remove(defined.Term)
            ),
            _ => [],
        };
}
