using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What the variables of a provision stand for while a proof is searched.</summary>
/// <param name="Fields">The values that a variable may have.</param>
/// <param name="Places">The fact whose place a variable is.</param>
internal sealed record ProofBinding(ImmutableDictionary<string, Field> Fields, ImmutableDictionary<string, Fact> Places)
{
    public static readonly ProofBinding Nothing = new(
        ImmutableDictionary.Create<string, Field>(StringComparer.Ordinal),
        ImmutableDictionary.Create<string, Fact>(StringComparer.Ordinal)
    );

    public ProofBinding With(string name, Field field) => this with { Fields = Fields.SetItem(name, field) };

    public Field? Of(Operand operand) =>
        operand switch
        {
            Operand.Constant constant => Field.Of(constant.Value),
            Operand.Variable variable => Fields.GetValueOrDefault(variable.Name),
            _ => null,
        };
}

/// <summary>How a fact stands to what an atom asks for.</summary>
/// <param name="Answer">Whether it is such a fact; its time is another question.</param>
/// <param name="Differs">The first field that makes the answer what it is; null: the answer is yes.</param>
/// <param name="Has">What that field is.</param>
/// <param name="After">The binding with what the fact fixes.</param>
internal sealed record ProofMatching(Answer Answer, string? Differs, Field? Has, ProofBinding After)
{
    private static readonly Field Anything = new([]);

    public static ProofMatching Of(Fact fact, Formula.Fact atom, ProofNeeded needs, ProofBinding binding, Rules rules)
    {
        if (fact.Kind != atom.Kind)
            return new(Answer.No, "kind", null, binding);
        var all = new ProofMatching(Answer.Yes, null, null, binding)
            .And(Coded(fact, atom.Codes, rules), "codes", null)
            .And(Known(fact.Proof, needs), "known", null);
        foreach (var argument in atom.Arguments)
            all = all.Argument(fact, argument, needs);
        return all;
    }

    private ProofMatching Argument(Fact fact, Argument argument, ProofNeeded needs)
    {
        if (argument is { Field: "place", Is: Operand.Variable place })
            return this with { After = After with { Places = After.Places.SetItem(place.Name, fact) } };
        var has =
            argument.Field == World.Id
                ? Field.Of(new Value.Name(fact.Id.Text))
                : fact.Fields.GetValueOrDefault(argument.Field, Anything);
        if (After.Of(argument.Is) is not { } asked)
            return argument.Is is Operand.Variable free ? this with { After = After.With(free.Name, has) } : this;
        var same = Same(has, asked);
        if (same == Answer.Yes && argument.Field == "by" && !fact.Proof.Attributes(needs))
            same = Answer.Unclear;
        return And(same, argument.Field, has);
    }

    private ProofMatching And(Answer answer, string field, Field? has) =>
        answer < Answer ? new(answer, field, has, After) : this;

    private static Answer Same(Field has, Field asked) =>
        has.Possible.IsEmpty || asked.Possible.IsEmpty ? Answer.Unclear
        : !has.Possible.Any(asked.Possible.Contains) ? Answer.No
        : has.Possible.Length == 1 && asked.Possible.Length == 1 ? Answer.Yes
        : Answer.Unclear;

    private static Answer Known(FactProof proof, ProofNeeded needs) =>
        proof is { IsRegistered: false, Verified: false } ? Answer.No
        : proof.Suffices(needs) ? Answer.Yes
        : Answer.Unclear;

    private static Answer Coded(Fact fact, CodeSet codes, Rules rules)
    {
        var chance = fact.Likely.IsEmpty ? 1.0 : 0.0;
        foreach (var (code, share) in fact.Likely)
            if (code.Family != 'N' && codes.Has(code))
                chance += share;
        return chance >= rules.SureAt ? Answer.Yes
            : chance >= rules.DoubtAt ? Answer.Unclear
            : Answer.No;
    }
}
