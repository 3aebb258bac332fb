using System.Collections.Immutable;

namespace Trucewatch.Agreements;

/// <summary>All that a text may name: what the mission has, what the terms declare, what provisions define.</summary>
/// <param name="context">What the mission brings.</param>
/// <param name="definitions">The names of defined terms, and where they are defined.</param>
internal sealed class Vocabulary(AgreementContext context, ImmutableSortedDictionary<string, TextSpan> definitions)
{
    public AgreementContext Context => context;

    public ImmutableSortedDictionary<string, TextSpan> Definitions => definitions;

    public List<FactKind> Kinds { get; } = [];

    public List<Phrase> Phrases { get; } = [];

    /// <summary>Phrases with a problem of their own: who uses one is not told of it a second time.</summary>
    public List<Phrase> Broken { get; } = [];

    /// <summary>First words of nouns with a problem of their own.</summary>
    public HashSet<string> BrokenNouns { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lines of phrases of which not even the words could be read.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>True if words begin one of the lost lines.</summary>
    public bool IsLost(string words) =>
        words.Length > 0 && Lost.Exists(l => l.StartsWith(words, StringComparison.OrdinalIgnoreCase));

    public FactKind Kind(string noun) => Kinds.Find(k => k.Noun == noun)!;

    /// <summary>Nouns in the singular and with s, and the kinds they name.</summary>
    public IEnumerable<(FactKind Kind, ImmutableArray<string> Words)> Nouns =>
        Kinds.SelectMany(k => Plurals(k.Noun).Prepend(k.Noun).Select(n => (k, Lexer.WordsOf(n))));

    private static IEnumerable<string> Plurals(string noun)
    {
        var words = noun.Split(' ');
        yield return noun + "s";
        yield return string.Join(' ', words.Skip(1).Prepend(Many(words[0])));
        yield return string.Join(' ', words.SkipLast(1).Append(Many(words[^1])));
    }

    /// <summary>How a noun is said of many: <c>notices of demining</c>, <c>long-range strikes</c>.</summary>
    public static string ManyOf(string noun)
    {
        var words = noun.Split(' ');
        return words.Intersect(["of", "for", "to", "in", "on"]).Any()
            ? string.Join(' ', words.Skip(1).Prepend(Many(words[0])))
            : string.Join(' ', words.SkipLast(1).Append(Many(words[^1])));
    }

    private static string Many(string word) =>
        word.EndsWith('y') && word.Length > 1 && !"aeiou".Contains(word[^2], StringComparison.Ordinal)
            ? word[..^1] + "ies"
            : word + "s";
}
