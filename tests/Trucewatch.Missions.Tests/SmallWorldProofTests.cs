using System.Collections.Immutable;
using Trucewatch.Verdicts;
using Trucewatch.Verifier;

namespace Trucewatch.Missions.Tests;

/// <summary>Proofs over small random agreements: they say what the judgement says, the check agrees, counterfactuals are the smallest.</summary>
public sealed class SmallWorldProofTests(Lantern lantern) : IClassFixture<Lantern>
{
    private SmallWorld Make(int seed) =>
        SmallWorld
            .MakeAsync(seed, lantern.Replayed.Known.Charter, lantern.Replayed.Record.Keys)
            .GetAwaiter()
            .GetResult();

    private static readonly int runs = int.Parse(
        Environment.GetEnvironmentVariable("TRUCEWATCH_PROOF_RUNS") ?? "300",
        System.Globalization.CultureInfo.InvariantCulture
    );

    private static void Each(int runs, Action<int> holds)
    {
        for (var seed = 0; seed < runs; seed++)
            holds(seed);
    }

    private static IEnumerable<(Fact Anchor, string Bearer, Proof? Proof)> Asked(SmallWorld world)
    {
        var maker = new ProofMaker(world.Proofs);
        foreach (var fact in world.Proofs.World.Facts.Where(f => f.Kind == "p"))
        foreach (var bearer in (string[])["A", "B"])
            yield return (fact, bearer, maker.OfAct(world.Known.Clauses[0], bearer, fact));
    }

    /// <remarks>
    /// What is open because the time of an act is a span, at some instants of which one thing holds and at others another, has
    /// no proof yet.
    /// </remarks>
    [Fact]
    public void What_is_judged_is_proven() =>
        Each(
            runs,
            seed =>
            {
                var world = Make(seed);
                foreach (var (anchor, bearer, proof) in Asked(world))
                {
                    var judged = world.Judged(world.Proofs.World.Facts, bearer, anchor.Id);
                    if (
                        proof?.Verdict.Value != judged
                        && !(judged == ProofValue.Undetermined && proof is null && HasSpans(world))
                    )
                        throw new InvalidOperationException(
                            $"{seed}: {anchor.Id} {bearer} judged {judged}, proven {proof?.Verdict.Value}\n{Told(world)}\n{(proof is null ? "" : Formats.Proofs.ProofText.Write(proof, "en", NodaTime.DateTimeZone.Utc))}"
                        );
                }
            }
        );

    [Fact]
    public void Every_proof_holds_before_the_check() =>
        Each(
            runs,
            seed =>
            {
                var world = Make(seed);
                foreach (var (anchor, bearer, proof) in Asked(world))
                    if (
                        proof is not null
                        && VerdictCheck.Run(ProofJson.Write(proof), world.Record)
                            is var answer
                                and not VerdictAnswer.Holds
                    )
                        throw new InvalidOperationException(
                            $"{seed}: {anchor.Id} {bearer} {proof.Verdict.Value}: {answer}"
                        );
            }
        );

    [Fact]
    public void Counterfactuals_turn_the_verdict_and_no_smaller_set_does() =>
        Each(
            Math.Min(runs, 100),
            seed =>
            {
                var world = Make(seed);
                var facts = world.Proofs.World.Facts;
                foreach (
                    var (anchor, bearer, proof) in Asked(world)
                        .Where(a =>
                            a.Proof?.Verdict.Value == ProofValue.Breached
                            && world.Judged(facts, a.Bearer, a.Anchor.Id) == ProofValue.Breached
                        )
                )
                {
                    var sets = Counterfactual.Of(proof!, world.Proofs);
                    foreach (var set in sets)
                    {
                        if (!Turns(world, bearer, anchor, set.Changes))
                            throw new InvalidOperationException(
                                $"{seed}: {string.Join(", ", set.Changes)} does not turn {anchor.Id}"
                            );
                        foreach (var one in set.Changes)
                            if (set.Changes.Length > 1 && Turns(world, bearer, anchor, set.Changes.Remove(one)))
                                throw new InvalidOperationException(
                                    $"{seed}: {string.Join(", ", set.Changes)} is not the smallest"
                                );
                    }
                    if (
                        sets.Length < Counterfactual.MostSets
                        && Missed(world, bearer, anchor, facts, sets) is { } missed
                    )
                        throw new InvalidOperationException(
                            $"{seed}: {missed} withdrawn turn {anchor.Id} and were not found"
                        );
                }
            }
        );

    private static bool HasSpans(SmallWorld world) => world.Proofs.World.Facts.Any(f => f.End - f.Start > 1);

    private static string Told(SmallWorld world) =>
        $"{Values.ValueCodec.ToJson(world.Known.Clauses[0].Provision.Norm)}\n{Values.ValueCodec.ToJson(world.Known.Clauses[0].Provision.Unless)}\n"
        + string.Join(
            '\n',
            world.Proofs.World.Facts.Select(f =>
                $"{f.Id} {f.Kind} {Values.ValueCodec.ToJson(new ProofSpan(f.Start, f.End))} {Values.ValueCodec.ToJson(f.Fields)}"
            )
        );

    private static bool Turns(SmallWorld world, string bearer, Fact anchor, ImmutableArray<Supposed> changes)
    {
        var facts = WhatIf.Suppose(world.Proofs, changes).World.Facts;
        return facts.All(f => f.Id != anchor.Id) || world.Judged(facts, bearer, anchor.Id) != ProofValue.Breached;
    }

    // Brute force over all sets of one or two withdrawals: each that turns, and of which no part does, must have been found.
    private static string? Missed(
        SmallWorld world,
        string bearer,
        Fact anchor,
        ImmutableArray<Fact> facts,
        ImmutableArray<Turned> sets
    )
    {
        var alone = facts.Where(f => Turns(f)).Select(f => f.Id.Text).ToHashSet(StringComparer.Ordinal);
        var pairs =
            from f in facts
            from g in facts
            where f.Id.CompareTo(g.Id) < 0 && !alone.Contains(f.Id.Text) && !alone.Contains(g.Id.Text) && Turns(f, g)
            select (string[])[f.Id.Text, g.Id.Text];
        return alone
            .Select(a => (string[])[a])
            .Concat(pairs)
            .Where(m =>
                !sets.Any(s =>
                    s.Changes.Length <= m.Length && s.Changes.All(c => c is Supposed.Withdraw w && m.Contains(w.Label))
                )
            )
            .Select(m => string.Join(" and ", m))
            .FirstOrDefault();

        bool Turns(params Fact[] gone) =>
            SmallWorldProofTests.Turns(world, bearer, anchor, [.. gone.Select(g => new Supposed.Withdraw(g.Id.Text))]);
    }
}
