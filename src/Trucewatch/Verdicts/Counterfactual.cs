using System.Collections.Immutable;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>What would have to be different: one smallest set of changes that turns a verdict.</summary>
/// <param name="Changes">The changes, three at most.</param>
/// <param name="Then">What the verdict would be; null: there would be none.</param>
public sealed record Turned(ImmutableArray<Supposed> Changes, ProofValue? Then);

/// <summary>Counterfactuals: the smallest sets of changes that turn a verdict.</summary>
/// <remarks>
/// Whatever turns a verdict must break its proof: it touches a fact that the proof rests on, or adds an act that the proof says
/// was not there. So the proof's own alternatives are tried, and after each the proof that then stands gives its own (minimal
/// hitting sets, R. Reiter, Artificial Intelligence 32 (1987) 57–95). Every set is tried by a what-if run before it is shown.
/// Changes: a fact withdrawn or attributed to another party, or an act on the register that would have sufficed.
/// </remarks>
public static class Counterfactual
{
    private const int MostChanges = 3;

    /// <summary>So many sets at most are shown.</summary>
    public const int MostSets = 12;

    private const int MostRuns = 400;

    /// <summary>The smallest sets, fewest changes first; none: no set of three or fewer was found.</summary>
    public static ImmutableArray<Turned> Of(Proof proof, ProofMatter matter)
    {
        var question = ProofQuestion.Of(proof);
        var found = new List<Turned>();
        var tried = new HashSet<string>(StringComparer.Ordinal);
        var level = new List<(ImmutableArray<Supposed> Changes, Proof Stands, ProofMatter In)> { ([], proof, matter) };
        for (var size = 1; size <= MostChanges && found.Count < MostSets; size++)
        {
            var next = new List<(ImmutableArray<Supposed>, Proof, ProofMatter)>();
            foreach (var (changes, stands, within) in level)
            foreach (var change in ProofChanges.Of(stands, within))
            {
                var set = changes.Add(change);
                if (tried.Count >= MostRuns || !tried.Add(Text(set)) || found.Exists(f => f.Changes.All(set.Contains)))
                    continue;
                var supposed = WhatIf.Suppose(matter, set);
                var then = question.Ask(supposed);
                if (then?.Verdict.Value != proof.Verdict.Value)
                    found.Add(new(set, then?.Verdict.Value));
                else
                    next.Add((set, then, supposed));
            }
            level = next;
        }
        return [.. found.Take(MostSets)];
    }

    private static string Text(ImmutableArray<Supposed> set) =>
        string.Join(
            '\n',
            set.Select(s =>
                    s is Supposed.Add add ? $"{add.Noun} {add.At} {string.Join(',', add.Fields)}" : s.ToString()
                )
                .Order(StringComparer.Ordinal)
        );
}

/// <summary>What could be changed so that a proof no longer stands.</summary>
internal static class ProofChanges
{
    public static IEnumerable<Supposed> Of(Proof proof, ProofMatter matter) =>
        Facts(proof, matter).Concat(Acts(proof, matter)).Distinct();

    private static IEnumerable<Supposed> Facts(Proof proof, ProofMatter matter)
    {
        foreach (
            var label in proof
                .Steps.SelectMany(ProofSize.Cited)
                .Append(proof.Verdict.Anchor)
                .Distinct(StringComparer.Ordinal)
        )
        {
            if (matter.World.Find(new(label)) is not { } fact)
                continue;
            yield return new Supposed.Withdraw(label);
            if (fact.Proof.IsRegistered)
                continue;
            var by = fact.Fields.GetValueOrDefault("by")?.Possible ?? [];
            foreach (var party in matter.Charter.Parties.Select(p => p.Id.Code))
                if (
                    by is not [Value.Name only]
                    || only.Of != party
                    || fact.Proof.Attributed != Standard.ClearAndConvincing
                )
                    yield return new Supposed.Attribute(label, party);
        }
    }

    // Acts that would have sufficed: an exception, or what discharges.
    private static IEnumerable<Supposed> Acts(Proof proof, ProofMatter matter)
    {
        var verdict = proof.Verdict;
        if (matter.Clause(verdict.Clause, verdict.At.From) is not { Provision: { } provision })
            yield break;
        var anchor = verdict.Anchor.Length > 0 ? matter.World.Find(new(verdict.Anchor)) : null;
        var binding = Bound(provision, verdict.Bearer, anchor, matter);
        var formulas = provision
            .Unless.Select(u => u.When)
            .Concat(
                matter
                    .Clauses.Select(c => c.Provision.Norm)
                    .OfType<Norm.Permit>()
                    .Where(p => p.From.Contains(verdict.Clause))
                    .Select(p => p.Act)
            )
            .Select(f => (f, verdict.At));
        if (provision.Norm is Norm.Require require)
            formulas = formulas.Append(
                (
                    require.Limit is Limit.Before before
                        ? new Formula.Past(new(before.AtLeast ?? 0, before.AtMost), require.Act)
                        : require.Act,
                    verdict.At
                )
            );
        foreach (var (formula, at) in formulas)
        foreach (var add in Sufficing(formula, at, binding, matter))
            yield return add;
    }

    private static IEnumerable<Supposed.Add> Sufficing(
        Formula formula,
        ProofSpan at,
        ProofBinding binding,
        ProofMatter matter
    )
    {
        switch (formula)
        {
            case Formula.Fact atom when matter.World.IsRegistered(atom.Kind) && at.Until - at.From < long.MaxValue / 4:
                var fields = ImmutableSortedDictionary.CreateBuilder<string, Field>(StringComparer.Ordinal);
                foreach (var argument in atom.Arguments)
                    if (binding.Of(argument.Is) is { Possible.Length: 1 } field)
                        fields[argument.Field] = field;
                yield return new(atom.Kind, ProofSpan.At(at.From), fields.ToImmutable());
                break;
            case Formula.Past past:
                foreach (var add in Sufficing(past.Of, ProofSpan.At(at.From - past.Within.From), binding, matter))
                    yield return add;
                break;
            case Formula.Next next:
                foreach (var add in Sufficing(next.Of, ProofSpan.At(at.Until - 1 + next.Within.From), binding, matter))
                    yield return add;
                break;
            case Formula.All or Formula.Any or Formula.Some:
                foreach (var part in Parts(formula))
                foreach (var add in Sufficing(part, at, binding, matter))
                    yield return add;
                break;
            case Formula.Defined defined when matter.World.Term(defined.Term) is var (means, _):
                foreach (var add in Sufficing(means, at, binding, matter))
                    yield return add;
                break;
        }
    }

    private static ImmutableArray<Formula> Parts(Formula formula) =>
        formula switch
        {
            Formula.All all => all.Of,
            Formula.Any any => any.Of,
            Formula.Some some => [some.Of],
            _ => [],
        };

    private static ProofBinding Bound(Provision provision, string bearer, Fact? anchor, ProofMatter matter)
    {
        var binding = ProofBinding.Nothing;
        foreach (var variable in (string[])["party", "guarantor", "body"])
            binding = binding.With(variable, Field.Of(new Value.Name(bearer)));
        if (matter.Charter.Parties.Select(p => p.Id.Code).Where(p => p != bearer).ToList() is [var other])
            binding = binding.With("other party", Field.Of(new Value.Name(other)));
        var formula = provision.Norm switch
        {
            Norm.Forbid forbid => forbid.Act,
            Norm.Require require => require.Trigger,
            _ => null,
        };
        return
            anchor is not null
            && formula is not null
            && ProofMaker.Atoms(formula).FirstOrDefault(f => f.Kind == anchor.Kind) is { } atom
            ? ProofMatching.Of(anchor, atom, provision.Needs, binding, matter.World.Rules).After
            : binding;
    }
}
