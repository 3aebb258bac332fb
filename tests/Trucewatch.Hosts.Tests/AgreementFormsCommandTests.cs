using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trucewatch.Hosts.Tests;

/// <summary>An agreement read back, given to other programs, and taken in again.</summary>
public sealed class AgreementFormsCommandTests : IDisposable
{
    private const string Mission = "missions/model-clauses";

    private static readonly Regex block = new(
        "^```provision (?<clause>[^\n]+)\n.*?\n```$",
        RegexOptions.Multiline | RegexOptions.Singleline,
        TimeSpan.FromSeconds(10)
    );

    private readonly string folder = Directory.CreateTempSubdirectory("trucewatch-").FullName;

    [Theory]
    [InlineData("en", "Each party must not do this")]
    [InlineData("fr", "Une violation n’est sûre qu’avec")]
    [InlineData("uk", "Порушення є певним лише за таких умов")]
    [InlineData("de", "Klausel 2(1).")]
    [InlineData("ru", "Пункт 2(1).")]
    public async Task It_is_read_back_beside_its_words_with_its_formula_and_version(string language, string says)
    {
        var ran = await Command.RunAsync("agreement", "read", "missions/lantern", "--language", language);
        Assert.Equal(0, ran.Exit);
        Assert.Contains(says, ran.Out, StringComparison.Ordinal);
        Assert.Contains("> (1) Neither party shall fire", ran.Out, StringComparison.Ordinal);
        Assert.Contains("forbid(∀$party)", ran.Out, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(ran.Out, "  sha256 [0-9a-f]{64}\n"));
    }

    [Fact]
    public async Task A_clause_that_is_not_there_is_named_with_those_that_are()
    {
        var ran = await Command.RunAsync("agreement", "read", "missions/lantern", "--clause", "9(9)");
        Assert.Equal(2, ran.Exit);
        Assert.Contains(
            "There is no provision 9(9). There are: 2(1), 3(1), 4(1).",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("json")]
    [InlineData("legalruleml")]
    public async Task What_is_exported_is_imported_in_the_words_of_the_agreement(string format)
    {
        var exported = await Command.RunAsync("agreement", "export", Mission, "--format", format);
        Assert.Equal(0, exported.Exit);
        var file = Path.Combine(folder, "exported");
        await File.WriteAllTextAsync(file, exported.Out);

        var imported = await Command.RunAsync("agreement", "import", Mission, file);
        Assert.Equal((0, ""), (imported.Exit, imported.Error));
        Assert.Equal(107, Regex.Count(imported.Out, "^```provision ", RegexOptions.Multiline));
        Assert.Equal(await VersionsAsync(Mission), await VersionsAsync(await WithAsync(imported.Out)));
    }

    [Theory]
    [InlineData("no document at all", "LR003")]
    [InlineData("{}", "LR003")]
    [InlineData("[{\"kind\":\"provision\"}]", "LR003")]
    [InlineData("<a/>", "LR002")]
    [InlineData("<a", "LR001")]
    public async Task What_cannot_be_imported_is_told_with_its_place(string text, string code)
    {
        var file = Path.Combine(folder, "wrong");
        await File.WriteAllTextAsync(file, text);
        var ran = await Command.RunAsync("agreement", "import", "missions/lantern", file);
        Assert.Equal(1, ran.Exit);
        Assert.Matches($"wrong:1:[0-9]+ +{code}", ran.Error);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string[]> VersionsAsync(string mission) =>
        [
            .. (JsonArray.Parse((await Command.RunAsync("agreement", "export", mission)).Out) as JsonArray)!
                .OrderBy(p => (string)p!["clause"]!, StringComparer.Ordinal)
                .Select(p => p!.ToJsonString()),
        ];

    // The mission with the blocks that were imported in the place of its own.
    private async Task<string> WithAsync(string imported)
    {
        var copy = Path.Combine(folder, "copy");
        var source = Path.Combine(Testing.Shared.Repository(), Mission);
        var blocks = block.Matches(imported).ToDictionary(b => b.Groups["clause"].Value, b => b.Value);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(target, block.Replace(text, b => blocks[b.Groups["clause"].Value]));
        }
        return copy;
    }
}
