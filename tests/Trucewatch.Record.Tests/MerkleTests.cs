using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class MerkleTests
{
    [Fact]
    public void The_tree_without_leaves_has_the_hash_of_nothing() =>
        Assert.Equal(
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            Convert.ToBase64String(MerkleTree.Root([]).AsSpan())
        );

    [Fact]
    public void The_frontier_has_the_root_of_the_definition() =>
        Prop.ForAll(Sizes(0, 300), size => MerkleTree.Same(MerkleTree.Root(Leaves(size)), ByDefinition(Leaves(size))))
            .Check(Repeatable.Cases());

    [Fact]
    public void A_frontier_written_down_goes_on_as_if_it_had_not_been() =>
        Prop.ForAll(
                Sizes(0, 100),
                Sizes(0, 100),
                (before, after) =>
                {
                    var frontier = new MerkleFrontier();
                    foreach (var leaf in Leaves(before + after).Take(before))
                        frontier.Append(leaf);
                    var read = MerkleFrontier.FromBytes(frontier.ToBytes().AsSpan());
                    foreach (var leaf in Leaves(before + after).Skip(before))
                        read.Append(leaf);
                    return read.Size == before + after
                        && MerkleTree.Same(read.Root(), ByDefinition(Leaves(before + after)));
                }
            )
            .Check(Repeatable.Cases());

    [Fact]
    public void Every_leaf_is_shown_to_be_in_its_tree_and_nowhere_else() =>
        Prop.ForAll(
                Sizes(1, 70),
                Sizes(0, 69),
                (size, at) =>
                {
                    var (leaves, index) = (Leaves(size), at % size);
                    var (path, root) = (MerkleProof.Inclusion(leaves, index), MerkleTree.Root(leaves));
                    return MerkleProof.IsIncluded(leaves[index], index, size, path, root)
                        && !MerkleProof.IsIncluded(leaves[index], (index + 1) % size, size, path, root) == size > 1
                        && !MerkleProof.IsIncluded(Leaves(71)[70], index, size, path, root);
                }
            )
            .Check(Repeatable.Cases());

    [Fact]
    public void Every_older_tree_is_shown_to_be_the_beginning_of_the_newer() =>
        Prop.ForAll(
                Sizes(1, 70),
                Sizes(0, 69),
                (size, at) =>
                {
                    var (leaves, old) = (Leaves(size), at % size + 1);
                    var path = MerkleProof.Consistency(leaves, old);
                    var (oldRoot, newRoot) = (MerkleTree.Root(leaves.Take(old)), MerkleTree.Root(leaves));
                    var other = MerkleTree.Root(leaves.Take(old).Reverse());
                    return MerkleProof.IsConsistent(old, oldRoot, size, newRoot, path)
                        && (old == 1 || !MerkleProof.IsConsistent(old, other, size, newRoot, path));
                }
            )
            .Check(Repeatable.Cases());

    [Fact]
    public void The_published_inclusion_proofs_hold_and_fail_as_they_should()
    {
        var cases = Shared.ReadJson("conformance", "tlog", "proofs", "inclusion.json").AsArray();

        Assert.Equal(65, cases.Count);
        foreach (var given in cases)
        {
            var holds = MerkleProof.IsIncluded(
                Hash(given!["leafHash"]),
                (long)(ulong)given["leafIdx"]!, // beyond 2^63 it turns negative, and is refused
                (long)(ulong)given["treeSize"]!,
                Path(given["proof"]),
                Hash(given["root"])
            );
            Assert.True(holds != (bool)given["wantErr"]!, (string)given["file"]!);
        }
    }

    [Fact]
    public void The_published_consistency_proofs_hold_and_fail_as_they_should()
    {
        var cases = Shared.ReadJson("conformance", "tlog", "proofs", "consistency.json").AsArray();

        Assert.Equal(57, cases.Count);
        foreach (var given in cases)
        {
            var holds = MerkleProof.IsConsistent(
                (long)(ulong)given!["size1"]!,
                Hash(given["root1"]),
                (long)(ulong)given["size2"]!,
                Hash(given["root2"]),
                Path(given["proof"])
            );
            Assert.True(holds != (bool)given["wantErr"]!, (string)given["file"]!);
        }
    }

    [Fact]
    public void A_large_tree_has_the_published_roots_and_proofs()
    {
        var given = Shared.ReadJson("conformance", "tlog", "large", "leaf-entry.json");
        var leaves = LargeLeaves(70_000);

        foreach (var root in given["roots"]!.AsArray())
            Assert.Equal(Hash(root!["root"]), MerkleTree.Root(leaves.Take((int)root["size"]!)));
        foreach (var proof in given["inclusion"]!.AsArray())
        {
            var (index, size) = ((int)proof!["index"]!, (int)proof["size"]!);
            Assert.Equal(Path(proof["proof"]), MerkleProof.Inclusion(leaves.AsSpan(0, size), index), PathsAreSame);
            Assert.True(MerkleProof.IsIncluded(leaves[index], index, size, Path(proof["proof"]), Hash(proof["root"])));
        }

        foreach (var proof in given["consistency"]!.AsArray())
        {
            var (old, size) = ((int)proof!["size1"]!, (int)proof["size2"]!);
            Assert.Equal(Path(proof["proof"]), MerkleProof.Consistency(leaves.AsSpan(0, size), old), PathsAreSame);
            Assert.True(
                MerkleProof.IsConsistent(old, Hash(proof["root1"]), size, Hash(proof["root2"]), Path(proof["proof"]))
            );
        }
    }

    [Fact]
    public void One_reading_of_a_batch_is_shown_without_the_others()
    {
        string[] readings = ["{\"db\":61}", "{\"db\":88}", "{\"db\":59}"];
        var root = MerkleBatch.Root(readings);
        var path = MerkleBatch.PathOf(readings, 1);

        Assert.True(MerkleBatch.Holds("{\"db\":88}", 1, 3, path, root));
        Assert.False(MerkleBatch.Holds("{\"db\":87}", 1, 3, path, root));
    }

    [Fact]
    public void What_is_no_frontier_is_refused()
    {
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes([]));
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes(new byte[9]));
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes([0xFF, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new MerkleFrontier().Append([1]));
    }

    internal static ImmutableArray<byte>[] LargeLeaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.LeafHash(Encoding.UTF8.GetBytes($"entry {i}")))];

    internal static ImmutableArray<byte> Hash(JsonNode? node) => [.. Convert.FromBase64String((string)node!)];

    internal static ImmutableArray<ImmutableArray<byte>> Path(JsonNode? node) =>
        node is JsonArray hashes ? [.. hashes.Select(Hash)] : [];

    private static bool PathsAreSame(ImmutableArray<ImmutableArray<byte>> a, ImmutableArray<ImmutableArray<byte>> b) =>
        a.Length == b.Length && a.Zip(b).All(p => MerkleTree.Same(p.First, p.Second));

    private static Arbitrary<int> Sizes(int from, int to) => Gen.Choose(from, to).ToArbitrary();

    private static ImmutableArray<byte>[] Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.LeafHash([(byte)i, (byte)(i >> 8)]))];

    // MTH(D[n]) of RFC 6962 §2.1, word for word
    private static ImmutableArray<byte> ByDefinition(ReadOnlySpan<ImmutableArray<byte>> leaves)
    {
        if (leaves.IsEmpty)
            return MerkleTree.EmptyRoot;
        if (leaves.Length == 1)
            return leaves[0];

        var k = 1;
        while (2 * k < leaves.Length)
            k *= 2;
        return MerkleTree.NodeHash(ByDefinition(leaves[..k]), ByDefinition(leaves[k..]));
    }
}
