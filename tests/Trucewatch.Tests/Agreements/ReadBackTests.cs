using System.Runtime.CompilerServices;
using System.Text.Json;
using Trucewatch.Agreements;

namespace Trucewatch.Tests.Agreements;

public sealed class ReadBackTests
{
    private static readonly string[] languages = ["en", "fr", "uk", "de", "ru"];
    private static readonly Dictionary<string, Dictionary<string, string>> texts = Read();

    [Fact]
    public void A_provision_is_said_from_what_was_understood() =>
        Assert.Equal(
            """
            Clause 1.
            Each party must not do this: strike (codes K-4 to K-9).
            Where: inside the listed facilities or at most 2.5 km from it.
            From: 2025-04-19 15:00 UTC, or entry into force if that is later.
            Until: 2025-04-20 21:00 UTC, that moment not included, and no longer than the truce binds.
            Counted in: round.
            A breach is sure only with: reasonable grounds to believe; independent sources: at least 2.
            """,
            ReadBack.Say(
                Blocks.Good(
                    """
                    Each party must not strike
                      within 2.5 km of the listed facilities
                      from 2025-04-19 18:00
                      until 2025-04-21
                      counts round
                    """
                ),
                "en",
                key => key == "zone.energy" ? "the listed facilities" : Text("en", key)
            )
        );

    [Fact]
    public void Without_options_the_defaults_are_said() =>
        Assert.Equal(
            """
            Clause 1.
            Only this party, B, must not do this: firing (codes K-1 to K-12).
            Where: everywhere.
            From: entry into force.
            Until: as long as the truce binds.
            Counted in: incidents.
            A breach is sure only with: reasonable grounds to believe; independent sources: at least 2.
            """,
            ReadBack.Say(Blocks.Good("B must not fire with any weapon"), "en", key => Text("en", key))
        );

    [Theory]
    [InlineData("fr", "2,5 km")]
    [InlineData("uk", "2,5 км")]
    [InlineData("de", "2,5 km")]
    [InlineData("ru", "2,5 км")]
    public void The_other_languages_have_their_own_words_and_signs(string language, string distance)
    {
        var provision = Blocks.Good("Each party must not strike within 2.5 km of energy outside area counts round");
        var said = ReadBack.Say(provision, language, key => Text(language, key));
        Assert.Contains(distance, said, StringComparison.Ordinal);
        Assert.DoesNotContain('{', said);
        Assert.DoesNotContain("party", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_stands_in_every_language_with_the_same_places()
    {
        foreach (var (key, text) in texts)
        {
            Assert.Equal(languages.Order(), text.Keys.Order());
            Assert.All(text.Values, t => Assert.Equal(Places(text["en"]), Places(t)));
            Assert.StartsWith("readback.", key, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_text_is_an_error_and_not_a_gap() =>
        Assert.Throws<KeyNotFoundException>(() => ReadBack.Say(Blocks.Good("B must not strike"), "en", _ => null));

    private static string Places(string text) =>
        string.Join(' ', text.Split('{').Skip(1).Select(p => p[..p.IndexOf('}', StringComparison.Ordinal)]).Order());

    private static string? Text(string language, string key) =>
        texts.TryGetValue(key, out var text) ? text[language] : null;

    private static Dictionary<string, Dictionary<string, string>> Read([CallerFilePath] string here = "")
    {
        var house = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
        var file = Path.Combine(house, "texts", "parts", "readback.json");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(file))!;
    }
}
