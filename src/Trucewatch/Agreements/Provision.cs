using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Where something stands in a document, for messages: file, line and column from 1.</summary>
public sealed record TextSpan(string File, int Line, int Column);

/// <summary>A clause that runs: text with its number, and what of it is judged.</summary>
/// <param name="Clause">The clause's address, such as <c>2(1)</c>.</param>
/// <param name="Title">The heading it stands under.</param>
/// <param name="Prose">The text as agreed, beside the provision.</param>
/// <param name="Source">The provision's own words, as written.</param>
/// <param name="Norm">What it asks.</param>
/// <param name="Unless">Its exceptions; any one of them lifts the breach.</param>
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
    ImmutableArray<Unless> Unless,
    Validity When,
    ProofNeeded Needs,
    BreachRule Breach,
    TextSpan Text
);
