using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Where a condition stands, which decides what a bare fact in it means.</summary>
internal enum Stand
{
    /// <summary>It is put at an instant: a bare fact means that it has happened by then.</summary>
    Circumstance,

    /// <summary>It sets something off: one bare fact does so each time it happens.</summary>
    Trigger,

    /// <summary>It is kept, or kept since: a bare fact means the instants at which it happens.</summary>
    Point,
}

/// <summary>Conditions as said to formulas. What each sentence means is written in <c>docs/reference/agreement-language.md</c>.</summary>
/// <param name="context">The parties and guarantors over which <c>each</c> is said.</param>
/// <param name="asked">The variables that others ask of an anchor.</param>
internal sealed class Formulas(AgreementContext context, IReadOnlySet<string> asked)
{
    private static readonly Window always = new(0, null);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>The formula of a condition.</summary>
    public Formula Of(Condition condition, Stand stand) =>
        condition switch
        {
            Condition.And and => And(and.Of, stand),
            Condition.Or or => new Formula.Any([.. or.Of.Select(c => Of(c, stand))]),
            Condition.Not not => new Formula.Not(Of(not.Of, Stand.Circumstance)),
            Condition.Ceasefire ceasefire => new Formula.Truce(ceasefire.State),
            Condition.Term term => Turned(new Formula.Defined(term.Name), term.Turn, stand),
            Condition.Fact fact when Each(fact.Of) is { } each => And(
                [.. each.Select(f => new Condition.Fact(f, fact.Tails))],
                stand
            ),
            Condition.Fact fact => Fact(fact.Of, fact.Tails, stand),
            Condition.Phrased phrased => Phrased(phrased, stand),
            _ => throw new InvalidOperationException(condition.GetType().Name),
        };

    // Instants of two facts never coincide: only where one part alone is an instant does it set something off.
    private Formula And(ImmutableArray<Condition> parts, Stand stand)
    {
        if (parts.Length == 1)
            return Of(parts[0], stand);
        var single = stand == Stand.Trigger && parts.Count(IsInstant) == 1;
        return new Formula.All([
            .. parts.Select(p =>
                Of(
                    p,
                    stand == Stand.Point ? stand
                        : single && IsInstant(p) ? Stand.Trigger
                        : Stand.Circumstance
                )
            ),
        ]);
    }

    /// <summary>True if the condition, as it stands, is one of instants and not of spans; or holds several of them.</summary>
    private bool IsInstant(Condition condition) =>
        condition switch
        {
            Condition.And and => and.Of.Any(IsInstant),
            Condition.Or or => or.Of.Any(IsInstant),
            Condition.Term term => term.Turn != Turn.Holds,
            Condition.Fact { Of: { No: false, AtLeast: null } } fact => !fact.Tails.HasTime,
            Condition.Fact fact => fact.Of.Turn != Turn.Holds,
            _ => false,
        };

    private ImmutableArray<FactSaid>? Each(FactSaid fact) =>
        fact.By is Who.Each by ? [.. Ids(by.Role).Select(p => fact with { By = p })]
        : fact.To is Who.Each to ? [.. Ids(to.Role).Select(p => fact with { To = p })]
        : null;

    private IEnumerable<Who> Ids(string role) =>
        (role == "party" ? context.Parties : context.Guarantors).Select(n => (Who)new Who.Named(n.Id));

    private static Formula Turned(Formula state, Turn turn, Stand stand) =>
        turn switch
        {
            Turn.Begins => ByThen(new Formula.Begins(state), stand),
            Turn.Ends => ByThen(new Formula.Ends(state), stand),
            _ => state,
        };

    private static Formula ByThen(Formula instants, Stand stand) =>
        stand == Stand.Circumstance ? new Formula.Past(always, instants) : instants;

    private Formula Fact(FactSaid fact, Tails tails, Stand stand)
    {
        if (fact.AtLeast is { } number)
            return Turned(Many(fact, tails, number), fact.Turn, stand);
        if (fact.No)
            return Turned(None(fact, tails, stand), fact.Turn, stand);
        var reach = stand == Stand.Trigger && !tails.HasTime ? Reach.Anchor : Reach.Apart;
        var happens = FactFormulas.Of(fact, tails, reach, asked);
        return tails.HasTime ? Windowed(happens, tails) : ByThen(happens, stand);
    }

    private Formula Windowed(Formula happens, Tails tails)
    {
        if (tails.Since is { } since)
        {
            var start = Of(since, Stand.Point);
            var none = new Formula.Since(new Formula.Not(happens), tails.Behind, start);
            return new Formula.All([new Formula.Past(tails.Behind, start), new Formula.Not(none)]);
        }
        if (tails.Until is { } until)
        {
            var ahead = new Window(0, tails.Next);
            var end = Of(until, Stand.Point);
            var none = new Formula.Until(new Formula.Not(happens), ahead, end);
            return new Formula.All([new Formula.Next(ahead, end), new Formula.Not(none)]);
        }
        return tails.Next is { } next
            ? new Formula.Next(new(0, next), happens)
            : new Formula.Past(tails.Behind, happens);
    }

    private Formula None(FactSaid fact, Tails tails, Stand stand)
    {
        var happens = FactFormulas.Of(fact, tails, Reach.Apart, asked);
        if (!tails.HasTime)
            return new Formula.Not(ByThen(happens, stand == Stand.Point ? stand : Stand.Circumstance));
        if (tails.Since is not null || tails.Until is not null)
            return Throughout(new Formula.Not(happens), tails);
        var none = new Formula.Not(
            tails.For is { } length ? new Formula.Past(new(0, length), happens) : Windowed(happens, tails)
        );
        return tails.Watched
            ? new Formula.All([none, new Formula.Watched((tails.For ?? tails.Last)!.Value, happens)])
            : none;
    }

    private Formula Throughout(Formula keeping, Tails tails) =>
        tails.Since is { } since ? new Formula.Since(keeping, tails.Behind, Of(since, Stand.Point))
        : tails.Until is { } until ? new Formula.Until(keeping, new(0, tails.Next), Of(until, Stand.Point))
        : tails.For is { } length ? For(keeping, length, tails.Watched)
        : tails.Next is { } next ? new Formula.Next(new(0, next), keeping)
        : new Formula.Past(tails.Behind, keeping);

    private static Formula For(Formula keeping, long length, bool watched)
    {
        var throughout = new Formula.Not(new Formula.Past(new(0, length), new Formula.Not(keeping)));
        return watched ? new Formula.All([throughout, new Formula.Watched(length, keeping)]) : throughout;
    }

    private Formula Phrased(Condition.Phrased phrased, Stand stand) =>
        phrased.Of is not Condition.And && IsInstant(phrased.Of)
            ? Windowed(Of(phrased.Of, Stand.Point), phrased.Tails)
            : Throughout(Of(phrased.Of, stand == Stand.Point ? stand : Stand.Circumstance), phrased.Tails);

    private Formula.All Many(FactSaid fact, Tails tails, int number)
    {
        var over = FactFormulas.Of(fact, tails, Reach.Counted, asked);
        var result = Result(fact.Kind.Noun);
        var tally = new Formula.Tally(
            result,
            fact.Different ? TallyKind.Distinct : TallyKind.Count,
            fact.Different ? FactFormulas.Free(FactReader.Free(fact).Single()) : null,
            [.. Variables.Shared(over, ImmutableDictionary<string, Formula>.Empty).Where(v => !IsOwn(v))],
            tails.Behind,
            over
        );
        return new([
            tally,
            new Formula.Compare(
                new Operand.Variable(result),
                Comparison.AtLeast,
                new Operand.Constant(new Value.Number(number))
            ),
        ]);
    }

    private static bool IsOwn(string variable) =>
        variable.StartsWith("its ", StringComparison.Ordinal) || variable.StartsWith("any ", StringComparison.Ordinal);

    private string Result(string noun)
    {
        var times = counts[noun] = counts.GetValueOrDefault(noun) + 1;
        return times == 1 ? $"number of {noun}" : $"number of {noun} {times}";
    }
}
