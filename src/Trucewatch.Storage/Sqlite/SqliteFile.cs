using Microsoft.Data.Sqlite;
using Trucewatch.Record;

namespace Trucewatch.Storage;

/// <summary>How every SQLite file of ours is opened: write-ahead log, each commit synced to disk, settings read back.</summary>
internal static class SqliteFile
{
    /// <summary>Opens a file to write to it, and makes its tables if it is new.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="form">The version of its tables (<c>user_version</c>).</param>
    /// <param name="tables">The statements that make them.</param>
    /// <exception cref="InvalidDataException">The file has tables of another version, or the settings do not hold on this disk.</exception>
    public static SqliteConnection OpenToWrite(string path, long form, string tables)
    {
        DurableFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        var ready = false;
        try
        {
            Prepare(connection, path, form, tables);
            ready = true;
            return connection;
        }
        finally
        {
            if (!ready)
                connection.Dispose();
        }
    }

    /// <summary>Opens a file to read it, beside the one writer.</summary>
    public static SqliteConnection OpenToRead(string path) => Open(path, SqliteOpenMode.ReadOnly);

    /// <summary>The first column of the first row; null: none, or NULL.</summary>
    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    private static void Prepare(SqliteConnection connection, string path, long form, string tables)
    {
        Demand(connection, path, "PRAGMA journal_mode = WAL", "wal");
        Execute(connection, "PRAGMA synchronous = FULL");
        Demand(connection, path, "PRAGMA synchronous", 2L);
        Demand(connection, path, "PRAGMA secure_delete = ON", 1L);
        using var transaction = connection.BeginTransaction(deferred: false);
        var found = Scalar(connection, "PRAGMA user_version");
        if (found is 0L)
            Execute(connection, $"{tables}; PRAGMA user_version = {form};");
        else if (!form.Equals(found))
            throw new InvalidDataException($"{path} has the form {found}, this program knows {form}.");
        transaction.Commit();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 30, // seconds
        };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        return connection;
    }

    private static void Demand(SqliteConnection connection, string path, string sql, object wanted)
    {
        var found = Scalar(connection, sql);
        if (!wanted.Equals(found))
            throw new InvalidDataException($"{path}: {sql} answers {found}, not {wanted}.");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
