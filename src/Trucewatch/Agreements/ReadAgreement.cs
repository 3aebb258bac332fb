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
)
{
    /// <summary>What has a problem of its own: who names it is not told of it a second time.</summary>
    public Unread Unread { get; init; } = Unread.Nothing;
}

/// <summary>What of an agreement could not be read.</summary>
/// <param name="Clauses">Addresses whose provision has a problem.</param>
/// <param name="Nouns">First words of nouns whose line in the terms has a problem.</param>
public sealed record Unread(ImmutableSortedSet<string> Clauses, ImmutableSortedSet<string> Nouns)
{
    /// <summary>All could be read.</summary>
    public static Unread Nothing { get; } = new([], []);
}
