using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads an agreement: terms first, then each provision. All problems come at once; nothing is thrown.</summary>
/// <remarks>
/// A provision that does not say what it needs, needs reasonable grounds and two independent sources.
/// One without <c>codes</c> takes all codes of its noun. One without a place holds everywhere.
/// A date alone is the start of that day in the agreement's time zone; <c>24:00</c> is the next <c>00:00</c>.
/// A line goes on in the next one behind a comma or a word it cannot end with, such as <c>of</c> or <c>the</c>.
/// </remarks>
public static class AgreementReader
{
    /// <summary>Reads all documents of one agreement. Terms and definitions of one document hold in all.</summary>
    public static ReadAgreement Read(ImmutableArray<AgreementDocument> documents, AgreementContext context)
    {
        var files = documents.Select(d => (Document: d, Problems: new Problems(d.File))).ToList();
        var words = new Vocabulary(context, Definitions.In(documents));
        var reader = new TermsReader(words);
        foreach (var (document, problems) in files)
        foreach (var block in document.Blocks.Where(b => b.Kind == BlockKind.Terms))
            reader.ReadKinds(block, problems);
        var terms = reader.Finish();
        var addresses = new Dictionary<string, TextSpan>();
        var blocks = files.SelectMany(f => Blocks(f.Document, f.Problems, addresses)).ToList();
        var unread = files
            .SelectMany(f => Above(f.Document, f.Document.Problems.Concat(f.Problems.All.Where(IsOfAddress))))
            .ToList();
        var provisions = new ProvisionsReader(words, documents).Read(blocks);
        return new(
            terms,
            provisions,
            [.. documents.SelectMany(NotJudged)],
            [.. documents.SelectMany(d => d.Blocks).Where(b => b.Kind == BlockKind.Test)],
            [
                .. files.SelectMany(f =>
                    f.Document.Problems.Concat(f.Problems.All).OrderBy(p => p.Where.Line).ThenBy(p => p.Where.Column)
                ),
            ]
        )
        {
            Unread = new(
                [.. unread.Concat(blocks.Select(b => b.Block.Address)).Except(provisions.Select(p => p.Clause))],
                [.. words.BrokenNouns.Select(n => n.ToLowerInvariant())]
            ),
        };
    }

    // a block with a wrong kind, mark or address was probably meant for the clause that it stands under
    private static IEnumerable<string> Above(AgreementDocument document, IEnumerable<TextProblem> problems) =>
        problems.Select(p => AddressAbove(document, p.Where.Line)).OfType<string>();

    private static string? AddressAbove(AgreementDocument document, int line) =>
        document.Clauses.LastOrDefault(c => c.Address.Length > 0 && c.Text.Line < line)?.Address;

    private static List<ProvisionBlock> Blocks(
        AgreementDocument document,
        Problems problems,
        Dictionary<string, TextSpan> addresses
    )
    {
        Clauses(document, problems);
        var found = new List<ProvisionBlock>();
        foreach (var block in document.Blocks.Where(b => b.Kind != BlockKind.Test && !IsEmpty(b, problems)))
        {
            if (block.Kind != BlockKind.Provision)
                continue;
            var clause = ClauseOf(block, document, problems);
            var isNew = clause is null || IsNew(block, document, problems, addresses);
            found.Add(new(block, clause, isNew, problems));
        }
        return found;
    }

    private static bool IsEmpty(TextBlock block, Problems problems)
    {
        if (block.Lines.IsEmpty)
            problems.Add(
                block.Text,
                Ag.EmptyBlock,
                Opening(block),
                "the block has no words",
                "Fill it, or take it out."
            );
        return block.Lines.IsEmpty;
    }

    private static void Clauses(AgreementDocument document, Problems problems)
    {
        foreach (var same in document.Clauses.Where(c => c.Address.Length > 0).GroupBy(c => c.Address))
        foreach (var clause in same.Skip(1))
            problems.Add(
                clause.Text,
                Ag.SecondClause,
                clause.Address,
                $"a clause of that number stands on line {same.First().Text.Line}",
                "Give one of the two another number."
            );
    }

    private static Clause? ClauseOf(TextBlock block, AgreementDocument document, Problems problems)
    {
        var known = document.Clauses.Where(c => c.Address.Length > 0).ToList();
        var clause = known.Find(c => c.Address == block.Address);
        if (clause is not null)
            return clause;
        var above = AddressAbove(document, block.Text.Line);
        if (block.Address.Length == 0)
            problems.Add(
                block.Text,
                Ag.NoAddress,
                Opening(block),
                "a provision names its clause",
                $"Write \"```provision {above ?? "1"}\"."
            );
        else
            problems.Add(
                block.Text,
                Ag.UnknownClause,
                block.Address,
                "the document has no such clause",
                Suggestion(block, known, above)
            );
        return null;
    }

    private static string Suggestion(TextBlock block, List<Clause> known, string? above) =>
        known
            .OrderBy(c => Nearest.Steps(block.Address, c.Address))
            .ThenByDescending(c => c.Address == above)
            .FirstOrDefault()
            is { } near
            ? $"Did you mean \"{near.Address}\" (line {near.Text.Line})?"
            : "Give the clause a heading, such as \"## Article 4 Heavy weapons\".";

    private static bool IsOfAddress(TextProblem problem) =>
        problem.Code is Ag.NoAddress or Ag.UnknownClause or Ag.SecondProvision;

    private static bool IsNew(
        TextBlock block,
        AgreementDocument document,
        Problems problems,
        Dictionary<string, TextSpan> addresses
    )
    {
        if (addresses.TryAdd(block.Address, block.Text))
            return true;
        var first = addresses[block.Address];
        problems.Add(
            block.Text,
            Ag.SecondProvision,
            block.Address,
            $"a provision of that clause stands in {first.File} on line {first.Line}",
            AddressAbove(document, block.Text.Line) is { } above && above != block.Address
                ? $"It stands under {above}: write \"```provision {above}\", or give it its own numbered paragraph."
                : "Make one of the two, or give the second its own numbered paragraph."
        );
        return false;
    }

    private static IEnumerable<Clause> NotJudged(AgreementDocument document)
    {
        var judged = document.Blocks.Where(b => b.Kind == BlockKind.Provision).Select(b => b.Address).ToHashSet();
        return document.Clauses.Where(c => c.Prose.Length > 0 && !judged.Contains(c.Address));
    }

    private static string Opening(TextBlock block) =>
        $"```{block.Kind.ToString().ToLowerInvariant()} {block.Address}".TrimEnd();
}
