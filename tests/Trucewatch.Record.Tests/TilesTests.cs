using System.Collections.Immutable;
using System.Security.Cryptography;
using Trucewatch.Testing;

namespace Trucewatch.Record.Tests;

public sealed class TilesTests
{
    [Theory]
    [InlineData(0, 256, "tile/entries/000")]
    [InlineData(999, 1, "tile/entries/999.p/1")]
    [InlineData(1000, 256, "tile/entries/x001/000")]
    [InlineData(1234067, 255, "tile/entries/x001/x234/067.p/255")] // the example of C2SP tlog-tiles
    public void A_bundle_lies_where_C2SP_says(long index, int width, string path) =>
        Assert.Equal(path, TilePath.Entries(index, width));

    [Fact]
    public void Hash_tiles_and_values_lie_beside_it()
    {
        Assert.Equal("tile/2/x001/x234/067.p/8", TilePath.Hashes(2, 1234067, 8));
        Assert.Equal("values/x001/234.jsonl", TilePath.Values(1234));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Values(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Entries(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Entries(0, 257));
    }

    [Fact]
    public void The_tiles_of_a_large_tree_are_the_published_ones()
    {
        var leaves = MerkleTests.LargeLeaves(70_000);
        foreach (var given in Shared.ReadJson("conformance", "tlog", "large", "leaf-entry.json")["tiles"]!.AsArray())
        {
            var wanted = given!["tiles_sha256"]!.AsObject().ToDictionary(t => t.Key, t => (string)t.Value!);
            var made = Tiles(leaves.Take((int)given["size"]!));

            Assert.Equal(
                wanted.OrderBy(t => t.Key, StringComparer.Ordinal),
                made.ToDictionary(t => t.Path, t => Convert.ToHexStringLower(SHA256.HashData(t.Hashes.AsSpan())))
                    .OrderBy(t => t.Key, StringComparer.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("signed-log", 300)]
    [InlineData("tessera-log", 15)]
    public void The_entries_of_a_foreign_log_give_its_tiles_and_its_root(string log, int size)
    {
        var folder = Shared.Find("conformance", "tlog", log);
        var leaves = Entries(folder, size).Select(e => MerkleTree.LeafHash(e.AsSpan())).ToArray();

        Assert.Equal(Checkpoint(folder), new(Checkpoint(folder).Origin, size, MerkleTree.Root(leaves)));
        foreach (var tile in Tiles(leaves))
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder, tile.Path)), tile.Hashes.ToArray());
    }

    [Fact]
    public void The_leaf_hashes_of_a_mirrored_log_give_its_upper_tile_and_its_root()
    {
        var folder = Shared.Find("conformance", "tlog", "sunlight-mirror");
        byte[] hashes =
        [
            .. File.ReadAllBytes(Path.Combine(folder, "tile/0/000")),
            .. File.ReadAllBytes(Path.Combine(folder, "tile/0/001.p/44")),
        ];
        var leaves = hashes.Chunk(32).Select(h => h.ToImmutableArray()).ToArray();

        Assert.Equal(Checkpoint(folder), new(Checkpoint(folder).Origin, 300, MerkleTree.Root(leaves)));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(folder, "tile/1/000.p/1")),
            Tiles(leaves).Single(t => t.Level == 1).Hashes.ToArray()
        );
    }

    [Fact]
    public void A_bundle_of_a_foreign_log_is_written_the_same()
    {
        var bytes = File.ReadAllBytes(Shared.Find("conformance", "tlog", "signed-log", "tile", "entries", "000"));

        Assert.Equal(bytes, EntryBundle.Bytes(EntryBundle.Read(bytes)));
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 1 })]
    [InlineData(new byte[] { 0, 1, 7, 0, 2, 7 })]
    public void A_bundle_that_ends_inside_an_entry_is_refused(byte[] bundle) =>
        Assert.Throws<FormatException>(() => EntryBundle.Read(bundle));

    [Fact]
    public void An_entry_too_long_for_its_length_prefix_is_refused() =>
        Assert.Throws<ArgumentException>(() => EntryBundle.Bytes([ImmutableArray.Create(new byte[65_536])]));

    [Fact]
    public void A_line_of_values_reads_back_the_same()
    {
        var line = new ValuesLine(
            new(7),
            [SampleEntries.Field("place", "[37.5,48]"), SampleEntries.Field("text", "\"a\\nb\"")]
        );

        Assert.Equal(line.Text(), ValuesLine.Read(line.Text()).Text());
        Assert.Equal(line.Fields.ToArray(), ValuesLine.Read(line.Text()).Fields.ToArray());
    }

    [Theory]
    [InlineData("{\"fields\":[],\"number\":1} ")]
    [InlineData("{\"number\":1,\"fields\":[]}")]
    [InlineData("{\"fields\":[[\"AAAA\",\"a\",1,\"P\"]],\"number\":1}")]
    [InlineData("{\"fields\":[[\"AAAAAAAAAAAAAAAAAAAAAA\",\"a\",1]],\"number\":1}")]
    [InlineData("{\"fields\":[[\"AAAAAAAAAAAAAAAAAAAAAA\",\"a\",1.0,\"P\"]],\"number\":1}")]
    [InlineData("{\"fields\":[[\"AAAAAAAAAAAAAAAAAAAAAB\",\"a\",1,\"P\"]],\"number\":1}")]
    [InlineData("{\"fields\":[[7,\"a\",1,\"P\"]],\"number\":1}")]
    [InlineData("{\"fields\":{},\"number\":1}")]
    [InlineData("[]")]
    [InlineData("")]
    public void Another_line_of_values_is_refused(string text) =>
        Assert.Throws<FormatException>(() => ValuesLine.Read(text));

    private static Checkpoint Checkpoint(string folder)
    {
        var note = File.ReadAllText(Path.Combine(folder, "checkpoint"));
        return CheckpointForm.Read(note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)]);
    }

    private static IEnumerable<ImmutableArray<byte>> Entries(string folder, int size)
    {
        for (var first = 0; first < size; first += TilePath.Width)
        {
            var path = TilePath.Entries(first / TilePath.Width, Math.Min(TilePath.Width, size - first));
            foreach (var entry in EntryBundle.Read(File.ReadAllBytes(Path.Combine(folder, path))))
                yield return entry;
        }
    }

    private static List<HashTile> Tiles(IEnumerable<ImmutableArray<byte>> leaves)
    {
        var tiles = new HashTiles();
        return [.. leaves.SelectMany(leaf => tiles.Append(leaf)).ToList(), .. tiles.Partial()];
    }
}
