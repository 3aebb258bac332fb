using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;

namespace Trucewatch.Verdicts;

/// <summary>One thing that is supposed to be otherwise: hypothetical, never in the record.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(Supposed.Withdraw), "withdraw")]
[JsonDerivedType(typeof(Supposed.Attribute), "attribute")]
[JsonDerivedType(typeof(Supposed.Add), "add")]
public abstract record Supposed
{
    private Supposed() { }

    /// <summary>A fact had not been.</summary>
    /// <param name="Label">Its label, such as <c>I-12</c>.</param>
    public sealed record Withdraw(string Label) : Supposed;

    /// <summary>A fact had been another's, decided by the standard that the clause needs.</summary>
    /// <param name="Label">Its label.</param>
    /// <param name="Party">Whose, by id.</param>
    public sealed record Attribute(string Label, string Party) : Supposed;

    /// <summary>An act had been on the register.</summary>
    /// <param name="Noun">The noun of the terms.</param>
    /// <param name="At">When.</param>
    /// <param name="Fields">Its fields.</param>
    public sealed record Add(string Noun, ProofSpan At, ImmutableSortedDictionary<string, Field> Fields) : Supposed
    {
        /// <inheritdoc />
        public bool Equals(Add? other) =>
            other is not null && Noun == other.Noun && At == other.At && Fields.SequenceEqual(other.Fields);

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(Noun, At, Fields.Count);
    }
}

/// <summary>What-if: what is known with something supposed. A copy; what is known stays as it is.</summary>
public static class WhatIf
{
    /// <summary>The mark under which supposed facts stand.</summary>
    public const string Mark = "HYPOTHETICAL";

    /// <summary>The matter with these changes, in their order; what speaks of no fact changes nothing.</summary>
    public static ProofMatter Suppose(ProofMatter matter, IEnumerable<Supposed> changes)
    {
        var (facts, premises) = (matter.World.Facts, matter.Premises);
        var number = 0;
        foreach (var change in changes)
            switch (change)
            {
                case Supposed.Withdraw gone:
                    facts = [.. facts.Where(f => f.Id.Text != gone.Label)];
                    break;
                case Supposed.Attribute other:
                    facts = [.. facts.Select(f => f.Id.Text == other.Label ? By(f, other.Party) : f)];
                    break;
                case Supposed.Add add:
                    var fact = new Fact(
                        new($"{Mark}-{++number}"),
                        add.Noun,
                        add.At.From,
                        add.At.Until,
                        ImmutableSortedDictionary<Code, double>.Empty,
                        add.Fields,
                        FactProof.Registered
                    );
                    facts = facts.Add(fact);
                    premises = premises.SetItem(
                        fact.Id.Text,
                        new(fact.Id.Text, fact.Kind, add.At, fact.Likely, fact.Fields, null, fact.Proof, [], [])
                    );
                    break;
            }
        return matter with { World = matter.World.With(facts), Premises = premises };
    }

    private static Fact By(Fact fact, string party) =>
        fact with
        {
            Fields = fact.Fields.SetItem("by", Field.Of(new Value.Name(party))),
            Proof = fact.Proof with { Attributed = Standard.ClearAndConvincing },
        };
}

/// <summary>A question that can be asked again of what is supposed.</summary>
/// <param name="Clause">The clause's address.</param>
/// <param name="Bearer">Whose conduct.</param>
/// <param name="Anchor">The anchor's label; null: a state, the entry into force, or a day.</param>
/// <param name="At">When.</param>
/// <param name="Sector">Of a day: in which sector.</param>
public sealed record ProofQuestion(string Clause, string Bearer, string? Anchor, ProofSpan At, string? Sector)
{
    /// <summary>The question that a proof answers.</summary>
    public static ProofQuestion Of(Proof proof) =>
        new(
            proof.Verdict.Clause,
            proof.Verdict.Bearer,
            proof.Verdict.Anchor.Length == 0 ? null : proof.Verdict.Anchor,
            proof.Verdict.At,
            proof.Verdict.Sector
        );

    /// <summary>Whether a fact may be what triggers a duty.</summary>
    public static bool IsTrigger(Norm.Require require, Fact fact) =>
        ProofMaker.Atoms(require.Trigger).Any(a => a.Kind == fact.Kind);

    /// <summary>The proof of the answer; null: there is no such anchor, or nothing can be shown.</summary>
    public Proof? Ask(ProofMatter matter)
    {
        var maker = new ProofMaker(matter);
        if (matter.Clause(Clause, At.From) is not { } version)
            return null;
        if (Sector is { } sector && Anchor is null)
            return maker.OfDay(
                version,
                Bearer,
                sector,
                Instants.FromMicros(At.From).InZone(matter.Charter.TimeZone).Date
            );
        var fact = Anchor is { } label ? matter.World.Find(new(label)) : null;
        if (Anchor is not null && fact is null)
            return null;
        return version.Provision.Norm switch
        {
            Norm.Forbid when fact is not null => maker.OfAct(version, Bearer, fact, Sector),
            Norm.Keep => maker.OfState(version, Bearer, At.From),
            Norm.Require => maker.OfDuty(version, Bearer, fact, At),
            _ => null,
        };
    }
}
