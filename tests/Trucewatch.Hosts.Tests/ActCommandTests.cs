namespace Trucewatch.Hosts.Tests;

/// <summary>Acts that become known through people: filed by a command, signed by the body, judged at once.</summary>
public sealed class ActCommandTests(ReplayedByCommand replayed) : IClassFixture<ReplayedByCommand>
{
    [Fact]
    public async Task An_attribution_is_an_entry_signed_by_its_body_and_changes_the_verdict()
    {
        var before = await JudgeAsync();
        Assert.DoesNotContain(Breaches(before), l => l.Contains("act-test", StringComparison.Ordinal));
        var open = before
            .Out.Split('\n')
            .First(l =>
                l.StartsWith("2(1)  A", StringComparison.Ordinal) && l.Contains("disputed", StringComparison.Ordinal)
            );
        Assert.Contains("known from", open, StringComparison.Ordinal);

        var filed = await RunAsync(
            "attribute",
            "missions/lantern",
            "cameras:C-044",
            "--as",
            "commission",
            "--to",
            "A",
            "--standard",
            "clear and convincing",
            "--text",
            "Fins with a number.",
            "--id",
            "attribution-test"
        );
        Assert.True(filed.Exit == 0, filed.Error);
        Assert.Contains("attribution-test  entry ", filed.Out, StringComparison.Ordinal);
        Assert.Contains("signed by commission", filed.Out, StringComparison.Ordinal);
        var after = await JudgeAsync();
        Assert.True(Breaches(after).Count() > Breaches(before).Count());

        var again = await RunAsync(
            "act",
            "withdraw",
            "missions/lantern",
            "attribution-test",
            "--as",
            "commission",
            "--text",
            "An error."
        );
        Assert.True(again.Exit == 0, again.Error);
        Assert.Equal(Breaches(before).Count(), Breaches(await JudgeAsync()).Count());

        var table = await RunAsync("judge", "missions/lantern", "--changes");
        Assert.Contains(" until ", table.Out, StringComparison.Ordinal);
        Assert.Equal(before.Out, (await JudgeAsync("--as-of", EntryBefore(filed.Out))).Out);
    }

    [Fact]
    public async Task What_hinders_it_is_told_at_once_and_nothing_is_entered()
    {
        var refused = await RunAsync(
            "attribute",
            "missions/lantern",
            "cameras:C-999",
            "--as",
            "commision",
            "--to",
            "C",
            "--standard",
            "reasonable grounds",
            "--text",
            "x"
        );
        Assert.Equal(1, refused.Exit);
        Assert.Contains("Did you mean \"commission\"?", refused.Error, StringComparison.Ordinal);
        Assert.Contains("cameras:C-999", refused.Error, StringComparison.Ordinal);
        Assert.Contains("no party of the mission", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "act",
        "power",
        "missions/lantern",
        "extend",
        "2(1)",
        "--by",
        "48 h",
        "no provision gives it the power"
    )]
    [InlineData("act", "withdraw", "missions/lantern", "notice-9", "no act that stands")]
    [InlineData("act", "withdraw", "missions/lantern", "notice-1", "was filed by B")]
    [InlineData("act", "file", "missions/lantern", "firing", "--by", "A", "Incidents come from observations")]
    [InlineData("act", "examine", "missions/lantern", "cameras:C-044", "nobody pleaded")]
    public async Task What_a_body_may_not_do_is_refused_with_the_reason(params string[] arguments)
    {
        var refused = await RunAsync([.. arguments[..^1], "--as", "commission", "--text", "x"]);
        Assert.Equal(1, refused.Exit);
        Assert.Contains(arguments[^1], refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--happened", "yesterday", "is no instant")]
    [InlineData("--with", "sector", "write it like")]
    public async Task A_value_of_the_wrong_form_is_wrong_use(string option, string value, string message)
    {
        var wrong = await RunAsync(
            "act",
            "file",
            "missions/lantern",
            "notice",
            "--by",
            "A",
            option,
            value,
            "--as",
            "commission",
            "--text",
            "x"
        );
        Assert.Equal(2, wrong.Exit);
        Assert.Contains(message, wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plea_of_self_defence_leaves_a_breach_open_until_it_is_examined()
    {
        Task<Ran> Act(params string[] arguments) =>
            RunAsync([
                .. new[] { "act", arguments[0], "missions/lantern", "cameras:C-050" },
                .. arguments[1..],
                "--as",
                "commission",
                "--text",
                "x",
            ]);

        var count = Breaches(await JudgeAsync()).Count();
        Assert.Equal(0, (await Act("plead", "--by", "B")).Exit);
        Assert.True(Breaches(await JudgeAsync()).Count() < count);
        Assert.Equal(1, (await Act("examine")).Exit); // the commission of this mission may not
    }

    private static IEnumerable<string> Breaches(Ran ran) =>
        ran.Out.Split('\n').Where(l => l.Contains("  breached", StringComparison.Ordinal));

    private static string EntryBefore(string filed)
    {
        var number = filed.Split("entry ")[1].Split(',')[0];
        return $"{long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) - 1}";
    }

    private Task<Ran> JudgeAsync(params string[] arguments) => RunAsync(["judge", "missions/lantern", .. arguments]);

    private Task<Ran> RunAsync(params string[] arguments) => Command.RunAsync([.. arguments, "--out", replayed.Folder]);
}
