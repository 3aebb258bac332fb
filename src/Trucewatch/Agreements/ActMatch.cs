using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>One try to say an act with one phrase of the terms.</summary>
internal sealed class ActMatch(
    FormulaText text,
    Said said,
    IReadOnlySet<string> asked,
    bool isAnchor,
    CodeSet? codes,
    bool isBan
)
{
    private readonly Dictionary<string, string> holes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> covered = ["by", "to", "about", "id"];
    private readonly List<string> options = [];
    private int compares;
    private int places;

    public ActWords Words(Phrase phrase) =>
        new(
            string.Join(
                ' ',
                phrase.Parts.Select(p => p.IsHole ? holes.GetValueOrDefault(p.Word, $"any {p.Word}") : p.Word)
            ),
            [.. options]
        );

    public bool Fits(Condition.Fact phrase, FactParts fact)
    {
        (compares, places) = (0, 0);
        var saying = phrase.Of;
        return saying.Kind.Noun == fact.Fact.Kind
            && CodesFit(saying, fact.Fact.Codes)
            && fact["by"] == Operand(phrase.Tails.SameParty ? new Who.Bound("party") : saying.By)
            && fact["to"] == Operand(saying.To)
            && fact["about"] == (saying.About is { } about ? new Operand.Variable(about) : null)
            && (!phrase.Tails.SameSector || Covers(fact, "sector"))
            && saying.Fields.All(f => FieldFits(f, fact))
            && PlacesFit(phrase.Tails, fact);
    }

    private bool CodesFit(FactSaid saying, CodeSet found)
    {
        var own = saying.Codes ?? (isBan ? saying.Kind.Codes : null);
        return codes is null || !saying.Kind.IsIncident
            ? found.Equals(own ?? CodeSet.All)
            : found.Equals(codes)
                && (saying.Codes ?? saying.Kind.Codes) is var wide
                && (wide is null || CodesReader.Each(codes).All(wide.Has));
    }

    private bool Covers(FactParts fact, string field)
    {
        covered.Add(field);
        return fact[field] == new Operand.Variable(field);
    }

    private static Operand? Operand(Who? who) =>
        who switch
        {
            Who.Bound bound => new Operand.Variable(bound.Variable),
            Who.Named named => new Operand.Constant(new Value.Name(named.Id)),
            _ => null,
        };

    private bool FieldFits(FieldSaid field, FactParts fact)
    {
        if (field.Op != Comparison.Is && field.Value is not ValueSaid.Any)
            return compares < fact.Compares.Length
                && fact.Compares[compares].Op == field.Op
                && fact.Compares[compares++].Right == Fixed(field.Value);
        if (field.Value is ValueSaid.Any)
            return true;
        if (field.Value is ValueSaid.Hole hole)
            return Filled(hole.Field, field.Field, fact);
        covered.Add(field.Field);
        return fact[field.Field] == Fixed(field.Value);
    }

    private static Operand? Fixed(ValueSaid value) =>
        value switch
        {
            ValueSaid.Number number => new Operand.Constant(new Value.Number(number.Of)),
            ValueSaid.Name name => new Operand.Constant(new Value.Name(name.Id)),
            ValueSaid.Same same => new Operand.Variable(same.Field),
            _ => null,
        };

    private bool Filled(string hole, string field, FactParts fact)
    {
        var argument = fact.Fact.Arguments.FirstOrDefault(a => a.Field == field);
        if (argument is null || fact.IsOwn(argument) || (isAnchor && IsAsked(argument)))
            return holes.TryAdd(hole, $"any {field}") || holes[hole] == $"any {field}";
        covered.Add(field);
        var attribute = text.Kind(fact.Fact.Kind).Attributes.OfType<KindAttribute.Field>().First(f => f.Name == field);
        var words = argument.Is is Operand.Variable ? field : said.Value(argument.Is, attribute);
        return holes.TryAdd(hole, words) || holes[hole] == words;
    }

    private bool IsAsked(Argument argument) =>
        argument.Is is Operand.Variable variable && variable.Name == argument.Field && asked.Contains(argument.Field);

    private bool PlacesFit(Tails tails, FactParts fact)
    {
        var own = tails.Where.Where(w => w.Zone != AgreementContext.Everywhere).ToList();
        places = own.Count;
        return own.Count <= fact.Places.Length
            && own.Zip(fact.Places)
                .All(p =>
                    (p.First.Zone, p.First.Bound, p.First.Outside) == (p.Second.Zone, p.Second.Bound, p.Second.Outside)
                );
    }

    /// <summary>Says what the phrase leaves over as options; false: it cannot be.</summary>
    public bool Leftovers(FactParts fact)
    {
        var kind = text.Kind(fact.Fact.Kind);
        foreach (var argument in Left(fact))
            if (
                kind.Attributes.OfType<KindAttribute.Field>().FirstOrDefault(f => f.Name == argument.Field) is { } field
            )
                options.Add($"with {field.Name} {said.Value(argument.Is, field)}");
            else
                return false;
        options.AddRange(fact.Compares.Skip(compares).Select(c => text.Compared(c, fact, kind)));
        options.AddRange(fact.Places.Skip(places).Select(text.Place));
        return true;
    }

    /// <summary>True if the phrase says all of it.</summary>
    public bool IsAllSaid(FactParts fact) =>
        !Left(fact).Any() && compares == fact.Compares.Length && places == fact.Places.Length;

    private IEnumerable<Argument> Left(FactParts fact) =>
        fact.Fact.Arguments.Where(a => !covered.Contains(a.Field) && !fact.IsOwn(a) && !(isAnchor && IsAsked(a)));
}
