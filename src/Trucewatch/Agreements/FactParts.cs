using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>One fact of a formula with what is said of it: its comparisons and places.</summary>
internal sealed record FactParts(
    Formula.Fact Fact,
    ImmutableArray<Formula.Compare> Compares,
    ImmutableArray<Formula.Near> Places
)
{
    /// <summary>The fact that a formula is; null: it is more, or less, than one fact.</summary>
    public static FactParts? Of(Formula formula)
    {
        while (formula is Formula.Some some && some.Over.StartsWith("its ", StringComparison.Ordinal))
            formula = some.Of;
        return formula switch
        {
            Formula.Fact fact => new(fact, [], []),
            Formula.All { Of: [Formula.Fact, ..] } all => Of(all.Of) is ({ } parts, { Length: 0 }) ? parts : null,
            _ => null,
        };
    }

    /// <summary>The fact that some formulas begin with, and what else stands beside it.</summary>
    public static (FactParts? Parts, ImmutableArray<Formula> Others) Of(ImmutableArray<Formula> all)
    {
        if (all is not [Formula.Fact fact, ..])
            return (null, all);
        return (
            new(fact, [.. all.OfType<Formula.Compare>()], [.. all.OfType<Formula.Near>()]),
            [.. all.Skip(1).Where(f => f is not (Formula.Compare or Formula.Near))]
        );
    }

    /// <summary>What a field must be; null: it is free.</summary>
    public Operand? this[string field] => Fact.Arguments.FirstOrDefault(a => a.Field == field)?.Is;

    /// <summary>True if a field's variable is there for a comparison or a place only.</summary>
    public bool IsOwn(Argument argument) =>
        argument.Is is Operand.Variable variable
        && (
            variable.Name == FactFormulas.Own(argument.Field)
            || Compares.Any(c => c.Left == argument.Is)
            || Places.Any(p => p.Of == variable.Name)
        );
}
