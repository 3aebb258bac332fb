using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Trucewatch.Reports;

namespace Trucewatch.Formats.Texts;

/// <summary>All words for people, in five languages, read from <c>texts/</c>: the browser reads the same files.</summary>
/// <remarks>Keys are flat and dotted; plurals end in <c>_one</c>, <c>_few</c>, <c>_many</c>, <c>_other</c>; holes are <c>{{name}}</c>.</remarks>
public sealed class Words
{
    /// <summary>The languages, in the order of the glossary. A party's language is never missing.</summary>
    public static readonly ImmutableArray<string> Languages = ["en", "fr", "uk", "de", "ru"];

    private readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> byLanguage;

    private Words(ImmutableDictionary<string, ImmutableDictionary<string, string>> byLanguage) =>
        this.byLanguage = byLanguage;

    /// <summary>The words that the program ships.</summary>
    public static Words Shipped { get; } = Load();

    /// <summary>The keys of a language.</summary>
    public IEnumerable<string> Keys(string language) => byLanguage[language].Keys;

    /// <summary>The text of a key in a language; the key itself where there is none, so that a gap shows.</summary>
    public string Text(string language, string key) => byLanguage[language].GetValueOrDefault(key, key);

    /// <summary>The text of a key in a language; null: there is none.</summary>
    public string? Find(string language, string key) => byLanguage[language].GetValueOrDefault(key);

    /// <summary>The text of a key with a count, in the plural form of the language.</summary>
    public string Text(string language, string key, double count)
    {
        var texts = byLanguage[language];
        return texts.GetValueOrDefault($"{key}_{Plurals.Form(language, count)}")
            ?? texts.GetValueOrDefault($"{key}_other")
            ?? texts.GetValueOrDefault(key, key);
    }

    /// <summary>A sentence with its values, in a language; times in this zone.</summary>
    public string Say(string language, string key, IReadOnlyDictionary<string, Arg> args, DateTimeZone zone)
    {
        var text =
            args.TryGetValue("count", out var count) && count is Arg.Number n
                ? Text(language, key, n.Value)
                : Text(language, key);
        foreach (var (name, arg) in args)
            text = text.Replace("{{" + name + "}}", Say(language, arg, zone), StringComparison.Ordinal);
        return text;
    }

    /// <summary>A value in a language; times in this zone.</summary>
    public string Say(string language, Arg arg, DateTimeZone zone) =>
        arg switch
        {
            Arg.Plain plain => plain.Text,
            Arg.Named named => named.Names.GetValueOrDefault(language) ?? named.Names.Values.FirstOrDefault() ?? "",
            Arg.Word word => Text(language, word.Key),
            Arg.List list => string.Join(", ", list.Of.Select(a => Say(language, a, zone))),
            Arg.Number number => Number(language, number.Value),
            Arg.Day day => LocalDatePattern.Iso.Format(day.Date),
            Arg.Moment moment => Moment.Format(moment.At.InZone(zone).LocalDateTime),
            Arg.Phrase phrase => Say(language, phrase.Key, phrase.Args, zone),
            _ => throw new InvalidOperationException($"no words for {arg.GetType().Name}"),
        };

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    /// <summary>At most one decimal, groups of three parted as the language does.</summary>
    private static string Number(string language, double value)
    {
        var text = Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("#,0.#", CultureInfo.InvariantCulture);
        return language switch
        {
            "en" => text,
            "de" => text.Replace(',', '\'').Replace('.', ',').Replace('\'', '.'),
            _ => text.Replace(',', '\u00A0').Replace('.', ','),
        };
    }

    private static Words Load()
    {
        var all = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>();
        foreach (var language in Languages)
        {
            using var stream =
                Assembly.GetExecutingAssembly().GetManifestResourceStream($"texts.{language}.json")
                ?? throw new InvalidOperationException($"texts/{language}.json is not in the program");
            all[language] =
                JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(stream)
                ?? throw new InvalidOperationException($"texts/{language}.json is empty");
        }
        return new(all.ToImmutable());
    }
}

/// <summary>The plural forms of the five languages (Unicode CLDR 46, cardinal rules).</summary>
public static class Plurals
{
    /// <summary><c>one</c>, <c>few</c>, <c>many</c> or <c>other</c>.</summary>
    public static string Form(string language, double n)
    {
        var isWhole = n == Math.Floor(n);
        return language switch
        {
            "fr" => n is >= 0 and < 2 ? "one"
            : isWhole && n != 0 && n % 1_000_000 == 0 ? "many"
            : "other",
            "uk" or "ru" => !isWhole ? "other"
            : n % 10 == 1 && n % 100 != 11 ? "one"
            : n % 10 is >= 2 and <= 4 && n % 100 is < 12 or > 14 ? "few"
            : "many",
            _ => n == 1 ? "one" : "other",
        };
    }
}
