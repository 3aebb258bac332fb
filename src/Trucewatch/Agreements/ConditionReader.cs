using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads conditions: <c>no firing in the area for 7 days watched and not "pattern of strikes"</c>.</summary>
/// <remarks>Recursive descent without back-tracking; the longest noun or phrase wins.</remarks>
internal sealed class ConditionReader(Cursor at, Vocabulary words)
{
    private const int Deepest = 10;
    private const int Largest = 500;

    private static readonly ImmutableArray<(string Words, CeasefireState State)> states =
    [
        .. Enum.GetValues<CeasefireState>().Select(s => (StateWords(s), s)),
    ];

    private int depth;

    /// <summary>How a state of the ceasefire is written.</summary>
    public static string StateWords(CeasefireState state) =>
        state == CeasefireState.InForce ? "in force" : state.ToString().ToLowerInvariant();

    /// <summary>A condition; null: a problem was reported, or was where a term is declared.</summary>
    public Condition? Read()
    {
        if (at.AtEnd)
            return NoCondition();
        var any = ImmutableArray.CreateBuilder<Condition>();
        do
        {
            if (Clause() is not { } clause)
                return null;
            any.Add(clause);
        } while (at.TakeIf("or"));
        var condition = any.Count == 1 ? any[0] : new Condition.Or(any.ToImmutable());
        return depth == 0 && ConditionSize.Of(condition) > Largest ? TooDeep() : condition;
    }

    private Condition? Clause()
    {
        var all = ImmutableArray.CreateBuilder<Condition>();
        do
        {
            if (Part() is not { } part)
                return null;
            all.Add(part);
        } while (at.TakeIf("and"));
        return all.Count == 1 ? all[0] : new Condition.And(all.ToImmutable());
    }

    private Condition? Part()
    {
        if (depth > Deepest)
            return TooDeep();
        depth++;
        var part = Inner();
        depth--;
        return part;
    }

    private Condition? Inner()
    {
        if (at.TakeIf("not"))
            return Part() is { } not ? new Condition.Not(not) : null;
        if (at.TakeIf("("))
            return Parenthesis();
        if (at.TakeIf("the", "ceasefire", "is"))
            return Ceasefire();
        if (at.Next.Kind == TokenKind.Quoted)
            return Term() is { } term ? Tailed(term) : null;
        var fact = new FactReader(at, words);
        var phrase = new PhraseMatcher(at, words).Longest(isAct: false);
        var length = fact.Length();
        if (phrase is { } use && use.Length >= length && !fact.MustBe)
            return Phrase(use);
        if (length > 0 || fact.MustBe)
            return fact.Read() is { } said && Tails() is { } tails && Checked(said, tails) is { } good ? good : null;
        return Unknown(fact);
    }

    private Condition.Fact? Checked(FactSaid fact, Tails tails) =>
        new TailChecks(at).Fit(fact, tails)
            ? new(fact with { Turn = tails.Turn }, tails with { Turn = Turn.Holds })
            : null;

    private Tails? Tails() => new TailReader(at, words, Part).Read();

    private Condition? Phrase(PhraseUse use)
    {
        at.Skip(use.Length);
        if (use.Of() is not { } condition)
            return null;
        return depth + ConditionSize.Depth(condition) > Deepest ? TooDeep() : Tailed(condition);
    }

    // a phrase, a term or a condition in parentheses, with what stands behind it
    private Condition? Tailed(Condition condition)
    {
        if (Tails() is not { } tails)
            return null;
        if (tails == Agreements.Tails.None)
            return condition;
        if (condition is Condition.Fact fact && !(fact.Tails.HasTime && tails.HasTime))
            return Checked(fact.Of, Joined(fact.Tails, tails));
        return new TailChecks(at).Fit(condition, tails) ? new Condition.Phrased(condition, tails) : null;
    }

    // of the times, one of the two says none
    private static Tails Joined(Tails one, Tails other)
    {
        var timed = one.HasTime ? one : other;
        return timed with
        {
            SameParty = one.SameParty || other.SameParty,
            SameSector = one.SameSector || other.SameSector,
            Where = [.. one.Where, .. other.Where],
        };
    }

    private Condition? Parenthesis()
    {
        if (Read() is not { } inner)
            return null;
        if (at.TakeIf(")"))
            return Tailed(inner);
        at.Wrong(Ag.Missing, "\")\" was expected", "Close the parenthesis, or join with \"and\" or \"or\".");
        return null;
    }

    private Condition.Ceasefire? Ceasefire()
    {
        if (at.Longest(states.Select(s => (s.State, Lexer.WordsOf(s.Words)))) is var (state, length))
        {
            at.Skip(length);
            return new(state);
        }
        var near = (
            Nearest.To(at.Text(at.Position, 2), states.Select(s => s.Words))
            ?? Nearest.To(at.Next.Text, states.Select(s => s.Words))
        )
            is { } n
            ? $"Did you mean \"{n}\"?"
            : $"Write one of: {string.Join(", ", states.Select(s => s.Words))}.";
        at.Wrong(Ag.CeasefireState, "it is no state of a ceasefire", near);
        return null;
    }

    private Condition.Term? Term()
    {
        var token = at.Take();
        if (!words.Definitions.ContainsKey(token.Text))
        {
            at.Wrong(
                token,
                Ag.UnknownDefinition,
                token.Text,
                "no provision defines this term",
                Nearest.To(token.Text, words.Definitions.Keys) is { } near
                    ? $"Did you mean \"{near}\" (line {words.Definitions[near].Line})?"
                    : $"Define it in a provision: \"{token.Text}\" means …"
            );
            return null;
        }
        var turn =
            at.TakeIf("begins") ? Turn.Begins
            : at.TakeIf("ends") ? Turn.Ends
            : Turn.Holds;
        at.TakeIf("holds");
        return new(token.Text, turn);
    }

    private Condition? Unknown(FactReader fact)
    {
        if (Stops.Any(at, 0))
            return NoCondition();
        at.TakeArticle();
        if (words.BrokenNouns.Contains(at.Next.Text))
            return null;
        var first = at.Next;
        var found = at.Words(i => i > 0 && Stops.Any(at, i));
        if (words.IsLost(found))
            return null;
        if (words.Definitions.Keys.FirstOrDefault(d => IsSame(d, found)) is { } defined)
            at.Wrong(
                first,
                Ag.UnknownCondition,
                found,
                $"it is a defined term (line {words.Definitions[defined].Line}), and stands without its marks",
                $"Write it in quotation marks: “{defined}”."
            );
        else if (NearPhrase(found) is { } near)
            at.Wrong(
                first,
                Ag.UnknownCondition,
                near.Found,
                "it is neither a noun nor a phrase of the terms",
                $"Did you mean \"{near.Phrase.Words}\" (terms, line {near.Phrase.Text.Line})?"
            );
        else
            fact.Noun();
        return null;
    }

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // a phrase may have words at which unknown ones would end ("closed for mines"): it is compared over its own length
    private (Phrase Phrase, string Found)? NearPhrase(string found)
    {
        var nouns = words.Kinds.Select(k => k.Noun);
        var best = int.MaxValue;
        (Phrase, string)? near = null;
        foreach (var phrase in words.Phrases.Where(p => !p.IsAct))
        foreach (var said in new[] { PhraseMatcher.Said(phrase), string.Join(' ', phrase.Parts.Select(p => p.Word)) })
        {
            var here = at.Text(at.Position, said.Count(c => c == ' ') + 1);
            var steps = Nearest.Steps(here.ToLowerInvariant(), said.ToLowerInvariant());
            if (steps < best && Nearest.To(here, [said]) is not null)
                (best, near) = (steps, (phrase, here));
        }
        return Nearest.To(found, nouns) is { } noun && Nearest.Steps(found, noun) < best ? null : near;
    }

    private Condition? NoCondition()
    {
        at.Wrong(
            Ag.NoCondition,
            "a condition was expected",
            words.Kinds.Count > 0
                ? $"Write a noun of the terms, such as \"a {words.Kinds[0].Noun} by the party\"."
                : "Declare nouns in a block ```terms first."
        );
        return null;
    }

    private Condition? TooDeep()
    {
        at.Wrong(
            Ag.TooDeep,
            "the condition is nested too deeply or too long",
            "Define a part of it as a term of its own."
        );
        return null;
    }
}
