using FsCheck.Fluent;
using Trucewatch.Agreements;
using Trucewatch.Testing;

namespace Trucewatch.Formats.Tests.Agreement;

/// <summary>What a provision means, said again in the words of the language, means the same.</summary>
public sealed class PrintingTests
{
    private const string Frame = """
        ## Article 99 More

        ```provision 99
        {0}
        ```
        """;

    [Fact]
    public void The_sample_is_printed_and_read_as_the_same()
    {
        var text = WholeAgreement.Text;
        foreach (var provision in WholeAgreement.Whole.Provisions)
            text = Replaced(text, provision.Clause, Print(provision));
        var again = WholeAgreement.Read(text);
        Assert.Empty(again.Problems);
        Assert.Equal(
            WholeAgreement.Whole.Provisions.Select(p => ProvisionJson.Of(p).ToJsonString()),
            again.Provisions.Select(p => ProvisionJson.Of(p).ToJsonString())
        );
    }

    [Theory]
    [InlineData(
        "4(2)",
        "Each party must not keep artillery\n  with calibre at least 100 mm\n  within 15 km of the line of contact\n  after day 30\n  codes W-1"
    )]
    [InlineData(
        "4(6)",
        "Each party must return a declared weapon\n  when a removal by the party with weapon the weapon\n  within 48 h\n  owed to the mechanism\n  codes W-2"
    )]
    [InlineData(
        "5(1)",
        "Each party must withdraw from the disengagement area\n  when no firing in the disengagement area for 7 days watched\n  within 3 calendar days\n  codes P-3"
    )]
    [InlineData(
        "12(3)",
        "The commission has the power to extend\n  a time limit of 4(6) or 7(1)\n  once\n  by at most 48 h"
    )]
    [InlineData(
        "15",
        "The agreement enters into force\n  when (an order by A and an order by B) and a delivery of the list\n  on the next day 06:00"
    )]
    public void It_is_said_as_a_lawyer_would(string clause, string text) =>
        Assert.Equal(text, Print(WholeAgreement.Of(clause)));

    [Fact]
    public void Whatever_can_be_said_is_printed_and_read_as_the_same()
    {
        var wrong = Repeatable
            .Samples(Sentences.Provision(), 10, 500)
            .Distinct()
            .Select(Difference)
            .Where(d => d is not null);
        var all = string.Join("\n=====\n", wrong.Take(12));
        Assert.True(all.Length == 0, all);
    }

    // null: what is printed is read as the same
    private static string? Difference(string words)
    {
        var once = ReadOne(words);
        if (once.Problems.Length > 0)
            return $"{words}\n{string.Join('\n', once.Problems)}";
        var printed = Print(once.Provisions.Single(p => p.Clause == "99"));
        var again = ReadOne(printed);
        var (first, second) = (Json(once), Json(again));
        return first == second
            ? null
            : $"{words}\n---\n{printed}\n{string.Join('\n', again.Problems)}\n{first}\n{second}";
    }

    private static string Json(ReadAgreement read) =>
        read.Provisions.FirstOrDefault(p => p.Clause == "99") is { } provision
            ? ProvisionJson.Of(provision).ToJsonString()
            : "";

    private static string Print(Provision provision) =>
        string.Join(
            '\n',
            ProvisionText.For(WholeAgreement.Whole, WholeAgreement.Context).Print(provision) ?? ["cannot be said"]
        );

    /// <summary>A provision beside the sample's; null: it has a problem.</summary>
    internal static Provision? One(string words) => ReadOne(words).Provisions.FirstOrDefault(p => p.Clause == "99");

    // one more provision beside the sample's
    private static ReadAgreement ReadOne(string words) =>
        WholeAgreement.Read(
            WholeAgreement.Text + "\n\n" + Frame.Replace("{0}", words, StringComparison.Ordinal) + "\n"
        );

    private static string Replaced(string text, string clause, string block)
    {
        var from = text.IndexOf($"```provision {clause}\n", StringComparison.Ordinal);
        var to = text.IndexOf("\n```", from + 3, StringComparison.Ordinal);
        return text[..from] + $"```provision {clause}\n{block}" + text[to..];
    }
}
