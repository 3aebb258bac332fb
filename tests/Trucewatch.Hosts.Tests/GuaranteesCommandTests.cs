namespace Trucewatch.Hosts.Tests;

/// <summary>What binds on a day, as the command says it.</summary>
public sealed class GuaranteesCommandTests
{
    private const string Mission = "missions/paris-2026";

    [Theory]
    [InlineData(
        "en",
        "Guarantees in force: 0 of 38.",
        "France, United Kingdom: NOT IN FORCE; signed since 2026-01-06."
    )]
    [InlineData("fr", "Garanties en vigueur : 0 sur 38.", "PAS EN VIGUEUR")]
    [InlineData("uk", "Чинних гарантій: 0 із 38.", "НЕ ЧИННА")]
    [InlineData("de", "Garantien in Kraft: 0 von 38.", "NICHT IN KRAFT")]
    [InlineData("ru", "Действующих гарантий: 0 из 38.", "НЕ ДЕЙСТВУЕТ")]
    public async Task It_says_what_binds_in_each_language(string language, string sum, string cell)
    {
        var ran = await Command.RunAsync(
            "guarantees",
            "binding",
            Mission,
            "--on",
            "2026-05-12",
            "--language",
            language
        );
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.Contains(sum, ran.Out, StringComparison.Ordinal);
        Assert.Contains(cell, ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("guarantees.", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_would_take_and_gives_five_answers_before_a_deployment()
    {
        var ran = await Command.RunAsync(
            "guarantees",
            "explain",
            Mission,
            "declaration-of-intent-2026",
            "UK",
            "--on",
            "2026-05-12"
        );
        Assert.Contains("It would take: what its own law asks for.", ran.Out, StringComparison.Ordinal);
        Assert.Contains(
            "It would take: the ceasefire “general-ceasefire” agreed; it stands at: declared by somebody.",
            ran.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "credible cessation of hostilities: no; who has to say it is an open point.",
            ran.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("national authorisation: no; for United Kingdom to say.", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_known_then_is_told_apart()
    {
        var ran = await Command.RunAsync(
            "guarantees",
            "binding",
            Mission,
            "--on",
            "2026-05-12",
            "--as-of",
            "2025-12-31T00:00:00Z"
        );
        Assert.Contains("France, United Kingdom: NOT IN FORCE; a draft.", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_stand_beside_names()
    {
        var ran = await Command.RunAsync("guarantees", "positions", Mission, "--on", "2026-01-31");
        Assert.Contains("Names held for that date: 5; unnamed: 21.", ran.Out, StringComparison.Ordinal);
        Assert.Contains("Names held for that date: 24; unnamed: 11.", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no instrument pact.", "explain", Mission, "pact", "--on", "2026-05-12")]
    [InlineData(
        "UK is no guarantor of us-draft-2025.",
        "explain",
        Mission,
        "us-draft-2025",
        "UK",
        "--on",
        "2026-05-12"
    )]
    [InlineData("--on 12 May: no day.", "binding", Mission, "--on", "12 May")]
    [InlineData("lantern: it has no guarantees.", "binding", "missions/lantern", "--on", "2026-05-12")]
    public async Task Wrong_use_is_told_with_a_cure(string says, params string[] arguments)
    {
        var ran = await Command.RunAsync(["guarantees", .. arguments]);
        Assert.Equal(2, ran.Exit);
        Assert.Contains(says, ran.Error, StringComparison.Ordinal);
    }
}
