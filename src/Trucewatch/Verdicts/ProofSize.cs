namespace Trucewatch.Verdicts;

/// <summary>What a proof's steps cite.</summary>
public static class ProofSize
{
    /// <summary>How many facts a step cites, with all below it; each once.</summary>
    public static int Facts(ProofStep step) => Cited(step).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The labels of the facts that a step cites, with all below it, in order.</summary>
    public static IEnumerable<string> Cited(ProofStep step) =>
        step switch
        {
            ProofStep.Fact fact => [fact.Premise],
            ProofStep.Near near => [near.Premise],
            ProofStep.Tally tally => tally.Members.Concat(tally.Considered).SelectMany(Cited),
            ProofStep.None none => none.Considered.SelectMany(Cited),
            _ => Below(step).SelectMany(Cited),
        };

    /// <summary>Whether a step, or one below it, is closed to the viewer.</summary>
    public static bool HasClosed(ProofStep step) => step is ProofStep.Closed || Below(step).Any(HasClosed);

    /// <summary>The steps right below a step.</summary>
    public static IEnumerable<ProofStep> Below(ProofStep step) =>
        step switch
        {
            ProofStep.All all => all.Of,
            ProofStep.One one => [one.Of],
            ProofStep.Term term => [term.Of],
            ProofStep.Found found => [found.Of],
            ProofStep.None none => none.Considered.Select(c => c.Because),
            ProofStep.Throughout pieces => pieces.Pieces.Select(p => p.Of),
            ProofStep.Since since => [since.Start, since.Keeping],
            ProofStep.Broken broken => broken.Break is { } because ? [because, broken.NoStart] : [broken.NoStart],
            ProofStep.Edge edge => [edge.Now, edge.Before],
            ProofStep.Tally tally => tally.Members.Concat(tally.Considered).Select(c => c.Because),
            ProofStep.Limit limit => [limit.Trigger, limit.Act],
            ProofStep.Exception exception => [exception.Of],
            ProofStep.Doubt doubt => [doubt.Of],
            _ => [],
        };

    private static IEnumerable<string> Cited(Considered considered) =>
        [considered.Premise, .. Cited(considered.Because)];
}
