using System.Text;
using Trucewatch.Agreements;

namespace Trucewatch.Formats.Tests.Agreement;

public sealed class FuzzTests
{
    private const string Spice = "(((\"“<>=:;,.`#-–0123456789KNSkm \n\n\t\0\uD800\uFEFFéЖ§>*+|";

    private static readonly string[] words =
    [
        .. SampleAgreement.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    [Fact]
    public void Two_thousand_mutations_are_read_to_the_end()
    {
        var random = new Random(20250419);
        for (var i = 0; i < 2000; i++)
            Check(SampleAgreement.Read(Mutated(random)));
    }

    [Theory]
    [InlineData('>')]
    [InlineData('(')]
    [InlineData('"')]
    [InlineData('-')]
    public void A_hundred_thousand_of_one_character_are_read_to_the_end(char c) =>
        Check(
            SampleAgreement.Read(
                $"## Article 1\n\n{new string(c, 100_000)}\n\n```provision 1\n{new string(c, 100_000)}\n```\n"
            )
        );

    private static void Check(ReadAgreement read)
    {
        Assert.All(
            read.Problems,
            p =>
                Assert.True(p.Where is { Line: > 0, Column: > 0 } && p.Cure.Length > 0 && p.Expected.Length > 0, $"{p}")
        );
        Assert.All(read.Provisions, p => Assert.NotEmpty(p.Clause));
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(SampleAgreement.Text);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 40), text.Length - at);
            _ = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.ToString(at, length)),
                2 => text.Insert(at, Spice[random.Next(Spice.Length)]),
                3 => text.Insert(at, $" {words[random.Next(words.Length)]} "),
                _ => text.Replace(text[at], Spice[random.Next(Spice.Length)], at, 1),
            };
        }
        return text.ToString();
    }
}
