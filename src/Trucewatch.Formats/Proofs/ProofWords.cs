using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Trucewatch.Formats.Proofs;

/// <summary>The words of proofs in five languages, from <c>texts/parts/proof.json</c>.</summary>
public static class ProofWords
{
    private static readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> all = Load();

    /// <summary>The keys.</summary>
    public static IEnumerable<string> Keys => all.Keys;

    /// <summary>The text of a key in a language; the key itself where there is none, so that a gap shows.</summary>
    public static string Text(string language, string key) =>
        all.GetValueOrDefault(key)?.GetValueOrDefault(language) ?? key;

    /// <summary>A sentence with its values.</summary>
    public static string Say(string language, string key, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var text = Text(language, key);
        foreach (var (name, value) in args)
            text = text.Replace("{{" + name + "}}", value, StringComparison.Ordinal);
        return text;
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> Load()
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream("texts.parts.proof.json")
            ?? throw new InvalidOperationException("texts/parts/proof.json is not in the program");
        return JsonSerializer.Deserialize<ImmutableDictionary<string, ImmutableDictionary<string, string>>>(stream)
            ?? throw new InvalidOperationException("texts/parts/proof.json is empty");
    }
}
