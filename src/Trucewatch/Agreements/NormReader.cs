using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads the first line of a provision: <c>Each party must not fire with any weapon</c>, <c>"…" means …</c>.</summary>
internal sealed class NormReader(Cursor at, Vocabulary words)
{
    private static readonly ImmutableArray<(string Word, Power Power)> powers =
    [
        .. Enum.GetValues<Power>().Select(p => (p.ToString().ToLowerInvariant(), p)),
    ];

    /// <summary>The norm; null: a problem was reported, and the rest of the line was left.</summary>
    public NormSaid? Read()
    {
        if (at.Next.Kind == TokenKind.Quoted)
            return Definition();
        if (Definitions.Unquoted(at) is { } term)
            return NoQuotation(term);
        if (at.TakeIf("the", "agreement"))
            return Entering();
        return at.Words(_ => false).Contains(" has the power to", StringComparison.OrdinalIgnoreCase)
            ? Power()
            : Norm();
    }

    /// <summary>A norm with a bearer, as it may also stand behind <c>if breached:</c>.</summary>
    public NormSaid? Norm()
    {
        if (new BearerReader(at, words.Context).Read() is not { } by)
            return null;
        if (at.TakeIf("must", "keep"))
            return new ConditionReader(at, words).Read() is { } state ? new NormSaid.Keeping(by, state) : null;
        if (ModalOf() is not { } modal)
            return null;
        var first = at.Next;
        return Act() is { } act ? new NormSaid.Acting(by, modal, act, first) : null;
    }

    private NormSaid.Defining? Definition()
    {
        var term = at.Take();
        if (!at.TakeIf("means"))
        {
            at.Wrong(Ag.Missing, "\"means\" was expected", $"Write \"“{term.Text}” means\" and a condition.");
            return null;
        }
        if (term.Text.Trim().Length > 0)
            return new ConditionReader(at, words).Read() is { } condition ? new(term.Text, condition) : null;
        at.Wrong(term, Ag.Missing, "\"\"", "a defined term has a name", "Write it between the quotation marks.");
        return null;
    }

    private NormSaid? NoQuotation(string term)
    {
        at.Wrong(
            at.Next,
            Ag.Quotation,
            term,
            "a term that is defined stands in quotation marks",
            $"Put it in quotation marks: \"“{term}” means …\"."
        );
        return null;
    }

    private NormSaid.Entering? Entering()
    {
        var first = at.Next;
        var begins = at.TakeIf("enters", "into", "force");
        if (!begins && !at.TakeIf("ends"))
        {
            at.Wrong(
                first,
                Ag.MustNot,
                at.Words(_ => false),
                "\"enters into force\" or \"ends\" was expected",
                "Write \"The agreement enters into force\" or \"The agreement ends\"."
            );
            return null;
        }
        if (!at.TakeIf("for", "each"))
            return new(begins, null);
        if (at.TakeIf("party"))
            return new(begins, new Bearer.EachParty());
        if (at.TakeIf("guarantor"))
            return new(begins, new Bearer.EachGuarantor());
        at.Wrong(Ag.Bearer, "\"for each party\" or \"for each guarantor\" was expected", "Write \"for each party\".");
        return null;
    }

    private NormSaid.Empowering? Power()
    {
        var first = at.Next;
        if (new BearerReader(at, words.Context).Read() is not { } by)
            return null;
        if (by is not Bearer.TheBody body)
        {
            at.Wrong(
                first,
                Ag.Bearer,
                at.Since(first),
                "a power is a body's",
                $"Name a body: {string.Join(", ", words.Context.Bodies.Select(b => b.Id))}."
            );
            return null;
        }
        if (!at.TakeIf("has", "the", "power", "to"))
        {
            at.Wrong(Ag.Missing, "\"has the power to\" was expected", "Write \"has the power to\" and what.");
            return null;
        }
        var token = at.Next;
        foreach (var (word, power) in powers)
            if (at.TakeIf(word))
                return new(body.Body, power, token);
        at.Wrong(
            Ag.Power,
            "it is no power",
            Nearest.To(token.Text, powers.Select(p => p.Word)) is { } near
                ? $"Did you mean \"{near}\"?"
                : $"Write one of: {string.Join(", ", powers.Select(p => p.Word))}."
        );
        return null;
    }

    private Modal? ModalOf()
    {
        if (at.TakeIf("must", "not"))
            return Modal.MustNot;
        if (IsMistypedNot())
            return Wrong(at.Ahead(1), "\"must not\" was expected", "Write \"must not\" and what is forbidden.");
        if (at.TakeIf("must"))
            return Modal.Must;
        return at.TakeIf("may")
            ? Modal.May
            : Wrong(
                at.Next,
                "\"must not\", \"must\", \"must keep\" or \"may\" was expected",
                "Write \"must not\" and what is forbidden, or \"must\" and what is asked for."
            );
    }

    // "must nt fire", but not "must act" where the terms have "to act"
    private bool IsMistypedNot() =>
        at.Has("must")
        && at.Ahead(1).Text.Length is >= 2 and <= 4
        && Nearest.Steps(at.Ahead(1).Text.ToLowerInvariant(), "not") == 1
        && !words.Phrases.Any(p => p.IsAct && at.HasAt(1, p.Parts[0].Word));

    private Modal? Wrong(Token token, string expected, string cure)
    {
        at.Wrong(token, Ag.MustNot, token.Text, expected, cure);
        return null;
    }

    private Condition? Act()
    {
        var first = at.Next;
        if (new PhraseMatcher(at, words).Longest(isAct: true) is not { } act)
            return UnknownAct(first);
        at.Skip(act.Length);
        return act.Of();
    }

    private Condition? UnknownAct(Token first)
    {
        var found = at.Words(i => Stops.Option(at, i) && !at.Ahead(i).Is("with"));
        if (words.IsLost(found))
            return null;
        var acts = words.Phrases.Where(p => p.IsAct).ToList();
        var near = Nearest.Phrase(found, acts.Select(PhraseMatcher.Said));
        var phrase = acts.Find(p => near == PhraseMatcher.Said(p));
        at.Wrong(
            first,
            Ag.UnknownAct,
            found,
            "it is no act of this agreement",
            phrase is null
                ? $"Declare it in terms: \"to {found} = … by the party\"."
                : $"Did you mean \"{near}\" (terms, line {phrase.Text.Line})?"
        );
        at.Skip(found.Split(' ').Length);
        return null;
    }
}
