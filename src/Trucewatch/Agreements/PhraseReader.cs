using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>Reads <c>to fire with &lt;weapon&gt; = firing by the party with weapon &lt;weapon&gt;</c>.</summary>
internal sealed class PhraseReader(Cursor at, Problems problems, Vocabulary words)
{
    /// <summary>True if its condition has a problem: the phrase is known by its words only.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The phrase; null: not even its words could be read, a problem was reported.</summary>
    public Phrase? Read()
    {
        var first = at.Next;
        var isAct = at.TakeIf("to");
        if (Pattern() is not { } parts)
            return null;
        var before = problems.Count;
        var said = at.Words(_ => false);
        var condition = at.AtEnd ? NoCondition() : new ConditionReader(at, words).Read();
        if (condition is not null && !at.AtEnd)
            LeftOver();
        if (condition is not null && problems.Count == before)
            HolesFit(parts, condition, first);
        IsBroken = condition is null || problems.Count > before || at.IsBroken;
        return new(isAct, parts, said, problems.At(first)) { Is = IsBroken ? null : condition };
    }

    private Condition? NoCondition()
    {
        at.Wrong(
            Ag.Missing,
            "a condition was expected behind \"=\"",
            "Write a noun of the terms, such as \"= firing by the party\"."
        );
        return null;
    }

    private void LeftOver() =>
        at.Wrong(
            at.Next,
            Ag.LeftOver,
            at.Words(_ => false),
            "the condition ends here",
            "Take it out, or write \"by\", \"of\", \"about\", \"with\", \"and\" or \"or\" before it."
        );

    private ImmutableArray<PhrasePart>? Pattern()
    {
        var parts = ImmutableArray.CreateBuilder<PhrasePart>();
        while (!at.TakeIf("="))
        {
            var token = at.Take();
            if (token.Kind == TokenKind.End)
                return Refused(token, "\"=\" was expected", "Write \"= \" and what the phrase means.");
            if (!token.Is("<"))
                parts.Add(new(token.Text, false));
            else if (at.Ahead(1).Is(">"))
            {
                parts.Add(new(at.Take().Text, true));
                at.Take();
            }
            else
                return Refused(at.Next, "a hole holds one field", "Write it as \"<weapon>\".");
        }
        return parts.Count > 0
            ? parts.ToImmutable()
            : Refused(at.Next, "words were expected before \"=\"", "Write the phrase before \"=\".");
    }

    private ImmutableArray<PhrasePart>? Refused(Token token, string expected, string cure)
    {
        at.Wrong(token, Ag.TermsLine, token.Text, expected, cure);
        return null;
    }

    private void HolesFit(ImmutableArray<PhrasePart> parts, Condition condition, Token first)
    {
        var left = parts.Where(p => p.IsHole).Select(p => p.Word).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var right = Holes.Of(condition).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (left.SetEquals(right))
            return;
        var (alone, other) = (left.Except(right).ToList(), right.Except(left).ToList());
        at.Wrong(
            first,
            Ag.UnknownField,
            string.Join(", ", alone.Concat(other).Select(h => $"<{h}>")),
            "a hole stands on both sides of \"=\"",
            alone is [var one] && other is [var two] && Nearest.To(two, [one]) is not null
                ? $"Write <{one}> on both sides."
                : "Write it on the other side as well, or take it out."
        );
    }
}
