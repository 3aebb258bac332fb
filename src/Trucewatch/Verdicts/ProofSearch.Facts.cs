using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

internal sealed partial class ProofSearch
{
    private static readonly Field Anything = new([]);

    /// <summary>None in the window: every fact of the noun that may lie there, with what stands against it; null: there is one.</summary>
    private ProofStep.None? None(
        Formula formula,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    )
    {
        if (Pivot(formula) is not var (atom, parts))
            return null;
        if (shows == Shows.SurelyNot && !AbsenceCounts && !world.IsRegistered(atom.Kind))
            return null; // nobody may have seen it
        var considered = ImmutableArray.CreateBuilder<Considered>();
        foreach (var fact in world.Of(atom.Kind, window.Hull))
        {
            if (Against(fact, atom, parts, shows, window, binding) is not { } because)
                return null;
            considered.Add(new(fact.Id.Text, because));
        }
        return new ProofStep.None(window.Hull, atom.Kind, world.IsRegistered(atom.Kind), considered.ToImmutable());
    }

    private ProofStep? Against(
        Fact fact,
        Formula.Fact atom,
        IReadOnlyList<Formula> parts,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    )
    {
        var match = ProofMatching.Of(fact, atom, needs, binding, world.Rules);
        if (Shown(match.Answer, shows))
            return new ProofStep.Differs(match.Differs!, match.Has);
        var span = new ProofSpan(fact.Start, fact.End);
        if (shows == Shows.PossiblyNot && !span.IsIn(window.Inner))
            return new ProofStep.Differs("occurred", null);
        for (var i = 0; i < parts.Count; i++)
            if (parts[i] is not Formula.Fact && Find(parts[i], shows, span.And(window.Hull), match.After) is { } step)
                return new ProofStep.One(i, step.Step);
        return Lifts?.Invoke(fact);
    }

    /// <summary>That one fact is not what a condition asks for; null: it is.</summary>
    public ProofStep? IsNot(Fact fact, Formula formula, Shows shows, ProofSpan at, ProofBinding binding)
    {
        var flat = Flat(formula);
        if (flat is Formula.Any any)
        {
            var each = any.Of.Select(f => IsNot(fact, f, shows, at, binding)).ToList();
            return each.Contains(null) ? null : new ProofStep.All([.. each.OfType<ProofStep>()]);
        }
        return Pivot(flat) is not var (atom, parts) ? Throughout(flat, shows, at, binding)
            : atom.Kind != fact.Kind ? new ProofStep.Differs("kind", null)
            : Against(fact, atom, parts, shows, (at, at), binding);
    }

    /// <summary>So many or more: of those in the window that count, as few as the comparison asks for.</summary>
    private Found? AtLeast(Formula.Tally tally, Shows shows, ProofSpan at, Formula.Compare? than, ProofBinding binding)
    {
        var window = Behind(tally.Within, at);
        var members = Members(tally, shows, window, binding).ToList();
        var enough = Enough(tally, members, than);
        if (enough.Count == 0)
            return null;
        var number = Number(tally, enough.Select(m => m.Fact));
        var step = new ProofStep.Tally(
            window.Hull,
            number,
            AtLeast: true,
            [.. enough.Select(m => new Considered(m.Fact.Id.Text, m.Step))],
            []
        );
        return new(step, binding.With(tally.Result, Field.Of(new Value.Number(number))));
    }

    private IEnumerable<(Fact Fact, ProofStep Step)> Members(
        Formula.Tally tally,
        Shows shows,
        (ProofSpan Hull, ProofSpan Inner) window,
        ProofBinding binding
    )
    {
        if (Pivot(tally.Over) is not var (atom, _))
            yield break;
        foreach (var fact in world.Of(atom.Kind, window.Hull))
        {
            var span = new ProofSpan(fact.Start, fact.End);
            if (
                (shows != Shows.Surely || span.IsIn(window.Inner))
                && Pinned(tally.Over, fact, shows, span, binding) is { } step
            )
                yield return (fact, step.Step);
        }
    }

    private List<(Fact Fact, ProofStep Step)> Enough(
        Formula.Tally tally,
        List<(Fact Fact, ProofStep Step)> members,
        Formula.Compare? than
    )
    {
        if (
            than is not { Right: Operand.Constant { Value: Value.Number asked } }
            || tally.Kind is TallyKind.Min or TallyKind.Max
        )
            return members;
        for (var n = 1; n <= members.Count; n++)
        {
            var number = Field.Of(new Value.Number(Number(tally, members.Take(n).Select(m => m.Fact))));
            if (Compared(number, than.Op, Field.Of(asked)) == Answer.Yes)
                return members[..n];
        }
        return members;
    }

    /// <summary>Too few: those that may count, and of all others in the window why they do not.</summary>
    private ProofStep.All? AtMost(
        Formula.Tally tally,
        Formula.Compare than,
        Shows shows,
        ProofSpan at,
        ProofBinding binding
    )
    {
        var window = Behind(tally.Within, at);
        if (Pivot(tally.Over) is not var (atom, parts))
            return null;
        var (members, others) = (
            ImmutableArray.CreateBuilder<Considered>(),
            ImmutableArray.CreateBuilder<Considered>()
        );
        var counted = new List<Fact>();
        foreach (var fact in world.Of(atom.Kind, window.Hull))
            if (Against(fact, atom, parts, shows, window, binding) is { } because)
                others.Add(new(fact.Id.Text, because));
            else
            {
                counted.Add(fact);
                members.Add(new(fact.Id.Text, new ProofStep.Fact(fact.Id.Text)));
            }
        var number = Number(tally, counted);
        var bound = binding.With(tally.Result, Field.Of(new Value.Number(number)));
        return Atom(than, shows, bound) is { } compared
            ? new ProofStep.All([
                new ProofStep.Tally(window.Hull, number, AtLeast: false, members.ToImmutable(), others.ToImmutable()),
                compared,
            ])
            : null;
    }

    private static double Number(Formula.Tally tally, IEnumerable<Fact> members)
    {
        var facts = members.ToList();
        if (tally.Kind == TallyKind.Count || FieldOf(tally) is not { } field)
            return facts.Count;
        var values = facts.SelectMany(f => f.Fields.GetValueOrDefault(field, Anything).Possible).ToList();
        var numbers = values.OfType<Value.Number>().Select(n => n.Of).ToList();
        return tally.Kind switch
        {
            TallyKind.Distinct => values.Distinct().Count(),
            TallyKind.Sum => numbers.Sum(),
            TallyKind.Min => numbers.DefaultIfEmpty(0).Min(),
            _ => numbers.DefaultIfEmpty(0).Max(),
        };
    }

    // The field that the counted variable stands for in the atom.
    private static string? FieldOf(Formula.Tally tally) =>
        Pivot(tally.Over) is var (atom, _)
            ? atom.Arguments.FirstOrDefault(a => a.Is is Operand.Variable v && v.Name == tally.Of)?.Field
            : null;

    // What is counted, with this fact and no other in the place of the noun.
    public Found? Pinned(Formula over, Fact fact, Shows shows, ProofSpan span, ProofBinding binding)
    {
        if (over is Formula.Some some)
            return Pinned(some.Of, fact, shows, span, binding);
        if (over is Formula.Any any)
            return any
                .Of.Select(
                    (f, i) =>
                        Pinned(f, fact, shows, span, binding) is { } one
                            ? one with
                            {
                                Step = new ProofStep.One(i, one.Step),
                            }
                            : null
                )
                .FirstOrDefault(f => f is not null);
        if (over is Formula.Fact atom)
        {
            var match = ProofMatching.Of(fact, atom, needs, binding, world.Rules);
            return Shown(match.Answer, shows) ? new(new ProofStep.Fact(fact.Id.Text), match.After) : null;
        }
        if (Flat(over) is not Formula.All { Of: var parts } || Pivot(over) is not var (pivot, _))
            return null;
        var steps = ImmutableArray.CreateBuilder<ProofStep>();
        foreach (var part in parts)
        {
            var found = ReferenceEquals(part, pivot)
                ? Pinned(part, fact, shows, span, binding)
                : Find(part, shows, span, binding);
            if (found is null)
                return null;
            binding = found.After;
            steps.Add(found.Step);
        }
        return new(new ProofStep.All(steps.ToImmutable()), binding);
    }

    private Answer IsNear(Formula.Near near, Fact fact, double? error, ImmutableArray<MeasuredZone> by)
    {
        var inside =
            world.PlaceOf(fact.Id) is Space.Place.Areas areas ? InAreas(areas, near)
            : error is not { } radius || by.IsEmpty ? Answer.Unclear
            : Agreed([.. by.Select(z => One(z.Meters - near.Bound.Meters, radius))]);
        return near.Outside ? (Answer)(2 - (int)inside) : inside;
    }

    private Answer InAreas(Space.Place.Areas areas, Formula.Near near) =>
        areas.Zones is [var only] && only == near.Zone && near.Bound.Meters == 0 ? Answer.Yes
        : areas.Zones.Contains(near.Zone) || !world.IsSector(near.Zone) ? Answer.Unclear
        : Answer.No;

    private static Answer Agreed(ImmutableArray<Answer> answers) =>
        answers.Min() == answers.Max() ? answers[0] : Answer.Unclear;

    private static Answer One(double beyond, double radius) =>
        beyond + radius <= 0 ? Answer.Yes
        : beyond - radius > 0 ? Answer.No
        : Answer.Unclear;

    private static Answer Compared(Field left, Comparison op, Field right)
    {
        if (left.Possible.IsEmpty || right.Possible.IsEmpty)
            return Answer.Unclear;
        var all = left.Possible.SelectMany(a => right.Possible.Select(b => Holds(a, op, b))).ToList();
        return all.TrueForAll(h => h) ? Answer.Yes
            : all.Exists(h => h) ? Answer.Unclear
            : Answer.No;
    }

    private static bool Holds(Value left, Comparison op, Value right) =>
        left is Value.Number a && right is Value.Number b
            ? op switch
            {
                Comparison.Is => a.Of == b.Of,
                Comparison.IsNot => a.Of != b.Of,
                Comparison.AtLeast => a.Of >= b.Of,
                Comparison.AtMost => a.Of <= b.Of,
                Comparison.MoreThan => a.Of > b.Of,
                _ => a.Of < b.Of,
            }
            : (op == Comparison.Is && left == right) || (op == Comparison.IsNot && left != right);

    private static bool Shown(Answer answer, Shows shows) =>
        shows switch
        {
            Shows.Surely => answer == Answer.Yes,
            Shows.Possibly => answer != Answer.No,
            Shows.SurelyNot => answer == Answer.No,
            _ => answer != Answer.Yes,
        };

    private static Shows Flip(Shows shows) =>
        shows switch
        {
            Shows.Surely => Shows.SurelyNot,
            Shows.Possibly => Shows.PossiblyNot,
            Shows.SurelyNot => Shows.Surely,
            _ => Shows.Possibly,
        };

    // Conjunctions in conjunctions are one: a fact that anchors stands among all that must hold then. A number and what it
    // is compared with stay together.
    internal static Formula Flat(Formula formula)
    {
        if (formula is not Formula.All all)
            return formula;
        var parts = Parts(all).ToList();
        if (parts.Count <= 2)
            return new Formula.All([.. parts]);
        for (var i = 0; i + 1 < parts.Count; i++)
            if (
                parts[i] is Formula.Tally tally
                && parts[i + 1] is Formula.Compare { Left: Operand.Variable v }
                && v.Name == tally.Result
            )
            {
                parts[i] = new Formula.All([parts[i], parts[i + 1]]);
                parts.RemoveAt(i + 1);
            }
        return new Formula.All([.. parts]);
    }

    private static IEnumerable<Formula> Parts(Formula.All all) =>
        all.Of.SelectMany(f => f is Formula.All inner ? Parts(inner) : [f]);

    /// <summary>The noun that a condition is about, and the parts that must hold beside it.</summary>
    private static (Formula.Fact Atom, IReadOnlyList<Formula> Parts)? Pivot(Formula formula) =>
        Flat(formula) switch
        {
            Formula.Fact fact => (fact, []),
            Formula.Some some => Pivot(some.Of),
            Formula.All all when all.Of.OfType<Formula.Fact>().FirstOrDefault() is { } fact => (fact, all.Of),
            _ => null,
        };
}
