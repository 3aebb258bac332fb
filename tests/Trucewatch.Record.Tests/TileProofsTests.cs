using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class TileProofsTests
{
    [Fact]
    public async Task The_tiles_of_a_large_tree_give_the_published_roots_and_proofs()
    {
        var given = Shared.ReadJson("conformance", "tlog", "large", "leaf-entry.json");
        var leaves = MerkleTests.LargeLeaves(70_000);
        var proofs = new TileProofs(MemoryTiles.Of(leaves).Source, leaves.Length);

        foreach (var root in given["roots"]!.AsArray())
            Assert.Equal(MerkleTests.Hash(root!["root"]), await proofs.RootAsync((long)root["size"]!, default));
        foreach (var proof in given["inclusion"]!.AsArray())
            Assert.Equal(
                MerkleTests.Path(proof!["proof"]),
                await proofs.InclusionAsync((long)proof["index"]!, (long)proof["size"]!, default),
                Same
            );
        foreach (var proof in given["consistency"]!.AsArray())
            Assert.Equal(
                MerkleTests.Path(proof!["proof"]),
                await proofs.ConsistencyAsync((long)proof["size1"]!, (long)proof["size2"]!, default),
                Same
            );
    }

    [Fact]
    public void Proofs_from_tiles_are_those_from_all_leaves() =>
        Prop.ForAll(
                Gen.Choose(1, 1500).ToArbitrary(),
                Gen.Choose(1, 1500).ToArbitrary(),
                Gen.Choose(1, 1500).ToArbitrary(),
                (a, b, c) =>
                {
                    int[] sizes = [a, b, c];
                    Array.Sort(sizes);
                    var (old, size, stored) = (sizes[0], sizes[1], sizes[2]);
                    var leaves = MerkleTests.LargeLeaves(stored);
                    var proofs = new TileProofs(MemoryTiles.Of(leaves).Source, stored);
                    var index = old - 1;
                    return Same(
                            proofs.InclusionAsync(index, size, default).Result,
                            MerkleProof.Inclusion(leaves.AsSpan(0, size), index)
                        )
                        && Same(
                            proofs.ConsistencyAsync(old, size, default).Result,
                            MerkleProof.Consistency(leaves.AsSpan(0, size), old)
                        )
                        && MerkleTree.Same(proofs.RootAsync(size, default).Result, MerkleTree.Root(leaves.Take(size)));
                }
            )
            .Check(Repeatable.Cases());

    [Fact]
    public async Task A_proof_reads_few_tiles()
    {
        var tiles = MemoryTiles.Of(MerkleTests.LargeLeaves(70_000));

        await new TileProofs(tiles.Source, 70_000).InclusionAsync(4_711, 69_999, default);

        Assert.InRange(tiles.Reads, 1, 6);
    }

    [Fact]
    public async Task A_missing_tile_is_named()
    {
        var proofs = new TileProofs((_, _) => Task.FromResult<byte[]?>(null), 300);

        var fault = await Assert.ThrowsAsync<LogFaultException>(() => proofs.InclusionAsync(299, 300, default));
        Assert.StartsWith("tile/", fault.Fault.Path, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => proofs.InclusionAsync(0, 301, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => proofs.InclusionAsync(300, 300, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => proofs.ConsistencyAsync(0, 300, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => proofs.RootAsync(-1, default));
    }

    private static bool Same(ImmutableArray<ImmutableArray<byte>> one, ImmutableArray<ImmutableArray<byte>> other) =>
        one.Length == other.Length && one.Zip(other).All(p => MerkleTree.Same(p.First, p.Second));
}
