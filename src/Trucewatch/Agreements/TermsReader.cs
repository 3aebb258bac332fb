using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads all <c>terms</c> blocks of an agreement: first the nouns, then the phrases that use them.</summary>
internal sealed class TermsReader(AgreementContext context)
{
    private readonly List<FactKind> kinds = [];
    private readonly List<Phrase> phrases = [];
    private readonly List<(Cursor Line, Problems Problems)> later = [];
    private readonly List<Phrase> broken = [];
    private readonly HashSet<string> brokenNouns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Phrases with a problem of their own: who uses one is not told of it a second time.</summary>
    public IReadOnlyList<Phrase> Broken => broken;

    /// <summary>Reads the nouns of a block and keeps its phrases for later.</summary>
    public void ReadKinds(TextBlock block, Problems problems)
    {
        foreach (var line in Lines.Of(block, problems))
            if (IsPhrase(line))
                later.Add((line, problems));
            else
                ReadKind(line, problems);
    }

    /// <summary>Reads the phrases, when every noun is known.</summary>
    public Terms Finish()
    {
        foreach (var (line, problems) in later)
        {
            var reader = new PhraseReader(line, problems, context, kinds, brokenNouns);
            if (reader.Read() is not { } phrase)
                continue;
            if (reader.IsBroken)
                broken.Add(phrase);
            else if (IsNew(phrase, line))
                phrases.Add(phrase);
        }
        return new([.. kinds], [.. phrases]);
    }

    private void ReadKind(Cursor line, Problems problems)
    {
        var first = line.Next.Text;
        if (new KindReader(line, problems, context).Read() is not { } kind)
            brokenNouns.Add(first);
        else if (IsNew(kind, line))
            kinds.Add(kind);
    }

    private static bool IsPhrase(Cursor line)
    {
        for (var i = 0; line.Ahead(i).Kind != TokenKind.End; i++)
            if (line.Ahead(i).Is("="))
                return true;
        return line.Has("to");
    }

    private bool IsNew(FactKind kind, Cursor line) =>
        kinds.Find(k => string.Equals(k.Noun, kind.Noun, StringComparison.OrdinalIgnoreCase)) is not { } first
        || Second(line, kind.Text, kind.Noun, first.Text);

    private bool IsNew(Phrase phrase, Cursor line) =>
        phrases.Find(p =>
            p.IsAct == phrase.IsAct && string.Equals(p.Words, phrase.Words, StringComparison.OrdinalIgnoreCase)
        )
            is not { } first
        || Second(line, phrase.Text, phrase.Words, first.Text);

    private static bool Second(Cursor line, TextSpan at, string words, TextSpan first)
    {
        line.Wrong(
            new(TokenKind.Word, words, at.Line, at.Column),
            Ag.SecondTerm,
            words,
            $"it is declared already (terms, line {first.Line})",
            "Give it another name, or take one of the two out."
        );
        return false;
    }
}
