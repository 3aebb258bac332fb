using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trucewatch.Agreements;
using Trucewatch.Values;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Proofs;

/// <summary>One verdict that would be another.</summary>
/// <param name="Question">Which.</param>
/// <param name="Was">What it is; null: there is none.</param>
/// <param name="Then">What it would be; null: there would be none.</param>
public sealed record Differing(ProofQuestion Question, ProofValue? Was, ProofValue? Then);

/// <summary>What-if: which verdicts would be others, if something were otherwise. Nothing of it goes into the record.</summary>
public static class SupposeChanges
{
    /// <summary>The changes of a file: a JSON array of <c>withdraw</c>, <c>attribute</c> and <c>add</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ImmutableArray<Supposed> Read(byte[] file)
    {
        try
        {
            return ValueCodec.FromJson<ImmutableArray<Supposed>>(
                JsonNode.Parse(file) ?? throw new JsonException("it is empty")
            );
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"It is no list of changes: {wrong.Message}", wrong);
        }
    }

    /// <summary>The verdicts that would differ, by clause, bearer and time.</summary>
    public static ImmutableArray<Differing> Run(ProofMatter matter, ImmutableArray<Supposed> changes)
    {
        var supposed = WhatIf.Suppose(matter, changes);
        var (was, then) = (Values(matter), Values(supposed));
        return
        [
            .. was
                .Keys.Union(then.Keys)
                .Select(q => new Differing(q, Of(was, q), Of(then, q)))
                .Where(d => d.Was != d.Then)
                .OrderBy(d => d.Question.Clause, StringComparer.Ordinal)
                .ThenBy(d => d.Question.Bearer, StringComparer.Ordinal)
                .ThenBy(d => d.Question.At.From)
                .ThenBy(d => d.Question.Sector, StringComparer.Ordinal),
        ];
    }

    private static ProofValue? Of(Dictionary<ProofQuestion, ProofValue> values, ProofQuestion question) =>
        values.TryGetValue(question, out var value) ? value : null;

    private static Dictionary<ProofQuestion, ProofValue> Values(ProofMatter matter)
    {
        var values = new Dictionary<ProofQuestion, ProofValue>();
        foreach (var proof in All(matter))
            if (proof is { Verdict.Value: not (ProofValue.NotBreached or ProofValue.NotInForce) })
                values[ProofQuestion.Of(proof)] = proof.Verdict.Value;
        return values;
    }

    private static IEnumerable<Proof?> All(ProofMatter matter)
    {
        var maker = new ProofMaker(matter);
        var bodies = matter
            .Charter.Parties.Select(p => p.Id.Code)
            .Concat(matter.Charter.Bodies.Select(b => b.Id))
            .ToList();
        foreach (var version in matter.Clauses)
        foreach (var bearer in bodies)
        {
            foreach (var fact in matter.World.Facts)
                if (version.Provision.Norm is Norm.Forbid)
                    yield return maker.OfAct(version, bearer, fact);
                else if (version.Provision.Norm is Norm.Require require && ProofQuestion.IsTrigger(require, fact))
                    yield return maker.OfDuty(version, bearer, fact, new(fact.Start, fact.End));
            if (version.Provision.Norm is Norm.Forbid && matter.Charter.Parties.Any(p => p.Id.Code == bearer))
                foreach (var sector in matter.Sectors)
                foreach (var day in matter.Charter.Days)
                    yield return maker.OfDay(version, bearer, sector, day);
        }
    }
}
