using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>An agreement as read: what runs, what does not, and all that is wrong with it at once.</summary>
/// <param name="Terms">Its vocabulary.</param>
/// <param name="Provisions">What of it runs, in the order of the text. A provision with a problem is not among them.</param>
/// <param name="NotJudged">Clauses with words and without a provision block: they stand as text. No error.</param>
/// <param name="NotRun">Clause tests that are kept and not run by this release. No error.</param>
/// <param name="Problems">All problems, by file, line and column.</param>
public sealed record ReadAgreement(
    Terms Terms,
    ImmutableArray<Provision> Provisions,
    ImmutableArray<Clause> NotJudged,
    ImmutableArray<TextBlock> NotRun,
    ImmutableArray<TextProblem> Problems
);
