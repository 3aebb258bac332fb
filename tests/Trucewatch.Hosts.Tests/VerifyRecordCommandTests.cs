using static Trucewatch.Hosts.Tests.SampleRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>verify record</c>: in a folder and at an address, with and without trust.</summary>
public sealed class VerifyRecordCommandTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public async Task Without_a_key_it_says_that_whose_record_it_is_was_not_checked()
    {
        var ran = await Command.RunAsync("verify", "record", Write(scratch["r"], Entries(300)));

        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        Assert.EndsWith(
            "whose record it is was not checked, for no key was given.\n",
            ran.Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task With_the_key_in_a_file_or_as_text_it_says_who_signed()
    {
        var record = Write(scratch["r"], Entries(20));
        foreach (var key in (string[])[Log.Verifier.ToString(), scratch.Write("log.vkey", $"{Log.Verifier}\n")])
        {
            var ran = await Command.RunAsync("verify", "record", record, "--key", key);
            Assert.Equal(0, ran.Exit);
            Assert.Contains($"signed by {Origin}", ran.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_records_key_is_told_with_both_names()
    {
        var ran = await Command.RunAsync(
            "verify",
            "record",
            Write(scratch["r"], Entries(20)),
            "--key",
            $"{Lead.Verifier}"
        );

        Assert.Equal(1, ran.Exit);
        Assert.Contains($"a checkpoint of {Origin}, not of lead-cell", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_or_nonsense_as_key_is_wrong_use()
    {
        var secret = scratch.Write("secret", Record.SigningKey.NewText("x", Record.KeyType.Ed25519));
        foreach (var given in (string[])[secret, "nonsense"])
        {
            var ran = await Command.RunAsync("verify", "record", scratch["nowhere"], "--key", given);
            Assert.Equal(2, ran.Exit);
            Assert.DoesNotContain(await File.ReadAllTextAsync(secret), ran.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_policy_asks_for_witnesses()
    {
        var witness = Key("witness.example/a", Record.KeyType.Ed25519Cosignature).Verifier;
        var policy = scratch.Write("policy", $"log {Log.Verifier}\nwitness a {witness}\nquorum a\n");

        var ran = await Command.RunAsync("verify", "record", Write(scratch["r"], Entries(20)), "--policy", policy);

        Assert.Equal(1, ran.Exit);
        Assert.Contains("Too few witnesses", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_an_address_the_answer_is_the_folders()
    {
        var record = Write(scratch["r"], Entries(300));
        await using var server = await ServeAsync(record);

        var there = await Command.RunAsync("verify", "record", server.Urls.First() + "/record");

        Assert.Equal(await Command.RunAsync("verify", "record", record), there);
    }

    [Fact]
    public async Task An_address_without_values_shows_no_authors_and_says_so()
    {
        await using var server = await ServeAsync(Write(scratch["r"], Entries(300)), values: false);

        var ran = await Command.RunAsync("verify", "record", server.Urls.First() + "/record");

        Assert.Equal(0, ran.Exit);
        Assert.Contains("authors not checked, for this address offers no values", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_entry_at_an_address_is_found()
    {
        var record = Write(scratch["r"], Entries(30));
        var bundle = Path.Combine(record, "tile", "entries", "000.p", "30");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[^40] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        await using var server = await ServeAsync(record);

        var ran = await Command.RunAsync("verify", "record", server.Urls.First() + "/record/");

        Assert.Equal(1, ran.Exit);
        Assert.Contains("Entry 30", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("broken", "answered 500")]
    [InlineData("endless", "is longer than")]
    [InlineData("elsewhere", "answered 302")]
    public async Task An_address_that_is_no_record_could_not_be_checked_and_is_named(string path, string told)
    {
        await using var server = await ServeAsync(Write(scratch["r"], Entries(3)));

        var ran = await Command.RunAsync("verify", "record", $"{server.Urls.First()}/{path}");

        Assert.Equal(3, ran.Exit);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
        Assert.Contains($"/{path}/checkpoint", ran.Error, StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();
}
