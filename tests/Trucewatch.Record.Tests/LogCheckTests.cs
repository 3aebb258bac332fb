using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class LogCheckTests
{
    public static TheoryData<string> Tamperings => Vectors.Names("tampered.json", "cases");

    [Fact]
    public async Task A_signed_and_witnessed_log_is_sound()
    {
        var folder = TileFolder.Source(Shared.Find("conformance", "tlog", "signed-log"));

        var sound = Assert.IsType<LogVerdict.Sound>(await new LogCheck(TwoOfThree()).RunAsync(folder, default));

        Assert.Equal(300, sound.In.Checkpoint.Size);
        Assert.Equal(4, sound.In.Signed.Verified.Length);
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task A_log_that_was_tampered_with_is_found_out(string name)
    {
        var given = Vectors.Case(name, "tampered.json", "cases");
        var log = MemoryTiles.OfFolder(Shared.Find("conformance", "tlog", "signed-log"));
        var kept = CheckpointBody.Read(SignedNote.Read(log.Files["checkpoint"]).Text).ToCheckpoint();
        foreach (var change in given["changes"]!.AsArray())
            Apply(log.Files, change!);

        var strict = Faulty(await new LogCheck(TwoOfThree()).RunAsync(log.Source, default));
        if (given["entry"] is { } entry && strict.Index is { } index)
            Assert.Equal((long)entry, index);

        // Without the witnesses' quorum, what the log signed again for itself shows only against a kept checkpoint.
        var unwitnessed = TwoOfThree() with
        {
            Policy = WitnessPolicy.None,
        };
        if (given["self_consistent"] is not null)
        {
            Assert.IsType<LogVerdict.Sound>(await new LogCheck(unwitnessed).RunAsync(log.Source, default));
            Assert.Equal(
                "checkpoint",
                Faulty(await new LogCheck(unwitnessed) { Kept = kept }.RunAsync(log.Source, default)).Path
            );
        }
        else if (given["needs"] is null)
        {
            Assert.Equal(strict, Faulty(await new LogCheck(unwitnessed).RunAsync(log.Source, default)));
        }
    }

    [Fact]
    public void The_tamperings_are_as_many_as_said() =>
        Assert.Equal(15, Vectors.Cases("tampered.json", "cases").Count());

    [Fact]
    public async Task Every_checkpoint_of_a_growing_log_is_sound_and_begins_with_each_before()
    {
        var folder = Shared.Find("conformance", "tlog", "tessera-log");
        var files = MemoryTiles.OfFolder(folder).Files;
        var names = files.Keys.Where(f => f.StartsWith("checkpoint", StringComparison.Ordinal)).ToList();
        var log = VerifierKey.Read("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
        var proofs = new TileProofs(TileFolder.Source(folder), 15);
        var checkpoints = new List<Checkpoint>();

        Assert.Equal(17, names.Count);
        foreach (var name in names)
        {
            var verdict = await new LogCheck(LogTrust.Of(log, WitnessPolicy.None)).RunAsync(
                (path, _) => Task.FromResult(files.GetValueOrDefault(path == "checkpoint" ? name : path)),
                default
            );
            checkpoints.Add(Assert.IsType<LogVerdict.Sound>(verdict).In.Checkpoint);
        }

        foreach (
            var (old, next) in from old in checkpoints
            from next in checkpoints
            where old.Size > 0 && old.Size <= next.Size
            select (old, next)
        )
        {
            var path = await proofs.ConsistencyAsync(old.Size, next.Size, default);
            Assert.True(MerkleProof.IsConsistent(old.Size, old.Root, next.Size, next.Root, path));
        }
    }

    [Fact]
    public async Task A_mirror_without_entries_is_sound_by_its_cosignature()
    {
        var key = (string)Shared.ReadJson("conformance", "tlog", "sunlight-mirror", "keys.json")["mirror_vkey"]!;
        var trust = new LogTrust(
            "rome2026h1.example.org",
            [],
            WitnessPolicy.Read($"witness mirror {key}\nquorum mirror\n")
        );
        var folder = TileFolder.Source(Shared.Find("conformance", "tlog", "sunlight-mirror"));

        Assert.IsType<LogVerdict.Sound>(await new LogCheck(trust) { HashesOnly = true }.RunAsync(folder, default));
        Assert.StartsWith(
            "tile/entries/",
            Faulty(await new LogCheck(trust).RunAsync(folder, default)).Path,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "checkpoint",
            Faulty(
                await new LogCheck(trust with { Policy = WitnessPolicy.None }) { HashesOnly = true }.RunAsync(
                    folder,
                    default
                )
            ).Path
        );
    }

    [Fact]
    public async Task A_kept_checkpoint_of_another_history_shows_a_fork()
    {
        var folder = TileFolder.Source(Shared.Find("conformance", "tlog", "signed-log"));
        var kept = new Checkpoint("log.example/ceasefire", 50, MerkleTree.EmptyRoot);

        var fault = Faulty(await new LogCheck(TwoOfThree()) { Kept = kept }.RunAsync(folder, default));

        Assert.Contains("forked", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_reader_asks_of_an_entry_is_a_fault_where_it_fails()
    {
        var folder = TileFolder.Source(Shared.Find("conformance", "tlog", "signed-log"));
        var check = new LogCheck(TwoOfThree())
        {
            EntryRule = static (index, _) => index == 299 ? "It is the last." : null,
        };

        Assert.Equal(
            new("tile/entries/001.p/44", 299, "It is the last."),
            Faulty(await check.RunAsync(folder, default))
        );
    }

    [Fact]
    public async Task A_large_log_whose_last_tiles_were_filled_is_read_to_its_size()
    {
        using var key = SigningKey.Read(SigningKey.NewText("log.example", KeyType.Ed25519));
        var leaves = MerkleTests.LargeLeaves(66_048);
        var memory = MemoryTiles.Of(leaves);
        var checkpoint = new Checkpoint("log.example", 66_000, MerkleTree.Root(leaves.Take(66_000)));
        var text = CheckpointForm.Text(checkpoint);
        memory.Files["checkpoint"] = SignedNote.Of(text, key.Sign(text)).Bytes();
        memory.Files["tile/1/001.p/1"] = memory.Files["tile/1/001.p/2"][..32];
        var check = new LogCheck(LogTrust.Of(key.Verifier, WitnessPolicy.None)) { HashesOnly = true };

        Assert.IsType<LogVerdict.Sound>(await check.RunAsync(memory.Source, default));
        memory.Files["tile/1/000"][33] ^= 1;
        Assert.Contains(
            "tile/0/001",
            Faulty(await check.RunAsync(memory.Source, default)).What,
            StringComparison.Ordinal
        );
    }

    private static LogFault Faulty(LogVerdict verdict) => Assert.IsType<LogVerdict.Faulty>(verdict).Fault;

    private static LogTrust TwoOfThree()
    {
        var keys = Shared.ReadJson("conformance", "tlog", "signed-log", "keys.json");
        var witnesses = keys["witness_vkeys"]!.AsArray().Select((k, i) => $"witness w{i} {k}\n");
        return LogTrust.Of(
            VerifierKey.Read((string)keys["log_vkey"]!),
            WitnessPolicy.Read($"{string.Concat(witnesses)}group g 2 w0 w1 w2\nquorum g\n")
        );
    }

    private static void Apply(Dictionary<string, byte[]> files, JsonNode change)
    {
        var file = (string)change["file"]!;
        switch ((string)change["op"]!)
        {
            case "write":
                files[file] = Convert.FromBase64String((string)change["content_b64"]!);
                break;
            case "delete":
                files.Remove(file);
                break;
            case "xor":
                var bytes = Convert.FromHexString((string)change["hex"]!);
                for (var i = 0; i < bytes.Length; i++)
                    files[file][(int)change["offset"]! + i] ^= bytes[i];
                break;
            default:
                Assert.Fail($"The tampering {change["op"]} is not known.");
                break;
        }
    }
}
