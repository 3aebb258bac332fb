using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Trucewatch.Formats.Texts;

/// <summary>The words of one part in five languages, from <c>texts/parts/</c>.</summary>
public sealed class PartWords
{
    private readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> all;

    /// <summary>Reads a part that the program ships.</summary>
    /// <param name="part">The part's name, such as <c>guarantees</c>.</param>
    public PartWords(string part)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"texts.parts.{part}.json")
            ?? throw new InvalidOperationException($"texts/parts/{part}.json is not in the program");
        all =
            JsonSerializer.Deserialize<ImmutableDictionary<string, ImmutableDictionary<string, string>>>(stream)
            ?? throw new InvalidOperationException($"texts/parts/{part}.json is empty");
    }

    /// <summary>The keys.</summary>
    public IEnumerable<string> Keys => all.Keys;

    /// <summary>The text of a key in a language; the key itself where there is none, so that a gap shows.</summary>
    public string Text(string language, string key) => all.GetValueOrDefault(key)?.GetValueOrDefault(language) ?? key;

    /// <summary>A sentence with its values.</summary>
    public string Say(string language, string key, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var text = Text(language, key);
        foreach (var (name, value) in args)
            text = text.Replace("{{" + name + "}}", value, StringComparison.Ordinal);
        return text;
    }
}
