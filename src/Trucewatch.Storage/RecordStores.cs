using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>Both stores of the record of a state folder: its entries, here or in PostgreSQL, and apart from them its newest checkpoint.</summary>
/// <remarks>
/// Where the entries lie in PostgreSQL, the file <see cref="StoragePaths.DatabaseFile"/> names the database. The checkpoint
/// stays in the state folder: so a backup of the database that is brought back is found to be old.
/// </remarks>
public sealed class RecordStores : IDisposable
{
    private RecordStores(ILogStore entries, SqliteCheckpointStore newest) => (Entries, Newest) = (entries, newest);

    /// <summary>The entries.</summary>
    public ILogStore Entries { get; }

    /// <summary>The newest checkpoint.</summary>
    public ICheckpointStore Newest { get; }

    /// <summary>Chooses the database in which a new record's entries shall lie, once and for all.</summary>
    /// <param name="paths">The state folder; it is made if need be.</param>
    /// <param name="address">The database.</param>
    /// <returns>Why not, as a sentence; null: it is chosen, now or before.</returns>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public static string? Choose(StoragePaths paths, DatabaseAddress address)
    {
        if (Chosen(paths) is { } chosen)
            return chosen == address ? null : $"The record there lies in {chosen}, not in {address}.";
        if (File.Exists(paths.RecordDb))
            return $"The record there lies in {paths.RecordDb}: a record does not move. Give another folder.";
        DurableFiles.CreateFolder(paths.Folder);
        DurableFiles.Write(paths.DatabaseFile, System.Text.Encoding.UTF8.GetBytes($"{address}\n"));
        DurableFiles.SyncFolder(paths.Folder);
        return null;
    }

    /// <summary>Opens the stores, or makes empty ones.</summary>
    /// <exception cref="InvalidDataException">A store is of another version, or cannot keep what is asked of it.</exception>
    /// <exception cref="System.Data.Common.DbException">The database cannot be reached.</exception>
    public static async Task<RecordStores> OpenAsync(StoragePaths paths, CancellationToken cancellationToken)
    {
        ILogStore entries = Chosen(paths) is { } address
            ? await PostgresLogStore.OpenAsync(address.ConnectionString, address.Schema, cancellationToken)
            : SqliteLogStore.Open(paths);
        try
        {
            return new(entries, SqliteCheckpointStore.Open(paths.CheckpointDb));
        }
        catch
        {
            ((IDisposable)entries).Dispose();
            throw;
        }
    }

    /// <summary>Opens the stores of a record that was begun; null: none was.</summary>
    public static async Task<RecordStores?> OpenBegunAsync(StoragePaths paths, CancellationToken cancellationToken) =>
        File.Exists(paths.CheckpointDb) ? await OpenAsync(paths, cancellationToken) : null;

    /// <inheritdoc />
    public void Dispose()
    {
        ((IDisposable)Entries).Dispose();
        ((IDisposable)Newest).Dispose();
    }

    private static DatabaseAddress? Chosen(StoragePaths paths)
    {
        if (!File.Exists(paths.DatabaseFile))
            return null;
        try
        {
            return DatabaseAddress.Read(File.ReadAllText(paths.DatabaseFile).Trim());
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException($"{paths.DatabaseFile}: {wrong.Message}", wrong);
        }
    }
}
