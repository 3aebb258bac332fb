using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>A <c>provision</c> block with its clause.</summary>
/// <param name="IsNew">False: its clause has a provision already, so this one counts for nothing but its problems.</param>
internal sealed record ProvisionBlock(TextBlock Block, Clause? Clause, bool IsNew, Problems Problems);

/// <summary>Reads all provisions of an agreement: definitions first, for others share their variables.</summary>
internal sealed class ProvisionsReader(Vocabulary words, ImmutableArray<AgreementDocument> documents)
{
    private readonly Dictionary<string, Formula> terms = new(StringComparer.Ordinal);
    private readonly List<Reference> references = [];

    /// <summary>Those without a problem, in the order of the text.</summary>
    public ImmutableArray<Provision> Read(IReadOnlyList<ProvisionBlock> blocks)
    {
        var read = new Provision?[blocks.Count];
        foreach (var defining in new[] { true, false })
            for (var i = 0; i < blocks.Count; i++)
                if (Definitions.Defines(blocks[i].Block) is not null == defining)
                    read[i] = One(blocks[i]);
        var circles = Circles(read, blocks);
        var provisions = UsedTerms.Explained(read.OfType<Provision>().Where(p => !circles.Contains(p)));
        References(provisions, blocks);
        return provisions;
    }

    // each circle is told once, at the first of its definitions
    private static HashSet<Provision> Circles(Provision?[] read, IReadOnlyList<ProvisionBlock> blocks)
    {
        var meant = read.Where(p => p?.Norm is Norm.Means).ToDictionary(p => ((Norm.Means)p!.Norm).Term, p => p!);
        var circles = new HashSet<Provision>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < read.Length; i++)
            if (
                read[i] is { Norm: Norm.Means means } provision
                && !circles.Contains(provision)
                && UsedTerms.Back(means.Term, meant) is { } way
            )
            {
                circles.UnionWith(way.Select(t => meant[t]));
                blocks[i]
                    .Problems.Add(
                        blocks[i].Block.Text,
                        Ag.Circle,
                        means.Term,
                        $"the term is explained by itself ({string.Join(" → ", way.Append(means.Term).Select(t => $"“{t}”"))})",
                        "Explain one of the terms by facts."
                    );
            }
        return circles;
    }

    private Provision? One(ProvisionBlock block)
    {
        var reader = new ProvisionReader(block.Block, block.Clause, words, terms, block.Problems, references);
        if (reader.Read() is not { } provision || !block.IsNew)
            return null;
        if (provision.Norm is not Norm.Means means || terms.TryAdd(means.Term, means.Is))
            return provision;
        block.Problems.Add(
            block.Block.Text,
            Ag.SecondTerm,
            means.Term,
            $"it is defined already (line {words.Definitions[means.Term].Line})",
            "Give it another name, or take one of the two out."
        );
        return null;
    }

    private void References(ImmutableArray<Provision> provisions, IReadOnlyList<ProvisionBlock> blocks)
    {
        var judged = blocks.Select(b => b.Block.Address).ToHashSet(StringComparer.Ordinal);
        foreach (var reference in references)
            if (!judged.Contains(reference.To))
                Unknown(reference, judged);
            else if (
                reference.Granting is { } granting
                && provisions.FirstOrDefault(p => p.Clause == reference.To) is { } other
            )
                Granted(reference, granting, other);
    }

    private void Unknown(Reference reference, HashSet<string> judged)
    {
        var isClause = documents.Any(d => d.Clauses.Any(c => c.Address == reference.To));
        var near = judged
            .Where(a => a.Length > 0 && a != reference.From)
            .OrderByDescending(a => a.StartsWith(reference.To + "(", StringComparison.Ordinal))
            .ThenBy(a => Nearest.Steps(reference.To, a))
            .ThenBy(a => a, StringComparer.Ordinal)
            .FirstOrDefault();
        reference.Problems.Add(
            reference.At,
            Ag.UnknownAddress,
            reference.To,
            isClause ? "this clause has no provision" : "the document has no such clause",
            near is null ? "Give it a provision." : $"Did you mean \"{near}\"?"
        );
    }

    // the exception and the clause that grants it are two ways to say one thing
    private static void Granted(Reference reference, Formula granting, Provision other)
    {
        if (other.Norm is not Norm.Permit permit || !permit.From.Contains(reference.From))
            reference.Problems.Add(
                reference.At,
                Ag.GrantsNothing,
                reference.To,
                $"this clause does not derogate from {reference.From} (line {other.Text.Line})",
                $"Write \"may\" and \"derogates from {reference.From}\" there, or take ({reference.To}) out."
            );
        else if (!Conditions(permit).Equals(granting))
            reference.Problems.Add(
                reference.At,
                Ag.UnequalException,
                reference.To,
                $"the exception and the clause that grants it (line {other.Text.Line}) do not say the same",
                $"Write the same condition here and behind \"when\" in {reference.To}."
            );
    }

    /// <summary>What a permission needs besides its act.</summary>
    private static Formula Conditions(Norm.Permit permit)
    {
        var beside = ((Formula.All)permit.Act)
            .Of.Where(f => f is not (Formula.Fact or Formula.Compare or Formula.Near))
            .ToImmutableArray();
        return beside is [var only] ? only : new Formula.All(beside);
    }
}

/// <summary>Finds the defined terms before anything is read, so that all may use them.</summary>
internal static class Definitions
{
    /// <summary>The names that provisions define, and where; of two the first.</summary>
    public static ImmutableSortedDictionary<string, TextSpan> In(ImmutableArray<AgreementDocument> documents)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, TextSpan>(StringComparer.Ordinal);
        foreach (var block in documents.SelectMany(d => d.Blocks).Where(b => b.Kind == BlockKind.Provision))
            if (Defines(block) is { } term)
                found.TryAdd(term, block.Text);
        return found.ToImmutable();
    }

    /// <summary>The term that a block defines; null: it defines none.</summary>
    public static string? Defines(TextBlock block)
    {
        if (block.Lines.IsEmpty)
            return null;
        var tokens = Lexer.Read(block.Lines[0], new Problems(""));
        return tokens is [{ Kind: TokenKind.Quoted } term, ..] ? term.Text
            : tokens.IsEmpty ? null
            : Unquoted(new(tokens, new Problems("")));
    }

    /// <summary>The words before "means" where nobody is bound: a term that lacks its quotation marks; null: none.</summary>
    public static string? Unquoted(Cursor at)
    {
        var words = at.Words(i => at.Ahead(i).Text is "means" or "must" or "may" or "=");
        var length = words.Length == 0 ? 0 : words.Count(c => c == ' ') + 1;
        return length > 0 && at.HasAt(length, "means") ? words : null;
    }
}
