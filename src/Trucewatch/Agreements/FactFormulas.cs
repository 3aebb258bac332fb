using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>How far the names of a fact's own variables reach.</summary>
internal enum Reach
{
    /// <summary>It is what a norm is about: its fields are those of the provision.</summary>
    Anchor,

    /// <summary>It is looked for beside: its own place and numbers are closed off.</summary>
    Apart,

    /// <summary>It is counted: what is not shared is counted over.</summary>
    Counted,
}

/// <summary>A fact as said to the formula that holds at the instants of such facts.</summary>
internal sealed class FactFormulas
{
    /// <summary>The variable of a field that only this fact has, so that no other fact's field is meant.</summary>
    public static string Own(string field) => $"its {field}";

    /// <summary>The variable of the field that is counted by.</summary>
    public static string Free(string field) => $"any {field}";

    /// <summary>The formula, without its windows.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="tails">Its places, same party and same sector.</param>
    /// <param name="reach">How far its names reach.</param>
    /// <param name="asked">For an anchor: the variables that others ask for.</param>
    /// <param name="codes">Its codes, where the norm names them; null: those said.</param>
    public static Formula Of(FactSaid fact, Tails tails, Reach reach, IReadOnlySet<string> asked, CodeSet? codes = null)
    {
        var parts = Parts(fact, tails, reach, asked, codes);
        Formula formula = parts.Length == 1 ? parts[0] : new Formula.All(parts);
        if (reach != Reach.Apart)
            return formula;
        foreach (var own in Owns(parts).Reverse())
            formula = new Formula.Some(own, formula);
        return formula;
    }

    /// <summary>The fact, then its comparisons, then its places.</summary>
    public static ImmutableArray<Formula> Parts(
        FactSaid fact,
        Tails tails,
        Reach reach,
        IReadOnlySet<string> asked,
        CodeSet? codes
    )
    {
        var arguments = new Arguments(fact, tails, reach, asked);
        var compares = fact.Fields.Where(IsCompared).Select(arguments.Compare).ToList();
        var places = tails
            .Where.Where(w => w.Zone != AgreementContext.Everywhere)
            .Select(w => (Formula)new Formula.Near(w.Zone, w.Bound, w.Outside, arguments.Variable("place")))
            .ToList();
        return
        [
            new Formula.Fact(fact.Kind.Noun, codes ?? fact.Codes ?? CodeSet.All, arguments.All()),
            .. compares,
            .. places,
        ];
    }

    private static IEnumerable<string> Owns(ImmutableArray<Formula> parts) =>
        parts
            .OfType<Formula.Fact>()
            .SelectMany(f => f.Arguments)
            .Where(a => a.Is is Operand.Variable v && v.Name == Own(a.Field))
            .Select(a => ((Operand.Variable)a.Is).Name);

    private static bool IsCompared(FieldSaid field) => field.Op != Comparison.Is && field.Value is not ValueSaid.Any;

    /// <summary>Gathers what the fields of one fact must be.</summary>
    private sealed class Arguments(FactSaid fact, Tails tails, Reach reach, IReadOnlySet<string> asked)
    {
        private readonly Dictionary<string, Operand> given = Given(fact, tails);

        /// <summary>The variable that holds a field's value, made if there is none.</summary>
        public string Variable(string field)
        {
            if (given.TryGetValue(field, out var operand) && operand is Operand.Variable variable)
                return variable.Name;
            var name = reach == Reach.Anchor ? field : Own(field);
            given[field] = new Operand.Variable(name);
            return name;
        }

        public Formula.Compare Compare(FieldSaid field) =>
            new(new Operand.Variable(Variable(field.Field)), field.Op, Operand(field.Value));

        /// <summary>By, to, about, id, then the fields in the order of the terms.</summary>
        public ImmutableArray<Argument> All()
        {
            var fields = fact.Kind.Attributes.OfType<KindAttribute.Field>().Select(f => f.Name).ToList();
            if (reach == Reach.Anchor)
                foreach (var field in fields.Where(asked.Contains).Where(f => !given.ContainsKey(f)))
                    given[field] = new Operand.Variable(field);
            if (reach == Reach.Anchor && asked.Contains(fact.Kind.Noun))
                given["id"] = new Operand.Variable(fact.Kind.Noun);
            return
            [
                .. new[] { "by", "to", "about", "id" }
                    .Concat(fields)
                    .Where(given.ContainsKey)
                    .Select(f => new Argument(f, given[f])),
            ];
        }

        private static Dictionary<string, Operand> Given(FactSaid fact, Tails tails)
        {
            var found = new Dictionary<string, Operand>(StringComparer.Ordinal);
            Add(found, "by", tails.SameParty ? new Who.Bound("party") : fact.By, fact.Different);
            Add(found, "to", fact.To, fact.Different);
            if (fact.About is { } about)
                found["about"] = new Operand.Variable(about);
            if (tails.SameSector)
                found["sector"] = new Operand.Variable("sector");
            foreach (var field in fact.Fields)
                if (field.Value is ValueSaid.Any && fact.Different)
                    found[field.Field] = new Operand.Variable(Free(field.Field));
                else if (field is { Op: Comparison.Is, Value: not ValueSaid.Any })
                    found[field.Field] = Operand(field.Value);
            return found;
        }

        private static void Add(Dictionary<string, Operand> found, string field, Who? who, bool different)
        {
            if (who is Who.Bound bound)
                found[field] = new Operand.Variable(bound.Variable);
            else if (who is Who.Named named)
                found[field] = new Operand.Constant(new Value.Name(named.Id));
            else if (who is Who.Anybody && different)
                found[field] = new Operand.Variable(Free(field));
        }

        private static Operand Operand(ValueSaid value) =>
            value switch
            {
                ValueSaid.Number number => new Operand.Constant(new Value.Number(number.Of)),
                ValueSaid.Name name => new Operand.Constant(new Value.Name(name.Id)),
                ValueSaid.Same same => new Operand.Variable(same.Field),
                _ => throw new InvalidOperationException("a hole that nothing filled"),
            };
    }
}
