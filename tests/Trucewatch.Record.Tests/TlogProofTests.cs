using System.Text;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class TlogProofTests
{
    public static TheoryData<string> Proofs => Vectors.Names("tlog-proofs.json", "cases");

    [Theory]
    [MemberData(nameof(Proofs))]
    public void A_published_proof_holds_or_fails_as_it_should(string name)
    {
        var given = Vectors.Case(name, "tlog-proofs.json", "cases");
        var bytes = Encoding.UTF8.GetBytes((string)given["proof"]!);
        var entry = Convert.FromBase64String((string)given["entry_b64"]!);
        var trust = LogTrust.Of(VerifierKey.Read((string)given["log_vkey"]!), WitnessPolicy.None);
        ProofVerdict verdict;
        try
        {
            var proof = TlogProof.Read(bytes);
            Assert.Equal((string)given["proof"]!, proof.Text());
            verdict = proof.Check(entry, trust);
        }
        catch (FormatException malformed)
        {
            verdict = new ProofVerdict.Fails(malformed.Message);
        }

        Assert.Equal((bool)given["ok"]!, verdict is ProofVerdict.Holds);
    }

    [Fact]
    public void The_published_proofs_are_as_many_as_said() =>
        Assert.Equal(23, Vectors.Cases("tlog-proofs.json", "cases").Count());

    [Fact]
    public void A_proof_of_a_witnessed_log_holds_under_its_policy_and_not_under_a_stricter_one()
    {
        var folder = Shared.Find("conformance", "tlog", "signed-log");
        var keys = Shared.ReadJson("conformance", "tlog", "signed-log", "keys.json");
        var witnesses = keys["witness_vkeys"]!.AsArray().Select(k => (string)k!).ToArray();
        var entries = EntryBundle
            .Read(File.ReadAllBytes(Path.Combine(folder, "tile/entries/000")))
            .AddRange(EntryBundle.Read(File.ReadAllBytes(Path.Combine(folder, "tile/entries/001.p/44"))));
        var leaves = entries.Select(e => MerkleTree.LeafHash(e.AsSpan())).ToArray();
        var proof = new TlogProof(
            117,
            MerkleProof.Inclusion(leaves, 117),
            SignedNote.Read(File.ReadAllBytes(Path.Combine(folder, "checkpoint"))),
            [1, 2, 3]
        );
        var log = VerifierKey.Read((string)keys["log_vkey"]!);
        var read = TlogProof.Read(Encoding.UTF8.GetBytes(proof.Text()));

        Assert.IsType<ProofVerdict.Holds>(
            read.Check(entries[117].AsSpan(), LogTrust.Of(log, Policy("group all-three all w0 w1 w2", witnesses)))
        );
        Assert.IsType<ProofVerdict.Fails>(read.Check(entries[118].AsSpan(), LogTrust.Of(log, WitnessPolicy.None)));
        Assert.IsType<ProofVerdict.Fails>(
            read.Check(
                entries[117].AsSpan(),
                LogTrust.Of(
                    log,
                    Policy(
                        "group all-three all w0 w1 w2 w3",
                        [
                            .. witnesses,
                            new VerifierKey("w.example", KeyType.Ed25519Cosignature, new byte[32]).ToString(),
                        ]
                    )
                )
            )
        );
        Assert.True(Encoding.UTF8.GetByteCount(proof.Text()) < 2000);
    }

    private static WitnessPolicy Policy(string group, string[] witnesses) =>
        WitnessPolicy.Read(
            string.Concat(witnesses.Select((w, i) => $"witness w{i} {w}\n")) + $"{group}\nquorum all-three\n"
        );
}
