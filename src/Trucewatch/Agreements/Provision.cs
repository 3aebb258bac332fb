using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using Trucewatch.Parties;
using Trucewatch.Rulebook;
using Trucewatch.Space;

namespace Trucewatch.Agreements;

/// <summary>Where something stands in a document, for messages: file, line and column from 1.</summary>
public sealed record TextSpan(string File, int Line, int Column);

/// <summary>How surely something must be known before it may be held against somebody. In rising order.</summary>
public enum Standard
{
    /// <summary>Enough to open a case.</summary>
    ReasonableSuspicion = 1,

    /// <summary>Enough for a public finding.</summary>
    ReasonableGrounds = 2,

    /// <summary>Enough for a light remedy.</summary>
    BalanceOfProbabilities = 3,

    /// <summary>Enough for a costly remedy.</summary>
    ClearAndConvincing = 4,
}

/// <summary>What a provision needs before a breach is sure.</summary>
/// <param name="Standard">The standard of proof of the attribution.</param>
/// <param name="IndependentSources">How many groups of sources that do not copy from one another.</param>
public sealed record ProofNeeded(Standard Standard, int IndependentSources);

/// <summary>As what a breach is counted.</summary>
/// <param name="Codes">The codes that select the acts and name the breach.</param>
/// <param name="Unit">In what it is counted; null: in incidents.</param>
public sealed record BreachRule(CodeSet Codes, string? Unit);

/// <summary>Who is bound.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Bearer.EachParty), "each_party")]
[JsonDerivedType(typeof(Bearer.Named), "named")]
public abstract record Bearer
{
    private Bearer() { }

    /// <summary>Each party for itself.</summary>
    public sealed record EachParty : Bearer;

    /// <summary>One party by its code.</summary>
    public sealed record Named(PartyId Party) : Bearer;
}

/// <summary>A condition on a fact. The full engine will grow this; the first form has these.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Formula.Fact), "fact")]
[JsonDerivedType(typeof(Formula.Near), "near")]
[JsonDerivedType(typeof(Formula.All), "all")]
public abstract record Formula
{
    private Formula() { }

    /// <summary>It is a fact of that kind (a noun of the terms), with these codes.</summary>
    public sealed record Fact([property: JsonPropertyName("noun")] string Kind, CodeSet Codes) : Formula;

    /// <summary>Its place lies inside a zone, or within a distance of it.</summary>
    /// <param name="Zone">The zone's id.</param>
    /// <param name="Bound">How far from it still counts; zero: inside.</param>
    /// <param name="Outside">True: the place must not lie there.</param>
    public sealed record Near(string Zone, Distance Bound, bool Outside) : Formula;

    /// <summary>All of these.</summary>
    public sealed record All(ImmutableArray<Formula> Of) : Formula
    {
        /// <inheritdoc />
        public bool Equals(All? other) => other is not null && Of.SequenceEqual(other.Of);

        /// <inheritdoc />
        public override int GetHashCode() => Of.Aggregate(Of.Length, HashCode.Combine);
    }
}

/// <summary>What a provision asks. The full engine will grow this; the first form forbids acts.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Norm.Forbid), "forbid")]
public abstract record Norm
{
    private Norm() { }

    /// <summary>Breached at each such act.</summary>
    public sealed record Forbid(Bearer By, Formula Act) : Norm;
}

/// <summary>When a provision runs.</summary>
/// <param name="From">From that moment; null: from entry into force.</param>
/// <param name="Until">Until that moment, excluded; null: as long as the truce binds.</param>
public sealed record Validity(Instant? From, Instant? Until);

/// <summary>A clause that runs: text with its number, and what of it is judged.</summary>
/// <param name="Clause">The clause's address, such as <c>2(1)</c>.</param>
/// <param name="Title">The heading it stands under.</param>
/// <param name="Prose">The text as agreed, beside the provision.</param>
/// <param name="Source">The provision's own words, as written.</param>
/// <param name="Norm">What it asks.</param>
/// <param name="When">When it runs.</param>
/// <param name="Needs">What a sure breach needs.</param>
/// <param name="Breach">As what a breach is counted.</param>
/// <param name="Text">Where it stands.</param>
public sealed record Provision(
    string Clause,
    string Title,
    string Prose,
    string Source,
    Norm Norm,
    Validity When,
    ProofNeeded Needs,
    BreachRule Breach,
    TextSpan Text
);
