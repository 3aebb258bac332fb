using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Trucewatch.Record;

/// <summary>A record as plain files: what an outsider gets and checks without our database or our program.</summary>
/// <remarks>
/// <c>checkpoint</c> (a <see cref="SignedNote"/> over <see cref="CheckpointForm"/>),
/// <c>tile/entries/…</c> and <c>tile/LEVEL/…</c> (C2SP tlog-tiles), and ours: <c>values/….jsonl</c>, the opened
/// values of each bundle, one <see cref="ValuesLine"/> per entry. The same record and the same opened fields give the
/// same bytes.
/// </remarks>
public sealed class RecordFolder
{
    /// <summary>The name of the checkpoint's file.</summary>
    public const string CheckpointFile = "checkpoint";

    /// <summary>The name of the file beside it with the checkpoint and its cosignatures: the keeper merges into it what witnesses answer.</summary>
    public const string CosignedFile = "cosigned";

    private readonly string _folder;

    private RecordFolder(string folder, Checkpoint checkpoint) => (_folder, Checkpoint) = (folder, checkpoint);

    /// <summary>The checkpoint that the files are said to belong to.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Opens an exported record to read it. This checks nothing: the verifier does.</summary>
    /// <exception cref="FormatException">The checkpoint is not in its form.</exception>
    /// <exception cref="IOException">There is no checkpoint, or it cannot be read.</exception>
    public static async Task<RecordFolder> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, CheckpointFile), cancellationToken);
        return new(folder, CheckpointForm.Read(SignedNote.Read(bytes).Text));
    }

    /// <summary>
    /// Writes a record up to a checkpoint into a folder that is not there yet: first beside it, under its name with
    /// <c>.part</c>, then renamed.
    /// </summary>
    /// <param name="store">The entries.</param>
    /// <param name="signed">Up to where.</param>
    /// <param name="opens">Which fields the audience may see; all others stay closed.</param>
    /// <param name="folder">Where; its parent is made if need be.</param>
    /// <param name="cancellationToken">Ends the writing; the part written is removed.</param>
    /// <exception cref="RecordException">The entries do not give the checkpoint's root.</exception>
    /// <exception cref="IOException">The folder is there already, or the disk failed. Not synced: write it again after a crash.</exception>
    public static async Task WriteAsync(
        ILogStore store,
        SignedCheckpoint signed,
        Func<Field, bool> opens,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Path.Exists(target))
            throw new IOException($"{target} is there already: an exported record is never written over.");

        var part = target + ".part";
        RemoveFolder(part);
        try
        {
            await new RecordFolderWriter(part, opens).WriteAsync(store, signed, cancellationToken);
            Directory.Move(part, target);
        }
        finally
        {
            RemoveFolder(part);
        }
    }

    /// <summary>The entries in order, with the fields that are open.</summary>
    /// <exception cref="FormatException">A file is not in its form; the message names it.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public async IAsyncEnumerable<StoredEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long first = 0; first < Checkpoint.Size; first += TilePath.Width)
        {
            var width = (int)Math.Min(TilePath.Width, Checkpoint.Size - first);
            var file = TilePath.Entries(first / TilePath.Width, width);
            var bundle = EntryBundle.Read(await File.ReadAllBytesAsync(Path.Combine(_folder, file), cancellationToken));
            if (bundle.Length != width)
                throw new FormatException($"{file} holds {bundle.Length} entries, not {width}.");

            var i = 0;
            await foreach (var line in ReadValuesAsync(first / TilePath.Width, cancellationToken))
            {
                var number = new EntryNumber(first + i + 1);
                if (i == width || line.Number != number)
                    throw new FormatException(
                        $"{TilePath.Values(first / TilePath.Width)} names entry {line.Number} in the place of {number}."
                    );
                yield return new(number, bundle[i], new(EntryForm.Read(bundle[i].AsSpan()), line.Fields));
                i++;
            }

            if (i < width)
                throw new FormatException($"{TilePath.Values(first / TilePath.Width)} has {i} lines, not {width}.");
        }
    }

    private async IAsyncEnumerable<ValuesLine> ReadValuesAsync(
        long index,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var file = Path.Combine(_folder, TilePath.Values(index));
        await foreach (var line in File.ReadLinesAsync(file, Encoding.UTF8, cancellationToken))
            yield return ValuesLine.Read(line);
    }

    private static void RemoveFolder(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
