using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What a norm asks at: a fact of the world, or instants at which a state begins.</summary>
/// <param name="Fact">The fact; null: a state.</param>
/// <param name="Atom">The atom that it matches; null for a state.</param>
/// <param name="At">The instants at which it may have been.</param>
/// <param name="Binding">The bearer's variables, and those that the anchor fixes.</param>
internal sealed record Asked(
    Fact? Fact,
    Formula.Fact? Atom,
    Stretch At,
    ImmutableSortedDictionary<string, Value> Binding
)
{
    /// <summary>Variables that the anchor fixes, to a value that nobody knows: another fact never surely has the same.</summary>
    public ImmutableArray<string> Open { get; init; } = [];
}

/// <summary>Questions that norms put to meaning, by what one provision needs.</summary>
internal sealed class Asking(Matter matter, ProofNeeded needs)
{
    private readonly Meaning meaning = new(matter.World, needs);

    /// <summary>The facts that an atom may be about, up to the instant up to which is judged; in the order of time and id.</summary>
    public IEnumerable<Asked> Facts(Formula.Fact atom, ImmutableSortedDictionary<string, Value> binding) =>
        from fact in matter.World.Of(atom.Kind, null, null)
        where fact.Start <= matter.Until
        let matches = meaning.Match(fact, atom, binding)
        where !matches.IsEmpty
        let shared = Shared(matches)
        select new Asked(fact, atom, new(fact.Start, fact.End), shared)
        {
            Open =
            [
                .. atom
                    .Arguments.Select(a => a.Is)
                    .OfType<Operand.Variable>()
                    .Select(v => v.Name)
                    .Where(v => !shared.ContainsKey(v)),
            ],
        };

    /// <summary>When a state holds, for each binding; a begin of it is one anchor. That another number is counted begins nothing.</summary>
    /// <returns>Anchors of no fact, to be set to the instants at which the state begins.</returns>
    public IEnumerable<(Asked Asked, Signals Signals)> States(
        Formula state,
        ImmutableSortedDictionary<string, Value> binding
    )
    {
        var numbers = Atoms.Numbers(state, matter.World.Terms).ToList();
        return
        [
            .. meaning
                .Bindings(state, binding)
                .Select(r => (Bound: r.Bound.RemoveRange(numbers), r.Signals))
                .GroupBy(r => string.Join('\u001f', r.Bound), StringComparer.Ordinal)
                .Select(g => (g.First().Bound, Signals: g.Select(r => r.Signals).Aggregate((all, one) => all.Or(one))))
                .ToList()
                .MayBeOne(r => r.Bound, r => r.Signals)
                .Select(r => (Of(r.Of.Bound), r.Signals)),
        ];

        static Asked Of(ImmutableSortedDictionary<string, Value?> bound) =>
            new(
                null,
                null,
                Stretch.Always,
                bound
                    .Where(b => b.Value is not null)
                    .ToImmutableSortedDictionary(b => b.Key, b => b.Value!, StringComparer.Ordinal)
            )
            {
                Open = [.. bound.Where(b => b.Value is null).Select(b => b.Key)],
            };
    }

    /// <summary>When a condition holds; what the binding leaves open means "some".</summary>
    public Signals Of(Formula formula, ImmutableSortedDictionary<string, Value> binding) =>
        meaning.Of(formula, binding);

    /// <summary>When a condition holds as asked at an anchor.</summary>
    public Signals Of(Formula formula, Asked asked) => meaning.Of(formula, asked.Binding, asked.Open);

    /// <summary>Whether it happened and a condition held then: yes, no, or open.</summary>
    /// <param name="asked">The anchor.</param>
    /// <param name="rest">The condition, at the instant of the anchor.</param>
    /// <param name="fields">Further fields of the fact that the condition asks for.</param>
    /// <remarks>
    /// A fact of which only a span is known surely meets the condition if it does at every instant of the span. A field that is
    /// missing stays open in the condition too: the fact stands in the formula itself, by its id.
    /// </remarks>
    public Answer Holds(Asked asked, Formula rest, IEnumerable<Argument>? fields = null)
    {
        if (asked is not { Fact: { } fact, Atom: { } atom })
        {
            var signals = Of(rest, asked);
            return signals.Sure.Covers(asked.At.From, asked.At.Until) ? Answer.Yes
                : signals.Possible.And(Signal.Of(asked.At.From, asked.At.Until)).IsNever ? Answer.No
                : Answer.Unclear;
        }
        var one = atom with
        {
            Arguments =
            [
                new(World.Id, new Operand.Constant(new Value.Name(fact.Id.Text))),
                .. atom.Arguments.Union(fields ?? []),
            ],
        };
        var found = meaning.Of(
            new Formula.Next(new(0, fact.End - 1 - fact.Start), new Formula.All([one, rest])),
            Bearer(asked.Binding)
        );
        return found.Sure.Has(fact.Start) ? Answer.Yes
            : found.Possible.Has(fact.Start) ? Answer.Unclear
            : Answer.No;
    }

    /// <summary>Whether a fact is one of an atom, its variables left aside.</summary>
    public Answer Is(Fact fact, Formula.Fact atom, ImmutableSortedDictionary<string, Value> binding)
    {
        var fixedOnly = atom with
        {
            Arguments = [.. atom.Arguments.Where(a => a.Is is not Operand.Variable v || binding.ContainsKey(v.Name))],
        };
        var matches = meaning.Match(fact, fixedOnly, binding);
        return matches.IsEmpty ? Answer.No
            : matches.Any(m => m.IsSure) ? Answer.Yes
            : Answer.Unclear;
    }

    /// <summary>The facts that keep a formula from being settled in a stretch of time, by id: those that may match and do not surely.</summary>
    /// <remarks>Where each of them surely matches, all that may: then it is a place or a number in them that is open.</remarks>
    public ImmutableArray<FactId> Open(Formula formula, ImmutableSortedDictionary<string, Value> binding, Stretch at)
    {
        var (behind, ahead) = Atoms.Reach(formula, matter.World.Terms);
        var reach = new Stretch(Signal.Plus(at.From, -behind), Signal.Plus(at.Until, ahead));
        var found = (
            from atom in Atoms.Of(formula, matter.World.Terms)
            from fact in matter.World.Of(atom.Kind, null, null)
            where new Stretch(fact.Start, fact.End).And(reach) is not null
            let matches = meaning.Match(fact, atom, binding)
            where !matches.IsEmpty
            select (fact.Id, IsSure: fact.End == fact.Start + 1 && matches.Any(m => m.IsSure))
        ).ToList();
        var open = found.Exists(f => !f.IsSure) ? found.Where(f => !f.IsSure) : found;
        return [.. open.Select(f => f.Id).Distinct().Order()];
    }

    private static readonly ImmutableHashSet<string> bearers = ["party", "other party", "guarantor", "body"];

    // The fact itself gives the rest anew, with what is open in it.
    private static ImmutableSortedDictionary<string, Value> Bearer(ImmutableSortedDictionary<string, Value> binding) =>
        binding.RemoveRange(binding.Keys.Where(k => !bearers.Contains(k)));

    // What all ways of matching have in common.
    private static ImmutableSortedDictionary<string, Value> Shared(
        ImmutableArray<(ImmutableSortedDictionary<string, Value> Binding, bool IsSure)> matches
    ) =>
        matches[0]
            .Binding.Where(b => matches.All(m => b.Value.Equals(m.Binding.GetValueOrDefault(b.Key))))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
