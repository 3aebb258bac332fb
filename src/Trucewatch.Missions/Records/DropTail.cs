using Trucewatch.Record;
using Trucewatch.Storage;

namespace Trucewatch.Missions.Records;

/// <summary>Drops what was stored in a record on this machine and never signed, where it breaks a rule.</summary>
public static class DropTail
{
    /// <summary>The folder in the state folder in which dropped entries are kept aside.</summary>
    public const string Folder = "dropped";

    /// <summary>Drops it and keeps it aside; null: no record lies in the state folder.</summary>
    /// <exception cref="RecordException">The signed part is not in order; nothing was dropped.</exception>
    /// <exception cref="IOException">It could not be kept aside; nothing was dropped.</exception>
    public static async Task<UnsignedTail.Reply?> RunAsync(string state, CancellationToken cancellationToken)
    {
        using var stores = await RecordStores.OpenBegunAsync(new(state), cancellationToken);
        if (stores is null || await stores.Newest.ReadAsync(cancellationToken) is not { } checkpoint)
            return null;
        var aside = Path.Combine(state, Folder);
        return await UnsignedTail.DropAsync(
            stores.Entries,
            stores.Newest,
            checkpoint.Origin,
            (name, content) =>
            {
                DurableFiles.CreateFolder(aside);
                DurableFiles.Write(Path.Combine(aside, name), content);
                DurableFiles.SyncFolder(aside);
                return Task.CompletedTask;
            },
            cancellationToken
        );
    }
}
