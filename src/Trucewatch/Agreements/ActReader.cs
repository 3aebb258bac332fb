using System.Collections.Immutable;
using Trucewatch.Parties;
using Trucewatch.Rulebook;

namespace Trucewatch.Agreements;

/// <summary>What a provision forbids, before its options are read.</summary>
/// <param name="By">Who is bound.</param>
/// <param name="Kind">The kind of facts.</param>
/// <param name="Codes">The codes of the phrase or the noun; null: neither names any.</param>
internal sealed record ForbiddenAct(Bearer By, FactKind Kind, CodeSet? Codes);

/// <summary>Reads <c>Each party must not fire with any weapon</c>: bearer, norm, act.</summary>
internal sealed class ActReader(Cursor at, Terms terms, IReadOnlyList<Phrase> broken, AgreementContext context)
{
    private static readonly ImmutableArray<string> leads = ["Each", "The", "Both", "Every"];

    /// <summary>True if the whole provision is of a sort that this release does not judge; its options are not read then.</summary>
    public bool NotJudged { get; private set; }

    /// <summary>The act; null: a problem was reported, and the rest of the line was left.</summary>
    public ForbiddenAct? Read()
    {
        if (Definition() || By() is not { } by || !MustNot())
            return null;
        return Act() is not { } act ? null : new(by, act.Kind, act.Codes);
    }

    private bool Definition() =>
        at.Next.Kind == TokenKind.Quoted && at.Ahead(1).Is("means") ? Refuse("a definition (\"… means …\")")
        : at.Has("the", "agreement", "enters") || at.Has("the", "agreement", "ends")
            ? Refuse("entry into force (\"The agreement enters into force\")")
        : at.Words(_ => false).Contains(" has the power to ", StringComparison.OrdinalIgnoreCase)
            && Refuse("a power (\"has the power to\")");

    private Bearer? By()
    {
        if (leads.Any(l => at.Next.Is(l)) && (at.Ahead(1).Is("party") || at.Ahead(1).Is("parties")))
        {
            at.Skip(2);
            return new Bearer.EachParty();
        }
        if (OtherBearer() && Refuse("a duty of a guarantor or a body"))
            return null;
        var known = context.Parties.SelectMany(p => p.All.Select(n => (p.Id, Lexer.WordsOf(n))));
        if (at.Longest(known) is not var (party, length))
            return Unknown();
        at.Skip(length);
        return new Bearer.Named(new PartyId(party));
    }

    private bool OtherBearer() =>
        leads.Any(l => at.Next.Is(l))
        && (
            at.Ahead(1).Is("guarantor")
            || at.Ahead(1).Is("guarantors")
            || context.Bodies.SelectMany(b => b.All).Any(b => at.HasAt(1, Lexer.WordsOf(b).AsSpan()))
        );

    private Bearer? Unknown()
    {
        var found = at.Words(i => at.Ahead(i).Is("must") || at.Ahead(i).Is("may") || i > 5);
        var known = leads
            .SelectMany(l => new[] { $"{l} party", $"{l} parties" })
            .Concat(context.Parties.SelectMany(p => p.All));
        var near = Nearest.To(found, known) is { } n
            ? $"Did you mean \"{n}\"?"
            : $"Write \"Each party\" or one of: {Parties}.";
        at.Wrong(at.Next, Ag.Bearer, found, "who is bound was expected", near);
        return null;
    }

    private string Parties => string.Join(", ", context.Parties.Select(p => p.Id));

    private bool MustNot()
    {
        if (at.TakeIf("must", "not"))
            return true;
        if (at.Has("must", "keep"))
            return !Refuse("a state to keep (\"must keep\")");
        if (IsMistypedNot())
            return Wrong(at.Ahead(1), "\"must not\" was expected");
        if (at.Has("must"))
            return !Refuse("a duty to act (\"must\")");
        return at.Has("may") ? !Refuse("a permission (\"may\")") : Wrong(at.Next, "\"must not\" was expected");
    }

    // "must nt fire", but not "must act" where the terms have "to act"
    private bool IsMistypedNot() =>
        at.Has("must")
        && at.Ahead(1).Text.Length is >= 2 and <= 4
        && Nearest.Steps(at.Ahead(1).Text.ToLowerInvariant(), "not") == 1
        && !terms.Phrases.Any(p => at.HasAt(1, p.Parts[0].Word));

    private bool Wrong(Token token, string expected)
    {
        at.Wrong(token, Ag.MustNot, token.Text, expected, "Write \"must not\" and what is forbidden.");
        return false;
    }

    private bool Refuse(string what)
    {
        NotJudged = true;
        Refusal.Add(at, at.Next, at.Words(_ => false), what);
        return true;
    }

    private (FactKind Kind, CodeSet? Codes)? Act()
    {
        var first = at.Next;
        (Phrase Phrase, int Length, string? Fixed)? best = null;
        foreach (var phrase in terms.Phrases.Concat(broken).Where(p => p.IsAct))
            if (Match(phrase) is var (length, filled) && length > (best?.Length ?? 0))
                best = (phrase, length, filled);
        if (best is not { } act)
            return UnknownAct(first);
        at.Skip(act.Length);
        if (broken.Contains(act.Phrase))
            return null; // said where it is declared
        return Judged(act.Phrase, act.Fixed, first);
    }

    /// <summary>How many tokens the phrase takes here, and the first value that narrows it; null: it does not stand here.</summary>
    private (int Length, string? Fixed)? Match(Phrase phrase)
    {
        var (by, narrowed) = (0, (string?)null);
        foreach (var part in phrase.Parts)
        {
            if (!part.IsHole && at.HasAt(by, part.Word))
                by++;
            else if (part.IsHole && at.HasAt(by, "any", part.Word))
                by += 2;
            else if (part.IsHole && at.Ahead(by).Kind != TokenKind.End && !OptionReader.Begins(at, by))
            {
                var from = by;
                for (by++; at.Ahead(by).Kind != TokenKind.End && !OptionReader.Begins(at, by); )
                    by++;
                narrowed ??= at.Text(at.Position + from, by - from);
            }
            else
                return null;
        }
        return (by, narrowed);
    }

    private (FactKind, CodeSet?)? Judged(Phrase phrase, string? narrowed, Token first)
    {
        var kind = phrase.Fact is null ? null : terms.Kinds.First(k => k.Noun == phrase.Fact.Noun);
        var fixedField = phrase.Fact?.Fields.FirstOrDefault(f => !f.IsHole);
        var trouble =
            phrase.Fact is null ? "a condition beyond one fact"
            : narrowed is not null
                ? $"a value in a phrase (\"{narrowed}\"; \"any {phrase.Parts.First(p => p.IsHole).Word}\" is)"
            : fixedField is not null ? $"a fixed value (\"with {fixedField.Field} {fixedField.Value}\")"
            : phrase.Fact.By != "the party" ? "an act that is not \"by the party\""
            : phrase.Fact.To is not null || phrase.Fact.About is not null ? "\"to\" and \"about\""
            : !kind!.IsIncident ? "a ban of registered acts"
            : null;
        if (trouble is null)
            return (kind!, phrase.Fact!.Codes ?? kind!.Codes);
        Refusal.Add(at, first, phrase.Words, trouble);
        return null;
    }

    // as it is said where every hole is left free
    private static string Said(Phrase phrase) =>
        string.Join(' ', phrase.Parts.Select(p => p.IsHole ? $"any {p.Word}" : p.Word));

    private (FactKind, CodeSet?)? UnknownAct(Token first)
    {
        var found = at.Words(i => OptionReader.Begins(at, i) && !at.Ahead(i).Is("with"));
        var acts = terms.Phrases.Where(p => p.IsAct).ToList();
        var near = Nearest.To(found, acts.Select(Said));
        var phrase = acts.Find(p => near == Said(p));
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

/// <summary>Says of a part of the language that this release does not judge it.</summary>
internal static class Refusal
{
    public static void Add(Cursor at, Token token, string found, string what) =>
        at.Wrong(
            token,
            Ag.NotJudged,
            found,
            $"{what} is not judged by this release",
            "Take it out of the provision, the prose still stands as text."
        );
}
