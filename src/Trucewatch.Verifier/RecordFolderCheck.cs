using System.Collections.Immutable;
using System.Text;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Checks the files of an exported record against its checkpoint.</summary>
internal sealed class RecordFolderCheck(string folder, Checkpoint checkpoint, RecordCheck check)
{
    private const long MaxBundle = TilePath.Width * (sizeof(ushort) + (long)Entry.MaxBytes);
    private const long MaxTile = TilePath.Width * (long)MerkleTree.HashLength;
    private const long MaxCheckpoint = 1 << 16;

    private readonly HashTiles _tiles = new();
    private readonly HashSet<string> _expected = [RecordFolder.CheckpointFile];

    /// <summary>The folder's checkpoint; null: there is none in its form, and the fault is named.</summary>
    public static Checkpoint? ReadCheckpoint(string folder, LogTrust? trust, RecordCheck check)
    {
        const string file = RecordFolder.CheckpointFile;
        try
        {
            if (ReadFile(folder, file, MaxCheckpoint) is { } bytes)
            {
                var note = SignedNote.Read(bytes);
                var checkpoint = CheckpointForm.Read(note.Text);
                switch (trust?.Check(note))
                {
                    case CheckpointVerdict.Trusted trusted:
                        check.Signed(trusted.Signed);
                        break;
                    case CheckpointVerdict.Refused refused:
                        check.Fault(null, file, RecordRule.Signature, refused.Why);
                        break;
                }
                return checkpoint;
            }

            check.Fault(null, file, RecordRule.CheckpointForm, "the file is missing or too long");
        }
        catch (FormatException wrong)
        {
            check.Fault(null, file, RecordRule.CheckpointForm, wrong.Message);
        }

        return null;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (long index = 0; index * TilePath.Width < checkpoint.Size; index++)
        {
            if (!await CheckBundleAsync(index, cancellationToken))
                return; // without these entries there is no tree to compare anything with
        }

        foreach (var tile in _tiles.Partial())
            CheckTile(tile);
        check.Root(checkpoint);
        CheckNoOthers();
    }

    private async Task<bool> CheckBundleAsync(long index, CancellationToken cancellationToken)
    {
        var width = (int)Math.Min(TilePath.Width, checkpoint.Size - index * TilePath.Width);
        var file = Expect(TilePath.Entries(index, width));
        if (ReadBundle(file, width) is not { } bundle)
            return false;

        using var values = new ValuesInStep(OpenValues(Expect(TilePath.Values(index))), TilePath.Values(index), check);
        for (var done = 0; done < width; )
        {
            var fields = await values.NextAsync(check.Next, width - done, cancellationToken);
            var entries = bundle.AsMemory().Slice(done, fields.Length);
            foreach (var leaf in check.Entries(entries, fields, file, values.File))
            foreach (var tile in _tiles.Append(leaf))
                CheckTile(tile);
            done += fields.Length;
        }

        await values.EndAsync(cancellationToken);
        return true;
    }

    private ImmutableArray<ImmutableArray<byte>>? ReadBundle(string file, int width)
    {
        try
        {
            if (ReadFile(folder, file, MaxBundle) is not { } bytes)
                check.Fault(check.Next, file, RecordRule.Files, "the file is missing or too long");
            else if (EntryBundle.Read(bytes) is var bundle && bundle.Length == width)
                return bundle;
            else
                check.Fault(check.Next, file, RecordRule.BundleForm, $"{bundle.Length} entries, not {width}");
        }
        catch (FormatException wrong)
        {
            check.Fault(check.Next, file, RecordRule.BundleForm, wrong.Message);
        }

        return null;
    }

    private StreamReader? OpenValues(string file) =>
        File.Exists(Path.Combine(folder, file)) ? new(Path.Combine(folder, file), Encoding.UTF8) : null;

    private void CheckTile(HashTile tile)
    {
        var file = Expect(tile.Path);
        if (ReadFile(folder, file, MaxTile) is not { } found)
        {
            check.Fault(null, file, RecordRule.Files, "the file is missing or too long");
            return;
        }

        if (found.Length != tile.Hashes.Length)
        {
            check.Fault(null, file, RecordRule.Tile, $"{found.Length} bytes, not {tile.Hashes.Length}");
            return;
        }

        for (var at = 0; at < found.Length; at += MerkleTree.HashLength)
        {
            var wanted = tile.Hashes.AsSpan(at, MerkleTree.HashLength);
            if (!wanted.SequenceEqual(found.AsSpan(at, MerkleTree.HashLength)))
                FaultHash(
                    tile,
                    file,
                    at / MerkleTree.HashLength,
                    $"the entries give {Convert.ToHexStringLower(wanted)}"
                );
        }
    }

    private void FaultHash(HashTile tile, string file, int place, string found)
    {
        var number = new EntryNumber(tile.Index * TilePath.Width + place + 1);
        if (tile.Level == 0)
            check.Fault(number, file, RecordRule.LeafHash, found);
        else
            check.Fault(null, file, RecordRule.Tile, $"hash {place}: {found}");
    }

    private void CheckNoOthers()
    {
        foreach (
            var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        )
        {
            var file = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (!_expected.Contains(file))
                check.Fault(null, file, RecordRule.Files, "a file that does not belong to the record");
        }
    }

    private string Expect(string file)
    {
        _expected.Add(file);
        return file;
    }

    // Null: it is missing, or longer than its form allows.
    private static byte[]? ReadFile(string folder, string file, long maxLength)
    {
        var found = new FileInfo(Path.Combine(folder, file));
        return found.Exists && found.Length <= maxLength ? File.ReadAllBytes(found.FullName) : null;
    }
}
