using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>A condition as the ways in which it may hold at one instant.</summary>
internal sealed class Ways(Terms terms, CheckContext context)
{
    /// <summary>More ways than this are not told apart.</summary>
    private const int Most = 256;

    private static readonly CeasefireState[] states = Enum.GetValues<CeasefireState>();

    private readonly Dictionary<string, FactKind> kinds = terms
        .Kinds.GroupBy(k => k.Noun, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>All codes there are.</summary>
    public ImmutableSortedSet<Code> Codes { get; } =
        context.Codes.IsEmpty ? [.. DefaultRules.Value.Codes.Keys] : context.Codes;

    /// <summary>A noun as the terms declare it; null: they do not.</summary>
    public FactKind? Kind(string noun) => kinds.GetValueOrDefault(noun);

    /// <summary>The codes that a fact may have; empty: it has none, for it is an act.</summary>
    public ImmutableSortedSet<Code> CodesOf(Formula.Fact fact) =>
        Kind(fact.Kind) is { IsIncident: false }
            ? []
            : [.. Codes.Where(c => (Kind(fact.Kind)?.Codes ?? CodeSet.All).Has(c) && fact.Codes.Has(c))];

    /// <summary>Facts of both nouns may be one and the same: both are incidents, or the noun is the same.</summary>
    public bool AreSame(string? one, string? other) =>
        one is not null
        && other is not null
        && (one == other || (Kind(one) is { IsIncident: true } && Kind(other) is { IsIncident: true }));

    /// <summary>The ways; null: there are too many to look at.</summary>
    /// <param name="formula">The condition.</param>
    /// <param name="bound">Who is bound: its variables become names.</param>
    /// <param name="noun">The condition speaks of a fact of that noun where its own may be the same; null: of its first fact.</param>
    /// <param name="owns">False: none of its facts is the one in question.</param>
    public ImmutableArray<Way>? Of(Formula formula, OneBearer bound, string? noun = null, bool owns = true) =>
        Cases(formula, true) is { } cases ? [.. cases.Select(c => Made(c, bound, noun, owns))] : null;

    private static ImmutableArray<ImmutableArray<(Formula Of, bool Holds)>>? Cases(Formula formula, bool holds) =>
        (formula, holds) switch
        {
            (Formula.Not not, _) => Cases(not.Of, !holds),
            (Formula.All all, _) => holds ? Each(all.Of, true) : Either(all.Of, false),
            (Formula.Any any, _) => holds ? Either(any.Of, true) : Each(any.Of, false),
            (Formula.Some some, true) => Cases(some.Of, true),
            _ =>
            [
                [(formula, holds)],
            ],
        };

    private static ImmutableArray<ImmutableArray<(Formula, bool)>>? Each(ImmutableArray<Formula> parts, bool holds)
    {
        ImmutableArray<ImmutableArray<(Formula, bool)>> all =
        [
            [],
        ];
        foreach (var part in parts)
        {
            if (Cases(part, holds) is not { } more || all.Length * more.Length > Most)
                return null;
            all = [.. all.SelectMany(_ => more, (a, b) => a.AddRange(b))];
        }
        return all;
    }

    private static ImmutableArray<ImmutableArray<(Formula, bool)>>? Either(ImmutableArray<Formula> parts, bool holds)
    {
        var all = ImmutableArray.CreateBuilder<ImmutableArray<(Formula, bool)>>();
        foreach (var part in parts)
        {
            if (Cases(part, holds) is not { } more || all.Count + more.Length > Most)
                return null;
            all.AddRange(more);
        }
        return all.ToImmutable();
    }

    private Way Made(ImmutableArray<(Formula Of, bool Holds)> all, OneBearer bound, string? noun, bool owns)
    {
        var fact = owns
            ? all.Where(a => a.Holds)
                .Select(a => a.Of)
                .OfType<Formula.Fact>()
                .FirstOrDefault(f => noun is null || AreSame(noun, f.Kind))
            : null;
        var literals = ImmutableArray.CreateBuilder<Literal>();
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (fact is not null)
            literals.AddRange(Anchored(fact, bound, fields));
        foreach (var (of, holds) in all)
            if (!ReferenceEquals(of, fact))
                literals.Add(Literally(of, holds, bound, fields));
        return new(fact?.Kind, literals.ToImmutable(), fields.ToImmutable());
    }

    private IEnumerable<Literal> Anchored(
        Formula.Fact fact,
        OneBearer bound,
        ImmutableDictionary<string, string>.Builder fields
    )
    {
        if (CodesOf(fact) is var codes && Kind(fact.Kind) is not { IsIncident: false })
            yield return new Literal.Coded(codes);
        foreach (var argument in fact.Arguments)
        {
            if (argument.Is is Operand.Constant constant)
                yield return new Literal.Has(argument.Field, Domain.Of(Comparison.Is, constant.Value));
            else if (argument.Is is Operand.Variable variable)
            {
                if (bound.Of(variable.Name) is { } id)
                    yield return new Literal.Has(argument.Field, Domain.Of(Comparison.Is, new Value.Name(id)));
                else if (!fields.TryAdd(variable.Name, argument.Field) && fields[variable.Name] != argument.Field)
                    yield return new Literal.Whole(fact, true); // two fields must be the same: not looked into
            }
        }
    }

    private Literal Literally(
        Formula formula,
        bool holds,
        OneBearer bound,
        ImmutableDictionary<string, string>.Builder fields
    )
    {
        var literal = formula switch
        {
            Formula.Compare compare => Compared(compare, bound, fields),
            Formula.Near near when near.Of == "place" || fields.GetValueOrDefault(near.Of) == "place" => near.Zone
            == AgreementContext.Everywhere
                ? near.Outside
                    ? new Literal.Never()
                    : new Literal.Always()
                : new Literal.Lies(near.Zone, near.Bound.Meters, near.Outside),
            Formula.Truce truce => new Literal.State([truce.State]),
            _ when Parts.WindowOf(formula) is { To: { } to, From: var from }
                    && from > to
                    && formula is not Formula.Tally => new Literal.Never(),
            _ => new Literal.Whole(formula, true),
        };
        return holds ? literal : literal.Not(Codes);
    }

    private static Literal Compared(
        Formula.Compare compare,
        OneBearer bound,
        ImmutableDictionary<string, string>.Builder fields
    )
    {
        var (left, op, right) = (Resolved(compare.Left, bound), compare.Op, Resolved(compare.Right, bound));
        if (left is Operand.Constant && right is Operand.Variable)
            (left, op, right) = (right, Turned(op), left);
        return (left, right) switch
        {
            (Operand.Variable v, Operand.Constant c) => new Literal.Has(
                fields.GetValueOrDefault(v.Name) ?? $"?{v.Name}",
                Domain.Of(op, c.Value)
            ),
            (Operand.Constant a, Operand.Constant b) => Domain
                .Of(Comparison.Is, a.Value)
                .And(Domain.Of(op, b.Value))
                .IsEmpty
                ? new Literal.Never()
                : new Literal.Always(),
            (Operand.Variable a, Operand.Variable b) when a == b => op
                is Comparison.Is
                    or Comparison.AtLeast
                    or Comparison.AtMost
                ? new Literal.Always()
                : new Literal.Never(),
            _ => new Literal.Whole(compare, true),
        };
    }

    private static Operand Resolved(Operand operand, OneBearer bound) =>
        operand is Operand.Variable v && bound.Of(v.Name) is { } id
            ? new Operand.Constant(new Value.Name(id))
            : operand;

    private static Comparison Turned(Comparison op) =>
        op switch
        {
            Comparison.AtLeast => Comparison.AtMost,
            Comparison.AtMost => Comparison.AtLeast,
            Comparison.MoreThan => Comparison.LessThan,
            Comparison.LessThan => Comparison.MoreThan,
            _ => op,
        };
}
