using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using Trucewatch.Verdicts;

namespace Trucewatch.Verifier;

/// <summary>What the variables of a provision stand for at a place in a proof.</summary>
/// <param name="Fields">The values that a variable may have.</param>
/// <param name="Places">The premise whose place a variable is.</param>
/// <param name="Floors">Variables whose value is the stated number or more.</param>
/// <param name="Ceilings">Variables whose value is the stated number or less.</param>
internal sealed record Bound(
    ImmutableDictionary<string, Field> Fields,
    ImmutableDictionary<string, string> Places,
    ImmutableHashSet<string> Floors,
    ImmutableHashSet<string> Ceilings
)
{
    /// <summary>True: something that would fix a variable is closed; what it fixes cannot be asked.</summary>
    public bool IsPartlyClosed { get; init; }

    public static readonly Bound Nothing = new(
        ImmutableDictionary.Create<string, Field>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal)
    );

    public Field? Of(Operand operand) =>
        operand switch
        {
            Operand.Constant constant => Field.Of(constant.Value),
            Operand.Variable variable => Fields.GetValueOrDefault(variable.Name),
            _ => null,
        };
}

/// <summary>The rules of matching and comparing, as the definition of the language has them.</summary>
internal static class ProofMatch
{
    /// <summary>Does a fact's field have the value asked for?</summary>
    public static Answer Same(Field has, Field asked) =>
        has.Possible.IsEmpty || asked.Possible.IsEmpty ? Answer.Unclear
        : !has.Possible.Any(asked.Possible.Contains) ? Answer.No
        : has.Possible.Length == 1 && asked.Possible.Length == 1 ? Answer.Yes
        : Answer.Unclear;

    /// <summary>Two values compared, over all that they may be.</summary>
    public static Answer Compare(Field left, Comparison op, Field right)
    {
        if (left.Possible.IsEmpty || right.Possible.IsEmpty)
            return Answer.Unclear;
        var holds = left.Possible.SelectMany(a => right.Possible.Select(b => Holds(a, op, b))).ToList();
        return holds.TrueForAll(h => h) ? Answer.Yes
            : holds.Exists(h => h) ? Answer.Unclear
            : Answer.No;
    }

    /// <summary>Is a happening of one of these codes, by what its reports say together?</summary>
    public static Answer Coded(ImmutableSortedDictionary<Code, double> likely, CodeSet codes, Rules rules)
    {
        if (likely.IsEmpty)
            return Answer.Yes;
        var chance = 0.0;
        foreach (var (code, share) in likely)
            if (code.Family != 'N' && codes.Has(code))
                chance += share;
        return chance >= rules.SureAt ? Answer.Yes
            : chance >= rules.DoubtAt ? Answer.Unclear
            : Answer.No;
    }

    /// <summary>Whether an answer is enough for what a step is to show.</summary>
    public static bool Shown(Answer answer, Shows shows) =>
        shows switch
        {
            Shows.Surely => answer == Answer.Yes,
            Shows.Possibly => answer != Answer.No,
            Shows.SurelyNot => answer == Answer.No,
            _ => answer != Answer.Yes,
        };

    public static Shows Flip(Shows shows) =>
        shows switch
        {
            Shows.Surely => Shows.SurelyNot,
            Shows.Possibly => Shows.PossiblyNot,
            Shows.SurelyNot => Shows.Surely,
            _ => Shows.Possibly,
        };

    private static bool Holds(Value left, Comparison op, Value right) =>
        (left, right) switch
        {
            (Value.Number a, Value.Number b) => op switch
            {
                Comparison.Is => a.Of == b.Of,
                Comparison.IsNot => a.Of != b.Of,
                Comparison.AtLeast => a.Of >= b.Of,
                Comparison.AtMost => a.Of <= b.Of,
                Comparison.MoreThan => a.Of > b.Of,
                _ => a.Of < b.Of,
            },
            _ => (op is Comparison.Is && left == right) || (op is Comparison.IsNot && left != right),
        };
}
