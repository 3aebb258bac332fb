using System.Text.RegularExpressions;
using Trucewatch.Formats.Texts;
using Trucewatch.Testing;

namespace Trucewatch.Missions.Tests.Texts;

/// <summary>All words for people are there in all languages.</summary>
public sealed class TextsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Others => [.. Words.Languages.Where(l => l != "en")];

    [Theory]
    [MemberData(nameof(Others))]
    public void A_language_has_the_keys_of_English_and_no_others(string language)
    {
        Assert.Empty(Bases("en").Except(Bases(language), StringComparer.Ordinal));
        Assert.Empty(Bases(language).Except(Bases("en"), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void A_text_has_the_holes_of_the_English_one(string language) =>
        Assert.Empty(
            from key in Words.Shipped.Keys("en")
            let text = Words.Shipped.Find(language, key)
            where text is not null && !Holes(text).SetEquals(Holes(Words.Shipped.Find("en", key)!))
            select $"{key}: {text}"
        );

    [Theory]
    [InlineData("en", "_one", "_other")]
    [InlineData("de", "_one", "_other")]
    [InlineData("fr", "_one", "_other")]
    [InlineData("uk", "_one", "_few", "_many")]
    [InlineData("ru", "_one", "_few", "_many")]
    public void What_has_a_plural_has_all_forms_of_the_language(string language, params string[] forms)
    {
        var keys = Words.Shipped.Keys(language).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(
            from stem in keys.Where(k => k.EndsWith("_one", StringComparison.Ordinal))
                .Select(Base)
                .Distinct(StringComparer.Ordinal)
            from form in forms
            where !keys.Contains(stem + form)
            select stem + form
        );
    }

    [Fact]
    public void No_text_is_empty() =>
        Assert.Empty(
            from language in Words.Languages
            from key in Words.Shipped.Keys(language)
            where string.IsNullOrWhiteSpace(Words.Shipped.Find(language, key))
            select $"{language} {key}"
        );

    [Fact]
    public void Every_key_that_a_report_uses_is_there() =>
        Assert.Empty(Used().Except(Bases("en"), StringComparer.Ordinal));

    /// <summary>The keys as the sources of the report write them: whole ones, and those that the makers of sentences build.</summary>
    private static IEnumerable<string> Used()
    {
        var root = Shared.Repository();
        foreach (var folder in new[] { "src/Trucewatch/Reports", "src/Trucewatch.Formats/Reports" })
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs"))
        {
            var code = File.ReadAllText(file);
            foreach (var key in Find(code, "\"(report\\.[a-z]+\\.[a-z_]+)\""))
                yield return key;
            foreach (
                var key in Find(
                    code,
                    @"Say\s*\.(?:Fact|Verdict|Allegation|Coverage|Caution)\(\s*""([a-z_.]+)""(?=\s*[,)])"
                )
            )
                yield return "report.s." + key;
            foreach (var key in Find(code, @"new(?: Section)?\(\s*""([a-z_]+)"",\s*(?:sentences|\[)"))
                yield return "report.section." + key;
        }
    }

    private static IEnumerable<string> Find(string code, string pattern) =>
        Regex.Matches(code, pattern, RegexOptions.None, Limit).Select(m => m.Groups[1].Value);

    private static HashSet<string> Holes(string text) => [.. Find(text, "\\{\\{(\\w+)\\}\\}")];

    private static HashSet<string> Bases(string language) => [.. Words.Shipped.Keys(language).Select(Base)];

    private static string Base(string key) =>
        Regex.Replace(key, "_(one|few|many|other)$", "", RegexOptions.None, Limit);
}
