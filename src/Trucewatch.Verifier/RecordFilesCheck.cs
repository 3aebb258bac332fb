using System.Collections.Immutable;
using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Checks the files of a record against its checkpoint: those of an exported folder, or those at an address.</summary>
/// <remarks>
/// A folder must hold the opened values, and no files but its own. An address need not offer values (they are ours, not
/// C2SP's); then nobody's key can be read from the record, and authors are not checked.
/// </remarks>
internal sealed class RecordFilesCheck(RecordFiles files, Checkpoint checkpoint, RecordCheck check)
{
    private readonly HashTiles _tiles = new();
    private readonly HashSet<string> _expected = [RecordFolder.CheckpointFile, RecordFolder.CosignedFile];

    /// <summary>The checkpoint; null: there is none in its form, and the fault is named.</summary>
    public static async Task<Checkpoint?> ReadCheckpointAsync(
        RecordFiles files,
        Trust trust,
        RecordCheck check,
        CancellationToken cancellationToken
    )
    {
        const string file = RecordFolder.CheckpointFile;
        try
        {
            if (await files.CheckpointAsync(cancellationToken) is { } note)
            {
                var checkpoint = CheckpointForm.Read(note.Text);
                switch (trust.Of(checkpoint.Origin)?.Check(note))
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
        if (files.Folder is null && checkpoint.Size > 0 && await files.ValuesAsync(0, cancellationToken) is null)
            check.WithoutAuthors();
        for (long index = 0; index * TilePath.Width < checkpoint.Size; index++)
        {
            if (!await CheckBundleAsync(index, cancellationToken))
                return; // without these entries there is no tree to compare anything with
        }

        foreach (var tile in _tiles.Partial())
            await CheckTileAsync(tile, cancellationToken);
        check.Root(checkpoint);
        if (files.Folder is { } folder)
        {
            await ExpectStampsAsync(cancellationToken);
            CheckNoOthers(folder);
        }
    }

    // What they are worth is checked apart (StampedCheckpoints): here only that nothing else lies there.
    private async Task ExpectStampsAsync(CancellationToken cancellationToken)
    {
        if (await files.Source(CheckpointStamp.ListFile, cancellationToken) is not { } list)
            return;
        Expect(CheckpointStamp.ListFile);
        try
        {
            foreach (var stamp in CheckpointStamp.ReadList(list))
            {
                Expect(stamp.NoteFile);
                Expect(stamp.TokenFile);
            }
        }
        catch (FormatException wrong)
        {
            check.Fault(null, CheckpointStamp.ListFile, RecordRule.Files, wrong.Message);
        }
    }

    private async Task<bool> CheckBundleAsync(long index, CancellationToken cancellationToken)
    {
        var width = (int)Math.Min(TilePath.Width, checkpoint.Size - index * TilePath.Width);
        if (await ReadBundleAsync(index, width, cancellationToken) is not (var file, var bundle))
            return false;

        var lines = check.ChecksAuthors ? await files.ValuesAsync(index, cancellationToken) : null;
        using var values = new ValuesInStep(lines, Expect(TilePath.Values(index)), check);
        for (var done = 0; done < width; )
        {
            var fields = check.ChecksAuthors
                ? await values.NextAsync(check.Next, width - done, cancellationToken)
                : [.. Enumerable.Repeat(ImmutableArray<Field>.Empty, width)];
            foreach (var leaf in check.Entries(bundle.AsMemory().Slice(done, fields.Length), fields, file, values.File))
            foreach (var tile in _tiles.Append(leaf))
                await CheckTileAsync(tile, cancellationToken);
            done += fields.Length;
        }

        if (files.Folder is not null) // at an address the record may have grown: more lines than the checkpoint covers
            await values.EndAsync(cancellationToken);
        return true;
    }

    private async Task<(string File, ImmutableArray<ImmutableArray<byte>> Entries)?> ReadBundleAsync(
        long index,
        int width,
        CancellationToken cancellationToken
    )
    {
        var file = Expect(TilePath.Entries(index, width));
        try
        {
            if (await files.TileAsync(w => TilePath.Entries(index, w), width, cancellationToken) is not { } read)
                check.Fault(check.Next, file, RecordRule.Files, "the file is missing or too long");
            else if (EntryBundle.Read(read.Bytes) is var bundle && bundle.Length == read.Width)
                return (read.Path, bundle[..width]);
            else
                check.Fault(check.Next, file, RecordRule.BundleForm, $"{bundle.Length} entries, not {read.Width}");
        }
        catch (FormatException wrong)
        {
            check.Fault(check.Next, file, RecordRule.BundleForm, wrong.Message);
        }

        return null;
    }

    private async Task CheckTileAsync(HashTile tile, CancellationToken cancellationToken)
    {
        var file = Expect(tile.Path);
        var read = await files.TileAsync(
            w => TilePath.Hashes(tile.Level, tile.Index, w),
            tile.Width,
            cancellationToken
        );
        if (read is not var (_, found, width))
        {
            check.Fault(null, file, RecordRule.Files, "the file is missing or too long");
            return;
        }

        if (found.Length != width * MerkleTree.HashLength)
        {
            check.Fault(null, file, RecordRule.Tile, $"{found.Length} bytes, not {width * MerkleTree.HashLength}");
            return;
        }

        for (var at = 0; at < tile.Hashes.Length; at += MerkleTree.HashLength)
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

    private void CheckNoOthers(string folder)
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
}
