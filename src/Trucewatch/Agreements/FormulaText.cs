using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>Formulas back to conditions in the words of the language: what is read of them is the same formula.</summary>
internal sealed class FormulaText(IReadOnlyDictionary<string, FactKind> kinds, Said said)
{
    private static readonly Window ever = new(0, null);

    /// <summary>The words of a condition.</summary>
    public string Condition(Formula formula, Stand stand) =>
        formula is Formula.Any { Of.Length: > 1 } any
            ? string.Join(" or ", any.Of.Select(f => Clause(f, stand)))
            : Clause(formula, stand);

    private string Clause(Formula formula, Stand stand) =>
        formula is Formula.All { Of.Length: > 1 } all && Simple(formula, stand) is null
            ? string.Join(" and ", all.Of.Select(f => Part(f, stand)))
            : Part(formula, stand);

    private string Part(Formula formula, Stand stand) => Simple(formula, stand) ?? Compound(formula, stand);

    private string Compound(Formula formula, Stand stand) =>
        formula switch
        {
            Formula.All { Of.Length: > 1 } or Formula.Any { Of.Length: > 1 } => $"({Condition(formula, stand)})",
            Formula.Not not => $"not {Part(not.Of, Stand.Circumstance)}",
            _ => throw new CannotBeSaidException(formula.GetType().Name),
        };

    /// <summary>What needs no parentheses; null: it does.</summary>
    private string? Simple(Formula formula, Stand stand) =>
        formula switch
        {
            Formula.Truce truce => $"the ceasefire is {ConditionReader.StateWords(truce.State)}",
            Formula.Defined defined => Quoted(defined.Term),
            Formula.Begins begins => Begins(begins.Of),
            Formula.Ends { Of: Formula.Defined term } => Quoted(term.Term) + " ends",
            Formula.Ends ends => Counted(ends.Of, " ends") ?? None(ends.Of, " ends", stand),
            Formula.Past past => Past(past),
            Formula.Next next => Tailed(next.Of, $" in the next {Said.Exact(next.Within.To ?? 0)}"),
            Formula.Since since => Kept(since.Keeping, Since(since.Within, since.Start), stand),
            Formula.Until until => Kept(until.Keeping, Until(until.Within, until.End), stand),
            _ => FactParts.Of(formula) is { } fact
                ? One(fact, stand == Stand.Trigger)
                : Counted(formula, "") ?? Turned(formula) ?? None(formula, "", stand),
        };

    private static string Quoted(string term) =>
        term.Contains('"', StringComparison.Ordinal) ? $"“{term}”" : $"\"{term}\"";

    private string? Begins(Formula of) =>
        of is Formula.Defined term
            ? Quoted(term.Term) + " begins"
            : Counted(of, " begins") ?? None(of, " begins", Stand.Circumstance);

    private string? Past(Formula.Past past) =>
        past is { Of: Formula.Begins or Formula.Ends } && past.Within == ever
            ? Simple(past.Of, Stand.Circumstance)
            : Tailed(past.Of, Behind(past.Within));

    // a fact, or anything else in parentheses, with what is said behind it
    private string Tailed(Formula of, string tails) =>
        FactParts.Of(of) is { } fact ? One(fact) + tails
        : of is Formula.Defined or Formula.Begins { Of: Formula.Defined } or Formula.Ends { Of: Formula.Defined }
            ? Simple(of, Stand.Point) + tails
        : $"({Condition(of, Stand.Point)}){tails}";

    private static string Behind(Window window) =>
        window switch
        {
            { From: 0, To: null } => "",
            { From: 0, To: { } to } => $" in the last {Said.Exact(to)}",
            { To: null } => $" at least {Said.Exact(window.From)} before",
            { To: { } to } => $" at least {Said.Exact(window.From)} before and at most {Said.Exact(to)} before",
        };

    private string Since(Window window, Formula start) => $"{Behind(window)} since {Part(start, Stand.Point)}";

    private string Until(Window window, Formula end) =>
        $" in the next {Said.Exact(window.To ?? 0)} until {Part(end, Stand.Point)}";

    private string Kept(Formula keeping, string tails, Stand stand) =>
        keeping is Formula.Not { Of: var of } && FactParts.Of(of) is { } fact
            ? No(fact) + tails
            : $"({Condition(keeping, Lasting(stand))}){tails}";

    // What lasts is read as what it stands in, but sets nothing off.
    private static Stand Lasting(Stand stand) => stand == Stand.Point ? stand : Stand.Circumstance;

    // "a notice since the request": it was, and not none since
    private string? Turned(Formula formula) =>
        formula switch
        {
            Formula.All
            {
                Of: [Formula.Past past, Formula.Not { Of: Formula.Since { Keeping: Formula.Not { Of: var of } } since }]
            } when past.Of == since.Start && past.Within == since.Within => Tailed(
                of,
                Since(since.Within, since.Start)
            ),
            Formula.All
            {
                Of: [Formula.Next next, Formula.Not { Of: Formula.Until { Keeping: Formula.Not { Of: var of } } until }]
            } when next.Of == until.End && next.Within == until.Within => Tailed(of, Until(until.Within, until.End)),
            _ => null,
        };

    /// <summary>The absence of a fact, or a state that lasts; null: it is neither.</summary>
    private string? None(Formula formula, string turn, Stand stand)
    {
        if (
            formula is Formula.All { Of: [Formula.Not { Of: Formula.Past past }, Formula.Watched watched] }
            && past.Within == new Window(0, watched.Behind)
        )
            return FactParts.Of(past.Of) is { } seen && past.Of == watched.Of
                ? $"{No(seen)}{turn} for {Said.Exact(watched.Behind)} watched"
                : $"({Condition(watched.Of, Lasting(stand))}) for {Said.Exact(watched.Behind)} watched";
        if (formula is not Formula.Not { Of: var not })
            return null;
        if (
            not is Formula.Past { Within: { From: 0, To: { } length }, Of: Formula.Not lasting }
            && FactParts.Of(lasting) is null
        )
            return $"({Condition(lasting.Of, Lasting(stand))}) for {Said.Exact(length)}";
        if (FactParts.Of(not) is { } fact)
            return No(fact) + turn;
        if (not is Formula.Past { Of: var of } behind && FactParts.Of(of) is { } was)
            return behind.Within == ever && stand == Stand.Point && turn.Length == 0
                ? $"not {One(was)}"
                : No(was) + turn + Behind(behind.Within);
        return not is Formula.Next { Of: var next, Within.To: { } to } && FactParts.Of(next) is { } will
            ? $"{No(will)}{turn} in the next {Said.Exact(to)}"
            : null;
    }

    private string? Counted(Formula formula, string turn)
    {
        if (
            formula
            is not Formula.All
            {
                Of: [
                    Formula.Tally tally,
                    Formula.Compare { Op: Comparison.AtLeast, Right: Operand.Constant { Value: Value.Number number } },
                ]
            }
        )
            return null;
        var over = FactParts.Of(tally.Over) ?? throw new CannotBeSaidException("a count of no facts");
        var different = tally.Kind == TallyKind.Distinct ? "different " : "";
        var nouns = Vocabulary.ManyOf(over.Fact.Kind);
        return $"{number.Of.ToString(CultureInfo.InvariantCulture)} or more {different}{nouns}{Details(over, turn)}{Behind(tally.Within)}";
    }

    private string One(FactParts fact, bool isAnchor = false)
    {
        var article = "aeiou".Contains(char.ToLowerInvariant(fact.Fact.Kind[0]), StringComparison.Ordinal) ? "an" : "a";
        return $"{article} {fact.Fact.Kind}{Details(fact, "", isAnchor)}";
    }

    private string No(FactParts fact) => $"no {fact.Fact.Kind}{Details(fact, "")}";

    // of, by, to, about, with; the turn; then places and the same sector
    private string Details(FactParts fact, string turn, bool isAnchor = false)
    {
        var kind = Kind(fact.Fact.Kind);
        var words = new List<string>();
        if (!fact.Fact.Codes.Ranges.IsEmpty)
            words.Add($"of {fact.Fact.Codes}");
        foreach (var role in new[] { "by", "to" })
            if (fact[role] is { } who)
                words.Add($"{role} {Who(who, role, kind)}");
        if (fact["about"] is Operand.Variable about)
            words.Add($"about the {about.Name}");
        words.AddRange(With(fact, kind, isAnchor));
        if (turn.Length > 0)
            words.Add(turn.Trim());
        words.AddRange(fact.Places.Select(Place));
        if (fact["sector"] == new Operand.Variable("sector"))
            words.Add("in the same sector");
        return string.Concat(words.Select(w => " " + w));
    }

    /// <summary>The kind of a noun.</summary>
    public FactKind Kind(string noun) =>
        kinds.TryGetValue(noun, out var kind) ? kind : throw new CannotBeSaidException($"\"{noun}\" is no term");

    private string Who(Operand who, string field, FactKind kind) =>
        who switch
        {
            Operand.Variable { Name: "party" or "other party" or "guarantor" } variable => $"the {variable.Name}",
            Operand.Variable variable when variable.Name == FactFormulas.Free(field) => $"any {Role(kind, field)}",
            Operand.Constant { Value: Value.Name name } => said.Name(name.Of),
            _ => throw new CannotBeSaidException($"{field} {who}"),
        };

    private static string Role(FactKind kind, string field) =>
        kind.Attributes.OfType<KindAttribute.By>().FirstOrDefault()?.Who is { } role && field == "by"
            ? role
            : kind.Attributes.OfType<KindAttribute.To>().First().Who;

    private IEnumerable<string> With(FactParts fact, FactKind kind, bool isAnchor)
    {
        foreach (var field in kind.Attributes.OfType<KindAttribute.Field>())
        {
            if (fact.Fact.Arguments.FirstOrDefault(a => a.Field == field.Name) is not { } argument)
                continue;
            if (argument.Is == new Operand.Variable(FactFormulas.Free(field.Name)))
                yield return $"with {field.Name} any {field.Name}";
            else if (!IsSameSector(argument) && !IsImplied(fact, argument, isAnchor))
                yield return $"with {field.Name} {said.Value(argument.Is, field)}";
        }
        foreach (var compare in fact.Compares)
            yield return Compared(compare, fact, kind);
    }

    private static bool IsSameSector(Argument argument) =>
        argument is { Field: "sector", Is: Operand.Variable { Name: "sector" } };

    // a fact's own variable is made again by its comparison or place; a shared one is said
    private static bool IsImplied(FactParts fact, Argument argument, bool isAnchor) =>
        isAnchor ? fact.IsOwn(argument) : argument.Is == new Operand.Variable(FactFormulas.Own(argument.Field));

    /// <summary>A comparison behind <c>with</c>.</summary>
    public string Compared(Formula.Compare compare, FactParts fact, FactKind kind)
    {
        var field =
            fact.Fact.Arguments.FirstOrDefault(a => a.Is == compare.Left)?.Field
            ?? throw new CannotBeSaidException($"{compare}");
        var attribute = kind.Attributes.OfType<KindAttribute.Field>().First(f => f.Name == field);
        return $"with {field} {Said.Comparison(compare.Op)}{said.Value(compare.Right, attribute)}";
    }

    /// <summary>A place.</summary>
    public string Place(Formula.Near near) =>
        (near.Bound.Meters > 0, near.Outside) switch
        {
            (false, false) => $"in {said.Zone(near.Zone)}",
            (false, true) => $"outside {said.Zone(near.Zone)}",
            (true, false) => $"within {Amounts.Say(near.Bound)} of {said.Zone(near.Zone)}",
            (true, true) => $"at least {Amounts.Say(near.Bound)} from {said.Zone(near.Zone)}",
        };
}
