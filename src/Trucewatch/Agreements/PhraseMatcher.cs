using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>A phrase as it stands in a text, with what fills its holes.</summary>
/// <param name="Length">How many tokens.</param>
/// <param name="Filled">The values by hole.</param>
internal sealed record PhraseUse(Phrase Phrase, int Length, ImmutableDictionary<string, FoundValue> Filled)
{
    /// <summary>What it means here; null: a problem was reported, here or where the phrase is declared.</summary>
    public Condition? Of()
    {
        var wrong = Filled.Values.Select(v => v.Wrong).FirstOrDefault(w => w is not null);
        wrong?.Invoke();
        return wrong is null && Phrase.Is is { } condition
            ? Holes.Fill(condition, Filled.ToImmutableDictionary(f => f.Key, f => f.Value.Value))
            : null;
    }
}

/// <summary>Finds the phrases of the terms in a text.</summary>
internal sealed class PhraseMatcher(Cursor at, Vocabulary words)
{
    /// <summary>The longest phrase that stands here, the first declared of equals; null: none.</summary>
    public PhraseUse? Longest(bool isAct)
    {
        PhraseUse? best = null;
        foreach (var phrase in words.Phrases.Concat(words.Broken).Where(p => p.IsAct == isAct))
            if (Match(phrase) is { } use && use.Length > (best?.Length ?? 0))
                best = use;
        return best;
    }

    private PhraseUse? Match(Phrase phrase)
    {
        var by = 0;
        var filled = ImmutableDictionary<string, FoundValue>.Empty;
        for (var i = 0; i < phrase.Parts.Length; i++)
        {
            var part = phrase.Parts[i];
            if (!part.IsHole)
            {
                if (!at.HasAt(by, part.Word))
                    return null;
                by++;
                continue;
            }
            var ends = i + 1 < phrase.Parts.Length && !phrase.Parts[i + 1].IsHole ? phrase.Parts[i + 1].Word : null;
            if (new ValueReader(at, words.Context).Find(by, FieldOf(phrase, part.Word), ends) is not { } value)
                return null;
            filled = filled.SetItem(part.Word.ToLowerInvariant(), value);
            by += value.Length;
        }
        return new(phrase, by, filled);
    }

    private static KindAttribute.Field FieldOf(Phrase phrase, string hole) =>
        (phrase.Is is Condition.Fact fact ? fact.Of : null)
            ?.Kind.Attributes.OfType<KindAttribute.Field>()
            .FirstOrDefault(f => string.Equals(f.Name, hole, StringComparison.OrdinalIgnoreCase))
        ?? new(hole.ToLowerInvariant(), null);

    /// <summary>A phrase as it is said where every hole is left free.</summary>
    public static string Said(Phrase phrase) =>
        string.Join(' ', phrase.Parts.Select(p => p.IsHole ? $"any {p.Word}" : p.Word));
}

/// <summary>Puts values into the holes of a phrase's condition.</summary>
internal static class Holes
{
    public static Condition Fill(Condition condition, ImmutableDictionary<string, ValueSaid> values) =>
        condition switch
        {
            Condition.And and => new Condition.And([.. and.Of.Select(c => Fill(c, values))]),
            Condition.Or or => new Condition.Or([.. or.Of.Select(c => Fill(c, values))]),
            Condition.Not not => new Condition.Not(Fill(not.Of, values)),
            Condition.Fact fact => new Condition.Fact(Fill(fact.Of, values), Fill(fact.Tails, values)),
            Condition.Phrased phrased => new Condition.Phrased(Fill(phrased.Of, values), Fill(phrased.Tails, values)),
            _ => condition,
        };

    private static FactSaid Fill(FactSaid fact, ImmutableDictionary<string, ValueSaid> values) =>
        fact with
        {
            Fields =
            [
                .. fact.Fields.Select(f =>
                    f.Value is ValueSaid.Hole hole && values.TryGetValue(hole.Field, out var value)
                        ? f with
                        {
                            Value = value,
                        }
                        : f
                ),
            ],
        };

    private static Tails Fill(Tails tails, ImmutableDictionary<string, ValueSaid> values) =>
        tails with
        {
            Since = tails.Since is { } since ? Fill(since, values) : null,
            Until = tails.Until is { } until ? Fill(until, values) : null,
        };

    /// <summary>The holes of a condition.</summary>
    public static IEnumerable<string> Of(Condition condition) =>
        condition switch
        {
            Condition.And and => and.Of.SelectMany(Of),
            Condition.Or or => or.Of.SelectMany(Of),
            Condition.Not not => Of(not.Of),
            Condition.Fact fact => fact
                .Of.Fields.Select(f => f.Value)
                .OfType<ValueSaid.Hole>()
                .Select(h => h.Field)
                .Concat(Of(fact.Tails)),
            Condition.Phrased phrased => Of(phrased.Of).Concat(Of(phrased.Tails)),
            _ => [],
        };

    private static IEnumerable<string> Of(Tails tails) =>
        new[] { tails.Since, tails.Until }.Where(c => c is not null).SelectMany(c => Of(c!));
}
