namespace Trucewatch.Agreements;

/// <summary>Reads all <c>terms</c> blocks of an agreement: first the nouns, then the phrases that use them.</summary>
/// <remarks>A phrase may use the phrases declared before it.</remarks>
internal sealed class TermsReader(Vocabulary words)
{
    private readonly List<(Cursor Line, Problems Problems)> later = [];

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
            var reader = new PhraseReader(line, problems, words);
            var written = line.Words(_ => false);
            if (reader.Read() is not { } phrase)
            {
                words.Lost.Add(written.StartsWith("to ", StringComparison.OrdinalIgnoreCase) ? written[3..] : written);
                continue;
            }
            if (reader.IsBroken)
                words.Broken.Add(phrase);
            else if (IsNew(phrase, line))
                words.Phrases.Add(phrase);
        }
        return new([.. words.Kinds], [.. words.Phrases]);
    }

    private void ReadKind(Cursor line, Problems problems)
    {
        var first = line.Next.Text;
        if (new KindReader(line, problems, words.Context).Read() is not { } kind)
            words.BrokenNouns.Add(first);
        else if (IsNew(kind, line))
            words.Kinds.Add(kind);
    }

    private static bool IsPhrase(Cursor line)
    {
        for (var i = 0; line.Ahead(i).Kind != TokenKind.End; i++)
            if (line.Ahead(i).Is("="))
                return true;
        return line.Has("to");
    }

    private bool IsNew(FactKind kind, Cursor line) =>
        words.Kinds.Find(k => string.Equals(k.Noun, kind.Noun, StringComparison.OrdinalIgnoreCase)) is not { } first
        || Second(line, kind.Text, kind.Noun, first.Text);

    private bool IsNew(Phrase phrase, Cursor line) =>
        words.Phrases.Find(p =>
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
