using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Formats.Proofs;
using Trucewatch.Labels;
using Trucewatch.Observations;
using Trucewatch.Values;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Proofs;

/// <summary>Why a clause was breached by somebody, or was not: the proof, and what would have to be different.</summary>
public static class ExplainVerdict
{
    /// <summary>What came of asking.</summary>
    public abstract record Reply
    {
        private Reply() { }

        /// <summary>The proof.</summary>
        /// <param name="Proof">All of it.</param>
        public sealed record Found(Proof Proof) : Reply;

        /// <summary>Nothing that was asked for is there, and why.</summary>
        public sealed record Refused(ImmutableArray<Reason> Reasons) : Reply;
    }

    /// <summary>The proof of a verdict.</summary>
    /// <param name="desk">What is known.</param>
    /// <param name="clause">The clause's address.</param>
    /// <param name="bearer">A party, guarantor or body, by id.</param>
    /// <param name="what">A fact by its label (<c>I-12</c>, <c>act:…</c>), a day (<c>2026-03-02</c>) or an instant; null: the gravest there is.</param>
    /// <param name="sector">For a day: the sector; null: the gravest of all.</param>
    public static Reply Of(ProofDesk desk, string clause, string bearer, string? what, string? sector)
    {
        var versions = desk.Matter.Clauses.Where(c => c.Provision.Clause == clause).ToList();
        if (versions.Count == 0)
            return Refuse("clause", "unknown_word", clause);
        if (sector is not null && !desk.Matter.Sectors.Contains(sector))
            return Refuse("sector", "unknown_word", sector);
        var maker = new ProofMaker(desk.Matter);
        var found =
            what is null ? Gravest(versions.SelectMany(v => All(v, bearer, maker, desk)))
            : LocalDatePattern.Iso.Parse(what).TryGetValue(default, out var day)
                ? Gravest(
                    (sector is null ? desk.Matter.Sectors : [sector]).Select(s =>
                        CellProofs.Of(clause, bearer, s, day, maker, desk)
                    )
                )
            : InstantPattern.ExtendedIso.Parse(what).TryGetValue(default, out var at)
                ? Gravest(versions.Select(v => Ask(v, bearer, null, ProofSpan.At(at.ToMicros()), maker)))
            : desk.Matter.World.Find(new(what)) is { } fact
                ? Gravest(versions.Select(v => Ask(v, bearer, fact, new(fact.Start, fact.End), maker)))
            : null;
        return found is null ? Refuse("anchor", "not_found", what ?? clause) : new Reply.Found(found);
    }

    /// <summary>The smallest sets of changes that turn a verdict, as JSON: marked as supposed.</summary>
    public static JsonObject Counterfactuals(Proof proof, ProofDesk desk) =>
        new()
        {
            ["mark"] = WhatIf.Mark,
            ["sets"] = new JsonArray([
                .. Counterfactual
                    .Of(proof, desk.Matter)
                    .Select(t => new JsonObject
                    {
                        ["changes"] = ValueCodec.ToJson(t.Changes),
                        ["then"] = t.Then is { } then ? ValueCodec.Word(then) : null,
                    }),
            ]),
        };

    private static IEnumerable<Proof?> All(ClauseVersion version, string bearer, ProofMaker maker, ProofDesk desk)
    {
        if (
            version.Provision.Norm is Norm.Require { Trigger: Formula.All { Of.IsEmpty: true } }
            && desk.Matter.EntryIntoForce is { } start
        )
            yield return maker.OfDuty(
                version,
                bearer,
                null,
                ProofSpan.At(Math.Max(start.ToMicros(), desk.Matter.Runs(version).From))
            );
        foreach (var fact in desk.Matter.World.Facts)
            yield return Ask(version, bearer, fact, new(fact.Start, fact.End), maker);
        if (version.Provision.Norm is Norm.Forbid)
            foreach (var sector in desk.Matter.Sectors)
            foreach (var day in desk.Matter.Charter.Days)
                yield return maker.OfDay(version, bearer, sector, day);
    }

    private static Proof? Ask(ClauseVersion version, string bearer, Fact? fact, ProofSpan at, ProofMaker maker) =>
        version.Provision.Norm switch
        {
            Norm.Forbid when fact is not null => maker.OfAct(version, bearer, fact),
            Norm.Keep => maker.OfState(version, bearer, at.From),
            Norm.Require require when fact is null || ProofQuestion.IsTrigger(require, fact) => maker.OfDuty(
                version,
                bearer,
                fact,
                at
            ),
            _ => null,
        };

    private static Proof? Gravest(IEnumerable<Proof?> proofs) =>
        proofs
            .OfType<Proof>()
            .OrderBy(p =>
                p.Verdict.Value switch
                {
                    ProofValue.Breached => 0,
                    ProofValue.Undetermined => 1,
                    ProofValue.Due => 2,
                    ProofValue.NotObserved => 3,
                    ProofValue.Discharged => 4,
                    ProofValue.Complied => 5,
                    ProofValue.NotBreached => 6,
                    _ => 7,
                }
            )
            .ThenBy(p => p.Premises.Length)
            .ThenBy(p => p.Verdict.At.From)
            .FirstOrDefault();

    private static Reply.Refused Refuse(string field, string problem, string found) =>
        new([new(field, problem, found)]);
}
