using Trucewatch.Record;
using static Trucewatch.Hosts.Tests.SampleRecord;

namespace Trucewatch.Hosts.Tests;

/// <summary><c>verify proof</c> and <c>disclose</c>: one entry, one field, without the record.</summary>
public sealed class VerifyProofCommandTests : IDisposable
{
    private readonly Scratch scratch = new();

    [Fact]
    public async Task A_proof_shows_its_entry_and_no_other()
    {
        var (proof, entries) = await ProofAsync(17);

        var ran = await Command.RunAsync(
            "verify",
            "proof",
            proof,
            "--entry",
            Entry(entries[16]),
            "--key",
            $"{Log.Verifier}"
        );
        var other = await Command.RunAsync(
            "verify",
            "proof",
            proof,
            "--entry",
            Entry(entries[15]),
            "--key",
            $"{Log.Verifier}"
        );

        Assert.Equal(0, ran.Exit);
        Assert.StartsWith($"The entry is number 17 of the record \"{Origin}\"", ran.Out, StringComparison.Ordinal);
        Assert.Equal(1, other.Exit);
        Assert.StartsWith("The proof shows nothing: The path does not lead", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_a_proof_shows_nothing_and_is_not_asked()
    {
        var (proof, entries) = await ProofAsync(3);

        var ran = await Command.RunAsync("verify", "proof", proof, "--entry", Entry(entries[2]));

        Assert.Equal(2, ran.Exit);
        Assert.Contains("Give --key or --policy", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_is_opened_and_checked()
    {
        var record = Write(scratch["r"], Entries(300));
        var file = scratch["text.json"];

        var opened = await Command.RunAsync("disclose", record, "--entry", "290", "--field", "text", "--out", file);
        var ran = await Command.RunAsync("disclose", "check", file, "--key", $"{Log.Verifier}");

        Assert.Equal(0, opened.Exit);
        Assert.Equal(0, ran.Exit);
        Assert.Contains("Entry 290 (note, by lead-cell, 2025-04-20T00:04:50Z)", ran.Out, StringComparison.Ordinal);
        Assert.Contains("says text = \"обстріл 290\"", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_of_another_entry_is_refused()
    {
        var record = Write(scratch["r"], Entries(30));
        var (one, two) = (scratch["1.json"], scratch["2.json"]);
        await Command.RunAsync("disclose", record, "--entry", "7", "--field", "text", "--out", one);
        await Command.RunAsync("disclose", record, "--entry", "8", "--field", "text", "--out", two);
        var mixed = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(one))!;
        mixed["disclosure"] = (string)
            System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(two))!["disclosure"]!;

        var ran = await Command.RunAsync("disclose", "check", scratch.Write("3.json", mixed.ToJsonString()));

        Assert.Equal(1, ran.Exit);
        Assert.StartsWith("The disclosure shows nothing: The entry has no digest", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_not_there_is_wrong_use_and_the_others_are_named()
    {
        var ran = await Command.RunAsync(
            "disclose",
            Write(scratch["r"], Entries(9)),
            "--entry",
            "7",
            "--field",
            "source"
        );

        Assert.Equal(2, ran.Exit);
        Assert.Contains("Open are: text, place.", ran.Error, StringComparison.Ordinal);
    }

    private string Entry(OpenEntry open)
    {
        var file = scratch[Path.GetRandomFileName()];
        File.WriteAllBytes(file, [.. EntryForm.Bytes(open.Entry), (byte)'\n']); // as an editor leaves it
        return file;
    }

    private async Task<(string Proof, List<OpenEntry> Entries)> ProofAsync(int number)
    {
        var entries = Entries(300);
        var record = Write(scratch["r"], entries);
        var path = await new TileProofs(TileFolder.Source(record), 300).InclusionAsync(number - 1, 300, default);
        var note = SignedNote.Read(await File.ReadAllBytesAsync(Path.Combine(record, "checkpoint")));
        return (scratch.Write("p.tlog-proof", new TlogProof(number - 1, path, note).Text()), entries);
    }

    public void Dispose() => scratch.Dispose();
}
