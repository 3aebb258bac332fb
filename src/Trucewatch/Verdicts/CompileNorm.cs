using NodaTime;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>The anchors of one provision, from its norm.</summary>
internal sealed partial class NormCompiler
{
    private readonly Workshop shop;
    private readonly RowCompiler rows;
    private readonly FormulaCompiler formulas;
    private readonly Provision provision;
    private readonly EngineAgreement agreement;
    private int[] bearers = [];
    private Scope scope = new(null, []);

    public NormCompiler(EngineCore core, EngineAgreement agreement, EngineProgram program)
    {
        shop = new(core, agreement, program);
        rows = new(shop);
        formulas = new(shop);
        (provision, this.agreement) = (program.Provision, agreement);
    }

    /// <param name="breached">What must be breached first, if this is what its breach starts.</param>
    public Stream Top(Norm.Require? breached) =>
        provision.Norm switch
        {
            Norm.Forbid forbid => Forbidden(forbid),
            Norm.Require require => Required(require, breached),
            Norm.Keep keep => Kept(keep),
            Norm.Means means => Meant(means),
            Norm.InForce force => Forced(force),
            _ => throw new NotCompiledException($"{provision.Norm.GetType().Name} has no verdict of its own"),
        };

    /// <summary>Keeps the anchors of a provision that asks nothing, by bearer and sector where they have them.</summary>
    public void Keep(Stream top)
    {
        string[] by = [.. new[] { "party", "guarantor", "sector" }.Where(scope.Columns.ContainsKey).Take(2)];
        top.IndexOf(shop.Space(top, by), [.. by.Select(v => scope.Columns[v])]);
    }

    private Stream Forbidden(Norm.Forbid forbid)
    {
        Bears(forbid.By);
        var parts = forbid.Act.Parts().ToList();
        var fact = Anchor(parts, provision.Breach.Codes);
        var asked = Asked(parts, fact);
        asked.AddRange(Exceptions(fact));
        Ask(asked);
        return scope.Stream;
    }

    private Stream Required(Norm.Require require, Norm.Require? breached)
    {
        Bears(breached?.By ?? require.By);
        if (breached is not null && breached.By != require.By)
            throw new NotCompiledException("what a breach starts binds somebody else");
        var trigger = Unwrapped(breached?.Trigger ?? require.Trigger).Parts().ToList();
        var fact = trigger.OfType<Formula.Fact>().Any() ? Anchor(trigger, CodeSet.All) : null;
        var asked = fact is null
            ? Begun(breached?.Trigger ?? require.Trigger, [require.Act, .. provision.Unless.Select(u => u.When)])
            : Asked(trigger, fact);
        if (breached is not null)
            asked.Add(new NotQuestion(Done(breached.Act, breached.Limit, 0)));
        asked.Add(new NotQuestion(Done(require.Act, require.Limit, breached is null ? 0 : Exact(breached) + 1)));
        var owed = breached ?? require;
        asked.AddRange(Exceptions(null, owed.Limit is Limit.Before ? null : () => Exact(owed) + 1));
        if (breached is not null)
            asked.AddRange(Exceptions(null, () => Exact(breached) + 1 + Exact(require) + 1));
        Ask(asked);
        if (scope.Stream is BeginStream begin && owed.Trigger is not Formula.Begins && HasNoOtherKey(begin))
            LookAt(begin);
        return scope.Stream;
    }

    // A state that holds already where the provision begins to run begins there; an instant at which one began lies before.
    private List<Question> Begun(Formula state, Formula[] others)
    {
        var isInstant = state is Formula.Begins;
        Begin(state, others, isInstant ? null : Valid);
        return isInstant ? [new InstantQuestion(Valid.From, Valid.Until)] : [];
    }

    // "When a manoeuvre begins": a fact is a happening, and its anchor stands at its begin.
    private static Formula Unwrapped(Formula formula) =>
        formula switch
        {
            Formula.Begins { Of: Formula.Fact fact } => fact,
            Formula.All all => new Formula.All([.. all.Of.Select(Unwrapped)]),
            _ => formula,
        };

    private static long Exact(Norm.Require require) =>
        require.Limit is Limit.Within { Of: Length.Exact exact, Noun: null }
            ? exact.Microseconds
            : throw new NotCompiledException(
                "what lifts a breach, or is started by it, counts from a limit that is no fixed length"
            );

    private Question Done(Formula act, Limit limit, long after) =>
        limit switch
        {
            Limit.Within { Of: Length.Exact exact, Noun: null } => formulas.Window(
                act,
                after,
                after + exact.Microseconds,
                scope,
                negative: true,
                ahead: true
            ),
            Limit.Before before when after == 0 => formulas.Window(
                act,
                -(before.AtMost ?? Leaf.Far),
                -(before.AtLeast ?? 0),
                scope,
                negative: true,
                ahead: false
            ),
            _ when after != 0 => throw new NotCompiledException("what a breach starts has no limit of fixed length"),
            Limit.Within within => Within(act, within),
            Limit.By by => new LimitQuestion(
                shop.Core,
                formulas.Atom(act, scope, (0, 0), negative: true).Link,
                null,
                at => Micros(agreement.Calendar.At(by.Moment, At(at))) ?? Leaf.Far,
                last: false
            ),
            _ => throw new NotCompiledException("a limit of an unknown kind"),
        };

    private LimitQuestion Within(Formula act, Limit.Within within)
    {
        Link? others = null;
        if (within.Noun is { } noun)
        {
            if (scope.Kind is null)
                throw new NotCompiledException("a state has no file to count from");
            scope.Columns.TryAdd("file", Workshop.Field(scope.Kind, "file"));
            var ofFile = new Formula.Fact(noun, CodeSet.All, [new("file", new Operand.Variable("file"))]);
            others = formulas.Atom(ofFile, scope, (-Leaf.Far, Leaf.Far), negative: false).Link;
        }
        var acts = formulas.Atom(act, scope, (0, 0), negative: true).Link;
        return new(
            shop.Core,
            acts,
            others,
            at => Micros(agreement.Calendar.End(At(at), within.Of)) ?? Leaf.Far,
            within.Last
        );
    }

    // While an exception holds the state need not be kept: it fails from where the exception ends.
    private BeginStream Kept(Norm.Keep keep)
    {
        Bears(keep.By);
        Formula[] lifts = [.. provision.Unless.Select(u => u.When), .. StatesPermitted()];
        var failing = new Formula.All([new Formula.Not(keep.State), .. lifts.Select(l => new Formula.Not(l))]);
        var begin = Begin(failing, lifts, Valid);
        if (scope.Columns.Keys.FirstOrDefault(k => k != shop.Bearer) is { } open)
            throw new NotCompiledException($"a state is kept for whatever {open} there is, not for each");
        LookAt(begin);
        return begin;
    }

    private bool HasNoOtherKey(BeginStream begin) =>
        Valid.From > -Leaf.Far
        && begin.Keys.Of.Columns.Length
            == (shop.Bearer is { } bearer && scope.Columns[bearer] != EngineColumns.Bearer ? 1 : 0);

    // A state may hold of a bearer of whom there is no fact.
    private void LookAt(BeginStream begin)
    {
        var key = new FactRow();
        if (shop.Bearer is { } bearer && scope.Columns[bearer] != EngineColumns.Bearer)
            foreach (var one in bearers)
            {
                key.Values[scope.Columns[bearer]] = one;
                begin.LookAt(key, Valid.From);
            }
        else
            begin.LookAt(key, Valid.From);
    }

    private BeginStream Meant(Norm.Means means) => Begin(means.Is, [means.Is]);

    private BeginStream Forced(Norm.InForce force)
    {
        if (force.For is { } each)
            Bears(each);
        return Begin(force.When, []);
    }

    private (long From, long Until) Valid =>
        (
            Micros(provision.When.From is { } from ? agreement.Calendar.At(from) : agreement.Calendar.EntryIntoForce)
                ?? (provision.When.From is null ? -Leaf.Far : Leaf.Far),
            Micros(provision.When.Until is { } until ? agreement.Calendar.At(until) : null) ?? Leaf.Far
        );

    private void Bears(Bearer by)
    {
        (shop.Bearer, bearers) = by switch
        {
            Bearer.EachParty => ("party", Ids(agreement.Parties)),
            Bearer.EachGuarantor => ("guarantor", Ids(agreement.Guarantors)),
            _ => ((string?)null, bearers),
        };
        if (by is Bearer.Named named)
            shop.Constants["party"] = new Value.Name(named.Party.Code);
        else if (by is Bearer.TheBody body)
            shop.Constants["body"] = new Value.Name(body.Body);
    }

    private int[] Ids(IEnumerable<string> names) => [.. names.Select(shop.Core.Schema.Name)];

    /// <summary>Makes the stream of a fact that sets the provision off.</summary>
    private Formula.Fact Anchor(List<Formula> parts, CodeSet rule)
    {
        var fact =
            parts.OfType<Formula.Fact>().FirstOrDefault() ?? throw new NotCompiledException("no fact sets it off");
        var kind = shop.Core.Schema.Kind(fact.Kind);
        scope = new(kind, []);
        var (from, until) = Valid;
        var conditions = new List<RowCondition> { new RowCondition.Within(from, until) };
        rows.Bind(fact, scope, conditions);
        if (shop.Codes(fact, kind, rule) is { } codes)
            conditions.Add(codes);
        conditions.AddRange(parts.OfTheRow().Select(p => rows.Of(p, scope)));
        var column = BearerColumn(conditions);
        scope.Stream = shop.Made(
            new(
                kind.Id,
                [.. conditions],
                shop.Need,
                fact.Arguments.Any(a => a.Field == "by"),
                TakesUnseen: false,
                column,
                bearers
            )
        );
        shop.Program.BearerColumns?.Add(scope.Stream, column);
        return fact;
    }

    private int BearerColumn(List<RowCondition> conditions)
    {
        if (shop.Bearer is not { } bearer)
        {
            shop.Program.BearerColumns = null;
            return -1;
        }
        if (scope.Columns.TryAdd(bearer, EngineColumns.Bearer))
            return EngineColumns.Bearer;
        conditions.Add(new RowCondition.OneOf(scope.Columns[bearer], bearers));
        return scope.Columns[bearer];
    }

    /// <summary>Makes the stream of the begins of a state; its keys are the variables that others share with it.</summary>
    private BeginStream Begin(Formula formula, Formula[] others, (long From, long Until)? within = null)
    {
        var state = Inlined(formula);
        if (state.Contains<Formula.Next>() || state.Contains<Formula.Until>())
            throw new NotCompiledException("the begin of a state that looks ahead");
        string[] keys = [.. KeysOf(state, [.. others.Select(Inlined)]).Order(StringComparer.Ordinal)];
        scope = new(null, keys.Select((k, i) => (k, i)).ToDictionary(k => k.k, k => k.i)) { IsState = true };
        if (shop.Bearer is { } bearer)
            scope.Columns.TryAdd(bearer, EngineColumns.Bearer);
        var fan = shop.Bearer is { } b && scope.Columns[b] == EngineColumns.Bearer ? EngineColumns.Bearer : -1;
        var begin = (BeginStream)shop.Made(new(-1, [], shop.Need, false, false, fan, bearers));
        shop.Program.BearerColumns = null;
        scope.Stream = begin;
        var index = begin.IndexOf(shop.Space(begin, keys), [.. keys.Select(k => scope.Columns[k])]);
        var asked = formulas.Of(
            state,
            scope with
            {
                Columns = new(scope.Columns.Where(c => keys.Contains(c.Key))),
            },
            false
        );
        if (within is var (from, until))
            asked = new AllQuestion([new InstantQuestion(from, until), asked]);
        if (begin.Ties.Any(t => t.Back.Space != index.Of.Space))
            throw new NotCompiledException("parts of a state have different keys");
        begin.Begins(asked, index);
        scope = new Scope(null, scope.Columns) { Stream = begin };
        return begin;
    }

    private Formula Inlined(Formula formula) =>
        formula switch
        {
            Formula.Begins begins => Inlined(begins.Of),
            Formula.Defined defined => Inlined(agreement.Term(defined.Term)),
            Formula.All all => new Formula.All([.. all.Of.Select(Inlined)]),
            _ => Meant(formula),
        };

    // With defined terms by what they mean, wherever they stand: their variables are those of the same names.
    private Formula Meant(Formula formula) =>
        formula switch
        {
            Formula.Defined defined => Meant(agreement.Term(defined.Term)),
            Formula.All all => new Formula.All([.. all.Of.Select(Meant)]),
            Formula.Any any => new Formula.Any([.. any.Of.Select(Meant)]),
            Formula.Not not => new Formula.Not(Meant(not.Of)),
            Formula.Some some => some with { Of = Meant(some.Of) },
            Formula.Past past => past with { Of = Meant(past.Of) },
            Formula.Since since => since with { Keeping = Meant(since.Keeping), Start = Meant(since.Start) },
            _ => formula,
        };

    private IEnumerable<string> KeysOf(Formula state, Formula[] others)
    {
        var per = state.Within<Formula.Tally>().SelectMany(t => t.Per);
        var shared = state
            .Outside<Formula.Tally>()
            .SelectMany(a => a.Arguments)
            .Select(a => a.Is.Name())
            .OfType<string>()
            .Where(v => v == shop.Bearer || others.Any(o => o.Atoms().Any(a => a.Arguments.Any(x => x.Is.Name() == v))))
            .Where(v => !state.Within<Formula.Some>().Any(s => s.Over == v));
        return per.Concat(shared).Distinct(StringComparer.Ordinal).Where(v => !shop.Constants.ContainsKey(v));
    }

    private List<Question> Asked(List<Formula> parts, Formula.Fact fact)
    {
        var ofTheRow = parts.OfTheRow().ToList();
        var rest = parts.Where(p => !ReferenceEquals(p, fact) && !ofTheRow.Contains(p)).ToList();
        return rest.Count == 0 ? [] : [formulas.Of(new Formula.All([.. rest]), scope, negative: false)];
    }

    private void Ask(List<Question> asked)
    {
        if (asked.Count > 0)
            scope.Stream.Asks(asked.Count == 1 ? asked[0] : new AllQuestion([.. asked]));
    }

    private static long? Micros(Instant? instant) => instant is { } at ? at.ToUnixTimeTicks() / 10 : null;

    private static Instant At(long micros) => Instant.FromUnixTimeTicks(micros * 10);
}
