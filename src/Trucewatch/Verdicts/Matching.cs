using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>Facts against atoms: which match, how surely, and what they bind.</summary>
internal sealed class Matching(World world, ProofNeeded needs)
{
    /// <summary>The value that an argument asks for; null: none, or any.</summary>
    public Value? Asked(Argument argument, ImmutableSortedDictionary<string, Value?> bound) =>
        Value(argument.Is, bound)
        ?? (argument.Is is Operand.Variable { Name: Other } && Party(bound) is { } party ? OtherThan(party) : null);

    /// <summary>What an operand stands for; null: a variable that is not bound, or may be anything.</summary>
    public static Value? Value(Operand operand, ImmutableSortedDictionary<string, Value?> bound) =>
        operand switch
        {
            Operand.Constant constant => constant.Value,
            Operand.Variable variable => bound.GetValueOrDefault(variable.Name),
            _ => null,
        };

    /// <summary>All ways in which a fact matches an atom; several where a field may have several values.</summary>
    public IEnumerable<(ImmutableSortedDictionary<string, Value?> Bound, bool IsSure)> Of(
        Fact fact,
        Formula.Fact atom,
        ImmutableSortedDictionary<string, Value?> bound
    )
    {
        if (fact.Kind != atom.Kind || world.Has(fact, atom.Codes) is var coded && coded == Answer.No)
            return [];
        IEnumerable<(ImmutableSortedDictionary<string, Value?> Bound, bool IsSure)> ways =
        [
            (bound, coded == Answer.Yes && fact.Proof.Suffices(needs)),
        ];
        foreach (var argument in atom.Arguments)
            ways = ways.SelectMany(w => Argument(fact, argument, w.Bound, w.IsSure)).ToList();
        return ways;
    }

    private IEnumerable<(ImmutableSortedDictionary<string, Value?>, bool)> Argument(
        Fact fact,
        Argument argument,
        ImmutableSortedDictionary<string, Value?> bound,
        bool isSure
    )
    {
        var possible = Possible(fact, argument.Field);
        var name = (argument.Is as Operand.Variable)?.Name;
        var isKnown = argument.Field != "by" || fact.Proof.Attributes(needs);
        if (Asked(argument, bound) is { } asked)
        {
            if (possible.IsEmpty)
                return [(bound, false)];
            return possible.Contains(asked) ? [(bound, isSure && isKnown && possible.Length == 1)] : [];
        }
        if (name is null)
            return [(bound, isSure)];
        if (bound.ContainsKey(name)) // it may be anything already
            return possible.IsEmpty ? [(bound, false)] : possible.Select(v => (bound.SetItem(name, (Value?)v), false));
        return possible.IsEmpty
            ? [(bound.SetItem(name, null), isSure)]
            : possible.Select(v => (bound.SetItem(name, (Value?)v), isSure && isKnown && possible.Length == 1));
    }

    private static ImmutableArray<Value> Possible(Fact fact, string field) =>
        field == World.Id || (field == World.Place && !fact.Fields.ContainsKey(field)) ? [new Value.Name(fact.Id.Text)]
        : fact.Fields.TryGetValue(field, out var has) ? has.Possible
        : [];

    /// <summary>The variable of the other one of two parties.</summary>
    public const string Other = "other party";

    private static string? Party(ImmutableSortedDictionary<string, Value?> bound) =>
        (bound.GetValueOrDefault("party") as Value.Name)?.Of;

    private Value.Name? OtherThan(string party) =>
        world.Parties is [var a, var b] ? new Value.Name(party == a ? b : a) : null;
}

/// <summary>Two values compared.</summary>
internal static class Comparing
{
    /// <summary>The answer; a value that is missing may be anything. Names are only ever equal or not.</summary>
    public static Answer Of(Value? left, Comparison op, Value? right) =>
        (left, right) switch
        {
            (null, _) or (_, null) => Answer.Unclear,
            (Value.Number a, Value.Number b) => Answers.From(Numbers(a.Of, op, b.Of)),
            _ => op switch
            {
                Comparison.Is => Answers.From(left.Equals(right)),
                Comparison.IsNot => Answers.From(!left.Equals(right)),
                _ => Answers.From(Names(left, right) is var order && Numbers(order, op, 0)),
            },
        };

    private static bool Numbers(double left, Comparison op, double right) =>
        op switch
        {
            Comparison.Is => left == right,
            Comparison.IsNot => left != right,
            Comparison.AtLeast => left >= right,
            Comparison.AtMost => left <= right,
            Comparison.MoreThan => left > right,
            Comparison.LessThan => left < right,
            _ => throw new ArgumentOutOfRangeException(nameof(op), op, "no comparison"),
        };

    private static int Names(Value left, Value right) => string.CompareOrdinal(left.ToString(), right.ToString());
}
