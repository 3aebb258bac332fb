using System.Collections.Immutable;

namespace Trucewatch.Formats;

/// <summary>The languages in which every name stands.</summary>
public static class Languages
{
    /// <summary>English, French, Ukrainian, German, Russian.</summary>
    public static ImmutableArray<string> All { get; } = ["en", "fr", "uk", "de", "ru"];

    /// <summary>The same words in every language.</summary>
    public static ImmutableSortedDictionary<string, string> Same(string words) =>
        All.ToImmutableSortedDictionary(l => l, _ => words, StringComparer.Ordinal);

    /// <summary>Words in each language, in the order of <see cref="All"/>.</summary>
    public static ImmutableSortedDictionary<string, string> Each(
        string en,
        string fr,
        string uk,
        string de,
        string ru
    ) =>
        ImmutableSortedDictionary<string, string>
            .Empty.WithComparers(StringComparer.Ordinal)
            .Add("en", en)
            .Add("fr", fr)
            .Add("uk", uk)
            .Add("de", de)
            .Add("ru", ru);
}
