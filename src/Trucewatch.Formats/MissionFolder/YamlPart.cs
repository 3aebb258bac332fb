using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Agreements;
using Trucewatch.Rulebook;
using YamlDotNet.RepresentationModel;

namespace Trucewatch.Formats.MissionFolder;

/// <summary>A value of a YAML file with its place: text, list or map. What is asked of it and is not there is noted as a problem.</summary>
internal sealed class YamlPart(string file, string name, YamlNode node, Problems problems)
{
    /// <summary>File, line and column.</summary>
    public TextSpan Where => YamlFile.At(file, node.Start);

    /// <summary>The key it stands under.</summary>
    public string Name => name;

    /// <summary>Its words where it is a text; else empty.</summary>
    public string Words => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>True if it is a map.</summary>
    public bool IsMap => node is YamlMappingNode;

    /// <summary>True if it is a list.</summary>
    public bool IsList => node is YamlSequenceNode;

    /// <summary>Notes a problem at this place.</summary>
    public void Wrong(string code, string expected, string cure) => problems.Add(Where, code, Words, expected, cure);

    /// <summary>Notes every key that is none of these.</summary>
    public YamlPart Knows(ImmutableArray<string> keys)
    {
        foreach (var (key, _) in Pairs())
        {
            if (!keys.Contains(key.Words))
                key.Wrong(Rule.UnknownKey, "a known key", Nearest.Cure(key.Words, keys));
        }
        return this;
    }

    /// <summary>The keys and values of a map, in order; empty and noted where it is none.</summary>
    public IEnumerable<(YamlPart Key, YamlPart Value)> Pairs()
    {
        if (node is not YamlMappingNode map)
        {
            Wrong(Rule.WrongShape, "a map of keys", "Put keys with colons here, indented.");
            yield break;
        }
        foreach (var (key, value) in map.Children)
        {
            var part = new YamlPart(file, name, key, problems);
            yield return (part, new YamlPart(file, part.Words, value, problems));
        }
    }

    /// <summary>The value of a key; null: it is not there, or nothing stands there.</summary>
    public YamlPart? Maybe(string key)
    {
        if (node is not YamlMappingNode map)
            return null;
        foreach (var (k, value) in map.Children)
        {
            if (k is YamlScalarNode { Value: var words } && words == key)
                return
                    value
                        is YamlScalarNode
                        {
                            Value: null or "" or "~" or "null",
                            Style: YamlDotNet.Core.ScalarStyle.Plain
                        }
                    ? null
                    : new(file, key, value, problems);
        }
        return null;
    }

    /// <summary>The value of a key that must be there; null, and noted, where it is not.</summary>
    public YamlPart? Must(string key)
    {
        var part = Maybe(key);
        if (part is null)
            problems.Add(Where, Rule.MissingKey, name, $"the key \"{key}\"", $"Add \"{key}:\" here.");
        return part;
    }

    /// <summary>Its words; null, and noted, where it is a list or a map or empty.</summary>
    public string? Text()
    {
        if (node is YamlScalarNode { Value: { } words } && !string.IsNullOrWhiteSpace(words))
            return words.Trim();
        Wrong(Rule.WrongShape, $"a text for \"{name}\"", "Put the text behind the colon.");
        return null;
    }

    /// <summary>The words of a key that must be there; empty, and noted, where they are not.</summary>
    public string MustText(string key) => Must(key)?.Text() ?? "";

    /// <summary>The words of a key; else what holds without it.</summary>
    public string Text(string key, string otherwise) => Maybe(key) is { } part ? part.Text() ?? otherwise : otherwise;

    /// <summary>Its items; a single text is a list of one.</summary>
    public ImmutableArray<YamlPart> Items()
    {
        if (node is YamlSequenceNode list)
            return [.. list.Children.Select(c => new YamlPart(file, name, c, problems))];
        if (node is YamlScalarNode)
            return [this];
        Wrong(Rule.WrongShape, $"a list for \"{name}\"", "Begin each item with a hyphen, or put them in [ ].");
        return [];
    }

    /// <summary>The texts of a key's list; empty where it is not there.</summary>
    public ImmutableArray<string> Texts(string key) =>
        Maybe(key) is { } part ? [.. part.Items().Select(i => i.Text()).OfType<string>()] : [];

    /// <summary>One of these words; null, and noted, where it is none.</summary>
    public T? Word<T>(IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text() is not { } text)
            return null;
        if (words.TryGetValue(text, out var value))
            return value;
        Wrong(Rule.UnknownWord, "one of " + string.Join(", ", words.Keys), Nearest.Cure(text, [.. words.Keys]));
        return null;
    }

    /// <summary>What a pattern makes of its words; the default, and noted, where it is not of that form.</summary>
    public T? Parse<T>(IPattern<T> pattern, string expected, string example)
        where T : struct
    {
        if (Text() is not { } text)
            return null;
        if (pattern.Parse(text).TryGetValue(default!, out var value))
            return value;
        Wrong(Rule.BadTime, expected, $"Write it like {example}.");
        return null;
    }

    /// <summary>A moment, UTC.</summary>
    public Instant? Moment()
    {
        if (Text() is not { } text)
            return null;
        if (Moments.Read(text) is { } moment)
            return moment;
        Wrong(Rule.BadTime, "a moment in UTC", "Write it like 2025-04-19T15:00Z.");
        return null;
    }

    /// <summary>A number within bounds; null, and noted, where it is none.</summary>
    public double? Number(double least, double most)
    {
        if (Text() is not { } text)
            return null;
        if (Files.Row.TryNumber(text, out var number) && number >= least && number <= most)
            return number;
        Wrong(Rule.BadNumber, $"a number from {least} to {most}", "Write it with a decimal point and without a unit.");
        return null;
    }

    /// <summary>Codes such as <c>K-1 to K-12, I-1</c>; null, and noted, where they are none.</summary>
    public CodeSet? Codes()
    {
        var text = IsList ? string.Join(", ", Items().Select(i => i.Words)) : Text();
        if (text is null)
            return null;
        if (CodeSet.Read(text) is { } codes)
            return codes;
        problems.Add(
            Where,
            Rule.BadCodes,
            text,
            "codes such as K-1 to K-12, I-1, or all",
            "Join codes by commas and ranges by \"to\"."
        );
        return null;
    }

    /// <summary>A name in every language; a missing language is noted.</summary>
    public ImmutableSortedDictionary<string, string> Languages()
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (!IsMap)
        {
            Wrong(Rule.NoLanguage, "a name in en, fr, uk, de and ru", "Write {en: …, fr: …, uk: …, de: …, ru: …}.");
            return Formats.Languages.Same(Words);
        }
        Knows(Formats.Languages.All);
        foreach (var language in Formats.Languages.All)
        {
            if (Maybe(language)?.Text() is { } words)
                names.Add(language, words);
            else
                problems.Add(Where, Rule.NoLanguage, Name, $"a name in \"{language}\"", $"Add \"{language}: …\" here.");
        }
        return names.ToImmutable();
    }
}
