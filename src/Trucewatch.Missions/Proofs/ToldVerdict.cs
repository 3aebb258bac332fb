using System.Collections.Immutable;
using Trucewatch.Formats.Proofs;
using Trucewatch.Labels;
using Trucewatch.Verdicts;

namespace Trucewatch.Missions.Proofs;

/// <summary>A verdict's proof in words, and what would have to be different; for pages.</summary>
/// <param name="Title">What is proven.</param>
/// <param name="Value">The verdict: <c>breached</c>, <c>complied</c>, <c>undetermined</c>.</param>
/// <param name="Steps">What it follows from.</param>
/// <param name="Mark">HYPOTHETICAL: nothing of the turns is in the record.</param>
/// <param name="Turns">The smallest sets of changes that would turn it.</param>
public sealed record ToldVerdict(
    string Title,
    string Value,
    ImmutableArray<ToldStep> Steps,
    string Mark,
    ImmutableArray<ToldVerdict.Turn> Turns
)
{
    /// <summary>Changes that together would turn the verdict, and what it would be then.</summary>
    public sealed record Turn(ImmutableArray<string> Changes, string Then);

    /// <summary>Tells it in a language.</summary>
    public static ToldVerdict Of(Proof proof, ProofDesk desk, Viewer viewer, string language)
    {
        var zone = desk.Matter.Charter.TimeZone;
        var told = ProofText.Tell(ProofClosing.Close(proof, viewer, desk), language, zone);
        return new(
            told.Title,
            Values.ValueCodec.Word(proof.Verdict.Value),
            told.Steps,
            WhatIf.Mark,
            [
                .. Counterfactual
                    .Of(proof, desk.Matter)
                    .Select(t => new Turn(
                        [.. t.Changes.Select(c => CounterfactualText.Change(c, language, zone))],
                        CounterfactualText.Then(t.Then, language)
                    )),
            ]
        );
    }
}
