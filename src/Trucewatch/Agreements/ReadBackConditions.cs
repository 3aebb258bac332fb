using System.Collections.Immutable;
using System.Globalization;
using Trucewatch.Values;

namespace Trucewatch.Agreements;

/// <summary>Says facts and conditions in one language. What no sentence was made for stands in signs (<see cref="FormulaNotation"/>).</summary>
internal sealed class ReadBackConditions(ReadBackWords say)
{
    private static readonly Window ever = new(0, null);

    /// <summary>A condition as a sentence without its full stop.</summary>
    public string Of(Formula formula) =>
        formula switch
        {
            Formula.All { Of.IsEmpty: true } => say.Text("always"),
            Formula.Truce truce => say.Text("truce", ("state", say.Text("state." + ValueCodec.Word(truce.State)))),
            Formula.Defined defined => say.Text("defined", ("term", defined.Term)),
            Formula.Begins begins => say.Text("begins", ("condition", Of(begins.Of))),
            Formula.Ends ends => say.Text("turns_off", ("condition", Of(ends.Of))),
            Formula.Past past => Past(past),
            Formula.Next next => FactParts.Of(next.Of) is { } fact
                ? say.Text("will", ("window", say.Ahead(next.Within)), ("fact", Fact(fact)))
                : say.Text("will_hold", ("window", say.Ahead(next.Within)), ("condition", Of(next.Of))),
            Formula.Since since => Since(since),
            Formula.Until until => say.Text(
                "until_window",
                ("window", say.Ahead(until.Within)),
                ("end", Of(until.End)),
                ("keeping", Of(until.Keeping))
            ),
            Formula.Not not => Not(not.Of),
            _ => FactParts.Of(formula) is { } fact
                ? say.Text("happens", ("fact", Fact(fact)))
                : Counted(formula) ?? Watched(formula) ?? HappenedSince(formula) ?? Joined(formula),
        };

    private string Past(Formula.Past past) =>
        FactParts.Of(past.Of) is not { } fact
            ? say.Text("held", ("window", say.Behind(past.Within)), ("condition", Of(past.Of)))
        : past.Within == ever ? say.Text("by_then", ("fact", Fact(fact)))
        : say.Text("was", ("window", say.Behind(past.Within)), ("fact", Fact(fact)));

    private string Since(Formula.Since since) =>
        since.Within == ever
            ? say.Text("since", ("start", Of(since.Start)), ("keeping", Of(since.Keeping)))
            : say.Text(
                "since_window",
                ("window", say.Behind(since.Within)),
                ("start", Of(since.Start)),
                ("keeping", Of(since.Keeping))
            );

    private string Not(Formula of)
    {
        if (FactParts.Of(of) is { } fact)
            return say.Text("happens_not", ("fact", Fact(fact)));
        if (of is Formula.Past past && FactParts.Of(past.Of) is { } was)
            return past.Within == ever
                ? say.Text("not_by_then", ("fact", Fact(was)))
                : say.Text("was_not", ("window", say.Behind(past.Within)), ("fact", Fact(was)));
        if (of is Formula.Past { Within: { From: 0, To: { } length }, Of: Formula.Not lasting })
            return say.Text("throughout", ("length", say.Exact(length)), ("condition", Of(lasting.Of)));
        return of is Formula.Next next && FactParts.Of(next.Of) is { } will
            ? say.Text("will_not", ("window", say.Ahead(next.Within)), ("fact", Fact(will)))
            : say.Text("not", ("condition", Of(of)));
    }

    private string? Watched(Formula formula) =>
        formula is Formula.All { Of: [Formula.Not not, Formula.Watched] }
            ? say.Text("watched", ("condition", Of(not)))
            : null;

    private string? HappenedSince(Formula formula) =>
        formula
            is Formula.All
            {
                Of: [Formula.Past past, Formula.Not { Of: Formula.Since { Keeping: Formula.Not { Of: var of } } since }]
            }
        && past.Of == since.Start
        && past.Within == ever
        && FactParts.Of(of) is { } fact
            ? say.Text("happened_since", ("start", Of(since.Start)), ("fact", Fact(fact)))
            : null;

    private string? Counted(Formula formula)
    {
        if (
            formula
                is not Formula.All
                {
                    Of: [
                        Formula.Tally { Kind: TallyKind.Count or TallyKind.Distinct } tally,
                        Formula.Compare
                        {
                            Op: Comparison.AtLeast,
                            Right: Operand.Constant { Value: Value.Number number }
                        },
                    ]
                }
            || FactParts.Of(tally.Over) is not { } over
        )
            return null;
        var (window, fact) = (("window", say.Behind(tally.Within)), ("fact", Fact(over)));
        var least = ("number", say.Figures(number.Of));
        if (tally.Kind == TallyKind.Distinct)
            return say.Text("distinct", window, least, ("field", say.Field((tally.Of ?? "")[4..])), fact);
        return tally.Per.IsEmpty
            ? say.Text("count", window, least, fact)
            : say.Text("count_per", window, least, ("per", string.Join(", ", tally.Per.Select(say.Field))), fact);
    }

    private string Joined(Formula formula) =>
        formula switch
        {
            Formula.All { Of.Length: > 1 } all => Joined("and", all.Of),
            Formula.Any { Of.Length: > 1 } any => Joined("or", any.Of),
            Formula.All { Of: [var only] } => Of(only),
            Formula.Any { Of: [var only] } => Of(only),
            _ => FormulaNotation.Of(formula),
        };

    private string Joined(string key, ImmutableArray<Formula> of) =>
        of.Select(Bracketed).Aggregate((one, other) => say.Text(key, ("one", one), ("other", other)));

    private string Bracketed(Formula formula) =>
        formula is Formula.All { Of.Length: > 1 } or Formula.Any { Of.Length: > 1 } ? $"[{Of(formula)}]" : Of(formula);

    /// <summary>A fact with all that is said of it.</summary>
    public string Fact(FactParts fact)
    {
        var details = Details(fact, _ => true).ToList();
        var kind = say.Kind(fact.Fact.Kind);
        return details.Count == 0 ? kind : say.Text("fact", ("kind", kind), ("details", string.Join("; ", details)));
    }

    /// <summary>What is said of a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="wanted">Which of its fields are said.</param>
    /// <param name="whole">False: codes and places are said elsewhere.</param>
    public IEnumerable<string> Details(FactParts fact, Func<Argument, bool> wanted, bool whole = true)
    {
        if (whole && !fact.Fact.Codes.Ranges.IsEmpty)
            yield return say.Text("detail.codes", ("codes", say.Codes(fact.Fact.Codes)));
        foreach (var argument in fact.Fact.Arguments.Where(wanted))
            if (Detail(argument, fact) is { } detail)
                yield return detail;
        foreach (var compare in fact.Compares)
            yield return Compared(compare, fact);
        foreach (var place in whole ? fact.Places : [])
            yield return Place(place, "detail");
    }

    private string? Detail(Argument argument, FactParts fact) =>
        argument switch
        {
            { Field: "id" } => null,
            { Field: "by" or "to", Is: Operand.Variable { Name: var who } } => IsFree(who)
                ? null
                : say.Text("detail." + argument.Field, ("who", say.Name(who))),
            { Field: "by" or "to", Is: Operand.Constant constant } => say.Text(
                "detail." + argument.Field,
                ("who", Value(constant.Value))
            ),
            { Field: "about", Is: Operand.Variable about } => say.Text("detail.about", ("kind", say.Kind(about.Name))),
            { Is: Operand.Variable variable } when fact.IsOwn(argument) || IsFree(variable.Name) => null,
            { Is: Operand.Variable } => say.Text("detail.same", ("field", say.Field(argument.Field))),
            { Is: Operand.Constant constant } => say.Text(
                "detail.is",
                ("field", say.Field(argument.Field)),
                ("value", Value(constant.Value))
            ),
            _ => FormulaNotation.Of(fact.Fact),
        };

    private static bool IsFree(string variable) => variable.StartsWith("any ", StringComparison.Ordinal);

    private string Compared(Formula.Compare compare, FactParts fact)
    {
        var field = fact.Fact.Arguments.FirstOrDefault(a => a.Is == compare.Left)?.Field ?? "";
        var right = compare.Right is Operand.Constant constant ? Value(constant.Value) : say.Text("compare.same");
        return say.Text(
            "detail.is",
            ("field", say.Field(field)),
            ("value", say.Text("compare." + ValueCodec.Word(compare.Op), ("value", right)))
        );
    }

    private string Value(Value value) =>
        value switch
        {
            Agreements.Value.Number number => say.Figures(number.Of),
            Agreements.Value.Name name => say.Name(name.Of) is var said && said != name.Of ? said : say.Zone(name.Of),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "no value"),
        };

    /// <summary>A place: a detail, or (family empty) a sentence.</summary>
    public string Place(Formula.Near near, string family)
    {
        var key = (near.Bound.Meters > 0, near.Outside) switch
        {
            (false, false) => "inside",
            (false, true) => "outside",
            (true, false) => "within",
            (true, true) => "beyond",
        };
        return say.Text(
            family.Length == 0 ? key : $"{family}.{key}",
            ("distance", say.Distance(near.Bound.Meters)),
            ("zone", say.Zone(near.Zone))
        );
    }
}
