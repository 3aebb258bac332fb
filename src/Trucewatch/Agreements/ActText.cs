using System.Collections.Immutable;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>An act in words: a phrase of the terms, and the options that say the rest of it.</summary>
internal sealed record ActWords(string Phrase, ImmutableArray<string> Options);

/// <summary>Finds the phrase and the options that say an act.</summary>
/// <param name="asked">The variables that other parts ask of the act: they need not be said.</param>
/// <param name="isAnchor">True for a ban or a permission, false for a duty.</param>
internal sealed class ActText(Terms terms, FormulaText text, Said said, IReadOnlySet<string> asked, bool isAnchor)
{
    /// <summary>The words of an act.</summary>
    /// <param name="act">One fact, or one of several.</param>
    /// <param name="codes">The codes that an option will select; null: there will be none.</param>
    /// <param name="isBan">True: without the option, all codes of the noun are meant.</param>
    /// <exception cref="CannotBeSaidException">No phrase says it.</exception>
    public ActWords Of(Formula act, CodeSet? codes, bool isBan = false)
    {
        foreach (var phrase in terms.Phrases.Where(p => p.IsAct))
            if (Try(phrase, act, codes, isBan) is { } words)
                return words;
        throw new CannotBeSaidException("no phrase of the terms says this act");
    }

    private ActWords? Try(Phrase phrase, Formula act, CodeSet? codes, bool isBan)
    {
        var match = new ActMatch(text, said, asked, isAnchor, codes, isBan);
        return phrase.Is switch
        {
            Condition.Fact one when FactParts.Of(act) is { } fact => match.Fits(one, fact) && match.Leftovers(fact)
                ? match.Words(phrase)
                : null,
            Condition.Or several when act is Formula.Any any && several.Of.Length == any.Of.Length => several
                .Of.Zip(any.Of)
                .All(p =>
                    p.First is Condition.Fact one
                    && FactParts.Of(p.Second) is { } fact
                    && match.Fits(one, fact)
                    && match.IsAllSaid(fact)
                )
                ? match.Words(phrase)
                : null,
            _ => null,
        };
    }
}
