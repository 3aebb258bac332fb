using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Bench;

/// <summary>One offline proof in a record of a million entries: its length, and how long its check takes.</summary>
internal static class Proofs
{
    private const int Size = 1_000_000;

    public static int Run()
    {
        var leaves = Enumerable.Range(0, Size).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i))).ToArray();
        var entry = EntryForm.Bytes(Entries.Sighting(1, 1000).Entry).ToArray();
        leaves[654_321] = MerkleTree.LeafHash(entry);
        var witnesses = Enumerable
            .Range(0, 24)
            .Select(i => Entries.Key($"witness-{i}.example", KeyType.Ed25519Cosignature))
            .ToList();
        var small = Proof(leaves, witnesses.Take(2));
        var large = Proof(leaves, witnesses);
        var policy = WitnessPolicy.Read(
            string.Concat(witnesses.Take(2).Select((w, i) => $"witness w{i} {w.Verifier}\n"))
                + "group both all w0 w1\nquorum both\n"
        );
        var trust = LogTrust.Of(Entries.Log.Verifier, policy);
        var times = new List<double>();
        for (var i = 0; i < 2_000; i++)
        {
            var watch = Stopwatch.StartNew();
            if (TlogProof.Read(small).Check(entry, trust) is not ProofVerdict.Holds)
                throw new InvalidOperationException("the proof does not hold");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine(
            $"one proof read and checked: first {times[0]:0.00} ms, 99th percentile {Measure.Percentile(times, 0.99):0.000} ms"
        );
        var quick = Measure.Say(
            "one proof with 3 signatures, warm median",
            Measure.Median(times),
            "ms",
            2,
            atMost: true
        );
        var short3 = Measure.Say(
            "proof file with 3 signatures at 10⁶ entries",
            small.Length,
            "bytes",
            2_000,
            atMost: true
        );
        var short25 = Measure.Say("proof file with 24 cosignatures", large.Length, "bytes", 5_000, atMost: true);
        return quick && short3 && short25 ? 0 : 1;
    }

    private static byte[] Proof(ImmutableArray<byte>[] leaves, IEnumerable<SigningKey> witnesses)
    {
        var frontier = new MerkleFrontier();
        foreach (var leaf in leaves)
            frontier.Append(leaf);
        var checkpoint = SignedCheckpoint.Sign(new(Entries.Origin, Size, frontier.Root()), Entries.Log);
        var note = SignedNote.Read(Encoding.UTF8.GetBytes(checkpoint.Note));
        var cosigned = note.With([.. witnesses.Select(w => w.Cosign(note.Text, 1_745_107_200))]);
        return Encoding.UTF8.GetBytes(new TlogProof(654_321, MerkleProof.Inclusion(leaves, 654_321), cosigned).Text());
    }
}
