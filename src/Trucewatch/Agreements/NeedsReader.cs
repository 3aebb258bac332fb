using System.Collections.Immutable;
using System.Globalization;

namespace Trucewatch.Agreements;

/// <summary>Reads <c>reasonable grounds, 2 independent sources</c>.</summary>
internal static class NeedsReader
{
    /// <summary>What a provision needs where it does not say: reasonable grounds, two independent sources (the public finding of the rulebook).</summary>
    public static readonly ProofNeeded Default = new(Standard.ReasonableGrounds, 2);

    private static readonly ImmutableArray<(string Words, Standard Standard)> standards =
    [
        ("reasonable suspicion", Standard.ReasonableSuspicion),
        ("reasonable grounds", Standard.ReasonableGrounds),
        ("balance of probabilities", Standard.BalanceOfProbabilities),
        ("clear and convincing", Standard.ClearAndConvincing),
    ];

    /// <summary>Standard and number of sources; null: a problem was reported.</summary>
    public static ProofNeeded? Read(Cursor at)
    {
        if (at.Longest(standards.Select(s => (s.Standard, Lexer.WordsOf(s.Words)))) is not var (standard, length))
            return NoStandard(at);
        at.Skip(length);
        var needs = Default with { Standard = standard };
        return at.TakeIf(",") ? Sources(at, needs) : needs;
    }

    /// <summary>What is needed, in the words of the language.</summary>
    public static string Say(ProofNeeded needs) =>
        $"{standards.First(s => s.Standard == needs.Standard).Words}, {needs.IndependentSources} independent sources";

    private static ProofNeeded? NoStandard(Cursor at)
    {
        var found = at.Words(i => at.Ahead(i).Is(",") || (i > 0 && Stops.Option(at, i)));
        var near = Nearest.To(found, standards.Select(s => s.Words));
        var list = string.Join(", ", standards.Select(s => s.Words));
        at.Wrong(
            at.Next,
            Ag.UnknownStandard,
            found,
            "it is no standard of proof",
            near is null ? $"Write one of: {list}." : $"Did you mean \"{near}\"?"
        );
        return null;
    }

    private static ProofNeeded? Sources(Cursor at, ProofNeeded needs)
    {
        var number = at.Next;
        if (
            !int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > 20
        )
            at.Wrong(Ag.Number, "a whole number of sources, 1 to 20, was expected", "Write \"2 independent sources\".");
        else if (!at.HasAt(1, "independent", "sources") && !at.HasAt(1, "independent", "source"))
            at.Wrong(
                at.Ahead(1),
                Ag.Missing,
                at.Ahead(1).Text,
                "\"independent sources\" was expected",
                $"Write \"{count} independent sources\"."
            );
        else
        {
            at.Skip(3);
            return needs with { IndependentSources = count };
        }
        return null;
    }
}
