using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What is asked at an anchor, from a formula.</summary>
internal sealed class FormulaCompiler(Workshop shop)
{
    private readonly RowCompiler rows = new(shop);

    /// <param name="formula">What is asked.</param>
    /// <param name="scope">The anchor's variables.</param>
    /// <param name="negative">True: it stands under an odd number of "not".</param>
    public Question Of(Formula formula, Scope scope, bool negative)
    {
        if (formula.IsOfTheRow())
            return new OwnQuestion(rows.Of(formula, scope), shop.Core.Schema);
        return formula switch
        {
            Formula.Not not => new NotQuestion(Of(not.Of, scope, !negative)),
            Formula.All all => All(all, scope, negative),
            Formula.Any any => new AnyQuestion([.. any.Of.Select(f => Of(f, scope, negative))]),
            Formula.Some some => Some(some, scope, negative),
            Formula.Past past => Window(
                past.Of,
                scope.Shift - (past.Within.To ?? Leaf.Far),
                scope.Shift - past.Within.From,
                scope,
                negative,
                ahead: false
            ),
            Formula.Next { Within.To: { } end } next => Window(
                next.Of,
                scope.Shift + next.Within.From,
                scope.Shift + end,
                scope,
                negative,
                ahead: true
            ),
            Formula.Fact fact => Window(fact, scope.Shift, scope.Shift, scope, negative, ahead: false),
            Formula.Since since => Since(
                since.Keeping,
                since.Start,
                (since.Within.From, since.Within.To ?? Leaf.Far),
                scope,
                negative,
                ahead: false
            ),
            Formula.Until { Within.To: { } end } until => Since(
                until.Keeping,
                until.End,
                (until.Within.From, end),
                scope,
                negative,
                ahead: true
            ),
            Formula.Defined defined => Of(shop.Agreement.Term(defined.Term), scope, negative),
            Formula.Watched watched => During(Watched(watched), scope, negative),
            Formula.Truce truce => During($"the ceasefire is {truce.State}", scope, negative),
            _ => throw new NotCompiledException($"{formula.GetType().Name} inside a condition"),
        };
    }

    /// <summary>The noun of the rows that say when a formula was watched.</summary>
    public static string Watched(Formula.Watched watched) =>
        $"watched {watched.Behind} {string.Join('+', watched.Of.Atoms().Select(a => a.Kind).Distinct().Order(StringComparer.Ordinal))}";

    private AllQuestion All(Formula.All all, Scope scope, bool negative)
    {
        var tallies = all.Of.OfType<Formula.Tally>().ToDictionary(t => t.Result);
        var compares = all.Of.OfType<Formula.Compare>().Where(c => IsOf(c, tallies)).ToList();
        if (tallies.Keys.Except(compares.Select(c => Result(c, tallies)!)).FirstOrDefault() is { } alone)
            throw new NotCompiledException($"{alone} is compared with nothing");
        return new([
            .. all.Of.Where(f => f is not Formula.Tally && !compares.Contains(f)).Select(f => Of(f, scope, negative)),
            .. compares.Select(c => Tally(tallies[Result(c, tallies)!], c, scope, negative)),
        ]);
    }

    private static bool IsOf(Formula.Compare compare, Dictionary<string, Formula.Tally> tallies) =>
        Result(compare, tallies) is not null;

    private static string? Result(Formula.Compare compare, Dictionary<string, Formula.Tally> tallies) =>
        compare.Left.Name() is { } left && tallies.ContainsKey(left) ? left : null;

    private TallyQuestion Tally(Formula.Tally tally, Formula.Compare compare, Scope scope, bool negative)
    {
        if (rows.Constant(compare.Right) is not Value.Number bound)
            throw new NotCompiledException("a tally is compared with a number only");
        var inner = scope with
        {
            Columns = scope.Columns.Where(c => tally.Per.Contains(c.Key)).ToDictionary(c => c.Key, c => c.Value),
            Stream = scope.Stream,
        };
        if (tally.Per.FirstOrDefault(p => !inner.Columns.ContainsKey(p) && !shop.Constants.ContainsKey(p)) is { } free)
            throw new NotCompiledException($"the anchor does not fix {free}, by which is counted");
        // More of what is counted makes "at least" truer and "at most" less true: unseen stretches would be endless either way.
        var window = (scope.Shift - (tally.Within.To ?? Leaf.Far), scope.Shift - tally.Within.From);
        var atom = Atom(tally.Over, inner, window, negative: false);
        if (negative && IsObserved(tally.Over))
            throw new NotCompiledException("a tally of observed facts stands under a not");
        var column = tally.Of is { } of ? atom.Columns.GetValueOrDefault(of, -1) : -1;
        if (tally.Kind != TallyKind.Count && column < 0)
            throw new NotCompiledException($"{tally.Of} is no field of what is counted");
        // A sum goes over bindings: without the id in them, two facts that bind the same would count once.
        if (tally.Kind == TallyKind.Sum && !tally.Over.Atoms().All(a => a.Arguments.Any(x => x.Field == "id")))
            throw new NotCompiledException("a sum over what does not name its facts apart");
        shop.Leave(atom.Columns.Keys);
        return new(shop.Core, atom.Link, window, tally.Kind, column, compare.Op, bound.Of, !tally.Per.IsEmpty);
    }

    private bool IsObserved(Formula formula) =>
        formula.Atoms().Any(a => shop.Agreement.Kind(a.Kind)?.Register == Register.Observed);

    private Question Some(Formula.Some some, Scope scope, bool negative)
    {
        if (IsJustFree(some.Of, some.Over))
        {
            var free = Of(some.Of, Without(scope, some.Over), negative);
            shop.Leave([some.Over]);
            return free;
        }
        var domain = some.Over switch
        {
            "party" => shop.Agreement.Parties,
            "guarantor" => shop.Agreement.Guarantors,
            _ => throw new NotCompiledException($"for some {some.Over}: its values are not listed"),
        };
        if (scope.Columns.ContainsValue(EngineColumns.Someone))
            throw new NotCompiledException("for some … inside for some …");
        var inner = Without(scope, some.Over);
        inner.Columns[some.Over] = EngineColumns.Someone;
        return new SomeQuestion(
            [.. domain.Select(shop.Core.Schema.Name)],
            EngineColumns.Someone,
            Of(some.Of, inner, negative)
        );
    }

    private static Scope Without(Scope scope, string variable) =>
        scope with
        {
            Columns = scope.Columns.Where(c => c.Key != variable).ToDictionary(c => c.Key, c => c.Value),
            Stream = scope.Stream,
        };

    // "For some v" over one atom that is not under a "not" says no more than leaving v free.
    private static bool IsJustFree(Formula formula, string variable) =>
        formula switch
        {
            Formula.Fact => true,
            Formula.Past past => IsJustFree(past.Of, variable),
            Formula.Next next => IsJustFree(next.Of, variable),
            Formula.Some some => IsJustFree(some.Of, variable),
            Formula.All all => all.Of.Where(f => !f.IsOfTheRow() && Speaks(f, variable)).ToList() is [var one]
                && IsJustFree(one, variable),
            _ => !Speaks(formula, variable),
        };

    private static bool Speaks(Formula formula, string variable) =>
        formula.Atoms().Any(a => a.Arguments.Any(x => x.Is.Name() == variable))
        || formula is Formula.Compare compare && (compare.Left.Name() == variable || compare.Right.Name() == variable)
        || formula is Formula.Near near && near.Of == variable
        || formula.Below().Any(f => Speaks(f, variable));

    /// <summary>Whether what is meant happened in a window around the anchor.</summary>
    public Question Window(Formula of, long from, long to, Scope scope, bool negative, bool ahead) =>
        of switch
        {
            Formula.Any any => new AnyQuestion([.. any.Of.Select(f => Window(f, from, to, scope, negative, ahead))]),
            Formula.Some some when IsJustFree(some.Of, some.Over) => Free(some, from, to, scope, negative, ahead),
            Formula.Past past => Window(
                past.Of,
                from - (past.Within.To ?? Leaf.Far),
                to - past.Within.From,
                scope,
                negative,
                ahead
            ),
            Formula.Next { Within.To: { } end } next => Window(
                next.Of,
                from + next.Within.From,
                to + end,
                scope,
                negative,
                ahead: true
            ),
            Formula.All { Of: [var only] } => Window(only, from, to, scope, negative, ahead),
            _ => new WindowQuestion(
                shop.Core,
                Atom(of, scope, (from, to), negative).Link,
                Math.Max(from, -Leaf.Far),
                to,
                ahead
            ),
        };

    private Question Free(Formula.Some some, long from, long to, Scope scope, bool negative, bool ahead)
    {
        var question = Window(some.Of, from, to, Without(scope, some.Over), negative, ahead);
        shop.Leave([some.Over]);
        return question;
    }

    private SinceQuestion Since(
        Formula keeping,
        Formula start,
        (long Near, long Far) within,
        Scope scope,
        bool negative,
        bool ahead
    )
    {
        if (scope.Shift != 0)
            throw new NotCompiledException("since or until in what lifts a missed limit");
        if (keeping is not Formula.Not { Of: var breaks })
            throw new NotCompiledException("what is kept is no \"no …\": only facts that break it can be looked for");
        var starts = Atom(start, scope, ahead ? (within.Near, within.Far) : (-within.Far, -within.Near), negative);
        var broken = Atom(breaks, scope, (0, 0), !negative);
        return new(shop.Core, starts.Link, broken.Link, within.Near, within.Far, ahead);
    }

    private DuringQuestion During(string noun, Scope scope, bool negative) =>
        scope.Shift != 0
            ? throw new NotCompiledException("a watched time or the ceasefire in what lifts a missed limit")
            : new(shop.Core, Atom(new Formula.Fact(noun, CodeSet.All, []), scope, (0, 0), negative).Link);

    /// <summary>A stream of the facts that match an atom with its conditions, tied to the anchor by the variables they share.</summary>
    /// <param name="of">One fact, with conditions on it and questions of its own.</param>
    /// <param name="scope">The anchor's variables.</param>
    /// <param name="window">How far from the anchor they are looked for.</param>
    /// <param name="negative">True: it stands under an odd number of "not".</param>
    public (Link Link, Dictionary<string, int> Columns) Atom(
        Formula of,
        Scope scope,
        (long From, long To) window,
        bool negative
    )
    {
        while (of is Formula.Some some && IsJustFree(some.Of, some.Over))
            (of, scope) = (some.Of, Without(scope, some.Over));
        var parts = of.Parts().ToList();
        if (parts.OfType<Formula.Fact>().ToList() is not [var fact])
            throw new NotCompiledException("a window over something that is not one fact");
        var kind = shop.Core.Schema.Kind(fact.Kind);
        var own = new Scope(kind, []);
        var conditions = new List<RowCondition>();
        rows.Bind(fact, own, conditions);
        if (shop.Codes(fact, kind, CodeSet.All) is { } codes)
            conditions.Add(codes);
        var rest = parts.Where(p => !ReferenceEquals(p, fact)).ToList();
        var ofTheRow = rest.OfTheRow().ToList();
        conditions.AddRange(ofTheRow.Select(p => rows.Of(p, own)));
        var observed = shop.Agreement.Kind(fact.Kind)?.Register == Register.Observed;
        own.Stream = shop.Made(
            new(
                kind.Id,
                [.. conditions],
                shop.Need,
                fact.Arguments.Any(a => a.Field == "by" && Matters(a.Is, scope, rest)),
                negative && observed,
                -1,
                []
            )
        );
        if (rest.Except(ofTheRow).ToList() is { Count: > 0 } asked)
            own.Stream.Asks(Of(new Formula.All([.. asked]), own, negative));
        return (Tie(fact, own, scope), own.Columns);
    }

    // Whose it was must be sure only where somebody asks for it.
    private bool Matters(Operand who, Scope anchor, List<Formula> rest) =>
        rows.Constant(who) is not null
        || (who.Name() is { } name && (anchor.Columns.ContainsKey(name) || rest.Any(f => Speaks(f, name))));

    private Link Tie(Formula.Fact fact, Scope own, Scope anchor)
    {
        var shared = own.Columns.Keys.Where(anchor.Columns.ContainsKey).Order(StringComparer.Ordinal).ToArray();
        foreach (var variable in own.Columns.Keys.Except(shared))
            shop.Local(variable, fact);
        shop.Tied(own, shared);
        var fixedByAnchor = shared.Where(v => anchor.Columns[v] != EngineColumns.Someone).ToArray();
        return new(
            own.Stream,
            new(shop.Space(anchor.Stream, shared), [.. shared.Select(v => anchor.Columns[v])]),
            anchor.Stream,
            new(shop.Space(anchor.Stream, fixedByAnchor), [.. fixedByAnchor.Select(v => own.Columns[v])]),
            [.. shared.Select(v => (own.Columns[v], anchor.Columns[v]))]
        )
        {
            IsOfState = anchor.IsState,
        };
    }
}
