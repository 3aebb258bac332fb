using Trucewatch.Record;

namespace Trucewatch.Verifier;

/// <summary>Checks a whole record: every entry, every value that is open, the tree and the checkpoint.</summary>
/// <remarks>
/// Everything is computed again from the entries; nothing stored is believed. An entry or a bundle at a time is held,
/// however long the record is. Authors are checked by the keys that stand in the record itself; whether the record is the
/// one that was meant, and the same for all, is shown by the keys of the record and of witnesses, which come from elsewhere.
/// </remarks>
public static class VerifyRecord
{
    /// <summary>Checks an exported record (<see cref="RecordFolder"/>), without a database and without a network.</summary>
    /// <param name="folder">The folder that holds its checkpoint.</param>
    /// <param name="trust">Whose signatures must stand under the checkpoint; null: nobody's are checked.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="IOException">A file is there and cannot be read.</exception>
    public static Task<RecordVerdict> FolderAsync(
        string folder,
        LogTrust? trust,
        CancellationToken cancellationToken
    ) => FilesAsync(RecordFiles.InFolder(folder), Trust.In(trust), cancellationToken);

    /// <summary>Checks a record by its files, in a folder or at an address.</summary>
    /// <param name="files">The files.</param>
    /// <param name="trust">Whose signatures must stand under the checkpoint.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="IOException">A file is there and cannot be read, or the address does not answer.</exception>
    public static async Task<RecordVerdict> FilesAsync(
        RecordFiles files,
        Trust trust,
        CancellationToken cancellationToken
    )
    {
        var check = new RecordCheck();
        if (await RecordFilesCheck.ReadCheckpointAsync(files, trust, check, cancellationToken) is not { } checkpoint)
            return check.Verdict(Nothing);

        await new RecordFilesCheck(files, checkpoint, check).RunAsync(cancellationToken);
        return check.Verdict(checkpoint);
    }

    /// <summary>Checks a record where it is written, through its stores. It may be written to at the same time.</summary>
    /// <exception cref="RecordException">The store cannot say which entry is broken.</exception>
    public static async Task<RecordVerdict> StoreAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        CancellationToken cancellationToken
    )
    {
        var check = new RecordCheck();
        if (await checkpoints.ReadAsync(cancellationToken) is not { } checkpoint)
        {
            check.Fault(null, null, RecordRule.CheckpointForm, "no checkpoint");
            return check.Verdict(Nothing);
        }

        await new RecordStoreCheck(store, checkpoint, check).RunAsync(cancellationToken);
        await CheckTailAsync(store, checkpoints, check, cancellationToken);
        return check.Verdict(checkpoint);
    }

    private static Checkpoint Nothing => new("", 0, MerkleTree.EmptyRoot);

    // A batch that is just being stored has its checkpoint moved a moment later: look at the newest one.
    private static async Task CheckTailAsync(
        ILogStore store,
        ICheckpointStore checkpoints,
        RecordCheck check,
        CancellationToken cancellationToken
    )
    {
        var last = await store.LastAsync(cancellationToken);
        var newest = await checkpoints.ReadAsync(cancellationToken);
        if (newest is not null && last.Value > newest.Size)
            check.Fault(last, null, RecordRule.Size, $"{last} entries, the checkpoint says {newest.Size}");
    }
}
