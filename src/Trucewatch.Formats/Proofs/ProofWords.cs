using Trucewatch.Formats.Texts;

namespace Trucewatch.Formats.Proofs;

/// <summary>The words of proofs in five languages, from <c>texts/parts/proof.json</c>.</summary>
public static class ProofWords
{
    private static readonly PartWords words = new("proof");

    /// <summary>The keys.</summary>
    public static IEnumerable<string> Keys => words.Keys;

    /// <summary>The text of a key in a language; the key itself where there is none, so that a gap shows.</summary>
    public static string Text(string language, string key) => words.Text(language, key);

    /// <summary>A sentence with its values.</summary>
    public static string Say(string language, string key, params ReadOnlySpan<(string Name, string Value)> args) =>
        words.Say(language, key, args);
}
